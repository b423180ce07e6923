class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __format__(self, spec):
        return f"<{spec}>"


class Items:
    def __getitem__(self, key):
        return repr(key)


p = Point(1, [2, 3])
p_str = Items()
d = {"a": 1, "b c": 2, "0": "zero"}
for text in r"""
"{} {}".format(1, 2), "{0} {1} {0}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0}{a}".format(1, a=2), "{}{a}{}".format(1, 2, a=3), "{{}} {{{}}}".format(1)
"{0.x} {0.y[0]} {0.y}".format(p), "{[a]} {0[b c]}".format(d, d) if 0 else "{0[a]} {0[b c]} {0[0]}".format(d), "{0[x]} {0[1]} {0[-1]} {0[a.b]}".format(p_str), "{[0]}".format([5])
"{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>6}".format("a"), "{:>5}|{:<5}|{:^5}".format(1, 2, 3), "{:{}}".format(1, 5), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{0:{1}{2}}".format(42, ">", 5)
"{:spec}".format(p), "{!s:.3}".format("abcdef"), "{:}".format(1), "{!r:}".format("x"), "{a:{b}}".format(a=p, b="xyz"), "{:}}}".format(1) if 0 else ""
"{:%Y}".format(p), "{a.x}{a.y[1]}".format(a=p), "{:,}".format(12345), "{:{fill}^{width}}".format("x", fill="*", width=5), "{0:{0}}".format(3)
"{0:{1[0]}}".format(5, ["<4"]) + "|", "{x.__class__.__name__}".format(x=1), "{0.__class__}".format(1)
"{}".format()
"{} {}".format(1)
"{2}".format(1)
"{a}".format()
"{a}".format(b=1)
"{0} {}".format(1, 2)
"{} {0}".format(1, 2)
"{".format(1)
"}".format(1)
"{0".format(1)
"{0!".format(1)
"{0!x}".format(1)
"{0!rr}".format(1)
"{0:".format(1)
"{!}".format(1)
"{0[}".format([1])
"{0[]}".format([1])
"{0[a]}".format([1])
"{0[0}".format([1])
"{0.}".format(1)
"{0.nosuch}".format(1)
"{0[0]x}".format([1])
"{0..x}".format(1)
"{:{:{}}}".format(1, 2, 3)
"{0[9]}".format([1])
"{0[k]}".format({})
"{:d}".format("a")
"{0!r:d}".format(1)
"{99999999999999999999}".format(1)
"{-1}".format(1)
"{ 0 }".format(1)
"{a b}".format(**{"a b": 1})
"{}".format(*[1, 2]), "{x}".format(**{"x": 1}), "".format(1, 2), "no fields".format()
"{x} {y}".format_map({"x": 1, "y": 2}), "{a}".format_map(type("D", (dict,), {"__missing__": lambda self, key: key.upper()})())
"{x}".format_map({})
"{}".format_map({"": 1})
"{0}".format_map([5])
str.format("{}", 1), str.format("{0}-{0}", "x")
str.format()
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
