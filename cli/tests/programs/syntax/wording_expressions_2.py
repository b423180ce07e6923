# Broken expressions: line, columns and the words of the message.
SOURCES = [
    "f(*a, b=1, c)",
    "f(a b=1)",
    "f(1=2)",
    "f('a'=1)",
    "f(a.b=1)",
    "f(a[0]=1)",
    "f(f()=1)",
    "f(None=1)",
    "f(True=1)",
    "f(__debug__=1)",
    "f(a=1, a=2)",
    "f(a+1=2)",
    "f(not a=1)",
    "f((a)=1)",
    "f(lambda: 0=1)",
    "f(a for a in b, c)",
    "f(c, a for a in b)",
    "f(a=b for b in c)",
    "f(*a for a in b)",
    "f(a, b for b in c, d)",
    "f(a",
    "f(a, b",
    "f(",
    "f)",
    "lambda (a): a",
    "lambda *: a",
    "lambda *, : a",
    "lambda a=1, b: a",
    "lambda a, a: a",
    "lambda **a, b: a",
    "lambda a: a = 1",
    "[x for 1 in y]",
    "[x for f() in y]",
    "[x, y for x in z]",
    "{x: y, z for x in a}",
    "{**x for x in y}",
    "{*x for x in y}",
    "[*x for x in y]",
    "(x for x in y",
    "[x async for x in y]",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
