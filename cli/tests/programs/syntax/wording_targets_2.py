# Broken targets: line, columns and the words of the message.
SOURCES = [
    "(*a, *b) = c",
    "[*a, b, *c] = d",
    "(*a) = b",
    "*1, = a",
    "*f(), a = b",
    "a = 1 = b",
    "a = b = 1 = c",
    "a = f() = b",
    "a = (b = c)",
    "[a for a in b] = c",
    "{a for a in b} = c",
    "{a: b for a in c} = d",
    "(a for a in b) = c",
    "await a = b",
    "(await a) = b",
    "yield = a",
    "(yield) = a",
    "x = yield = y",
    "(a := b) = c",
    "1 += a",
    "f() += a",
    "a, b += c",
    "(a, b) += c",
    "[a] += b",
    "a + b += c",
    "None += 1",
    "-a += 1",
    "*a += 1",
    "(yield) += 1",
    "a if b else c += 1",
    "'a' += 'b'",
    "{} += a",
    "a.b() += 1",
    "for 1 in a: pass",
    "for f() in a: pass",
    "for a + b in c: pass",
    "for a, 1 in b: pass",
    "for (a, f()) in b: pass",
    "for [a, 1] in b: pass",
    "for None in a: pass",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.lineno, error.offset, error.end_offset, error.msg)
    else:
        print(repr(source), "compiles")
