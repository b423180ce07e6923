"""Prints encodings and decodings of random text and bytes, and what CPython makes of them.

    python3.11 data/tests/text/encoding.py SEED ROUNDS
    python3.11 data/tests/text/encoding.py 1 1 > data/tests/text/encoding.txt
"""

import codecs
import pathlib
import random
import re
import sys
import warnings

from fields import emit

UNICODE = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split()
OTHERS = "ascii latin-1 cp1252 cp437 cp864 cp037 mac-arabic koi8-r unicode_escape raw_unicode_escape".split()
HANDLERS = (
    "strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass"
).split()
ALPHABETS = [
    "abc+-/ é€",
    "aé€\U0001f600\ud83d\ude00\udc80\udcff",
    "a\udc80\udce9é",
    "~\\\n\t\x00\x7f\x80\xff\u0100x",
    "٪ا─é €\u0378",
    "".join(map(chr, range(0x20, 0x100))),
]
PIECES = [
    b"a", b"+", b"-", b"\\", b"\xc3", b"\xa9", b"\xe2\x82", b"\xac", b"\xf0\x9f", b"\x98\x80", b"\xed\xa0\x80", b"\xff",
    b"\xfe", b"\xef\xbb\xbf", b"\x00", b"\xd8", b"\x3d\xd8", b"\x00\xde", b"\x00\x11\x00", b"\xdc\x00", b"\xf4\x90", b"\xc0",
    b"AGE", b"2D3eAA", b"AA", b"\\x4", b"1", b"\\u00e9", b"\\U0001f600", b"\\U00110000", b"\\N{DIGIT ONE}", b"\\N{", b"}",
    b"\\ud83d", b"\\7", b"\\d", b"\n", b"\xe9", b"\x81",
]


def attempt(function):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return [function()]
        except UnicodeError as error:
            return [error.encoding, error.start, error.end, error.reason]
        except TypeError:
            return [None]


def encoding(pick, codec):
    text = "".join(pick.choices(pick.choice(ALPHABETS), k=pick.choice([1, 2, 3, 5, 9, 20])))
    handler = pick.choice(HANDLERS)
    emit("encode", [codec, handler, text], attempt(lambda: text.encode(codec, handler)))


def some_bytes(pick, codec):
    if pick.random() < 0.3:
        text = "".join(pick.choices(pick.choice(ALPHABETS), k=6))
        whole = text.encode(codec, "ignore")
        cut = pick.randrange(len(whole) + 1)
        return whole[:cut] + bytes(pick.choices(range(256), k=pick.choice([0, 1]))) + whole[cut + pick.choice([0, 1]):]
    return b"".join(pick.choices(PIECES, k=pick.choice([1, 2, 3, 5, 9])))


def decoding(pick, codec):
    data = some_bytes(pick, codec)
    handler = pick.choice(HANDLERS)
    emit("decode", [codec, handler, data], attempt(lambda: data.decode(codec, handler)))


def partial(pick, codec):
    """What the functions of `codecs` decode of data that may go on."""
    data = some_bytes(pick, codec)
    handler = pick.choice(["strict", "replace", "ignore", "backslashreplace"])
    function = getattr(codecs, codec.replace("-", "_") + "_decode")
    answer = attempt(lambda: function(data, handler, False))
    emit("partial", [codec, handler, data], list(answer[0]) if isinstance(answer[0], tuple) else answer)


def incremental(pick, codec):
    data = some_bytes(pick, codec)
    handler = pick.choice(["replace", "ignore", "backslashreplace"])
    decoder = codecs.getincrementaldecoder(codec)(handler)
    answer = []
    for at in range(len(data)):
        try:
            answer.append(decoder.decode(data[at : at + 1], at + 1 == len(data)))
        except UnicodeError:
            return  # utf-16 and utf-32 without a mark, which is the caller's business
    emit("incremental", [codec, handler, data], answer)


def names():
    aliases = pathlib.Path(__file__).parents[2] / "src" / "text" / "codec" / "aliases.rs"
    for name, module in re.findall(r'\("(\w+)", "(\w+)"\)', aliases.read_text()):
        if module in ("base64_codec", "hex_codec", "idna", "punycode", "quopri_codec", "rot_13", "uu_codec"):
            continue
        for spelling in name, name.upper().replace("_", "-"), " " + name.replace("_", "  "):
            try:
                found = codecs.lookup(spelling).name
            except LookupError:
                found = None
            emit("name", [spelling], found)


def tables():
    every = bytes(range(256))
    for name in sorted(set(re.findall(r'module: "(\w+)"', charmaps()))):
        emit("decode", [name, "replace", every], every.decode(name, "replace"))
        known = "".join(sorted(set(every.decode(name, "ignore"))))
        emit("encode", [name, "strict", known], known.encode(name))


def charmaps():
    path = pathlib.Path(__file__).parents[2] / "src" / "text" / "codec" / "charmaps.rs"
    return path.read_text()


def main(seed, rounds):
    pick = random.Random(seed)
    for _ in range(rounds):
        for codec in UNICODE + OTHERS:
            for _ in range(12):
                encoding(pick, codec)
                decoding(pick, codec)
        for codec in UNICODE + ["unicode_escape", "raw_unicode_escape"]:
            for _ in range(8):
                if codec != "utf-8-sig":
                    partial(pick, codec)
                incremental(pick, codec)
    if rounds > 1:
        names()
        tables()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
