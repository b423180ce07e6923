x = "outer"
print(
    [x for x in range(3)],
    {x for x in range(3)},
    {x: x * x for x in range(3)},
    list(x for x in range(3)),
    x,
)
print(
    [(i, j) for i in range(3) for j in range(i)],
    [i for i in range(10) if i % 2 if i > 3],
    [i if i % 2 else -i for i in range(4)],
    [[j for j in range(i)] for i in range(3)],
)
print(
    [y := 5, y * 2],
    [z := i for i in range(3)],
    z,
    [last := i for i in "ab" if (seen := i)],
    last,
    seen,
)
print(
    {a: b for a, b in zip("ab", [1, 2])},
    {b: a for a, b in {"k": 1}.items()},
    {**{k: 1 for k in "x"}},
    {len(w) for w in ["a", "bb", "cc"]},
)
print(
    [*(c for c in "ab"), *[1]],
    sum(i for i in range(5)),
    max((i * 7) % 5 for i in range(5)),
    sorted((c for c in "bca"), reverse=True),
    " ".join(str(i) for i in range(3)),
)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])


def f(n):
    return [n + k for k in range(n) if k < n]


print(f(3), [f(i) for i in range(3)])


class C:
    items = [1, 2, 3]
    n = 10
    doubled = [i * 2 for i in items]
    nested = [[j for j in range(i)] for i in items]
    try:
        bad = [i * n for i in items]
    except NameError as e:
        bad = str(e)
    ok = [i for i in range(n) if i > 7]
    g = list(i for i in items)


print(C.doubled, C.nested, C.bad, C.ok, C.g, hasattr(C, "i"))
print(
    [
        (a, b, c)
        for a in range(1, 20)
        for b in range(a, 20)
        for c in range(b, 30)
        if a * a + b * b == c * c
    ][:4]
)
print(
    [a for a, *b in ["xyz", "pq"]],
    [b for a, *b in ["xyz", "pq"]],
    [d[0] for d[0] in range(3)] if (d := {}) is not None else 0,
    d,
)
print(
    [i for i in [1, 2, 3] if not i == 2 and i],
    [i for i in (lambda: range(3))()],
    [x for x in (1, 2, 3) if x > 1 or x < 1],
)
g = (print("made", i) or i for i in range(2))
print("lazy")
print(next(g))
print(list(g))


def source():
    print("source called")
    return [1, 2]


g = (i for i in source())
print("first iterable is evaluated at once", type(g).__name__, g.__name__, g.__qualname__)
try:
    (i for i in 5)
except TypeError as e:
    print(e)
try:
    [i for i in undefined]
except NameError as e:
    print(e)
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as e:
    print(e)
matrix = [[1, 2, 3], [4, 5, 6]]
print(
    [[row[i] for row in matrix] for i in range(3)],
    [v for row in matrix for v in row],
    list(zip(*matrix)),
)


def closure():
    k = 10
    return (
        [lambda: (i, k) for i in range(2)],
        {i: lambda: k for i in "a"},
        [(lambda a: a + k)(i) for i in range(2)],
    )


a, b, c = closure()
print([f() for f in a], b["a"](), c)
print(
    {(i, j): i * j for i in range(2) for j in range(2)},
    {i: {j: i + j for j in "ab"} for i in "xy"},
    len([None for _ in range(1000)]),
)


def locals_inside():
    q = 1
    return [sorted(k for k in locals() if not k.startswith(".")) for i in range(1)]


print(locals_inside())
for bad in [
    "[x for x in [1] y]",
    "[x, y for x in [1]]",
    "[*x for x in [[1]]]",
    "{**x for x in []}",
    "[x := 1 for x in [1]]",
    "[(i := 0) for i in range(3)]",
    "[i for i in (j := [1])]",
    "(yield for x in y)",
    "[(yield) for x in []]",
    "f(x for x in y, 1)",
    "{x: for x in y}",
    "[for x in y]",
    "[x for in y]",
    "[x if y for x in z]",
    "[x for x in 1, 2]",
    "{a: b, c for c in d}",
    "[await x for x in y]",
    "[x async for x in y]",
    "class A: [(q := 1) for i in []]",
]:
    try:
        compile(bad, "<t>", "exec")
        print(bad, "compiles")
    except SyntaxError as e:
        print(bad, "->", e.msg)
