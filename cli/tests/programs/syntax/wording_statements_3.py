# Broken statements: line, columns and the words of the message.
SOURCES = [
    "def f(): nonlocal a",
    "nonlocal a",
    "def f():\n x: int = 1\n global x",
    "class A",
    "class A(",
    "class A()",
    "class A()\n pass",
    "class A:",
    "class A(b c): pass",
    "class A(b=1, c): pass",
    "class A(**k, b): pass",
    "@(a\ndef f(): pass",
    "try",
    "try:",
    "try:\n pass",
    "try:\n pass\nx = 1",
    "try:\n pass\nexcept",
    "try:\n pass\nexcept:",
    "try:\n pass\nexcept A",
    "try:\n pass\nexcept A, B: pass",
    "try:\n pass\nexcept A, B as c: pass",
    "try:\n pass\nexcept: pass\nexcept A: pass",
    "try:\n pass\nexcept A: pass\nexcept: pass\nexcept B: pass",
    "try:\n pass\nelse: pass",
    "try:\n pass\nelse: pass\nfinally: pass",
    "try:\n pass\nfinally",
    "try:\n pass\nexcept*: pass",
    "try:\n pass\nexcept* A: pass\nexcept B: pass",
    "try:\n pass\nexcept A: pass\nexcept* B: pass",
    "try:\n pass\nexcept* A: break",
    "for x in y:\n try:\n  pass\n except* A: break",
    "for x in y:\n try:\n  pass\n except* A: continue",
    "def f():\n try:\n  pass\n except* A: return",
    "try:\n pass\nexcept *A, B: pass",
    "with a",
    "with a:",
    "with a as 1: pass",
    "with a as f(): pass",
    "with (a as 1): pass",
    "with a as None: pass",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
