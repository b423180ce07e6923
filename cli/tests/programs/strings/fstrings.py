name, n, pi, items, d = "Ada", 42, 3.14159, [1, 2], {"k": "v", "n": 5}
w, p = 10, 3


class P:
    def __format__(self, spec):
        return f"P[{spec}]"

    def __repr__(self):
        return "P()"

    def __str__(self):
        return "str P"


o = P()
print(f"{name}", f"{n}", f"{name} is {n}", f"", f"plain", f"{{}}", f"{{{name}}}", f"{n}{n}")
print(
    f"{n:5}|{n:<5}|{n:^5}|{n:05}|{n:x}|{n:#x}|{n:,}|{pi:.2f}|{name:>6}|{name!r:>8}|{name!s}|{name!a}"
)
print(f"{pi:{w}.{p}}|{pi:{w}.{p}f}|{name:{'*'}^{w}}|{n:{'0'}{w}}|{n:{'>' + str(w)}}")
print(f"{o}", f"{o:abc}", f"{o!r}", f"{o!s}", f"{o!r:>6}", f"{o:{w}}", f"{o:a{w}b{p}c}")
print(
    f"{n=}",
    f"{n = }",
    f"{ n=}",
    f"{n=:5}",
    f"{name=}",
    f"{name=!s}",
    f"{name=!r:>8}",
    f"{n+1=}",
    f"{items[0]=}",
    f"{pi=:.1f}",
    f"{o=}",
    f"{o=!s}",
    f"{o=:x}",
)
print(
    f"{d['k']}",
    f"{d['n']}",
    f"{len(items)}",
    f"{[x * 2 for x in items]}",
    f"{(lambda x: x + 1)(2)}",
    f"{ {1: 2}[1] }",
    f"{ {3, 3} }",
)
print(
    f"{n if n > 5 else 0}",
    f"{n > 5}",
    f"{n != 5}",
    f"{n == 42}",
    f"{not n}",
    f"{n!=5}",
    f"{-n}",
    f"{*items,}",
    f"{(x := 5)}",
    f"{x:=5}|",
    x,
)
print(f'''multi
line {n
+ 1} {
name
}''')
print(
    f"a{'b'}c" "d{e}" f"{'f'}",
    rf"\{n}\n",
    fr"{name}\t",
    Rf"{n}\x",
    F"{n}",
    f"\n{n}\t".strip(),
    f"\x41{n}\N{BULLET}",
)
print(f"{'nested ' + f'{name} ' + f'{n:{w}}'}", f"{f'{n}'}")
print(f"{'a' 'b'}", f"{'{}'}", f"{'{'}", f"{'}'}")
print(
    f"{name[0]}{name[-1]}{name[::-1]}",
    f"{name.upper()}",
    f"{name.upper()!r}",
    f"{'x'.join('ab')}",
    f"{3.0}",
    f"{1_000}",
    f"{1e3:g}",
    f"{0x10}",
)
print(
    f"{n}",
    f"{n:}",
    f"{n!r:}",
    f"{None}",
    f"{...}",
    f"{True:d}",
    f"{'%s' % n}",
    f"{n:%}",
    f"{dict(a=1)['a']}",
    f"{n :5}|",
    f"{ n }",
)


def f(x):
    return f"{x=} {x!r:>{x and 5}}"


print(f(3), f("a" and 7))


def g():
    got = f"{(yield 1)}"
    yield got


it = g()
next(it)
print(it.send("sent"))
print([f"{i}:{j}" for i in range(2) for j in "ab"], {f"{k}{k}": f"{v}" for k, v in d.items()})
print(f"{n:{'d'}}", f"{name:{''}}", f"{pi:{'.'}{2}{'f'}}", f"{10:{'x' if w else 'd'}}")
print(
    "".join(f"{c}" for c in "abc"),
    f"{'a'!r}" f"{'b'}",
    f"{1}{2}{3}" == "123",
    len(f"{'x' * 100:>200}"),
)
for bad in [
    "f'{n:d}' if 0 else f'{name:d}'",
    "f'{nosuch}'",
    "f'{1/0}'",
    "f'{n:q}'",
    "f'{[]:5}'",
    "f'{n.x}'",
]:
    try:
        print(eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
