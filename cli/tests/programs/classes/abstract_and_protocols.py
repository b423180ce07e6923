from abc import ABC, ABCMeta, abstractmethod
import collections.abc as cabc


class Shape(ABC):
    @abstractmethod
    def area(self):
        "the area"

    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    def describe(self):
        return f"{self.name} {self.area()}"


class Sq(Shape):
    def __init__(self, n=2):
        self.n = n

    def area(self):
        return self.n**2

    name = "square"

    @classmethod
    def make(cls):
        return cls(3)


class Half(Shape):
    def area(self):
        return super().area()


class One(Shape):
    name = "x"

    def area(self):
        pass


for c in (Shape, Half, One):
    try:
        c()
    except TypeError as e:
        print(e)
print(
    Sq().describe(),
    Sq.make().describe(),
    sorted(Shape.__abstractmethods__),
    Sq.__abstractmethods__,
    isinstance(Sq(), Shape),
    issubclass(int, Shape),
)


@Shape.register
class Virtual:
    pass


print(issubclass(Virtual, Shape), isinstance(Virtual(), Shape), Virtual.__mro__)


class Sized2(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return True if any("__len__" in b.__dict__ for b in c.__mro__) else NotImplemented


print(isinstance([], Sized2), isinstance(5, Sized2))


class It:
    def __iter__(self):
        return iter([])


class Seq(cabc.Sequence):
    def __init__(self, *a):
        self.a = a

    def __len__(self):
        return len(self.a)

    def __getitem__(self, i):
        return self.a[i]


s = Seq(3, 1, 2, 1)
print(
    1 in s,
    s.index(1),
    s.count(1),
    list(reversed(s)),
    list(s),
    isinstance(It(), cabc.Iterable),
    isinstance(It(), cabc.Iterator),
    isinstance([], cabc.Sequence),
    isinstance("", cabc.Sequence),
    isinstance({}, cabc.Mapping),
    isinstance((x for x in ()), cabc.Generator),
    isinstance(len, cabc.Callable),
    isinstance([], cabc.Hashable),
    isinstance(1, cabc.Hashable),
    isinstance({}.keys(), cabc.KeysView),
    isinstance(set(), cabc.MutableSet),
    isinstance(b"", cabc.ByteString),
    isinstance(range(1), cabc.Sequence),
    isinstance({1}, cabc.Collection),
)


class MM(cabc.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = MM()
m["a"] = 1
m.update(b=2, c=3)
print(
    m.pop("a"),
    m.setdefault("z", 9),
    dict(m),
    list(m.items()),
    m == {"b": 2, "c": 3, "z": 9},
    "q" in m,
    m.get("q", 0),
    sorted(m.keys() & {"b"}),
    m.popitem(),
    {**m},
)
m.clear()
print(len(m))


class St(cabc.Set):
    def __init__(self, it=()):
        self.s = sorted(set(it))

    def __contains__(self, x):
        return x in self.s

    def __iter__(self):
        return iter(self.s)

    def __len__(self):
        return len(self.s)


a, b = St([1, 2]), St([2, 3])
print(
    list(a | b),
    list(a & b),
    list(a - b),
    list(a ^ b),
    a <= b,
    a == St([2, 1]),
    a.isdisjoint([9]),
    list(a | [7]),
)
try:
    Seq2 = type("Seq2", (cabc.Sequence,), {})()
except TypeError as e:
    print(e)


class Later(ABC):
    @abstractmethod
    def f(self): ...


Later.f = lambda self: 1
try:
    Later()
except TypeError as e:
    print(e)


class G(cabc.Generator):
    def send(self, v):
        return v or 1

    def throw(self, *a):
        raise StopIteration


g = G()
print(next(g), g.send(5), g.close())
