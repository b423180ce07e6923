def f0():
    return "f0"


def f2(a, b):
    return a, b


def fd(a, b=2, c=3):
    return a, b, c


def fv(*args):
    return args


def fk(**kw):
    return kw


def fo(*, k):
    return k


def fo2(*, k, l=5, m):
    return k, l, m


def fp(a, b, /, c, *, d):
    return a, b, c, d


def fpd(a=1, /):
    return a


def fall(a, /, b, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


def fpk(a, /, **kw):
    return a, kw


def three(a, b, c):
    return a


def four(*, w, x, y, z):
    return w


class C:
    def m(self, a):
        return a

    @staticmethod
    def s(a):
        return a

    @classmethod
    def c(cls, a):
        return a

    def __call__(self, x):
        return x


class I:
    def __init__(self, x):
        self.x = x


class N:
    pass


lam = lambda x: x


def outer():
    def inner(z):
        pass

    return inner


for text in r"""
f0(), f2(1, 2), f2(b=1, a=2), f2(1, b=2), f2(*[1, 2]), f2(**{"a": 1, "b": 2}), f2(*"a", **{"b": 1}), fd(1), fd(1, c=5), fd(1, 2, 3), fd(c=1, a=2)
fv(), fv(1, 2), fv(*range(3), 9, *"ab"), fk(), fk(a=1), fk(**{"a": 1}, b=2, **{"c": 3}), fk(**{"not ident": 1}), fo(k=1), fo2(m=1, k=2), fp(1, 2, 3, d=4), fp(1, 2, c=3, d=4), fpd(), fpd(9)
fall(1, 2, d=4), fall(1, b=2, d=4), fall(1, 2, 3, 4, 5, d=6, x=7), fpk(1, a=2), fall(1, 2, d=3, a=4)
f0(1)
f0(1, 2)
f0(a=1)
f0(*[1], **{"a": 1})
f2()
f2(1)
f2(1, 2, 3)
f2(1, 2, 3, 4)
f2(b=1)
f2(1, a=1)
f2(1, 2, a=1)
f2(1, 2, c=1)
f2(c=1)
f2(1, c=1)
f2(1, 2, 3, c=1)
f2(a=1, **{"a": 2})
f2(**{"a": 1}, **{"a": 2})
f2(*5)
f2(*None)
f2(**5)
f2(**[1])
f2(**{1: 2})
f2(1, **None)
fd()
fd(1, 2, 3, 4)
fd(1, 2, b=3)
fd(d=1)
three()
three(1)
three(1, 2)
three(1, c=3)
fv(a=1)
fk(1)
fk(1, 2, a=3)
fk(a=1, **{"a": 2})
fo()
fo(1)
fo(1, k=2)
fo(k=1, l=2)
fo2()
fo2(k=1)
fo2(1, 2)
fo2(1, k=1, m=2)
four()
four(w=1)
four(w=1, y=2)
four(1, w=1, x=2, y=3, z=4)
fp()
fp(1, 2, 3)
fp(1, 2, 3, 4)
fp(1, b=2, c=3, d=4)
fp(a=1, b=2, c=3, d=4)
fp(1, 2, d=4)
fp(1, 2, 3, 4, d=5)
fp(1, 2, 3, d=4, e=5)
fpd(a=1)
fpd(1, 2)
fall()
fall(1)
fall(1, 2)
fall(b=1, d=2)
fall(1, 2, b=3, d=4)
fpk()
fpk(a=1)
C().m()
C().m(1, 2)
C.m()
C.m(1)
C().m(1, a=2)
C.s()
C.s(1, 2)
C().s()
C.c()
C.c(1, 2)
C().m(b=1)
C()()
C()(1, 2)
C(1)
C(a=1)
I()
I(1, 2)
I(y=1)
N(1)
N(1, 2, a=3)
object(1)
lam()
lam(1, 2)
(lambda: 0)(1)
outer()()
outer()(1, 2)
(lambda a, b=1, *c, d, **e: 0)()
len()
len(1, 2)
len(x=1)
print(nosuch=1)
int(1, 2, 3)
isinstance(1)
range()
range(1, 2, 3, 4)
range(x=1)
"".join()
"".join([], [])
[].append()
[].append(1, 2)
{}.get()
{}.keys(1)
sorted()
max()
max(1)
min([])
ord()
getattr(1)
dict.fromkeys()
type()
type(1, 2)
super()
divmod(1)
pow(1)
sum()
sum(1)
zip(1)
map()
map(1)
map(len)
iter()
hasattr(1, 2)
setattr(1, "a")
open()
chr()
chr("a")
round()
abs()
abs(1, 2)
all()
callable()
id()
hash()
hash(1, 2)
input(1, 2)
next()
object.__init__()
object.__new__()
object.__new__(5)
object.__new__(int)
int.__new__(str)
int.__new__()
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
