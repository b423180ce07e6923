import sys

l = []
l.append(l)
print(l, str([l]), repr((l,)))
d = {}
d["d"] = d
d["l"] = [d, l]
print(d)
t = ([],)
t[0].append(t)
print(t)


class S(set):
    pass


s = S()
s.add(frozenset([1]))
print(len(repr(s)) > 0)
import collections

q = collections.deque()
q.append(q)
print(q)
o = collections.OrderedDict()
o["o"] = o
print(o)
dd = collections.defaultdict(list)
dd["x"] = dd
print(dd)


class N:
    def __init__(self):
        self.me = self

    def __repr__(self):
        return f"N({self.__dict__})"


n = N()
try:
    repr(n)
except RecursionError as e:
    print(str(e)[:32])
a, b = [1], [1]
a.append(b)
b.append(a)
print(a, b)
for f in (
    lambda: a == b,
    lambda: a < b,
    lambda: l == [l],
    lambda: d == {"d": d, "l": [d, l]},
    lambda: [l] < [l],
    lambda: hash((1, (2, (3, l)))),
):
    try:
        print(f())
    except (RecursionError, TypeError) as e:
        print(type(e).__name__, str(e)[:35])
deep = []
for _ in range(100_000):
    deep = [deep]
try:
    repr(deep)
except RecursionError as e:
    print("repr:", str(e)[:32])
copy = []
for _ in range(100_000):
    copy = [copy]
try:
    print(deep == copy)
except RecursionError as e:
    print("eq:", str(e)[:32])
t = ()
for _ in range(100_000):
    t = (t,)
try:
    hash(t)
except RecursionError as e:
    print("hash:", str(e)[:32])
x = {}
for _ in range(10_000):
    x = {"k": x}
try:
    repr(x)
except RecursionError as e:
    print("dict repr:", str(e)[:32])
del deep, copy, t, x
for text in (
    "(" * 150 + ")" * 150,
    "[" * 90 + "]" * 90,
    "(" * 300 + ")" * 300,
    "-" * 50 + "1",
    "not " * 50 + "1",
    "1" + "+1" * 3000,
    "1" + " if 1 else 2" * 50,
    "x" + ".a" * 50,
    "lambda: " * 50 + "1",
    "{1:" * 60 + "1" + "}" * 60,
):
    try:
        print(
            len(text),
            type(eval(text, {"x": type("X", (), {"a": property(lambda s: s)})()})).__name__,
        )
    except (SyntaxError, MemoryError, RecursionError) as e:
        print(len(text), type(e).__name__, str(e)[:40])
source = ""
for i in range(30):
    source += " " * i + "if 1:\n"
exec(source + " " * 30 + "print('thirty deep')")
for i in range(30, 101):
    source += " " * i + "if 1:\n"
try:
    compile(source + " " * 101 + "pass", "s", "exec")
    print("compiles")
except IndentationError as e:
    print(e.msg)
for n in (10, 20, 25):
    try:
        exec("".join(" " * i + "for x in [1]:\n" for i in range(n)) + " " * n + "pass")
        print("ok", n)
    except SyntaxError as e:
        print(e.msg)
print(
    "".join(f"{i}" for i in range(5)),
    eval("+".join(["1"] * 2000)),
    len(eval("[" + ",".join(["1"] * 50_000) + "]")),
    sum(eval("lambda *a: a")(*range(1000))),
)
exec("def f(" + ",".join(f"a{i}" for i in range(500)) + "): return a499")
print(f(*range(500)))
exec("x = " + " + ".join(f"'{i}'" for i in range(500)))
print(len(x))
exec(
    "if 0: pass\n" + "".join(f"elif x == {i}: print('found', {i})\n" for i in range(900)),
    {"x": 899},
)
exec("\n".join(f"v{i} = {i}" for i in range(3000)), space := {})
print(space["v2999"])
