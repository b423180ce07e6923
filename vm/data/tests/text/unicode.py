"""Prints a checksum of CPython's answer for every code point, one line for each question.

    python3.11 data/tests/text/unicode.py > data/tests/text/unicode.txt
"""

import unicodedata as ucd
import zlib

TRUTHS = (
    "isalnum isalpha isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper"
).split()
MAPPINGS = "lower upper title casefold swapcase capitalize".split()
TEXTS = "category bidirectional combining mirrored east_asian_width decomposition".split()
FORMS = "NFC NFD NFKC NFKD".split()


def number(value):
    return "" if value is None else repr(value)


def questions():
    for name in TRUTHS:
        yield name, lambda c, name=name: str(int(getattr(c, name)()))
    yield "continues", lambda c: str(int(("a" + c).isidentifier()))
    for name in MAPPINGS:
        yield name, lambda c, name=name: getattr(c, name)()
    yield "final_sigma", lambda c: ("A" + c + "\u03a3").lower() + (c + "\u03a3").lower() + ("A\u03a3" + c).lower()
    for name in TEXTS:
        yield name, lambda c, name=name: str(getattr(ucd, name)(c))
    for name in "decimal", "digit":
        yield name, lambda c, name=name: number(getattr(ucd, name)(c, None))
    yield "numeric", lambda c: number(ucd.numeric(c, None))
    yield "name", lambda c: ucd.name(c, "")
    for form in FORMS:
        yield form, lambda c, form=form: ucd.normalize(form, c)
        yield "is_" + form, lambda c, form=form: str(int(ucd.is_normalized(form, c)))


for name, answer in questions():
    answers = "\n".join(answer(chr(cp)) for cp in range(0x110000))
    print(name, "%08x" % zlib.crc32(answers.encode("utf-8", "surrogatepass")))
