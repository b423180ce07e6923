# Broken expressions: line, columns and the words of the message.
SOURCES = [
    "f(a b)",
    "f(a, b c)",
    "[a b]",
    "[a, b c, d]",
    "{a b}",
    "{a: b c: d}",
    "{a: b, c d}",
    "(a b)",
    "* a",
    "a if b",
    "1.a",
    "1.real",
    "a[",
    "a[1",
    "a[b=1]",
    "(a",
    "a)",
    "[a",
    "a]",
    "{a",
    "a}",
    "(a]",
    "[a)",
    "{a)",
    "(a, b",
    "[a, b",
    "{a: b",
    "{a: b,",
    "{a:",
    "{a:}",
    "{a: b, c}",
    "{**a, b}",
    "{a: *b}",
    "(*a)",
    "(**a)",
    "*a",
    "f(a=b c)",
    "f(a=1, b)",
    "f(**a, b)",
    "f(**a, *b)",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
