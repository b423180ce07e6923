x_global = "early"


class A:
    x = 1
    y = [x for _ in range(2)] if False else x + 1

    def method(self):
        return x_global, self.x

    for i in range(3):
        pass
    z = (lambda: x_global)()

    class B:
        try:
            q = x
        except NameError as e:
            q = str(e)

    if x:
        conditional = True
    del y
    locals()["injected"] = 5
    names = sorted(n for n in locals() if not n.startswith("_"))


x_global = "later"
print(A().method(), A.z)
try:

    class F:
        z = undefined_thing

except NameError as e:
    print(e)
print(A.x, A.i, A.conditional, A.injected, A.names, A.B.q, hasattr(A, "y"), hasattr(A, "e"))


def outer(param):
    class Inner:
        param = param if False else "class"

        def get(self):
            return param

        @staticmethod
        def cls():
            return __class__

    return Inner


inner = outer("outer")
print(inner.param, inner().get(), inner.cls())


class Mangled:
    __secret = 1
    __dunder__ = 2
    _single = 3

    def __method(self):
        return "private"

    def run(self):
        self.__attr = 5
        __local = 6

        def f(__arg):
            return __arg, __local

        return (
            self.__method(),
            self.__attr,
            f(7),
            __local,
            sorted(vars(self)),
            Mangled.__secret,
            getattr(self, "__attr", "no mangling in strings"),
        )

    class __Inner:
        pass

    def kw(self, *, __k=1):
        return __k

    def names(self):
        return sorted(locals())

    def imports(self):
        import os as __os

        return sorted(locals()), __os.__name__

    for __loop in "ab":
        pass
    lam = lambda self, __x: __x


m = Mangled()
print(
    m.run(),
    sorted(n for n in vars(Mangled) if not n.endswith("__")),
    m.kw(_Mangled__k=2),
    Mangled.kw.__kwdefaults__,
    m.names(),
    m.imports(),
    m.lam(_Mangled__x=3),
)


class _Under:
    __x = 1


class __:
    __y = 2


print(
    [n for n in vars(_Under) if "x" in n],
    [
        n
        for n in vars(__)
        if "y" in n and not n.startswith("__m") and not n.startswith("__d") and "dict" not in n
    ][:1],
)


class Sub(Mangled):
    def __method(self):
        return "sub's"

    def both(self):
        return self._Mangled__method(), self.__method()


print(Sub().both())


class Super:
    def who(self):
        return __class__.__name__, super().__repr__()[:10]

    lam = lambda self: __class__
    gen = lambda self: [__class__ for _ in range(1)]

    @classmethod
    def c(cls):
        return __class__, cls


class SubSuper(Super):
    pass


print(SubSuper().who(), SubSuper().lam(), SubSuper().gen(), SubSuper.c())


class Cell:
    def early():
        return __class__

    try:
        early()
    except NameError as e:
        print(e)

    def f(self):
        return __qualname__ if False else type(self).__qualname__

    q = __qualname__, __module__


print(Cell.q, Cell().f())


def scope():
    x = "function"

    class C:
        print(x)
        x = "class"
        print(x)
        del x
        print(x)

    return C


try:
    scope()
except NameError as e:
    print(e)
x = "global"


def scope2():
    class D:
        print(x)
        x = "class"
        print(x)
        del x
        print(x)


scope2()


class G:
    global from_class
    from_class = "global via class"

    def m(self):
        return from_class


print(from_class, hasattr(G, "from_class"), G().m())


class Ann:
    a: int = 1
    b: "str"
    c: list[int]
    __d: float = 0
    (e): int = 2
    if True:
        f: bytes


print(Ann.__annotations__, Ann.a, hasattr(Ann, "b"))
print(
    type("Dyn", (), {"__doc__": "d", "x": 1}).__dict__["__module__"],
    sorted(k for k in vars(type("E", (), {}))),
)


class Doc:
    "the doc"


class NoDoc:
    x = "not a doc"


print(
    Doc.__doc__, NoDoc.__doc__, (lambda: 0).__doc__, Doc.__name__, Doc.__qualname__, Doc.__module__
)
