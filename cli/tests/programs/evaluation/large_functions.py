# Many locals, constants, arguments, branches: operands that do not fit in a byte.
def build(n):
    lines = ["def f(p):"]
    for i in range(n):
        lines.append(f"    v{i} = p + {i} * 1000003")
    lines.append("    total = 0")
    for i in range(n):
        lines.append(f"    total += v{i} - {i + 500000}")
    lines.append("    return total, v0, v" + str(n - 1))
    space = {}
    exec("\n".join(lines), space)
    return space["f"]


for n in (10, 250, 300, 1000, 5000):
    print(n, build(n)(7))


def long_jump(n):
    body = "\n".join(f"        x = x * 3 % 1000003 + {i}" for i in range(n))
    source = f"def f(k):\n    x = 1\n    while k:\n        k -= 1\n        if k == 2: continue\n        if k == 99: break\n{body}\n    else:\n        x = -x\n    return x\n"
    space = {}
    exec(source, space)
    return space["f"](5), space["f"](100), space["f"](0)


print([long_jump(n) for n in (1, 100, 3000)])


def many_branches(n):
    source = (
        "def f(x):\n"
        + "".join(f"    {'if' if i == 0 else 'elif'} x == {i}: return 'r{i}'\n" for i in range(n))
        + "    else: return 'none'\n"
    )
    space = {}
    exec(source, space)
    return [space["f"](i) for i in (0, n // 2, n - 1, n, "x")]


print(many_branches(2000))
names = ", ".join(f"a{i}" for i in range(300))
exec(
    f"def many({names}): return a0, a150, a299\ndef kw(*, {names}): return a0, a150, a299\ndef st({names}, *r, **k): return a299, r, k"
)
print(many(*range(300)), kw(**{f"a{i}": i for i in range(300)}), st(*range(305), z=1))
print(
    eval("many(" + ",".join(map(str, range(300))) + ")"),
    eval("kw(" + ",".join(f"a{i}={i}" for i in range(300)) + ")"),
)
print(
    eval("[" + ",".join(map(str, range(3000))) + "][2999]"),
    len(eval("{" + ",".join(f"{i}: {i}" for i in range(2000)) + "}")),
    len(eval("{" + ",".join(map(str, range(2000))) + "}")),
    sum(eval("(" + ",".join(map(str, range(3000))) + ")")),
)
print(eval("lambda: " + " + ".join(f"'{chr(97 + i % 26)}'" for i in range(600)))()[:30])
print(
    eval("(lambda x: " + " or ".join(f"x == {i}" for i in range(1000)) + ")")(999),
    eval("(lambda x: " + " and ".join(f"x != {i}" for i in range(1000)) + ")")(1000),
)
exec(
    "def nest():\n"
    + "".join("    " * (i + 1) + f"for i{i} in range(2):\n" for i in range(15))
    + "    " * 16
    + "return "
    + ", ".join(f"i{i}" for i in range(15))
)
print(nest())
exec(
    "def closures():\n"
    + "".join(f"    c{i} = {i}\n" for i in range(300))
    + "    return lambda: ("
    + ", ".join(f"c{i}" for i in range(300))
    + ")"
)
print(sum(closures()()), len(closures().__closure__))
exec(
    "class Big:\n"
    + "".join(f"    def m{i}(self): return self.a{i}\n" for i in range(500))
    + "    def __init__(self):\n"
    + "".join(f"        self.a{i} = {i}\n" for i in range(500))
)
b = Big()
print(sum(getattr(b, f"m{i}")() for i in range(500)), len(vars(b)))
exec(
    "def tries(k):\n    out = []\n"
    + "".join(
        f"    try:\n        if k == {i}: raise ValueError({i})\n    except ValueError as e: out.append(e.args[0])\n    finally: out.append('f') if k == {i} else None\n"
        for i in range(200)
    )
    + "    return out"
)
print(tries(0), tries(199), tries(200))
a, *rest = eval("(" + "1," * 500 + ")")
exec(", ".join(f"u{i}" for i in range(400)) + " = range(400)")
print(len(rest), u399)
exec(", ".join(f"w{i}" for i in range(200)) + ", *wr, wl = range(400)")
print(w199, len(wr), wl)
print(
    "%s" * 500 % tuple(range(500)) == "".join(map(str, range(500))),
    len("{}" * 500) and ("{}" * 500).format(*range(500)) == "".join(map(str, range(500))),
)
exec("x = f'" + "{1}" * 500 + "'")
print(len(x))
exec(
    "def gen():\n" + "".join(f"    x{i} = yield {i}\n" for i in range(300)) + "    return x0, x299"
)
g = gen()
r = [next(g)]
try:
    for i in range(400):
        r.append(g.send(i))
except StopIteration as e:
    print(len(r), e.value)
