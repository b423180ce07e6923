class Base:
    subs = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.subs.append((cls.__name__, tag))
        cls.tag = tag


class A(Base, tag="a"):
    pass


class B(A):
    pass


class C(B, tag="c"):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(tag="from C", **kw)
        print("C's hook", cls.__name__)


class D(C):
    pass


print(Base.subs, D.tag, hasattr(Base, "tag"))
for text in (
    "class X(Base, nosuch=1): pass",
    "class X(nosuch=1): pass",
    "object.__init_subclass__(x=1)",
    "class X(Base, metaclass=type, tag=5): pass",
    "type('Y', (Base,), {}, tag=9)",
):
    try:
        exec(text)
        print("ok", Base.subs[-1])
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class Fails:
    def __init_subclass__(cls):
        raise ValueError(f"refuse {cls.__name__}")


try:

    class No(Fails):
        pass

except ValueError as e:
    print(e, Fails.__subclasses__())


class G:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class H(G):
    pass


print(G[int], H["x"], G[1, 2], G[:], type(G.__class_getitem__))
try:
    G()[0]
except TypeError as e:
    print(e)
try:
    A[0]
except TypeError as e:
    print(e)


class SN:
    def __init__(self):
        self.calls = []

    def __set_name__(self, owner, name):
        self.calls.append((owner.__name__, name))


shared = SN()


class O1:
    a = shared
    b = shared


class O2(O1):
    c = shared


O1.d = shared
print(shared.calls)
order = []


class Tr:
    def __set_name__(self, o, n):
        order.append(("set_name", n))


class HB:
    def __init_subclass__(cls):
        order.append("init_subclass")


class MM(type):
    def __new__(m, *a):
        order.append("meta new start")
        c = super().__new__(m, *a)
        order.append("meta new end")
        return c

    def __init__(c, *a):
        order.append("meta init")


class HC(HB, metaclass=MM):
    x = Tr()
    y = Tr()
    order.append("body")


print(order)


class Slots:
    __slots__ = ("a", "b", "__priv")

    def __init__(self):
        self.a = 1
        self.__priv = 2


s = Slots()
print(
    s.a,
    s._Slots__priv,
    hasattr(s, "b"),
    hasattr(s, "__dict__"),
    Slots.__slots__,
    type(Slots.a),
    repr(Slots.a),
)
for text in (
    "s.c = 1",
    "s.b",
    "del s.b",
    "s.__dict__",
    "s.__weakref__",
    "Slots.a.__get__(5)",
    "class S2: __slots__ = ['x']; x = 1",
    "class S2: __slots__ = 5",
    "class S2: __slots__ = ['1a']",
    "class S2: __slots__ = [5]",
    "class S2: __slots__ = ['a', 'a']",
    "class S2(int): __slots__ = ['a']",
    "class S2(tuple): __slots__ = ('a',)",
    "class S2(str): __slots__ = ()",
    "class S2(Slots, type('T', (), {'__slots__': ('q',)})): pass",
    "class S2: __slots__ = ('__dict__', '__dict__')",
    "class S2: __slots__ = ''",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)
s.b = 5
del s.a
print(s.b, hasattr(s, "a"))


class Sub(Slots):
    pass


sub = Sub()
sub.free = 1
print(sub.free, sub.__dict__, sub.a)


class Sub2(Slots):
    __slots__ = ("c", "__dict__")


t = Sub2()
t.c = 1
t.dyn = 2
print(t.__dict__, t.c)


class One:
    __slots__ = "single"


o = One()
o.single = 3
print(o.single, One.__slots__)


class DictSlots:
    __slots__ = {"x": "doc for x"}


print(DictSlots.x.__doc__)
import weakref


class W:
    __slots__ = ("__weakref__",)


print(weakref.ref(w := W())() is w)
try:
    weakref.ref(o)
except TypeError as e:
    print(e)


class E1:
    __slots__ = ()


class E2(E1):
    __slots__ = ()


class E3:
    __slots__ = ()


class E4(E2, E3):
    __slots__ = ("z",)


e = E4()
e.z = 1
print(e.z)
a, b = Slots(), Slots()
print(Slots.__dict__["b"].__set__(a, 9), a.b)
try:
    a.__class__ = One
except TypeError as err:
    print(err)


class Same:
    __slots__ = ("a", "b", "__priv")


class Same1:
    __slots__ = ("q",)


class Same2:
    __slots__ = ("q",)


x = Same1()
x.q = 1
x.__class__ = Same2
print(type(x).__name__, x.q)
