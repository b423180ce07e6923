# Shallow and deep copies.
import copy


class P:
    def __init__(self, x):
        self.x = x


class Slots:
    __slots__ = ("a", "b")


class Custom:
    def __init__(self, n):
        self.n = n

    def __copy__(self):
        return Custom(self.n + 1)

    def __deepcopy__(self, memo):
        return Custom(self.n + 100)


a = [1, [2, 3], {"k": (4, [5])}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append("new")
a[2]["k"][1].append(6)
print(b, c)
p = P([1])
q, r = copy.copy(p), copy.deepcopy(p)
p.x.append(2)
print(q.x, r.x, type(r).__name__)
s = Slots()
s.a = [1]
t = copy.deepcopy(s)
s.a.append(2)
print(t.a, hasattr(t, "b"))
print(copy.copy(Custom(1)).n, copy.deepcopy([Custom(1)])[0].n)
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop)
shared = [0]
pair = copy.deepcopy((shared, shared))
print(pair[0] is pair[1], pair[0] is shared)
for atom in (1, "s", None, int, len, (1, 2), frozenset([1]), range(3), ...):
    print(copy.copy(atom) is atom, copy.deepcopy(atom) is atom, end=" ")
print()


class L(list):
    pass


x = L([1, 2])
x.tag = ["t"]
y = copy.deepcopy(x)
print(y, type(y).__name__, y.tag, y.tag is x.tag, copy.copy(x).tag is x.tag)
try:
    copy.deepcopy(x for x in ())
except TypeError as error:
    print(error)


class Method:
    def __init__(self):
        self.v = 1

    def get(self):
        return self.v


m = copy.deepcopy(Method().get)
print(m(), issubclass(copy.Error, Exception))
