# One site sees a class change below it: every answer has to be the new one.
class A:
    x = "class"

    def m(self):
        return "A.m"


def read(o):
    return o.x


def call(o):
    return o.m()


def warm(f, o, n=50):
    for _ in range(n):
        r = f(o)
    return r


a = A()
print(warm(read, a), warm(call, a))
a.x = "instance"
print(read(a), read(A()))
A.x = "changed class"
print(read(a), read(A()))
del a.x
print(read(a))
A.x = property(lambda self: "property")
print(warm(read, a))
a.__dict__["x"] = "hidden by the property"
print(read(a))
del A.x
print(warm(read, a), read(a))
a.__dict__.clear()
try:
    read(a)
except AttributeError as e:
    print(e)
A.__getattr__ = lambda self, n: "getattr " + n
print(warm(read, a))
A.__getattribute__ = lambda self, n: "getattribute " + n
print(warm(read, a))
try:
    call(a)
except TypeError as e:
    print(e)
del A.__getattribute__
print(read(a), call(a))
del A.__getattr__
a.m = lambda: "instance m"
print(warm(call, a), warm(call, A()))
A.m = lambda self: "new A.m"
print(call(a), call(A()))
del a.m
print(call(a))
A.m = staticmethod(lambda: "static")
print(warm(call, a))
A.m = classmethod(lambda cls: cls.__name__)
print(warm(call, a))
A.m = len
try:
    call(a)
except TypeError as e:
    print(e)


class D:
    def __get__(self, o, t):
        return lambda: "descriptor"


A.m = D()
print(warm(call, a))
del A.m
try:
    call(a)
except AttributeError as e:
    print(e)


class Base:
    def m(self):
        return "Base.m"

    x = "Base.x"


class Sub(Base):
    pass


s = Sub()
print(warm(call, s), warm(read, s))
Sub.m = lambda self: "Sub.m"
Sub.x = "Sub.x"
print(call(s), read(s))
del Sub.m, Sub.x
print(call(s), read(s))
Base.m = lambda self: "Base.m again"
Base.x = "Base.x again"
print(call(s), read(s))


class Other:
    x = "Other.x"

    def m(self):
        return "Other.m"


s.__class__ = Other
print(call(s), read(s))
s.__class__ = Sub
print(call(s), read(s))


class NewBase(Base):
    x = "NewBase.x"

    def m(self):
        return "NewBase.m"


Sub.__bases__ = (NewBase,)
print(call(s), read(s))
many = [type(f"T{i}", (), {"x": i, "m": lambda self, i=i: i})() for i in range(30)]
print([read(o) for o in many] == [call(o) for o in many] == list(range(30)))
mixed = [A, a, s, (5).__class__, Other(), Other]
Other.x = 9
for o in mixed * 3:
    try:
        r = read(o)
    except AttributeError as e:
        r = str(e)
print(r, read(Other()))


def store(o, v):
    o.y = v


for _ in range(20):
    store(a, 1)
print(a.y)
A.y = property(lambda self: "ro")
try:
    store(a, 2)
except AttributeError as e:
    print(e)
A.y = property(lambda self: self.__dict__["y"], lambda self, v: self.__dict__.update(y=v * 2))
store(a, 5)
print(a.y)
del A.y
store(a, 7)
print(a.y)
A.__setattr__ = lambda self, n, v: object.__setattr__(self, n, ("set", v))
store(a, 8)
print(a.y)
del A.__setattr__
store(a, 9)
print(a.y)
slots = type("Slots", (), {"__slots__": ("x", "y")})()
store(slots, 3)
slots.x = 4
print(read(slots), slots.y)
p1, p2 = Other(), Other()
p1.a, p1.x = 1, "p1"
p2.x, p2.a = "p2", 2
print([read(p) for p in (p1, p2, p1, p2)])
for i in range(100):
    setattr(p1, f"attr{i}", i)
print(read(p1), p1.attr99, len(vars(p1)))
for i in range(100):
    delattr(p1, f"attr{i}")
print(read(p1), sorted(vars(p1)))
p1.__dict__ = {"x": "swapped"}
print(read(p1))
p1.__dict__["x"] = "through the dict"
print(read(p1))
import types

mod = types.ModuleType("mod")
mod.x = 1
print(warm(read, mod))
mod.x = 2
print(read(mod))
del mod.x
mod.__getattr__ = lambda n: "module getattr"
print(read(mod))
cls_site = [read(A2) for A2 in (type("X", (), {"x": k}) for k in range(5))]
print(cls_site)


class Meta(type):
    x = "meta"


class WithMeta(metaclass=Meta):
    pass


print(warm(read, WithMeta))
WithMeta.x = "own"
print(read(WithMeta))
Meta.x = property(lambda cls: "meta property")
print(read(WithMeta))
