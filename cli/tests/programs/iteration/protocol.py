class Seq:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return i * i


s = Seq(4)
it = iter(s)
print(
    list(s),
    next(it),
    list(it),
    next(it, "end"),
    4 in s,
    5 in s,
    [*s],
    max(s),
    sum(s),
    tuple(zip(s, "ab")),
    list(enumerate(s)),
    list(map(str, s)),
    sorted(s, reverse=True),
    dict.fromkeys(s),
    type(it).__name__,
)


class StopSeq:
    def __getitem__(self, i):
        if i > 1:
            raise StopIteration
        return i


print(list(StopSeq()))


class ErrSeq:
    def __getitem__(self, i):
        raise KeyError(i)


try:
    list(ErrSeq())
except KeyError as e:
    print(repr(e))


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration("done")
        return self.n


print(list(It(3)), [x for x in It(2)], next(It(0), None), *It(2))


class Bad1:
    def __iter__(self):
        return 5


class Bad2:
    def __iter__(self):
        return [1]


class Bad3:
    def __iter__(self):
        raise ValueError("iter failed")


class Bad4:
    def __iter__(self):
        return self


class Bad5(It):
    def __next__(self):
        raise LookupError("next failed")


for b in (Bad1(), Bad2(), Bad3(), Bad4(), Bad5(1), 5, None, int, object()):
    for f in (
        iter,
        list,
        lambda x: [y for y in x],
        lambda x: next(iter(x)),
        lambda x: 1 in x,
        lambda x: sum(x),
        lambda x: [*x],
        lambda x: (lambda *a: a)(*x),
        lambda x: dict(x),
        lambda x: zip(x),
        lambda x: ",".join(x),
        lambda x: [].extend(x),
    ):
        try:
            print(type(f(b)).__name__, end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" | ")
    print()
print(list(iter([1, 2, 3].pop, 1)) if 0 else list(iter(iter([3, 2, 1, 0]).__next__, 0)))
calls = iter(range(10))
print(list(iter(lambda: next(calls), 5)), next(calls))
c = iter(lambda: 1, 1)
print(list(c), next(c, "over"))
try:
    iter(5, 1)
except TypeError as e:
    print(e)
for t in (
    [1],
    (1,),
    "a",
    b"a",
    {1: 2},
    {1},
    range(1),
    frozenset([1]),
    bytearray(b"a"),
    {1: 2}.items(),
    {1: 2}.values(),
    memoryview(b"a"),
    zip(),
    map(int, []),
    filter(None, []),
    enumerate([]),
    reversed([]),
    (x for x in ()),
    iter(int, 1),
    reversed(range(1)),
    reversed({}),
    range(10**20),
):
    i = iter(t)
    print(
        type(t).__name__,
        type(i).__name__,
        iter(i) is i,
        (
            hasattr(i, "__length_hint__") and i.__length_hint__()
            if not isinstance(t, range) or len(str(t)) < 20
            else ""
        ),
        end="; ",
    )
print()
import operator


class Hint:
    def __init__(self, h):
        self.h = h

    def __length_hint__(self):
        return self.h

    def __iter__(self):
        return iter([1, 2])


print(
    operator.length_hint([1, 2]),
    operator.length_hint(Hint(7)),
    operator.length_hint(Hint(NotImplemented), 9),
    operator.length_hint(5, 3),
    list(Hint(3)),
    list(Hint(NotImplemented)),
)
for h in (-1, "x", 2.5):
    try:
        operator.length_hint(Hint(h))
    except (TypeError, ValueError) as e:
        print(e)
for x in (rev := reversed([1, 2, 3])):
    print(x, end=" ")


class Rev:
    def __reversed__(self):
        return "anything"


class RevSeq(Seq):
    def __len__(self):
        return self.n


print(
    reversed(Rev()),
    list(reversed(RevSeq(3))),
    list(reversed("abc")),
    list(reversed(range(3))),
    list(reversed({"a": 1, "b": 2})),
    list(reversed((1, 2))),
    list(reversed(b"ab")),
)
for x in (5, {1}, (y for y in ()), Seq(2), iter([]), None):
    try:
        reversed(x)
        print("ok")
    except TypeError as e:
        print(e)


def f():
    for i in range(3):
        for j in range(3):
            if j == 1:
                break
            if i == 1:
                continue
            yield i, j
        else:
            yield "no break"
    else:
        yield "for else"
    n = 3
    while n:
        n -= 1
        if n == 1:
            continue
    else:
        yield "while else"
    while True:
        if n > 3:
            break
        n += 1
    else:
        yield "never"
    yield n


print(list(f()))
for i in range(3):
    i = 10
print(i)
for i in []:
    pass
else:
    print("empty else", i)
for a[0] in [1] if (a := [0]) else []:
    print(a)
x = [1, 2, 3]
for x in x:
    pass
print(x)
for i, (j, *k) in enumerate(["abc", "de"]):
    print(i, j, k, end="; ")
for o.attr in range(2) if (o := type("O", (), {})) else ():
    pass
print(o.attr)
r = range(10, 0, -3)
print(
    list(r),
    len(r),
    r[1],
    r[-1],
    r[1:3],
    r.index(4),
    r.count(4),
    4 in r,
    5 in r,
    r == range(10, -1, -3),
    hash(r) == hash(range(10, 0, -3)),
    r.start,
    r.stop,
    r.step,
    repr(r),
    repr(range(3)),
    bool(range(0)),
    range(0) == range(5, 5),
    range(10**30)[10**29],
    len(range(10**18)),
    1.0 in range(2),
    "a" in range(3),
    range(5)[::2],
    range(True),
    sorted(range(3), reverse=True),
    range(3) != range(4),
)
for text in (
    "range(1.5)",
    "range('a')",
    "range(1, 2, 0)",
    "range(3)[5]",
    "range(3).index(9)",
    "range(3).start = 1",
    "range(3) < range(4)",
    "range(3) + range(2)",
    "len(range(10 ** 30))",
    "range(3)['a']",
    "range()",
    "range(None)",
    "range(1, None)",
    "hash(range(3)) == hash(range(0, 3, 1))",
    "range(3).nosuch",
    "range(3)[1.0]",
    "iter(range(10**30)).__next__()",
    "range(2**62, 2**62 + 3)[1]",
    "list(range(2**63 - 1, 2**63 + 2))",
    "list(range(-2**63 + 1, -2**63 - 2, -1))",
    "sum(range(10**6))",
    "max(range(3, 9))",
    "range(10)[-3:]",
    "range(5).count(7)",
    "[*range(3, -3, -2)]",
):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
