if (n := 10) > 5:
    print(n)
while (n := n - 3) > 0:
    print(n, end=" ")
print((a := 1, b := 2), a, b, f"{(c := 3)}", c)


def f(x, y=(d := 5), /, *, z=(e := 6)):
    return (w := x + y), w


print(f(1), d, e, f((g := 2)), g, f(y := 3) if 1 else 0, y)
print(
    [v for w in "abc" if (v := w.upper()) != "B"],
    v,
    any((hit := i) > 2 for i in range(5)),
    hit,
    all((miss := i) < 3 for i in range(5)),
    miss,
)


def outer():
    t = 0
    parts = [t := t + i for i in range(5)]

    def inner():
        nonlocal t
        [t := i for i in "xyz"]

    inner()
    return parts, t


print(outer())


def globals_():
    global G
    [G := i for i in range(4)]


globals_()
print(G)
x = (y := 5) + (z := y * 2)
print(x, y, z, {"k": (val := 3)}, [1, 2, 3][(i := 1)], i, [0, 1, 2][j := 2], j)
lam = lambda: (m := 7) + m
print(lam(), "m" in globals())
print(
    len(s := "hello"), s, (u := [1, 2])[0], not (h := 0), h, (k := lambda: 5)(), *(l := [1, 2]), l
)
import re

if (m := re.match(r"(\d+)", "42x")) and (num := int(m[1])) > 40:
    print(num)
assert (okay := True), okay
for t in (r := range(2)):
    print(t, r, end=" ")
print()
del a
print("a" in globals())
for bad in [
    "x := 1",
    "(x.y := 1)",
    "(x[0] := 1)",
    "((a, b) := 1)",
    "f(a=b := 1)",
    "f(a := 1, b=2) = 1",
    "(a := *b)",
    "lambda: x := 1",
    "(lambda x := 1: x)",
    "x = y := 1",
    "(1 := 2)",
    "('a' := 2)",
    "(f() := 2)",
    "(True := 1)",
    "{(a := 1) for a in b}",
    "(x := yield)",
    "assert x := 1",
    "def f(x := 1): pass",
    "x += y := 1",
    "del (x := 1)",
    "(x): int := 1",
    "with open() as x := 1: pass",
    "a, b := 1, 2",
    "(__debug__ := 1)",
    "(None := 1)",
]:
    try:
        compile(bad, "<t>", "exec")
        print(bad, "compiles")
    except SyntaxError as err:
        print(bad, "->", err.msg)
