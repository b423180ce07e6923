# Broken statements: line, columns and the words of the message.
SOURCES = [
    "yield = 1",
    "def f",
    "def f(",
    "def f()",
    "def f():",
    "def f():\n",
    "def f() pass",
    "def f:\n pass",
    "def f.g(): pass",
    "def f((a, b)): pass",
    "def f(a=): pass",
    "def f(a=1, b): pass",
    "def f(a=1, /, b): pass",
    "def f(a, /, b, /): pass",
    "def f(/, a): pass",
    "def f(*): pass",
    "def f(*,): pass",
    "def f(*, **k): pass",
    "def f(*, /): pass",
    "def f(*a, *b): pass",
    "def f(*a, /): pass",
    "def f(**k, a): pass",
    "def f(**k, *a): pass",
    "def f(**k, **l): pass",
    "def f(**k=1): pass",
    "def f(*a=1): pass",
    "def f(*a: int = 1): pass",
    "def f(a: int b): pass",
    "def f(a, a): pass",
    "def f(a, *, a): pass",
    "def f(a, **a): pass",
    "def f(__debug__): pass",
    "def f(a) -> : pass",
    "def f(a) - > int: pass",
    "def f(a) => int: pass",
    "def f() -> int\n pass",
    "def f(): global a; a = 1; nonlocal a",
    "def f(a): global a",
    "def f(): a = 1; global a",
    "def f(): print(a); global a",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
