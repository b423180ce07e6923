"""The lines in which the case scripts hand questions and answers to the tests in Rust.

A line is fields between tabs: an operation, its arguments, `=>`, the answer.
A field is a letter and what it says: `s` a str, `b` bytes, `i` an int, `n`
None.  Other characters than printable ASCII are written `\\{hexadecimal}`.
"""


def escape(points):
    return "".join(
        chr(p) if 0x20 <= p < 0x7F and p != 0x5C else "\\{%x}" % p for p in points
    )


def field(value):
    if value is None:
        return "n"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, str):
        return "s" + escape(map(ord, value))
    return "b" + escape(value)


def emit(name, args, answer):
    answers = answer if isinstance(answer, (list, tuple)) else [answer]
    print("\t".join([name, *map(field, args), "=>", *map(field, answers)]))
