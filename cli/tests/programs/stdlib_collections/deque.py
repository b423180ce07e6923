# deque: both ends, bounds, rotation, searching, mutation during iteration, subclasses, pickling.
from collections import deque
import copy
import weakref


class Sub(deque):
    pass


class Index:
    def __index__(self):
        return 1


class Mutating:
    """Equal to nothing, and every comparison appends to the deque."""

    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.append(1)
        return False


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def delete(d, i):
    del d[i]
    return d


def store(d, i, v):
    d[i] = v
    return d


d = deque("abc")
e = deque(range(5), 3)
print(d, e, len(d), bool(d), bool(deque()), e.maxlen, d.maxlen, deque(maxlen=2, iterable="xyz"))
for action in (
    lambda: deque(1), lambda: deque([], -1), lambda: deque([], "a"), lambda: deque([], 1 << 70), lambda: deque(1, 2, 3),
    lambda: deque(x=1), lambda: d["a"], lambda: d[0:1], lambda: d[9], lambda: d[-1], lambda: d[1 << 70], lambda: d[Index()],
    lambda: d + [1], lambda: d + deque("d"), lambda: d * 2, lambda: 2 * d, lambda: e * 2, lambda: d * -1, lambda: d < 3,
    lambda: d == list("abc"), lambda: d < deque("abd"), lambda: d >= deque("ab"), lambda: d != deque("abc"), lambda: d == deque("abc"),
    lambda: d.index("z"), lambda: d.index("b", 5), lambda: d.index("c", -2, 3), lambda: d.index(), lambda: d.remove("z"),
    lambda: d.insert(1), lambda: e.insert(1, 2), lambda: d.rotate("a"), lambda: deque().pop(), lambda: deque().popleft(),
    lambda: hash(d), lambda: d.count("a"), lambda: d.count(), lambda: d.extend(1), lambda: d.append(), lambda: deque[int],
    lambda: delete(deque("abc"), 1), lambda: delete(d, 9), lambda: store(deque("abc"), -1, 9), lambda: store(d, "x", 1),
    lambda: store(d, 9, 1), lambda: deque.__new__(int), lambda: d.__eq__(1), lambda: setattr(e, "maxlen", 3), lambda: "b" in d,
):
    print(attempt(action))

d.append("d")
d.appendleft("z")
d.extend("ef")
d.extendleft("xy")
print(d, d.pop(), d.popleft(), d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.reverse()
print(d, list(reversed(d)), d.copy() == d, d.copy() is d)
d.insert(2, "I")
d.insert(-100, "first")
d.insert(100, "last")
d.remove("I")
print(d)
d += "++"
d *= 2
print(d, d.clear(), d)
d.extend(d)
d.extend([1, 2])
d.extend(d)
print(d)
bounded = deque([1, 2, 3], 2)
bounded.append(4)
bounded.appendleft(0)
bounded.extend([7, 8, 9])
print(bounded, bounded + deque([5]), bounded.copy(), deque([1, 2], maxlen=0))
bounded.__init__("xyz")
print(bounded)

s = Sub("ab", 3)
print(s, s.copy(), copy.copy(s), type(s + deque("c")).__name__, s * 2, weakref.ref(s)() is s)
print([type(x).__name__ for x in (iter(d), reversed(d))], iter(deque("ab")).__length_hint__())
for value in (deque("abc"), deque("abc", 5)):
    made, args, state, items = value.__reduce__()
    print(made, args, state, list(items), copy.deepcopy(value))
recursive = deque()
recursive.append(recursive)
print(recursive)

d = deque(range(5))
for name, change in {
    "append": lambda: d.append(1), "pop": d.pop, "rotate": d.rotate, "reverse": d.reverse, "clear": d.clear,
    "set": lambda: d.__setitem__(0, 4), "insert": lambda: d.insert(0, 1), "remove": lambda: d.remove(2),
}.items():
    d.clear()
    d.extend(range(5))
    iterator = iter(d)
    next(iterator)
    change()
    print(name, attempt(lambda: next(iterator)), attempt(lambda: next(iterator)))
for name in ("count", "index", "remove", "__contains__"):
    print(name, attempt(lambda: getattr(d, name)(Mutating(d))))
queue, steps = deque([0]), 0
while queue:
    steps += queue.popleft()
    if steps < 100:
        queue.extend([1, 2])
print(steps)
match deque([1, 2, 3]):
    case [first, *rest]:
        print("sequence pattern", first, rest)
