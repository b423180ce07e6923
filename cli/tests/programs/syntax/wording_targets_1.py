# Broken targets: line, columns and the words of the message.
SOURCES = [
    "1 = a",
    "1.5 = a",
    "1j = a",
    "'a' = b",
    "b'a' = b",
    "'a' 'b' = c",
    "None = a",
    "True = a",
    "False = a",
    "... = a",
    "__debug__ = a",
    "a.__debug__ = b",
    "f() = a",
    "a.b() = c",
    "a + b = c",
    "a - b = c",
    "-a = b",
    "~a = b",
    "not a = b",
    "a and b = c",
    "a or b = c",
    "a < b = c",
    "a < b < c = d",
    "a in b = c",
    "a if b else c = d",
    "lambda: a = b",
    "lambda a: a = b",
    "(lambda: a) = b",
    "(a, 1) = c",
    "a, 1 = c",
    "1, a = c",
    "[a, 1] = c",
    "[a, [b, 1]] = c",
    "(a, (b, f())) = c",
    "{a, b} = c",
    "{a: b} = c",
    "{} = a",
    "{**a} = b",
    "*a = b",
    "*a, *b = c",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
