# Broken expressions: line, columns and the words of the message.
SOURCES = [
    "(x.y := 1)",
    "(x[0] := 1)",
    "(f() := 1)",
    "(1 := 2)",
    "('a' := 1)",
    "((x, y) := 1)",
    "([x] := 1)",
    "(x + y := 1)",
    "[i := 0 for i in j]",
    "[i for i in (k := j)]",
    "[[(i := 0) for j in k] for i in l]",
    "await a",
    "yield",
    "yield a",
    "(yield)",
    "a = yield",
    "1_",
    "1__2",
    "0_",
    "0b12",
    "0xZ",
    "0o9",
    "0b",
    "0x",
    "0o",
    "01",
    "1e",
    "1e+",
    "1j2",
    "1jj",
    "5a",
    "1_000_",
    "1._5",
    "1.e",
    "1e5e5",
    "100l",
    "0777",
    "0b1_",
    "99999999999999999999999999999999a",
    "'abc",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
