def calls(f, x, args, kwargs):
    f()
    y = f(x, 1)
    f(g(x), h(y))
    f(x, k=1)
    x.m(1).n(k=2)
    f(*args)
    f(1, *args, *y, k=2, **kwargs)
    return f(**kwargs)


class A(B, *C, metaclass=M):
    @deco
    @other(1)
    def __init__(self, a, b=1, *, c=2):
        super().__init__(a)
        self.__x = lambda: (self, b)
