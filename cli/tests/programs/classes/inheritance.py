class A:
    def who(self):
        return "A"

    def chain(self):
        return ["A"]


class B(A):
    def who(self):
        return "B>" + super().who()

    def chain(self):
        return ["B"] + super().chain()


class C(A):
    def who(self):
        return "C>" + super().who()

    def chain(self):
        return ["C"] + super().chain()


class D(B, C):
    def who(self):
        return "D>" + super().who()

    def chain(self):
        return ["D"] + super().chain()


d = D()
print(d.who(), d.chain(), [k.__name__ for k in D.__mro__], D.__bases__, D.mro() == list(D.__mro__))
print(super(B, d).who(), super(C, d).who(), super(D, D).who(d), super(B, D).chain(d))
for text in [
    "class X(A, B): pass",
    "class X(A, A): pass",
    "class X(B, C, A): print('fine')",
    "class X(C, B, D): pass",
    "class X(object, A): pass",
    "class X(5): pass",
    "class X(None): pass",
    "class X(int, str): pass",
    "class X(bool): pass",
    "class X(type(None)): pass",
    "class X(range): pass",
    "class X(slice): pass",
    "class X(type(lambda: 0)): pass",
    "class X(*[A]): print(X if 0 else 'star bases')",
    "class X(A, metaclass=5): pass",
    "class X(foo=1): pass",
    "class X(A, **{'k': 1}): pass",
    "class X('a', metaclass=type): pass",
    "class X(A())" ": pass",
    "class X(int, list): pass",
    "class X(memoryview): pass",
    "class X(type(...)): pass",
    "class X(NotImplemented): pass",
    "class X(int, A): print('mixed ok')",
    "class X(Exception, int): pass",
    "class X(dict, Exception): pass",
    "class X(KeyError, AttributeError): print('two errors ok')",
    "class X(OSError, KeyError): pass",
]:
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class X1:
    pass


class Y1:
    pass


class XY(X1, Y1):
    pass


class YX(Y1, X1):
    pass


try:

    class Z(XY, YX):
        pass

except TypeError as e:
    print(e)


class Root:
    def __init__(self, **kw):
        self.log = getattr(self, "log", []) + ["Root"]
        print("Root", kw)


class Left(Root):
    def __init__(self, left=0, **kw):
        super().__init__(**kw)
        self.log.append(f"Left {left}")


class Right(Root):
    def __init__(self, right=0, **kw):
        super().__init__(**kw)
        self.log.append(f"Right {right}")


class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.log.append("Both")


print(Both(left=1, right=2, other=3).log)


class Base1:
    x = "base1"
    y = "y1"


class Base2:
    x = "base2"
    z = "z2"


class Multi(Base1, Base2):
    pass


print(Multi.x, Multi.y, Multi.z)
Base1.x = "changed"
print(Multi.x)
del Base1.x
print(Multi.x)
Multi.__bases__ = (Base2, Base1)
Base1.x = 1
print(Multi.x, [k.__name__ for k in Multi.__mro__])


class Dyn:
    pass


class P1:
    def m(self):
        return "P1"


class P2:
    def m(self):
        return "P2"


class Child(P1):
    pass


ch = Child()
print(ch.m())
Child.__bases__ = (P2,)
print(ch.m())
ch.__class__ = P1
print(ch.m(), type(ch))
for text in (
    "Child.__bases__ = (Child,)",
    "Child.__bases__ = [P1]",
    "Child.__bases__ = (5,)",
    "Child.__bases__ = (int,)",
    "P1.__bases__ = (Child,); Child.__bases__ = (P1,)",
    "del Child.__bases__",
    "Child.__mro__ = ()",
):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class MroMeta(type):
    def mro(cls):
        return [cls, P2, P1, object]


class Custom(metaclass=MroMeta):
    pass


print(Custom().m(), Custom.__mro__, issubclass(Custom, P1), Custom.__bases__)


class Entries:
    def __init__(self, *real):
        self.real = real

    def __mro_entries__(self, bases):
        print("bases", len(bases))
        return self.real


class FromEntries(Entries(P1, P2), A):
    pass


print(FromEntries.__bases__, FromEntries.__orig_bases__[1])


class NoneEntries(Entries()):
    pass


print(NoneEntries.__bases__)
try:

    class Bad(type("E", (), {"__mro_entries__": lambda s, b: [A]})()):
        pass

except TypeError as e:
    print(e)
try:
    type("T", (Entries(P1),), {})
except TypeError as e:
    print(e)
import types

print(
    types.resolve_bases((Entries(P1), A)),
    types.new_class("New", (Entries(P1),), {}, lambda ns: ns.update(k=1)).k,
)
import gc

# Classes that nobody has any more are cycles.
gc.collect()
print(A.__subclasses__(), [c.__name__ for c in P1.__subclasses__()])
