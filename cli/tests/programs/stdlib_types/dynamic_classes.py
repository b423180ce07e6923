# Names of built-in types, and classes made without a class statement.
import types


def f():
    yield


async def c():
    pass


co = c()
samples = [f, f(), co, len, [].append, f.__code__, types, int.__add__, (1).__add__, str.join]
for sample in samples:
    names = sorted(n for n in types.__all__ if n.endswith("Type") and type(sample) is getattr(types, n))
    print(names)
co.close()
print(types.NoneType, types.EllipsisType, types.NotImplementedType, types.UnionType)
ns = types.SimpleNamespace(x=1, y="b")
ns.z = ns.x + 1
print(ns, ns == types.SimpleNamespace(x=1, y="b", z=2))


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwds):
        return {"prepared": sorted(kwds.items())}

    def __new__(mcls, name, bases, ns, **kwds):
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kwds):
        super().__init__(name, bases, ns)


K = types.new_class("K", (int,), {"metaclass": Meta, "flag": 1}, lambda ns: ns.update(double=lambda s: s * 2))
print(K.__name__, K.__mro__[1], K.prepared, K(4).double(), type(K).__name__)


class Entry:
    def __mro_entries__(self, bases):
        return (str,)


entry = Entry()
L = types.new_class("L", (entry,))
print(L.__mro__[1], L.__orig_bases__ == (entry,), types.resolve_bases((int,)))


class M1(type): pass
class M2(type): pass
try:
    types.new_class("X", (M1("A", (), {}), M2("B", (), {})))
except TypeError as error:
    print(error)


class D:
    def __init__(self):
        self._x = 3

    @types.DynamicClassAttribute
    def x(self):
        return self._x


print(D().x)
try:
    D.x
except AttributeError as error:
    print("AttributeError", error)


@types.coroutine
def pause(value):
    got = yield value
    return got * 2


async def main():
    return await pause(5)


run = main()
print(run.send(None))
try:
    run.send(21)
except StopIteration as stop:
    print("result", stop.value)
