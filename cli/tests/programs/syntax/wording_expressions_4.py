# Broken expressions: line, columns and the words of the message.
SOURCES = [
    '"abc',
    "'''abc",
    '"""abc',
    "'a' 'b",
    "'a''",
    "b'a' 'b'",
    "'a' b'b'",
    "b'é'",
    "'\\x1'",
    "'\\u12'",
    "'\\U1234567'",
    "'\\N{foo}'",
    "'\\N{}'",
    "'\\N'",
    "b'\\x1'",
    "rb'a' r'b'",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
