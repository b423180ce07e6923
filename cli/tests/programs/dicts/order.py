# Insertion order, deletion and reinsertion, growth.
d = {}
for n in range(20):
    d[n * 7 % 20] = n
print(list(d))
for n in range(0, 20, 2):
    del d[n]
print(list(d))
d[4] = "back"
d[7] = "kept place"
print(list(d.items()))
print(d.popitem(), d.popitem(), list(d)[-1])
big = {}
for n in range(50_000):
    big[n] = str(n)
for n in range(0, 50_000, 3):
    del big[n]
for n in range(0, 50_000, 6):
    big[n] = "again"
print(len(big), sum(big), list(big)[:3], list(big)[-2:], big[6], big[1], 3 in big)
big.clear()
print(len(big), big)
d = {"x": 1}
e = dict(d)
e["y"] = 2
f = {**e, "x": 0}
g = e | {"x": 9, "z": 1}
print(d, e, f, g, list(g))
d = dict.fromkeys("hello")
print(list(d), len(d))
print({1: "int", 1.0: "float", True: "bool"}, {0: "a", False: "b", 0.0: "c", 0j: "d"})
print(
    {"a": 1, "b": 2} == {"b": 2, "a": 1},
    {"a": 1} != {"a": 2},
    {} == {},
    {1: []} == {1: []},
    {} == [],
)


class K:
    def __init__(self, name, h):
        self.name, self.h = name, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, K) and self.name == other.name

    def __repr__(self):
        return self.name


same = {K(c, 1): c for c in "abcdefgh"}
print(same, same[K("d", 1)], K("z", 1) in same, len(same))
del same[K("a", 1)], same[K("h", 1)]
same[K("a", 1)] = 0
print(same)
many = {K(str(n), n << 32): n for n in range(200)}
print(len(many), sum(many[K(str(n), n << 32)] for n in range(200)), list(many)[-1])
neg = {K("neg", -1): 1, K("two", -2): 2, hash(-1): 3}
print(neg)
nan = float("nan")
print({nan: 1}[nan], nan in {nan: 1}, {float("nan"): 1, float("nan"): 2}.__len__())
keys = ["k%d" % (n % 10) for n in range(100)]
counts = {}
for k in keys:
    counts[k] = counts.get(k, 0) + 1
print(counts)
nested = {}
for a, b in [("x", 1), ("y", 2), ("x", 3)]:
    nested.setdefault(a, []).append(b)
print(nested)
