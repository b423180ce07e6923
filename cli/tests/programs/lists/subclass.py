class Stack(list):
    def __init__(self, *items):
        super().__init__(items)
        self.name = "stack"

    def __getitem__(self, i):
        if isinstance(i, slice):
            return Stack(*super().__getitem__(i))
        return ("item", super().__getitem__(i))

    def push(self, x):
        self.append(x)
        return self

    def __len__(self):
        return super().__len__() + 100

    def __iter__(self):
        for x in super().__iter__():
            yield x * 10

    def __contains__(self, x):
        return x == "always"

    def __repr__(self):
        return f"Stack{list.__repr__(self)}"


s = Stack(1, 2, 3)
print(s, s[0], s[1:], len(s), list(s), [x for x in s], "always" in s, 1 in s, s.name)
print(
    s.push(4) is s, s, s + [5], type(s + [5]), s * 2, s == [1, 2, 3, 4], s < [9], [1, 2, 3, 4] == s
)
print(*s, tuple(s), sorted(s), sum(s), max(s), [*s], set(s) == {10, 20, 30, 40}, dict.fromkeys(s))
a, b, c, d = s
print(
    a,
    b,
    c,
    d,
    [0] + s,
    list.__len__(s),
    bool(Stack()),
    s.index(2),
    s.count(3),
    s.copy(),
    type(s.copy()),
)
s += [7]
s *= 1
print(type(s), s, s.pop(), s.reverse(), s, vars(s))
s.sort()
print(s, s.sort(key=lambda x: -x), s)
l = [0]
l.extend(s)
l += s
l[1:2] = s
print(l)
print(
    "".join(map(str, Stack(1, 2))),
    "%s" % s,
    f"{s}",
    isinstance(s, list),
    issubclass(Stack, list),
    Stack.__mro__[1:],
)


class Empty(list):
    pass


e = Empty("ab")
e.x = 1
print(e, type(e), e.x, Empty() == [], e[0:1], type(e[0:1]), e.__class__.__name__, Empty.__doc__)


class NoInit(list):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)

    def __init__(self, n, scale=1):
        super().__init__(range(n * scale))


print(NoInit(2, scale=2))
try:
    hash(e)
except TypeError as error:
    print(error)
