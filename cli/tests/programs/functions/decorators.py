import functools


def trace(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        print(f"-> {fn.__name__}{args}{kwargs}")
        result = fn(*args, **kwargs)
        print(f"<- {result}")
        return result

    return wrapper


@trace
def add(a, b=1):
    "adds"
    return a + b


add(1)
add(1, b=5)
print(add.__name__, add.__doc__, add.__wrapped__(2, 2), add.__qualname__)


class memo:
    def __init__(self, fn):
        self.fn, self.seen = fn, {}

    def __call__(self, *a):
        if a not in self.seen:
            self.seen[a] = self.fn(*a)
        return self.seen[a]

    def __get__(self, obj, owner=None):
        return self if obj is None else functools.partial(self, obj)


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.seen))


class A:
    @memo
    def m(self, x):
        return x * 10

    @trace
    def t(self):
        return "t"

    @property
    def p(self):
        return "p"

    @classmethod
    @property
    def cp(cls):
        return cls.__name__ + " cp"

    @staticmethod
    @trace
    def st(x):
        return x


a = A()
print(a.m(2), a.m(2), a.p, A.cp, a.cp)
a.t() if 0 else None
A.st(3)
registry = {}


def register(*names):
    def deco(fn):
        for n in names:
            registry[n] = fn
        return fn

    return deco


@register("x", "y")
def handler():
    return "handled"


print(sorted(registry), registry["x"]())


def twice(cls):
    cls.double = lambda self: self.v * 2
    return cls


@twice
class V:
    v = 21


print(V().double())


@lambda f: f.__name__
def becomes_string():
    pass


print(becomes_string)
decos = [lambda f: lambda: "list deco " + f()]


@decos[0]
def g():
    return "g"


print(g())


@(lambda x: x if True else None)
@functools.lru_cache(maxsize=None)
def cached(n):
    print("computing", n)
    return n


cached(1)
cached(1)
print(cached.cache_info())


def optional(fn=None, *, times=2):
    if fn is None:
        return functools.partial(optional, times=times)
    return lambda *a: [fn(*a) for _ in range(times)]


@optional
def once(x):
    return x


@optional(times=3)
def thrice(x):
    return x


print(once(1), thrice(2))
for bad in (
    "@5\ndef f(): pass",
    "@undefined\ndef f(): pass",
    "@print\nx = 1",
    "@\ndef f(): pass",
    "@a b\ndef f(): pass",
    "@len\nclass C: pass",
):
    try:
        exec(bad)
    except Exception as e:
        print(repr(bad), "->", type(e).__name__, e)
