# Unbounded recursion in any special method is a RecursionError, not a crash.
import sys

sys.setrecursionlimit(400)


def check(label, f):
    try:
        f()
        print(label, "no error")
    except RecursionError as e:
        print(label, "RecursionError")
    except Exception as e:
        print(label, type(e).__name__, str(e)[:60])


class R:
    def __repr__(self):
        return repr(self)

    def __str__(self):
        return str(self)

    def __eq__(self, o):
        return self == o

    def __hash__(self):
        return hash(self)

    def __lt__(self, o):
        return self < o

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)

    def __iter__(self):
        return iter(self)

    def __next__(self):
        return next(self)

    def __getitem__(self, k):
        return self[k]

    def __setitem__(self, k, v):
        self[k] = v

    def __delitem__(self, k):
        del self[k]

    def __contains__(self, x):
        return x in self

    def __call__(self):
        return self()

    def __add__(self, o):
        return self + o

    def __radd__(self, o):
        return o + self

    def __iadd__(self, o):
        self += o
        return self

    def __neg__(self):
        return -self

    def __index__(self):
        return range(10)[self]

    def __int__(self):
        return int(self)

    def __float__(self):
        return float(self)

    def __format__(self, s):
        return format(self, s)

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass

    def __getattr__(self, n):
        return getattr(self, n)

    def __dir__(self):
        return dir(self)

    def __reversed__(self):
        return reversed(self)

    def __round__(self):
        return round(self)

    def __abs__(self):
        return abs(self)

    def __divmod__(self, o):
        return divmod(self, o)

    def __pow__(self, o):
        return self**o

    def __bytes__(self):
        return bytes(self)

    def __complex__(self):
        return complex(self)

    def __copy__(self):
        import copy

        return copy.copy(self)

    @property
    def p(self):
        return self.p

    @classmethod
    def c(cls):
        return cls.c()


r = R()


def iadd():
    x = r
    x += 1


def setitem():
    r[0] = 1


def delitem():
    del r[0]


def with_():
    with r:
        pass


for label, f in [
    ("repr", lambda: repr(r)),
    ("str", lambda: str(r)),
    ("eq", lambda: r == 1),
    ("hash", lambda: hash(r)),
    ("lt", lambda: r < 1),
    ("len", lambda: len(r)),
    ("bool", lambda: bool(r)),
    ("iter", lambda: iter(r)),
    ("next", lambda: next(r)),
    ("getitem", lambda: r[0]),
    ("setitem", setitem),
    ("delitem", delitem),
    ("contains", lambda: 1 in r),
    ("call", r),
    ("add", lambda: r + 1),
    ("radd", lambda: 1 + r),
    ("iadd", iadd),
    ("neg", lambda: -r),
    ("index", lambda: [][r]),
    ("int", lambda: int(r)),
    ("float", lambda: float(r)),
    ("format", lambda: f"{r}"),
    ("with", with_),
    ("getattr", lambda: r.nosuch),
    ("dir", lambda: dir(r)),
    ("reversed", lambda: reversed(r)),
    ("round", lambda: round(r)),
    ("abs", lambda: abs(r)),
    ("divmod", lambda: divmod(r, 1)),
    ("pow", lambda: r**2),
    ("bytes", lambda: bytes(r)),
    ("complex", lambda: complex(r)),
    ("property", lambda: r.p),
    ("classmethod", lambda: R.c()),
    ("in list", lambda: 1 in [r]),
    ("dict key", lambda: {r: 1}),
    ("sorted", lambda: sorted([r, r])),
    ("min", lambda: min(r, r)),
    ("join", lambda: "".join(r)),
    ("sum", lambda: sum([r, r])),
    ("print", lambda: print(r, file=sys.stderr)),
    ("percent", lambda: "%s" % r),
    ("str.format", lambda: "{}".format(r)),
    ("all", lambda: all([r])),
    ("list", lambda: list(r)),
    ("repr in list", lambda: repr([[r]])),
    ("ascii", lambda: ascii(r)),
]:
    check(label, f)


class GA:
    def __getattribute__(self, n):
        return self.n


class SA:
    def __setattr__(self, n, v):
        self.x = v


class DA:
    def __delattr__(self, n):
        del self.x


class Init:
    def __init__(self):
        Init()


class New:
    def __new__(cls):
        return cls()


class Meta(type):
    def __call__(cls):
        return cls()


class UsesMeta(metaclass=Meta):
    pass


class InstCheck(type):
    def __instancecheck__(c, o):
        return isinstance(o, c)

    def __subclasscheck__(c, s):
        return issubclass(s, c)


class IC(metaclass=InstCheck):
    pass


class Sub:
    def __init_subclass__(cls):
        type("X", (Sub,), {})


class SetName:
    def __set_name__(self, o, n):
        type("Y", (), {"a": SetName()})


class Get:
    def __get__(self, o, t):
        return o.d


class HasGet:
    d = Get()


class Missing(dict):
    def __missing__(self, k):
        return self[k]


class Del:
    def __del__(self):
        Del()


def f():
    return f()


def gen():
    yield from gen()


async def co():
    await co()


def set_():
    SA().x = 1


def del_():
    del DA().x


def deco():
    @lambda g: deco()
    def x():
        pass


def comp():
    return [comp() for _ in range(1)]


def cls():
    class A:
        x = cls()


def ex():
    exec("ex()", globals())


def ev():
    eval("ev()")


def key(x):
    return sorted([1, 2], key=key)


def red(a, b):
    import functools

    return functools.reduce(red, [1, 2])


def exc():
    try:
        raise ValueError
    except ValueError:
        exc()


def fin():
    try:
        fin()
    finally:
        pass


for label, g in [
    ("getattribute", lambda: GA().x),
    ("setattr", set_),
    ("delattr", del_),
    ("init", Init),
    ("new", New),
    ("metaclass call", UsesMeta),
    ("instancecheck", lambda: isinstance(1, IC)),
    ("subclasscheck", lambda: issubclass(int, IC)),
    ("init_subclass", lambda: type("Z", (Sub,), {})),
    ("descriptor", lambda: HasGet().d),
    ("missing", lambda: Missing()[1]),
    ("function", f),
    ("generator", lambda: next(gen())),
    ("coroutine", lambda: co().send(None)),
    ("decorator", deco),
    ("comprehension", comp),
    ("class body", cls),
    ("exec", ex),
    ("eval", ev),
    ("sort key", lambda: key(1)),
    ("reduce", lambda: red(1, 2)),
    ("map", lambda: list(map((m := lambda x: list(map(m, [x]))), [1]))),
    ("except", exc),
    ("finally", fin),
    ("lambda", lambda: (k := lambda: k())()),
]:
    check(label, g)
print("still alive")
