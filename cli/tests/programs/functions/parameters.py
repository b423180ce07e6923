# What each kind of parameter receives.
def all_kinds(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


def mutate(*args, **kw):
    args += (9,)
    kw["new"] = 1
    return args, kw


print(
    all_kinds(1, d=4),
    all_kinds(1, 20, 30, 40, 50, d=4, e=6, f=7),
    all_kinds(1, d=4, c=9),
    all_kinds(*[1, 2], **{"d": 1, "x": 2}),
)
given = {"k": 1}
print(mutate(1, **given), given)
l = [1, 2]
print(mutate(*l), l)


def pos_only_name_in_kw(a, /, **kw):
    return a, kw


print(pos_only_name_in_kw(1, a=2))


def defaults(a=[], b={}, c=(), d=None):
    a.append(1)
    return a, b, c, d


print(defaults(), defaults(), defaults([5]), defaults.__defaults__)


def kw_defaults(*, a=1, b):
    return a, b


print(kw_defaults(b=2), kw_defaults.__kwdefaults__)


def shadow(list, str=str, *, int=int):
    return list, str(5), int("6")


print(shadow([1]))


def nested(a, b=lambda x=1: x, *c, d=[lambda y: y * 2]):
    return b(), d[0](a), c


print(nested(4), nested(4, lambda: 7, 8))
print(
    (lambda *a, **k: (a, k))(1, *[2], x=3, **{"y": 4}),
    (lambda: 0)(),
    (lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3),
)
print(
    max(*[1, 5, 3]),
    max([1], [2]),
    "{}{x}".format(*[1], **{"x": 2}),
    dict(**{"a": 1}, b=2),
    print(*"abc", sep="-"),
    sorted(*[[3, 1]], **{"reverse": True}),
)


class Keys:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, k):
        return k * 2


print(all_kinds(1, **Keys(), d=0), dict(**Keys()))


def gen():
    yield from (1, 2, 3)


print(all_kinds(*gen(), d=0), (lambda *a: a)(*gen(), *gen(), *{"k": 1}, *"xy"))


def annotated(a: 1 + 1, b: "str" = 2, *c: [3], d: {4} = 5, **e: (6,)) -> print: ...


print(annotated.__annotations__)


def recursive_default(n, f=None):
    return n if n < 2 else (f or recursive_default)(n - 1, f) * n


print(recursive_default(5), recursive_default(5, lambda n, f: 1))


def many(a, b, c, d, e, f, g, h, i, j):
    return a + j


print(
    many(*range(10)),
    many(1, 2, 3, 4, 5, 6, 7, 8, 9, j=10),
    many(**dict(zip("abcdefghij", range(10)))),
)


class M:
    def m(self, /, self_=1, **kw):
        return self is m, self_, kw

    def s(*args):
        return len(args)

    def k(**kw):
        return kw

    c = classmethod(lambda cls, *a, **k: (cls.__name__, a, k))
    st = staticmethod(lambda *a, **k: (a, k))


m = M()
print(m.m(self=5), m.s(1, 2), M.k(x=1), m.c(1, y=2), M.st(1, z=3))
try:
    m.k()
except TypeError as e:
    print(e)


def local_in_default():
    x = 10

    def inner(a=x, *, b=x + 1):
        return a, b, x

    x = 20
    return inner()


print(local_in_default())


def star_only(*, a):
    return a


def kw_names(**kw):
    return list(kw)


print(star_only(a=1), kw_names(z=1, a=2, m=3), kw_names(**{"1": 1, "a b": 2, "": 3}))


def unpack_order(*a):
    return a


print(
    unpack_order(*"ab", 1, *[2, 3], *(), 4),
    [*unpack_order(), *unpack_order(1)],
    {**{"a": 1}, **{"a": 2, "b": 3}},
)
import functools

p = functools.partial(all_kinds, 1, d=4)
print(
    p(),
    p(2, e=9),
    p.func is all_kinds,
    p.args,
    p.keywords,
    functools.partial(p, 5)(),
    repr(functools.partial(int, base=2))[:24],
)


def returns():
    return


def implicit():
    pass


def multiple():
    return 1, 2


def conditional(x):
    if x:
        return "yes"


print(returns(), implicit(), multiple(), conditional(0), conditional(1))


def redefine(x):
    return "first"


f1 = redefine


def redefine(x):
    return "second"


print(f1(1), redefine(1), (lambda f: f(f))(lambda f: "self applied"))


def attr():
    attr.calls = getattr(attr, "calls", 0) + 1
    return attr.calls


attr()
print(attr(), attr.calls)


def deep(n):
    return (lambda: deep(n - 1))() if n else "bottom"


print(deep(100))
