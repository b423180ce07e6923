"""Prints calls of methods of `str` and `bytes`, and CPython's answers.

    python3.11 data/tests/text/methods.py SEED ROUNDS LONGEST
    python3.11 data/tests/text/methods.py 1 1 8 > data/tests/text/methods.txt
"""

import random
import sys
import unicodedata

from fields import emit

# Texts are drawn from one of these, so that searches find something, cases
# change and spaces separate.
POOLS = [
    "ab",
    "ab ",
    "aBc-1 ",
    "a\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000",
    "aé",
    "é€𝄞a",
    "xX\u01c5\u01c4\u01c6ßıİΣσςͅ\u0345\u0308\ufb03ŉ'.·\u1c80ǰᾳᾼ",
    "\ud83d\ude00\U0001f600a",
    "\0\x7f\\'\"\n\xad\u200b\ue000\u0378\U000e0001\U0010ffff\ud800é",
    "0٣९𝟘²½Ⅷ一",
    "e\u0301\u0323\u1e9b가각\u1100\u1161\u11a8\ufb01\u212b\u0344\U0001d15e\u2126ﷺ",
    "+-0 7",
]
BYTE_POOLS = [b"ab", b"ab ", b"aBc-1 ", b"a\t\n\r\x0b\x0c\x1c\x85\xa0 ", bytes(range(256)), b"+-07", b"'\"\\a"]
METHODS = (
    "lower upper title capitalize swapcase isalnum isalpha isascii isdigit islower isspace istitle isupper"
).split()
STR_METHODS = "casefold isdecimal isidentifier isnumeric isprintable".split()


class Cases:
    def __init__(self, seed, longest):
        self.random = random.Random(seed)
        self.lengths = [length for length in [0, 1, 2, 3, 5, 8, 13, 40, 200] if length <= longest]

    def length(self):
        return self.random.choice(self.lengths)

    def text(self, pool, length=None):
        pick = self.random.choices(pool, k=self.length() if length is None else length)
        return "".join(pick) if isinstance(pool, str) else bytes(pick)

    def number(self):
        return self.random.choice([None, 0, 1, -1, 2, 3, -3, 5, -7, 40, 150, -150, 1000, -1000])

    def call(self, name, text, *args):
        kept = list(args)
        while kept and kept[-1] is None:
            kept.pop()
        answer = getattr(text, name)(*kept)
        emit(name, [text, *args], int(answer) if isinstance(answer, bool) else answer)

    def round(self, pool):
        text = self.text(pool)
        small = self.text(pool, self.random.choice([0, 1, 1, 2, 3]))
        wide = isinstance(text, str)
        empty = text[:0]
        for name in "find", "rfind", "count", "startswith", "endswith":
            self.call(name, text, small, self.number(), self.number())
            self.call(name, text, small, None, None)
        new = self.text(pool, self.random.choice([0, 1, 1, 2, 3]))
        self.call("replace", text, small, new, self.random.choice([-1, -1, 0, 1, 2, 5]))
        maxsplit = self.random.choice([-1, -1, 0, 1, 2, 5])
        for name in "split", "rsplit":
            self.call(name, text, None, maxsplit)
            if small:
                self.call(name, text, small, maxsplit)
        for keep in 0, 1:
            self.call("splitlines", text, keep)
        if small:
            self.call("partition", text, small)
            self.call("rpartition", text, small)
        for name in "strip", "lstrip", "rstrip":
            self.call(name, text, None)
            self.call(name, text, small)
        width = self.random.choice([0, 1, 2, 7, 8, 41, 42, 201, 300])
        fill = self.text(pool, 1)
        for name in "ljust", "rjust", "center":
            self.call(name, text, width, fill)
        self.call("zfill", text, width)
        tabbed = text.replace(text[:1] or empty, "\t" if wide else b"\t", 4) if text else text
        self.call("expandtabs", tabbed, self.random.choice([0, 1, 3, 8]))
        parts = [self.text(pool, self.random.choice([0, 1, 2, 5])) for _ in range(self.random.randrange(4))]
        emit("join", [small, *parts], small.join(parts))
        emit("repeat", [small, width], small * width)
        for name in METHODS + (STR_METHODS if wide else []):
            self.call(name, text)
        emit("repr", [text], repr(text))
        start, stop = self.number(), self.number()
        step = self.random.choice([1, 2, -1, -2, 3, 70, -70, 130, -130])
        emit("slice", [text, start, stop, step], text[start:stop:step])
        delete = self.text(pool, self.random.choice([0, 1, 3]))
        if wide:
            emit("ascii", [text], ascii(text))
            table = {ord(c): self.random.choice([None, "", "x", "é", "long one", ord("€")]) for c in delete}
            flat = [item for pair in table.items() for item in pair]
            emit("translate", [text, *flat], text.translate(table))
            for form in "NFC", "NFD", "NFKC", "NFKD":
                emit("normalize", [form, text], unicodedata.normalize(form, text))
                emit("is_normalized", [form, text], int(unicodedata.is_normalized(form, text)))
        else:
            table = bytes(self.random.randrange(256) for _ in range(256)) if self.random.random() < 0.3 else None
            emit("translate", [text, table, delete], text.translate(table, delete))

    def names(self):
        cp = self.random.choice([0x3000, 0x20000, 0x110000])
        name = unicodedata.name(chr(self.random.randrange(cp)), "LATIN SMALL LETTER A")
        change = self.random.choice([str, str.lower, str.title, lambda n: n.replace("-", " "), lambda n: n + " ",
                                     lambda n: n.replace(" ", "  ", 1), lambda n: n[:-1], lambda n: n.replace(" ", "-")])
        name = change(name)
        try:
            found = unicodedata.lookup(name)
        except KeyError:
            found = None
        emit("lookup", [name], found)


def main(seed, rounds, longest):
    cases = Cases(seed, longest)
    for _ in range(rounds):
        for pool in POOLS + BYTE_POOLS:
            cases.round(pool)
        mixed = "".join(cases.random.sample("".join(POOLS), 12))
        cases.round(mixed)
        anything = "".join(chr(cases.random.randrange(0x110000)) for _ in range(longest // 4))
        cases.round(anything)
        for _ in range(20):
            cases.names()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
