# Broken statements: line, columns and the words of the message.
SOURCES = [
    "print a, b",
    "print a.b",
    "print f(x)",
    "exec a",
    'exec "a"',
    "exec a in b",
    "  a",
    " a\nb",
    "a\n  b",
    "\ta",
    "(a, b): c",
    "a, b: c",
    "[a]: b",
    "f(): a",
    "1: a",
    "a: (yield)",
    "None: a",
    "-a: b",
    "lambda: a: b",
    "{a: b}: c",
    "match a:\n case 1",
    "match a\n case 1: pass",
    "match a:\n case A(a=1, b): pass",
    "match a:\n case [*a, *b]: pass",
    "match a:\n case 1 as 2: pass",
    "match a:\n case b as _: pass",
    "match a:\n case (a | b): pass",
    "match a:\n case a():",
    "match a:\n case 1:\n pass",
    "match a:\n  case 1: pass\n x",
    "x = 1 = 2",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
