"""Sums and slices of tuples: of plain ints, of references, of subclasses, and what is released with them."""
import gc
import sys


def same(a, b):
    return a is b


# Sums, of ints, of objects, and of both.
def sums():
    ints = (1, 2, 3)
    mixed = (1, "a", 2.5, None, [4])
    for _ in range(3):
        print(ints + ints, ints + mixed, mixed + ints, mixed + mixed)
        print(ints + (True,), (None,) + ints, ints + (1 << 70,), (-1,) + (-(1 << 61),) + ((1 << 61) - 1,))
    print(same(ints + (), ints), same(() + ints, ints), same(() + (), ()))
    t = ()
    for i in range(130):
        t = t + (i,)
        if i in (0, 1, 62, 118, 119, 120, 121, 129):
            print(len(t), t[0], t[-1], sum(t), len(t + t), sum(t + t))
    t = (1,)
    for i in range(4):
        t += t
    print(t, len(t))
    t += ("x",)
    print(t[-3:], hash(t[:5]) == hash((1, 1, 1, 1, 1)), t[:2] == (1, 1), t[:2] < (1, 2))


# Slices, with every kind of bound.
class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("index", self.n)
        return self.n


def slices():
    t = (0, 1, 2, 3, 4, 5, 6)
    u = ("a", "b", ["c"], 3, 4.5)
    for s in (t, u, [*t], [*u], "abcdefg", b"abcdefg"):
        for i in (-9, -3, 0, 2, 5, 9):
            print(s[i:], s[:i], s[i : i + 2], s[i : i + 1], s[-i:i])
        print(s[1 << 62 :], s[: 1 << 62], s[-(1 << 62) : 2], s[1 << 200 :], s[-(1 << 200) : 1 << 200])
        print(s[Index(1) : Index(3)], s[: Index(-1)], s[True:], s[:False], s[:True])
        print(s[1:4:2], s[::-1], s[None:None], s[None:2], s[2:None])
        for bad in (1.5, "x"):
            try:
                s[bad:]
            except TypeError as e:
                print(e)
    print(same(t[:], t), same(t[0:7], t), same(t[-7:], t), same(t[:100], t), same(t[3:3], ()))
    print(t[1:][1:][1:], t[2:5][:2] + t[:1], (1, 2, 3)[1:], ("x", "y")[:1])
    five = 5
    try:
        five[1:]
    except TypeError as e:
        print(e)


# Subclasses have their own methods; without them the results are plain tuples.
class Bare(tuple):
    pass


class Own(tuple):
    def __add__(self, other):
        return ("own add", len(self), len(other))

    def __radd__(self, other):
        return ("own radd", len(self), len(other))

    def __getitem__(self, index):
        return ("own getitem", index)


class Right(tuple):
    def __radd__(self, other):
        return ("right radd", len(self), len(other))


class Times:
    def __rmul__(self, other):
        return ("times rmul", len(other))


def subclasses():
    b, o, t = Bare((1, 2)), Own((3,)), (4, 5)
    for s in (b + t, t + b, b + b, b + (), () + b, b[:], b[1:], b[:0]):
        print(type(s).__name__, s)
    for s in (o + t, t + o, o + o, b + o, o + b, o[1:], o[:], o[0], t + Own(), Own() + ()):
        print(type(s).__name__, s)
    print(b * Index(2), Index(2) * b, Right() * 2, 2 * Right(), Right() + o, t * Times(), b * Times(), Right() * Times())
    try:
        t + [6]
    except TypeError as e:
        print(e)


# What is in a tuple lives as long as any tuple that has it, and goes from the last to the first.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __del__(self):
        print("gone", self.name)


def finalised():
    t = (Noisy("a"), 1, Noisy("b")) + (2, Noisy("c"))
    head, tail = t[:2], t[3:]
    del t
    print("tuple deleted")
    joined = tail + head
    del head, tail
    print("parts deleted", joined)
    joined = (1, 2)
    print("joined replaced", joined)
    (Noisy("x"), Noisy("y"))[1:]
    print("statement over")


def deep():
    t = ()
    for i in range(100000):
        t = (i, t)
    print(len(t), t[0])
    del t
    t = (1, 2)
    for i in range(100000):
        t = (t,) + (i,)
    u = t[:1]
    del t
    print(len(u))


# References are counted in whatever is made of them.
def counts():
    o = object()
    before = sys.getrefcount(o)
    t = (o, 1) + (2, o)
    u = t[:3]
    v = u + t
    print(sys.getrefcount(o) - before)
    del t, v
    print(sys.getrefcount(o) - before)
    del u
    print(sys.getrefcount(o) - before)
    cycle = []
    cycle.append((1, 2)[:1] + (cycle,))
    kept = cycle[0][0:1]
    del cycle
    gc.collect()
    print(kept)
    many = [(i, i + 1)[:1] + (i,) for i in range(1000)]
    many = [t[1:] + t[:1] for t in many]
    print(sum(map(sum, many)), len(gc.get_referents((1, 2)[:1] + (3,))))


def perms(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        head = items[i : i + 1]
        for tail in perms(items[:i] + items[i + 1 :]):
            yield head + tail


sums()
slices()
subclasses()
finalised()
deep()
counts()
print(list(perms((1, 2, 3))), list(perms("abc")), len(set(perms((1, "b", 3.0, None, (5,))))))
