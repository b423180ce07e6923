# The abstract container classes: recognition, and the methods they bring along.
import collections.abc as abc


class Range3(abc.Sequence):
    def __getitem__(self, index):
        if not 0 <= index < 3:
            raise IndexError(index)
        return index * 10

    def __len__(self):
        return 3


r = Range3()
print(list(r), list(reversed(r)), 20 in r, r.index(10), r.count(0))
try:
    r.index(5)
except ValueError as error:
    print("ValueError", error)


class Bag(abc.MutableSet):
    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, x):
        if x not in self.items:
            self.items.append(x)

    def discard(self, x):
        if x in self.items:
            self.items.remove(x)


a, b = Bag("abcd"), Bag("bdx")
print(*(sorted(s) for s in (a & b, a | b, a - b, a ^ b, b - a)))
print(a > Bag("ab"), a <= b, a == Bag("dcba"), a.isdisjoint("xyz"))
a |= b
a -= {"a"}
a.remove("c")
print(sorted(a), type(a & b).__name__)
try:
    a.remove("zz")
except KeyError as error:
    print("KeyError", error)


class Lower(abc.MutableMapping):
    def __init__(self, *args, **kwds):
        self.d = {}
        self.update(*args, **kwds)

    def __getitem__(self, key):
        return self.d[key.lower()]

    def __setitem__(self, key, value):
        self.d[key.lower()] = value

    def __delitem__(self, key):
        del self.d[key.lower()]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = Lower([("One", 1)], TWO=2)
print(dict(m), "oNe" in m, m.get("three", 3), m.pop("two"), m.setdefault("Four", 4))
print(len(m.keys()), list(m.items()), list(m.values()), m.keys() & {"one"}, ("four", 4) in m.items())
print(m == {"one": 1, "four": 4}, m.popitem(), len(m))

for value in ([], (), {}, set(), "", b"", range(2), iter([]), (x for x in ()), len, 3, None):
    names = [
        name for name in ("Hashable", "Iterable", "Iterator", "Reversible", "Sized", "Collection",
                          "Sequence", "MutableSequence", "Set", "Mapping", "Callable", "Generator")
        if isinstance(value, getattr(abc, name))
    ]
    print(type(value).__name__, *names)
print(abc.Iterable, abc.Callable[[int, str], bool], abc.Mapping[str, int])
match Range3():
    case [x, *rest]:
        print("sequence pattern", x, rest)
match m:
    case {"one": x}:
        print("mapping pattern", x)
