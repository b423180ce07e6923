# Broken statements: line, columns and the words of the message.
SOURCES = [
    "with a as (b, 1): pass",
    "async def f() pass",
    "async with a: pass",
    "async for a in b: pass",
    "async def f():\n yield from a",
    "async def f():\n yield\n return 1",
    "def f():\n async with a: pass",
    "def f():\n await a",
    "def f():\n async for a in b: pass",
    "def f():\n [await a for b in c]",
    "def f():\n return [a async for a in b]",
    "from a import b,",
    "from a import (b",
    "from a import (b,",
    "def f(): from a import *",
    "class A: from a import *",
    "from __future__ import nosuch",
    "from __future__ import braces",
    "from __future__ import *",
    "x = 1\nfrom __future__ import annotations",
    "import __future__\nfrom __future__ import annotations",
    "del 1",
    "del 'a'",
    "del f()",
    "del a + b",
    "del (a, 1)",
    "del *a",
    "del *a, b",
    "del None",
    "del a if b else c",
    "del (a for a in b)",
    "del {a}",
    "del a, f()",
    "del lambda: a",
    "del __debug__",
    "del await a",
    "del a == b",
    "del -a",
    "print a",
    'print "a"',
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
