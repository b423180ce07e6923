log = []


class Base:
    def __init__(self, n):
        self.n = n


for op in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split():

    def fwd(self, o, *m, op=op):
        return f"{op}({self.n}, {getattr(o, 'n', o)})"

    def rev(self, o, *m, op=op):
        return f"r{op}({self.n}, {getattr(o, 'n', o)})"

    setattr(Base, f"__{op}__", fwd)
    setattr(Base, f"__r{op}__", rev)
a, b = Base("a"), Base("b")
print(
    a + b,
    a - 1,
    1 - a,
    a * b,
    2 * a,
    a / b,
    1 / a,
    a // 2,
    2 // a,
    a % b,
    5 % a,
    a**2,
    2**a,
    a << 1,
    1 << a,
    a >> 1,
    1 >> a,
    a & 1,
    1 & a,
    a | 1,
    1 | a,
    a ^ 1,
    1 ^ a,
    a @ b,
    [] @ a,
    divmod(a, 1),
    divmod(1, a),
    pow(a, 2, 3),
    "s" + a,
    [1] + a,
    "%s" % "x",
    (1,) * a,
    1.5 + a,
    None + a,
)
x = a
x += 1
print(x)


class Sub(Base):
    def __radd__(self, o):
        return "sub radd first"

    def __add__(self, o):
        return "sub add"


class Sub2(Base):
    pass


print(a + Sub("s"), Sub("s") + a, a - Sub("s"), a + Sub2("t"), Sub2("t") + a, 1 + Sub("s"))


class NI:
    def __add__(self, o):
        log.append("add")
        return NotImplemented

    def __radd__(self, o):
        log.append("radd")
        return NotImplemented

    def __iadd__(self, o):
        log.append("iadd")
        return NotImplemented

    def __lt__(self, o):
        log.append("lt")
        return NotImplemented

    def __gt__(self, o):
        log.append("gt")
        return NotImplemented

    def __eq__(self, o):
        log.append("eq")
        return NotImplemented


class NI2(NI):
    def __radd__(self, o):
        log.append("radd2")
        return NotImplemented

    def __gt__(self, o):
        log.append("gt2")
        return NotImplemented

    def __eq__(self, o):
        log.append("eq2")
        return NotImplemented


for text in (
    "NI() + NI()",
    "NI() + NI2()",
    "NI2() + NI()",
    "NI() + 1",
    "1 + NI()",
    "NI() < NI()",
    "NI() < NI2()",
    "NI() == NI()",
    "NI() == NI2()",
    "NI() != NI()",
    "NI2() == 1",
    "1 == NI2()",
):
    try:
        r = eval(text)
    except TypeError as e:
        r = e
    print(text, "->", r, log)
    log.clear()
x = NI()
try:
    x += 1
except TypeError as e:
    print(e, log)


class Cmp:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return ("lt", self.n)

    def __le__(self, o):
        return ("le", self.n)

    def __gt__(self, o):
        return ("gt", self.n)

    def __ge__(self, o):
        return ("ge", self.n)

    def __eq__(self, o):
        return ("eq", self.n)

    def __ne__(self, o):
        return ("ne", self.n)


c, d = Cmp("c"), Cmp("d")
print(
    c < d,
    c <= 1,
    1 < c,
    1 <= c,
    1 > c,
    1 >= c,
    c == d,
    1 == c,
    c != d,
    "x" != c,
    c < d < c,
    not c < d,
)
try:
    hash(c)
except TypeError as e:
    print(e)


class EqHash(Cmp):
    __hash__ = Cmp.__hash__ if 0 else object.__hash__


print(type(hash(EqHash(1))), EqHash.__hash__ is object.__hash__)


class OnlyEq:
    def __eq__(self, o):
        return o == 5


print(
    OnlyEq() == 5,
    OnlyEq() != 5,
    OnlyEq() != 6,
    5 == OnlyEq(),
    [OnlyEq()] == [5],
    OnlyEq() in [5],
    OnlyEq() in [6],
    OnlyEq.__hash__,
)


class Un:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "inv"

    def __abs__(self):
        return "abs"

    def __index__(self):
        return 3

    def __round__(self, n="none"):
        return ("round", n)

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7j


u = Un()
import math

print(
    -u,
    +u,
    ~u,
    abs(u),
    round(u),
    round(u, 2),
    round(u, None),
    math.trunc(u),
    math.floor(u),
    math.ceil(u),
    int(u),
    float(u),
    complex(u),
    hex(u),
    bin(u),
    "abcd"[u],
    [0] * u,
    range(u),
    "%d %.1f" % (u, u),
    chr(u),
    math.sqrt(u),
    divmod(10, 4),
)


class IntLike:
    def __index__(self):
        return 2


print(
    int(IntLike()),
    float(IntLike()),
    complex(IntLike()),
    "%x" % IntLike(),
    [1, 2, 3][IntLike()],
    2**5 >> IntLike().__index__(),
    round(1.2345, IntLike()),
    bytes(IntLike()),
)


class P(Base):
    def __pow__(self, o, m=None):
        return ("pow", o, m)

    def __ipow__(self, o):
        return ("ipow", o)

    def __rpow__(self, o, m=None):
        return ("rpow", o, m)


p = P(1)
print(p**2, pow(p, 2), pow(p, 2, 5), 2**p)
p **= 3
print(p)
try:
    pow(2, P(1), 5)
except TypeError as e:
    print(e)


class F(float):
    def __add__(self, o):
        return "F add"

    def __radd__(self, o):
        return "F radd"


class I(int):
    def __radd__(self, o):
        return "I radd"

    def __rsub__(self, o):
        return "I rsub"


print(
    F(1) + 1,
    1 + F(1),
    1.0 + F(1),
    1 + I(1),
    5 - I(1),
    I(1) + 1,
    1.5 + I(1),
    I(3) - 1,
    type(I(3) - 1),
    type(-I(1)),
    type(I(1) + I(1)) if 0 else "",
)


class S(str):
    def __radd__(self, o):
        return "S radd"

    def __rmod__(self, o):
        return "S rmod"


class L(list):
    def __radd__(self, o):
        return "L radd"

    def __rmul__(self, o):
        return "L rmul"


print("a" + S("b"), "%s" % S("x"), [1] + L([2]), 3 * L([1]), L([1]) * 3, (1,) + (2,))
