# Stability, keys, reverse, errors, special shapes.
import functools
import random

pairs = [(n * 7 % 5, n) for n in range(15)]
by_first = sorted(pairs, key=lambda p: p[0])
print(by_first)
print(sorted(pairs, key=lambda p: p[0], reverse=True))
assert all(a[0] < b[0] or a[1] < b[1] for a, b in zip(by_first, by_first[1:]) if a[0] == b[0])
random.seed(5)
for size in (0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 3000):
    for shape in ("random", "sorted", "reversed", "few", "sawtooth"):
        if shape == "random":
            data = [random.randrange(10**6) for _ in range(size)]
        elif shape == "sorted":
            data = list(range(size))
        elif shape == "reversed":
            data = list(range(size, 0, -1))
        elif shape == "few":
            data = [random.randrange(3) for _ in range(size)]
        else:
            data = [n % 17 for n in range(size)]
        out = sorted(data)
        assert len(out) == size and all(a <= b for a, b in zip(out, out[1:])), (size, shape)
        assert sorted(data, reverse=True) == sorted(data, key=lambda x: -x)
        decorated = sorted(enumerate(data), key=lambda p: p[1])
        assert decorated == sorted((x, i) for i, x in enumerate(data)) or [
            (x, i) for i, x in decorated
        ] == sorted((x, i) for i, x in enumerate(data))
print("all shapes sorted")
print(
    sorted(["10", "9", "2", "1"], key=int),
    sorted("bca", reverse=True),
    sorted([0.5, -1, 3, True]),
    sorted(["é", "e", "z", "E"]),
)
print(
    sorted([[2, 1], [1, 2], [1]]),
    sorted([(2, "a"), (1, "b")]),
    sorted([{3}, {1, 3}, set()], key=len),
    sorted([b"b", b"a"]),
)
calls = []


def key(x):
    calls.append(x)
    return x % 3


print(sorted(range(7), key=key), calls)


class Odd:
    count = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Odd.count += 1
        return self.n < other.n

    def __repr__(self):
        return f"Odd({self.n})"


print(sorted([Odd(3), Odd(1), Odd(2)]), Odd.count)
Odd.count = 0
sorted(Odd(n) for n in range(100))
print("already sorted takes", Odd.count)
Odd.count = 0
sorted(Odd(n) for n in range(100, 0, -1))
print("reversed takes", Odd.count)


class OnlyGt:
    def __init__(self, n):
        self.n = n

    def __gt__(self, other):
        return self.n > other.n


print([o.n for o in sorted([OnlyGt(2), OnlyGt(1)])])


class Bad:
    def __lt__(self, other):
        raise RuntimeError("no order")


l = [Bad(), Bad()]
try:
    l.sort()
except RuntimeError as error:
    print(error, len(l))


class NotBool:
    def __lt__(self, other):
        return []


print(len(sorted([NotBool(), NotBool()])))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
nan = float("nan")
print(sorted([3.0, nan, 1.0, 2.0]), min([nan, 1.0]), max([nan, 1.0]), min([1.0, nan]))
l = [5, 3, 1]
print(l.sort(), l, l.sort(reverse=True), l)
try:
    [1, "a", 2].sort()
except TypeError as error:
    print(error)
try:
    [3, None, 1].sort(key=lambda x: x)
except TypeError as error:
    print(error)
