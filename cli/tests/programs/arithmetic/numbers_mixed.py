# Operators between types, and what they do when neither side knows how.
import operator

values = [2, 2.5, 1 + 1j, True, "ab", b"ab", [1], (1,), {1}, {1: 2}, None]
for name in [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "lshift",
    "and_",
    "or_",
    "xor",
    "matmul",
]:
    operation = getattr(operator, name)
    for a in values:
        line = []
        for b in values:
            try:
                line.append(repr(operation(a, b)))
            except TypeError as error:
                line.append("-")
        print(f"{name:9}{a!r:8}", " ".join(line))
for name in ["lt", "le", "eq", "ne", "gt", "ge"]:
    operation = getattr(operator, name)
    for a in values:
        line = ""
        for b in values:
            try:
                line += "FT"[operation(a, b)]
            except TypeError as error:
                line += "-"
        print(f"{name:3}{a!r:8}", line)
