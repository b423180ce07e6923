# Broken statements: line, columns and the words of the message.
SOURCES = [
    "if a",
    "if a:\n",
    "if a:\nb",
    "if a:\n  b\n c",
    "if a:\n b\n  c",
    "if a:\n pass\nelif b\n pass",
    "if a:\n pass\nelse\n pass",
    "if a:\n pass\nelse b:\n pass",
    "if a:\n pass\nelse if b:\n pass",
    "if a = b: pass",
    "if (a = b): pass",
    "if a.b = c: pass",
    "if a[0] = c: pass",
    "if f() = c: pass",
    "if 1 = c: pass",
    "while a = b: pass",
    "while a",
    "while a:\n pass\nelse\n pass",
    "for a in b",
    "for 1 in b: pass",
    "for a.b() in c: pass",
    "for f() in c: pass",
    "for (a b) in c: pass",
    "for a, 1 in b: pass",
    "for *a in b: pass",
    "for a in b:\n pass\nelse\n pass",
    "for a in *b: pass",
    "for x in range(10)\n  pass",
    "for not a in b: pass",
    "for None in b: pass",
    "break",
    "continue",
    "def f():\n break",
    "class A:\n continue",
    "for a in b:\n def f():\n  break",
    "if a:\n continue",
    "while a: pass\nelse: break",
    "return",
    "return 1",
    "class A: return 1",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
