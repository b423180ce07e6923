print()
print(None)
print(1, 2.0, "a", [1], (2,), {3: 4}, {5}, True, None, b"x", 1j, range(3), slice(1))
print("a", "b", sep="")
print("a", "b", sep="\n")
print("a", end="")
print("b", end="\n\n")
print(*[], sep="x")
print("x", sep=None)
print(
    [1.0, -0.0, 1e100, float("nan")],
    ["a'b", 'c"d', "e\nf", "\\"],
    [None, True, ...],
    (1,),
    ((),),
    [[]],
    {},
    set(),
    frozenset(),
    {"a": [1, {2: (3,)}]},
)


class A:
    pass


class B:
    def __repr__(self):
        return "B()"


class C:
    def __str__(self):
        return "C str"


class D:
    def __str__(self):
        return "D str"

    def __repr__(self):
        return "D repr"


class E(str):
    def __repr__(self):
        return "E repr"


print(
    B(),
    [B()],
    D(),
    [D()],
    {1: D()},
    (D(),),
    C(),
    repr(C())[:12],
    E("e"),
    [E("e")],
    f"{D()} {D()!r} {D()!s}",
    "%s %r" % (D(), D()),
    str([D()]),
)
import functools, types, collections, re, enum, datetime

for x in (
    A,
    A(),
    print,
    len,
    [].append,
    "".join,
    A.__init__,
    int.__add__,
    (1).__add__,
    dict.fromkeys,
    type,
    object,
    object(),
    lambda: 0,
    (lambda: 0).__code__,
    A().__init__,
    (i for i in ()),
    iter([]),
    iter(()),
    iter(""),
    iter({}),
    iter(set()),
    iter(range(1)),
    reversed([]),
    enumerate([]),
    zip(),
    map(int, []),
    filter(None, []),
    {}.keys(),
    {}.values(),
    {}.items(),
    {1: 2}.keys(),
    property(),
    staticmethod(len),
    classmethod(len),
    super(A, A()),
    functools,
    __builtins__,
    type(None),
    NotImplemented,
    Ellipsis,
    memoryview(b""),
    int | str,
    list[int],
    types.SimpleNamespace(a=1, b="x"),
    collections.deque([1]),
    collections.OrderedDict(a=1),
    collections.Counter("aab"),
    collections.defaultdict(int, a=1),
    collections.namedtuple("P", "x y")(1, 2),
    re.compile("a+"),
    re.match("a", "ab"),
    ValueError("v"),
    ValueError,
    KeyError("k"),
    type("T", (), {}),
    __name__,
    sorted,
    functools.partial(len),
    A.__dict__.__class__,
    types.MappingProxyType({"a": 1}),
    bytearray(b"x"),
    sum,
    exit,
):
    text = repr(x)
    if "/" in text:
        text = text.split(" from ")[0]
    print(text)


def outer():
    def inner():
        pass

    class Local:
        def m(self):
            pass

    return inner, Local, Local().m, Local.m, (lambda: 0)


for x in outer():
    print(repr(x))


async def co():
    pass


c = co()
print(repr(c))
c.close()


async def ag():
    yield


print(ag(), co, ag)


def g():
    yield


print(g(), g)
