# Broken string literals are SyntaxErrors with CPython's words.
sources = [
    "'abc",
    '"""abc',
    '"\\x4"',
    '"\\u123"',
    '"\\U00110000"',
    '"\\N{no such name}"',
    '"\\N"',
    'b"\\x4"',
    'b"é"',
    '"a" b"b"',
    "ur''",
    "fb''",
    'f"{"',
    'f"}"',
    'f"{}"',
    'f"{a!x}"',
    'f"{a!}"',
    'f"{a:{b}"',
    "f'{a b}'",
    "f'{*}'",
    "f'{lambda x: 1}'",
]
for source in sources:
    try:
        compile(source, "<test>", "eval")
    except SyntaxError as error:
        print(source.ljust(22), type(error).__name__ + ":", error.msg)
    else:
        print(source, "compiles")
