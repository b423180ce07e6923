# One call site, every kind of callable, in every order.
import functools
import operator


def call(f, *a):
    return f(*a)


def one(f):
    return f(5)


class Callable:
    def __call__(self, x):
        return ("instance", x)

    def method(self, x):
        return ("method", x)

    @classmethod
    def cm(cls, x):
        return ("classmethod", x)

    @staticmethod
    def sm(x):
        return ("staticmethod", x)


class Init:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Init({self.x})"


class New(int):
    def __new__(cls, x):
        return super().__new__(cls, x * 2)


class Meta(type):
    def __call__(cls, x):
        return ("meta call", x)


class Metad(metaclass=Meta):
    pass


def gen(x):
    yield x


async def coro(x):
    return x


def default(x, y=2, *, z=3):
    return x, y, z


def star(*args):
    return args


def outer(n):
    def inner(x):
        return x + n

    return inner


kinds = [
    lambda x: x + 1,
    Callable(),
    Callable().method,
    Callable.cm,
    Callable().sm,
    Init,
    New,
    Metad,
    int,
    str,
    abs,
    [1, 2].append,
    "{}".format,
    default,
    star,
    outer(10),
    functools.partial(default, 1),
    functools.partial(operator.add, 1),
    operator.neg,
    functools.lru_cache(lambda x: ("cached", x)),
    type,
    range,
    list("ab").count,
    (5).__add__,
    int.__neg__,
    Callable().__call__,
    dict(a=1).get,
    float,
    bool,
    tuple if 0 else chr,
    frozenset if 0 else hex,
]
print([one(k) for k in kinds])
print([one(k) for k in reversed(kinds)] == [one(k) for k in kinds][::-1] or "instances differ")
for _ in range(5):
    for k in kinds:
        one(k)
g = one(gen)
c = one(coro)
print(next(g), type(c).__name__, c.close())


def loop(n):
    total = 0
    for i in range(n):
        f = kinds[i % 2]
        r = f(i)
        total += r if isinstance(r, int) else r[1]
    return total


print(loop(100))


def f(x):
    return "first"


def g2():
    return f(1)


for _ in range(50):
    g2()
f.__code__ = (lambda x: "new code").__code__
print(g2())
f.__defaults__ = (9,)
f = lambda x: "rebound"
print(g2())
Callable.__call__ = lambda self, x: "replaced call"
print(one(kinds[1]))
Init.__init__ = lambda self, x: setattr(self, "x", "new init")
print(one(Init))
Init.__new__ = lambda cls, x: "from new"
print(one(Init))
del Init.__init__
print(one(Init))


def d(a, b=1):
    return a, b


def call_d():
    return d(1)


for _ in range(50):
    call_d()
d.__defaults__ = (5,)
print(call_d())
d.__defaults__ = None
try:
    call_d()
except TypeError as e:
    print(e)
d.__kwdefaults__ = {"b": 1}
try:
    call_d()
except TypeError as e:
    print(e)


class Op:
    def __add__(self, o):
        return "add 1"

    def __lt__(self, o):
        return True

    def __getitem__(self, k):
        return "item 1"

    def __iter__(self):
        return iter([1])

    def __len__(self):
        return 1

    def __eq__(self, o):
        return "eq 1"


def ops(o):
    return o + 1, o < 1, o[0], list(o), len(o), o == 1


o = Op()
for _ in range(50):
    r = ops(o)
print(r)
Op.__add__ = lambda s, x: "add 2"
Op.__lt__ = lambda s, x: False
Op.__getitem__ = lambda s, k: "item 2"
Op.__iter__ = lambda s: iter([2])
Op.__len__ = lambda s: 2
Op.__eq__ = lambda s, x: "eq 2"
print(ops(o))
del Op.__add__
try:
    ops(o)
except TypeError as e:
    print(e)
Op.__add__ = lambda s, x: NotImplemented
try:
    ops(o)
except TypeError as e:
    print(e)


def add(a, b):
    return a + b


pairs = [
    (1, 2),
    (1.5, 2),
    ("a", "b"),
    ([1], [2]),
    (True, 1),
    (2**62, 2**62),
    (1, 2.5),
    (1j, 1),
    ((1,), (2,)),
    (b"a", b"b"),
    (-(2**61), -(2**61)),
    (2**61, 2**61),
]
for _ in range(10):
    out = [add(a, b) for a, b in pairs]
print(out)
