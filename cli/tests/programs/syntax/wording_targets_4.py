# Broken targets: line, columns and the words of the message.
SOURCES = [
    "try: pass\nexcept A as __debug__: pass",
    "match a:\n case __debug__: pass",
    "[a for __debug__ in b]",
    "def f(__debug__): pass",
    "lambda __debug__: 0",
    "x.__debug__ = 1",
    "x.__debug__: int = 1",
    "def f(*__debug__): pass",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
