# defaultdict: the factory, what calls it, copying and joining; _tuplegetter through namedtuple; counting user-made keys.
from collections import Counter, defaultdict, namedtuple
import copy


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.v == other.v

    def __repr__(self):
        return f"Key({self.v})"


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


d = defaultdict(list, {"a": [1]}, b=2)
d["x"].append(5)
for action in (
    lambda: d, lambda: d["new"], lambda: d, lambda: d.get("absent"), lambda: "absent" in d, lambda: defaultdict(3),
    lambda: defaultdict(), lambda: defaultdict(None, [(1, 2)]), lambda: defaultdict()[1], lambda: d | {1: 2}, lambda: {1: 2} | d,
    lambda: d | 3, lambda: d.copy(), lambda: copy.copy(d), lambda: copy.deepcopy(d), lambda: d.__reduce__()[:4],
    lambda: d.default_factory, lambda: d.__missing__(3), lambda: defaultdict(int) == {}, lambda: hash(d), lambda: defaultdict(int, 1),
    lambda: defaultdict(int, x=1), lambda: defaultdict(default_factory=3), lambda: type(d.copy()), lambda: defaultdict[int, int],
    lambda: d.fromkeys("ab"), lambda: defaultdict(lambda: 1 / 0)["k"],
):
    print(attempt(action))
d.default_factory = None
print(d, attempt(lambda: d["y"]))
del d.default_factory
print(d.default_factory)
counts = defaultdict(int)
for letter in "mississippi":
    counts[letter] += 1
print(dict(counts))
users = defaultdict(int)
for v in (1, 2, 1, 3, 1):
    users[Key(v)] += 1
print(users, Counter([Key(1), Key(2), Key(1)]), Counter("abca"), Counter(iter([1, 1.0, True])))


class Sub(defaultdict):
    def __missing__(self, key):
        return "missing " + str(key)


print(Sub(int)[3], Sub(int), Sub(int, a=1) | {"b": 2})
loop = defaultdict(None)
loop["me"] = loop
print(loop)
Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(p.x, p.y, Point.x, Point.x.__doc__, attempt(lambda: setattr(p, "x", 1)), attempt(lambda: delattr(p, "x")),
      attempt(lambda: Point.x.__get__(3)), attempt(lambda: Point.y.__get__((1,))), Point.x.__get__(None, Point) is Point.x)
Point.x.__doc__ = "The first."
print(Point.x)
