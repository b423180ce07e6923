a, b = 1, 2
(c, d), e = (3, 4), 5
[f, g] = "xy"
(h,) = [9]
i = 5
[j] = {7: 0}
() = []
[] = ()
print(a, b, c, d, e, f, g, h, i, j)
first, *rest = range(4)
*init, last = "abc"
one, *mid, two = [1, 2]
(*whole,) = (1, 2)
print(first, rest, init, last, one, mid, two, whole)
(x, *[y, z]), w = [1, 2, 3], 4
a, (b, *c), *d = 1, "pqr", 5, 6
print(x, y, z, w, a, b, c, d)
a = b = c = []
a.append(1)
print(b is c, c)
a, b = b, a = 1, 2
print(a, b)
i, l = 0, [0, 0, 0]
i, l[i] = 2, "at two"
print(i, l)
l[0], l[l[0]] = 1, "x"
print(l)
x = [1, 2, 3]
x[0], x[1:] = x[2], x[:1]
print(x)


class O:
    pass


o = O()
o.a, o.b = 1, o
o.b.c, *o.d = 5, 6, 7
print(o.a, o.c, o.d)
d = {}
d["k"], d["l"], *d["m"] = range(5)
print(d)
for a, (b, *c) in [(1, "xy"), (2, "z")]:
    print(a, b, c, end="; ")
print()
print(
    [x + y for x, y in [(1, 2), (3, 4)]],
    {k: v for (k, v), *_ in [((1, 2), 3)]},
    [(*a, b) for *a, b in ["abc", "d"]],
)


def f():
    return 1, (2, 3)


p, (q, r) = f()
print(p, q, r)
(p), [q], ((r,),) = 1, [2], ((3,),)
print(p, q, r)
x, y = {"k1": 1, "k2": 2}
print(x, y)
x, y, z = (n * n for n in range(3))
print(x, y, z)


def g():
    print("value", end=" ")
    yield 1
    print("next", end=" ")
    yield 2
    print("end")


u, v = g()
it = iter(range(10))
a, b = next(it), next(it)
c, *d = it
print(a, b, c, d)
try:
    a, b = it
except ValueError as e:
    print(e)
for text in [
    "a, b = 1, 2, 3",
    "a, b = 1,",
    "a, b, *c = 1,",
    "a, *b = ()",
    "a, b = 5",
    "a, b = None",
    "[a] = object",
    "a, b = 'abc'",
    "a, (b, c) = 1, 2",
    "*a, b = 5",
    "a, b, c = {1}",
    "x = *1,",
    "a, b = range(10**6)",
    "(a, b), c = 1, 2",
    "for a, b in [1]: pass",
    "for a, b in ['abc']: pass",
    "*a, = 5",
    "a = b, = 1",
    "[*a, b], c = [1], 2",
    "[*a, b], c = [], 2",
    "a, b = {}",
    "a, = []",
    "() = [1]",
    "[] = 5",
]:
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(self.n):
            yield i
        raise RuntimeError("iterated too far")


try:
    a, b = It(3)
except ValueError as e:
    print(e)
try:
    a, b = It(2)
except RuntimeError as e:
    print(e)


class Seq:
    def __getitem__(self, i):
        if i < 3:
            return i * 10
        raise IndexError


a, b, c = Seq()
print(a, b, c, [*Seq()], max(Seq()), 20 in Seq())
