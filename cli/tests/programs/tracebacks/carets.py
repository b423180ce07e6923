# Each statement fails at another kind of expression: where do the carets stand?
import sys


class C:
    attr = None

    def method(self, *args):
        return self


c = C()
d = {"k": {"n": None}}
statements = [
    "1 / 0",
    "x = 1 + (2 / 0) + 3",
    "c.attr.b.c",
    "c.nosuch",
    "d['k']['n']['x']",
    "d['zz']",
    "undefined + 1",
    "c.method(1)(2)",
    "c.method(undefined)",
    "c.method(c.method(c.nosuch))",
    "len(5)",
    "'a' + 1",
    "[1, 2][5]",
    "not_there()",
    "-'a'",
    "(1, 2) < 3",
    "1 in 5",
    "f'{1 / 0}'",
    "f'{undefined!r:>10} text'",
    "[1 / x for x in (1, 0)]",
    "{k: 1 / 0 for k in 'a'}",
    "(lambda: 1 / 0)()",
    "c.attr.b = 5",
    "d['q'] += 1",
    "c.zz += 1",
    "del d['q']",
    "del c.nosuch",
    "a, b = 1, 2, 3",
    "a, b = 5",
    "import nosuchmodule",
    "from sys import nosuchname",
    "raise ValueError('x')",
    "assert c.attr, 'message'",
    "assert 0",
    "for x in 5: pass",
    "with c: pass",
    "c.method(*5)",
    "c.method(**5)",
    "c.method(x=1)",
    "c()",
    "class D(5): pass",
    "print(1, 2, sep=5)",
    "int('x')",
    "sum([1, 'a'])",
    "sorted([1, 'a'])",
    "max([])",
    "'%d' % 'x'",
    "'{}'.format()",
    "(1).nosuch",
    "next(iter([]))",
    "d[[]]",
    "{[]: 1}",
    "1 if undefined else 2",
    "undefined if 0 else undefined2",
    "1 and undefined",
    "c.attr[0]",
    "c.attr()",
    "c.attr @ 1",
    "2 ** 'x'",
    "~'x'",
    "1 << -1",
    "x: undefined = 1",
    "global q; q",
    "é = 1; ü = é / 0",
    "'日本語' + 1 + 'x'",
    "        1 / 0",
]
import traceback

for statement in statements:
    source = statement.strip() + "\n"
    try:
        code = compile(source, "<s>", "exec")
        exec(code, {"c": c, "d": d})
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        for frame in frames:
            if frame.filename == "<s>":
                print(source.rstrip())
                text = source.encode()
                start = len(text[: frame.colno].decode())
                end = len(text[: frame.end_colno].decode())
                print(" " * start + "^" * (end - start), f"{type(error).__name__} in {frame.name}")
