import gc
import sys


class Base:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", type(self).__name__, self.n)


class Resurrect(Base):
    saved = []

    def __del__(self):
        super().__del__()
        if len(self.saved) < 2:
            self.saved.append(self)


r = Resurrect(1)
del r
print(Resurrect.saved[0].n)
Resurrect.saved.clear()
print("second time: no second del")


class Raises:
    def __del__(self):
        raise ValueError("in del")


old = sys.unraisablehook
sys.unraisablehook = lambda u: print(
    "unraisable", repr(u.exc_value), u.err_msg, "Raises.__del__" in repr(u.object)
)
x = Raises()
del x
[Raises()]
print("continues")
sys.unraisablehook = old
Raises()


class Reads:
    def __del__(self):
        print("exc_info in del", sys.exc_info()[0])


try:
    1 / 0
except ZeroDivisionError:
    Reads()
    print("still", sys.exc_info()[0].__name__)


class Sub(Base):
    pass


class NoDel(Base):
    __del__ = None


s = Sub("sub")
s.__del__ = lambda: print("instance attribute is not called")
del s


class Late:
    pass


Late.__del__ = lambda self: print("del added to the class later")
Late()
del Late.__del__
Late()


class Order:
    def __init__(self, n, child=None):
        self.n, self.child = n, child

    def __del__(self):
        print("order", self.n, self.child and self.child.n)


o = Order("parent", Order("child", Order("grandchild")))
del o
a, b = Order("a"), Order("b")
a.child, b.child = b, a
del a, b
print("cycle dropped")
print(gc.collect() > 0)


class Slots:
    __slots__ = ("d",)


sl = Slots()
sl.d = Base("in slot")
del sl


class ListSub(list):
    def __del__(self):
        print("list subclass", list(self))


ListSub([1, 2])


class Calls:
    def __del__(self):
        print("before")
        Base("made in del")
        print([x for x in map(str, sorted([3, 1]))])
        print("after")


Calls()
long = None
for i in range(100_000):
    long = (long,)
del long
print("long chain of tuples dropped")
node = None
for i in range(100_000):
    node = Order.__new__(Late) if i == 0 else type("N", (), {}) if False else [node]
del node
print("long chain of lists dropped")


class Link:
    def __init__(self, next):
        self.next = next


link = None
for i in range(100_000):
    link = Link(link)
del link
print("long chain of instances dropped")
