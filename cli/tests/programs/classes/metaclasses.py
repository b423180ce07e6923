class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print(
            "new",
            name,
            [b.__name__ for b in bases],
            sorted(k for k in ns if not k.startswith("__")),
            kw,
        )
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)

    def __instancecheck__(cls, o):
        return o == "special" or super().__instancecheck__(o)

    def __subclasscheck__(cls, c):
        return c is int or super().__subclasscheck__(c)

    def meta_method(cls):
        return "meta " + cls.__name__


class A(metaclass=Meta, flag=1):
    x = 5

    def __init__(self, v=0):
        self.v = v


class B(A, other=2):
    y = 6


print(
    A(3).v,
    type(B) is Meta,
    B.prepared,
    B.meta_method(),
    isinstance("special", A),
    issubclass(int, A),
    isinstance(B(), A),
    issubclass(A, B),
    issubclass(B, A),
)
try:
    A().meta_method()
except AttributeError as e:
    print(e)


class OtherMeta(type):
    pass


class O(metaclass=OtherMeta):
    pass


try:

    class X(A, O):
        pass

except TypeError as e:
    print(e)


class Joint(Meta, OtherMeta):
    pass


class Y(A, O, metaclass=Joint):
    pass


print(type(Y).__name__)


def fn(name, bases, ns, **kw):
    print("function metaclass", name, bases, kw)
    return "not a class"


class F(metaclass=fn, k=1):
    pass


print(F)


class Derived(O):
    pass


print(type(Derived).__name__, type(type(Derived)).__name__)


class NoCell(type):
    def __new__(mcs, name, bases, ns):
        ns = dict(ns)
        cell = ns.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, ns)


try:

    class Z(metaclass=NoCell):
        def f(self):
            return __class__

except RuntimeError as e:
    print(e)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5


try:

    class P(metaclass=BadPrepare):
        pass

except TypeError as e:
    print(e)


class Ordered(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        cls.order = [k for k in ns if not k.startswith("_")]
        return cls


class Fields(metaclass=Ordered):
    c = 1
    a = 2
    b = 3


print(Fields.order)


class Singleton(type):
    inst = {}

    def __call__(cls, *a):
        if cls not in cls.inst:
            cls.inst[cls] = super().__call__(*a)
        return cls.inst[cls]


class S(metaclass=Singleton):
    def __init__(self, v):
        self.v = v


print(S(1) is S(2), S(3).v)


class Enumish(dict):
    def __init__(self):
        super().__init__()
        self.n = 0

    def __missing__(self, k):
        if k.startswith("__"):
            raise KeyError(k)
        self[k] = self.n
        self.n += 1
        return self[k]


class EMeta(type):
    __prepare__ = classmethod(lambda mcs, n, b: Enumish())


class E(metaclass=EMeta):
    RED
    GREEN
    BLUE


print(E.RED, E.GREEN, E.BLUE)
M = type("M", (type,), {"__repr__": lambda c: "<custom repr>", "__str__": lambda c: "custom str"})
T = M("T", (), {})
print(T, repr(T), f"{T}", [T])
for text in (
    "type('a', (), {}, k=1)",
    "type('a', 5, {})",
    "type('a', (), 5)",
    "type(5, (), {})",
    "type('a\\0b', (), {})",
    "type('a', (5,), {})",
    "type('a', (), {'__slots__': 5})",
    "type(1, 2)",
    "type.__new__(int, 'a', (), {})",
    "type.__new__(type)",
    "type.__call__(int, '7')",
    "type('K', (), {'__qualname__': 5})",
    "type('K', (), {'__doc__': 'd'}).__doc__",
    "type.mro(int)",
    "type.__subclasses__(bool)",
    "type.__instancecheck__(int, 5)",
    "type('', (), {})",
    "type('a b', (), {}).__name__",
    "Meta('D', (A,), {'q': 1}, z=3).q",
    "type(name='x', bases=(), dict={})",
):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class New:
    def __new__(cls, *a):
        print("__new__", a)
        return super().__new__(cls) if a else 5

    def __init__(self, *a):
        print("__init__", a)


print(type(New(1)).__name__, New())


class NewOther:
    def __new__(cls):
        return New.__new__(New, 1)

    def __init__(self):
        print("not called")


NewOther()
