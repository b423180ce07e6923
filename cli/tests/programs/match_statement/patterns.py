def m(x):
    match x:
        case 0:
            return "zero"
        case -1 | 1.5 | 2 + 3j:
            return "number"
        case "a" | b"a":
            return "text"
        case None:
            return "none"
        case True:
            return "true"
        case []:
            return "empty sequence"
        case [x]:
            return f"one {x}"
        case [1, 2]:
            return "1, 2"
        case [1, [2, *rest], *_]:
            return f"nested {rest}"
        case (a, b):
            return f"pair {a} {b}"
        case [first, *_, last]:
            return f"ends {first} {last}"
        case {"k": 1}:
            return "k is 1"
        case {"k": {"deep": d}, **rest}:
            return f"deep {d} {rest}"
        case {"p": p, "q": q}:
            return f"p q {p} {q}"
        case {}:
            return "mapping"
        case str():
            return "a str"
        case int(n) if n > 100:
            return f"big {n}"
        case int() as n:
            return f"int {n}"
        case float(f):
            return f"float {f}"
        case _:
            return "other"


for v in (
    0,
    0.0,
    -1,
    1.5,
    2 + 3j,
    "a",
    b"a",
    None,
    True,
    False,
    [],
    (),
    [5],
    (5,),
    [1, 2],
    (1, 2),
    [1, [2, 3, 4], 5],
    [1, [2]],
    [3, 4],
    [1, 2, 3],
    range(3),
    range(0),
    {"k": 1},
    {"k": {"deep": 5, "x": 1}, "z": 0},
    {"p": 1, "q": 2, "r": 3},
    {},
    {"k": 2},
    "abc",
    "",
    b"abc",
    bytearray(b"a"),
    500,
    50,
    2.5,
    {1, 2},
    object,
    1j,
    iter([1]),
    memoryview(b"ab"),
):
    (
        print(repr(v)[:30], "->", m(v))
        if not hasattr(v, "__next__") and not isinstance(v, memoryview)
        else print(type(v).__name__, "->", m(v).split()[0])
    )


def captures(x):
    match x:
        case [a, [b, c], {"d": d, **e}] as whole:
            return a, b, c, d, e, whole
        case (1 | 2) as n, *r:
            return n, r
        case [str() | bytes() as s, _]:
            return s
        case {"x": int() | None as x, "y": [*ys]}:
            return x, ys
        case (((1)),) | [[2]]:
            return "parens"
        case *all_,:
            return all_


print(
    captures([1, [2, 3], {"d": 4, "f": 5}]),
    captures((2, 8, 9)),
    captures(["s", 0]),
    captures([b"b", 0]),
    captures({"x": None, "y": (1, 2)}),
    captures([[2]]),
    captures((7, 8)),
    captures(5),
)


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y, z=0):
        self.x, self.y, self.z = x, y, z


class P3(Point):
    pass


class NoArgs:
    a = 1


def cls(p):
    match p:
        case Point(0, 0):
            return "origin"
        case P3(x=1):
            return "p3"
        case Point(x, 0) | Point(0, x):
            return f"axis {x}"
        case Point(x=x, y=y, z=9):
            return f"z9 {x} {y}"
        case Point(1, y=y):
            return f"1 {y}"
        case Point():
            return "point"
        case NoArgs(a=a):
            return f"noargs {a}"
        case NoArgs():
            return "never"
        case int(real=5):
            return "real 5"
        case int(7):
            return "seven"
        case (
            bool(b)
            | str(b)
            | list(b)
            | dict(b)
            | tuple(b)
            | set(b)
            | frozenset(b)
            | bytes(b)
            | bytearray(b)
            | float(b)
        ):
            return ("builtin", b)
        case type(__name__=n):
            return n


print(
    [
        cls(p)
        for p in (
            Point(0, 0),
            P3(1, 5),
            Point(4, 0),
            Point(0, 3),
            Point(2, 3, 9),
            Point(1, 8),
            Point(5, 5),
            NoArgs(),
            5,
            7,
            True,
            "s",
            [1],
            {1: 2},
            (1,),
            {1},
            b"x",
            2.5,
            object,
            1j,
        )
    ]
)
import collections.abc
import enum
import types


class Color(enum.Enum):
    RED = 1
    BLUE = 2


ns = types.SimpleNamespace(deep=types.SimpleNamespace(v=10))


def values(x):
    match x:
        case Color.RED:
            return "red"
        case Color.BLUE:
            return "blue"
        case ns.deep.v:
            return "ten"
        case collections.OrderedDict():
            return "odict"
        case {Color.RED: v}:
            return ("keyed", v)
        case {"a": 1, -1: x, None: y, True: z}:
            return x, y, z


print(
    [
        values(v)
        for v in (
            Color.RED,
            Color.BLUE,
            10,
            collections.OrderedDict(a=1),
            {Color.RED: 5},
            {"a": 1, -1: 2, None: 3, True: 4},
            11,
        )
    ]
)
log = []


class Eq:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        log.append((self.v, o))
        return self.v == o


match Eq(3):
    case 1:
        pass
    case 2 | 3:
        log.append("matched")
    case 3:
        log.append("not reached")
print(log)


def guard(x):
    match x:
        case n if n < 0:
            return "negative"
        case n if (sq := n * n) > 50:
            return sq
        case n if False:
            pass
        case n:
            return n


print(guard(-1), guard(10), guard(3))
match 5, "x":
    case int(a), str(b):
        print(a, b)
match (x := 3):
    case 3:
        print("walrus", x)
match [*range(3)]:
    case [0, *r]:
        print(r)
match = 1
case = 2
_ = 3
type_ = match + case
print(match, case, _, type_)
match[0] if False else None
match * 2, match - 1, match.real
print(match)


def match(x):
    return ("match called", x)


print(match(5), [match(1) for case in "a"])


match {"a": 1}:
    case {"a": 1, **rest}:
        print(rest, type(rest))


class Map(dict):
    def __missing__(self, k):
        return "made"

    def get(self, k, d=None):
        log.append(("get", k))
        return super().get(k, d)


log.clear()
match Map(a=1):
    case {"b": b}:
        print("no", b)
    case {"a": a}:
        print("got", a, log)
dd = collections.defaultdict(list)
match dd:
    case {"x": v}:
        print("no")
    case _:
        print("default not made", dict(dd))


class Seq(collections.abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i >= 2:
            raise IndexError
        log.append(i)
        return i * 10


log.clear()
match Seq():
    case [a]:
        pass
    case [a, 10]:
        print(a, log)


class UserMap(collections.UserDict):
    pass


match UserMap(k=1):
    case {"k": k, **r}:
        print(k, r)
match "abc":
    case [*_]:
        print("str is no sequence")
    case str(s):
        print(s)
