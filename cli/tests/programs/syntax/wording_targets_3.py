# Broken targets: line, columns and the words of the message.
SOURCES = [
    "for 'a' in b: pass",
    "for -a in b: pass",
    "for a if b else c in d: pass",
    "for {a} in b: pass",
    "for lambda: a in b: pass",
    "[a for 1 in b]",
    "[a for f() in b]",
    "[a for a, 1 in b]",
    "[a for None in b]",
    "[a for a + b in c]",
    "{a for 'a' in b}",
    "{a: b for -a in c}",
    "(a for a.b() in c)",
    "with a as 1: pass",
    "with a as f(): pass",
    "with a as b + c: pass",
    "with a as (b, 1): pass",
    "with a as [b, f()]: pass",
    "with a as 'b': pass",
    "with a as None: pass",
    "with (a as 1): pass",
    "with (a as b, c as f()): pass",
    "with a as -b: pass",
    "with a as {b}: pass",
    "with a as *b: pass",
    "with a as b, c as 1: pass",
    "lambda a, a: 1",
    "lambda *, a=1, a: 1",
    "class __debug__: pass",
    "def __debug__(): pass",
    "import __debug__",
    "import a as __debug__",
    "from a import __debug__",
    "f(__debug__=1)",
    "(__debug__ := 1)",
    "for __debug__ in a: pass",
    "with a as __debug__: pass",
    "del __debug__",
    "__debug__: int",
    "__debug__ += 1",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
