# Plain invalid syntax: where it is found.
SOURCES = [
    "-> x",
    "x -> y",
    "a.None = b",
    "a = b += c",
    "a := b",
    "for (a in b) in c: pass",
    "import a as None",
    "import None",
    "from a import None",
    "from a import b as True",
    "from None import a",
    "try: pass\nexcept A as None: pass",
    "try: pass\nexcept A as f(): pass",
    "try: pass\nexcept A as 1: pass",
    "def f(a=1, *, None): pass",
    "lambda None: 1",
    "class None: pass",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", type(error).__name__, error.lineno, error.offset)
    else:
        print(repr(source), "compiles")
