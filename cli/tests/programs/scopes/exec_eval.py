x = 1
exec("y = x + 1")
print(y)
print(
    eval("x + y"),
    eval(" 1 + 1 "),
    eval("\t(1,\n2)"),
    eval(compile("x * 5", "<s>", "eval")),
    eval(b"3 + 4"),
    eval("lambda a: a * x")(4),
)
g = {"x": 10}
l = {"y": 5}
exec("z = x + y; x = 0", g, l)
print(l, g["x"], "__builtins__" in g, "z" in g)
print(eval("x + y", g, {"y": 7}), eval("[x for _ in range(2)]", {"x": 3}))
exec("def f(): return x\nr = f()", g2 := {"x": "in f"})
print(g2["r"])
try:
    exec("def f(): return y\nr = f()", {"x": 1}, {"y": 2})
except NameError as e:
    print(e)
try:
    print(eval("[y for _ in range(2)]", {}, {"y": 2}))
except NameError as e:
    print(e)
print(eval("[z for z in y]", {}, {"y": [1, 2]}))


def inside():
    a = 1
    exec("a = 2; b = 3")
    try:
        b
    except NameError as e:
        print(e)
    print(a, sorted(locals()), eval("a"), eval("locals()['a']"))
    d = locals()
    exec("a = 5", globals(), d)
    print(a, d["a"])
    return [eval("a", {"a": i}) for i in range(2)]


print(inside())


class M(dict):
    def __getitem__(self, k):
        return k * 2 if not k.startswith("_") else dict.__getitem__(self, k)

    def __setitem__(self, k, v):
        print("set", k, v)
        super().__setitem__(k, v)

    def __delitem__(self, k):
        print("del", k)


m = M()
exec("a = b\ndel a\nfor i in (1, 2): pass\nimport sys as s\ndef f(): pass", {}, m)
print(eval("abc", {}, M()), sorted(k for k in dict.keys(m)))
exec("print(__name__)", {"__name__": "given"})
exec("print(len('abc'))", {"__builtins__": {"print": print, "len": lambda s: 99}})
try:
    exec("len('a')", {"__builtins__": {}})
except NameError as e:
    print(e)
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as e:
    print(e)
try:
    exec("class A: pass", {"__builtins__": {}})
except NameError as e:
    print(e)
for args in [
    ("x",),
    ("x = 1",),
    ("",),
    ("1 +",),
    (5,),
    (None,),
    ("x", 5),
    ("x", {}, 5),
    ("x", None, None),
    ("a\0b",),
    (compile("x", "f", "exec"),),
    ("for",),
    ("  x",),
    ("x\ny",),
    ("(yield)",),
    ("return",),
    ("await x",),
    ("import os",),
    ("x;",),
    ("*a",),
    ("x:=1",),
]:
    try:
        print(repr(args[0])[:20], "->", eval(*args))
    except Exception as e:
        print(repr(args[0])[:20], "->", type(e).__name__, str(e).split(" (")[0])
for src in [
    "x = 5",
    "if 1:\n  pass",
    "return 1",
    "yield 1",
    "break",
    "continue",
    "await x",
    "async with a: pass",
    "def f(:",
    "  x = 1",
    "x = 1\n  y = 2",
    "if 1:\nx",
    "\n\n\n1",
    "# only a comment",
    "",
    "a\\",
    "a = (\n",
    "pass\n\n",
    "@x",
    "from . import a" if 0 else "nonlocal q",
    "while 1: break\nelse: continue",
]:
    try:
        print(repr(src), "->", exec(src, {}))
    except Exception as e:
        print(repr(src), "->", type(e).__name__, e)
c = compile("a = 1\nprint(a)", "name.py", "exec")
print(c.co_filename, c.co_name, c.co_names, c.co_consts)
exec(c)
compile("1 + 1", "s", "single")
exec(compile("1 + 1; 'str'; None", "s", "single"))
for args in [
    ("x", "f", "bad"),
    ("x",),
    (5, "f", "exec"),
    ("x", 5, "exec"),
    ("x\n y", "f", "exec"),
    ("a b", "f", "eval"),
    ("a\nb", "f", "single"),
    ("x", "f", "exec", 99999),
]:
    try:
        print(compile(*args))
    except Exception as e:
        print(args, type(e).__name__, e)
print(
    type(compile("f", "g", "eval")).__name__,
    eval("__import__('sys').maxsize") > 0,
    eval("(x := 5)"),
    x,
    eval("globals() is g", {"g": 1}),
)
try:
    eval("undefined_thing")
except NameError as e:
    print(e)
exec("global q; q = 1")
print(q)
exec("x: int = 3", d := {})
print(d["x"], d["__annotations__"])
