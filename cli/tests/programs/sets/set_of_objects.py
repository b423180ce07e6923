# Membership asks __hash__, then identity, then __eq__.
log = []


class K:
    def __init__(self, name, h=1):
        self.name, self.h = name, h

    def __hash__(self):
        log.append(f"hash {self.name}")
        return self.h

    def __eq__(self, other):
        log.append(f"{self.name}=={other.name}")
        return self.name == other.name

    def __repr__(self):
        return self.name


def show(label, value):
    print(label, value, log)
    log.clear()


a, b = K("a"), K("b")
s = {a}
show("display", s)
show("same", a in s)
show("equal", K("a") in s)
show("other", b in s)
show("other hash", K("a", 2) in s)
s.add(b)
show("add", len(s))
s.discard(K("b"))
show("discard", s)
show("union", len(s | {b}))
show("equality", s == {K("a")})
show("subset", s <= {a, b})
show("frozenset", frozenset(s) == s)


class Unhashable:
    __hash__ = None


class EqOnly:
    def __eq__(self, other):
        return True


for bad in (Unhashable(), EqOnly(), [], {}, set(), bytearray(), slice(1)):
    try:
        {bad}
    except TypeError as error:
        print(error)


class Boom:
    def __hash__(self):
        raise ValueError("no hash")


try:
    {Boom()}
except ValueError as error:
    print(error)


class BadHash:
    def __hash__(self):
        return "x"


try:
    hash(BadHash())
except TypeError as error:
    print(error)


class BigHash:
    def __hash__(self):
        return 2**70


print(hash(BigHash()), hash(BigHash()) == hash(2**70))


class Neg:
    def __hash__(self):
        return -1


print(hash(Neg()))


class S(set):
    def __repr__(self):
        return "S" + str(sorted(self))


s = S([2, 1])
s.note = "n"
print(
    s,
    s | {3},
    type(s | {3}),
    type(s.copy()),
    s.note,
    s == {1, 2},
    type(s & s),
    S() == set(),
    type({3} | s),
)


class F(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


f = F(1, 2)
print(
    sorted(f),
    type(f | f),
    hash(f) == hash(frozenset([1, 2])),
    {f: 1}[frozenset([2, 1])],
    type(f.copy()),
)
print(
    sorted(set("hello") & set("world")),
    sorted({x % 3 for x in range(10)}),
    {()} == {tuple()},
    {None, None} == {None},
)
