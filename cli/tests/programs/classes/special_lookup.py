# Operators look on the type, not on the instance.
class A:
    def __len__(self):
        return 1

    def __getattr__(self, name):
        return lambda *a: ("getattr", name, a)

    def __getattribute__(self, name):
        if name == "blocked":
            raise AttributeError("by getattribute")
        return object.__getattribute__(self, name)


a = A()
a.__len__ = lambda: 99
a.__add__ = lambda o: "instance add"
print(len(a), a.__len__(), a.blocked(1), a.anything(2))
for f in (
    lambda: a + 1,
    lambda: a[0],
    lambda: iter(a),
    lambda: a(),
    lambda: a < 1,
    lambda: hash(a) and None,
    lambda: bool(a),
    lambda: int(a),
):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Meta(type):
    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("xyz")

    def __getitem__(cls, k):
        return ("meta", k)

    def __contains__(cls, k):
        return k == 1

    def __call__(cls, *a):
        return ("called", a)

    def __add__(cls, o):
        return "meta add"

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __bool__(cls):
        return False

    def __hash__(cls):
        return 5

    def __eq__(cls, o):
        return o == "me"

    def __getattr__(cls, n):
        return "meta " + n

    def __lt__(cls, o):
        return True

    def __dir__(cls):
        return ["b", "a"]

    @property
    def prop(cls):
        return "meta property"


class M(metaclass=Meta):
    def __len__(self):
        return 1

    def __class_getitem__(cls, k):
        return "class getitem"


print(
    len(M),
    list(M),
    M[3],
    1 in M,
    M(1, 2),
    M + 1,
    M,
    bool(M),
    hash(M),
    M == "me",
    M != "me",
    M.foo,
    M < 1,
    dir(M),
    M.prop,
)


class D:
    class Len:
        def __get__(self, obj, owner):
            return lambda: 42

    __len__ = Len()
    __bool__ = lambda self: False
    __call__ = staticmethod(lambda *a: ("static call", a))
    __contains__ = classmethod(lambda cls, x: (cls.__name__, x))

    @property
    def __iter__(self):
        return lambda: iter([1])


print(len(D()), bool(D()), D()(1), 5 in D(), list(D()))


class N:
    __iter__ = None
    __contains__ = None
    __hash__ = None
    __len__ = 5
    __add__ = None
    __radd__ = None
    __eq__ = None
    __call__ = None
    __bool__ = None
    __getitem__ = None
    __index__ = None


n = N()
for text in (
    "iter(n)",
    "1 in n",
    "hash(n)",
    "len(n)",
    "n + 1",
    "1 + n",
    "n == 1",
    "n()",
    "bool(n)",
    "n[0]",
    "range(n)",
    "list(n)",
    "reversed(n)",
    "n != 1",
    "print(*n)",
):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class P:
    def __len__(self):
        return -1


class Q:
    def __len__(self):
        return "x"


class R:
    def __len__(self):
        return 2**70


class S:
    def __bool__(self):
        return 1


class T:
    def __repr__(self):
        return 5

    def __str__(self):
        return b""

    def __format__(self, s):
        return 3

    def __hash__(self):
        return 1.5

    def __index__(self):
        return 1.5

    def __int__(self):
        return "5"

    def __float__(self):
        return 5

    def __complex__(self):
        return 5

    def __bytes__(self):
        return "b"

    def __iter__(self):
        return 5

    def __contains__(self, x):
        return []

    def __length_hint__(self):
        return -1

    def __dir__(self):
        return 5

    def __init__(self):
        return None

    def __enter__(self):
        pass

    def __round__(self, n=None):
        return "any"

    def __trunc__(self):
        return 1

    def __fspath__(self):
        return 5

    def __abs__(self):
        return "abs"


t = T()
for text in (
    "len(P())",
    "bool(P())",
    "len(Q())",
    "len(R())",
    "bool(S())",
    "repr(t)",
    "str(t)",
    "f'{t}'",
    "hash(t)",
    "range(t)",
    "int(t)",
    "float(t)",
    "complex(t)",
    "bytes(t)",
    "iter(t)",
    "1 in t",
    "dir(t)",
    "'%s' % t",
    "'%d' % t",
    "round(t)",
    "abs(t)",
    "[1][t]",
    "print(t)",
    "ascii(t)",
    "open(t)",
    "with_",
):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as e:
    print(e)
