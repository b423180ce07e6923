"""Prints what CPython makes of host names, Unicode 3.2, and bytes in ASCII.

    python3.11 data/tests/text/more.py SEED ROUNDS
    python3.11 data/tests/text/more.py 1 1 > data/tests/text/more.txt
"""

import binascii
import codecs
import encodings.idna
import encodings.punycode
import random
import sys
import unicodedata

from fields import emit

OLD = unicodedata.ucd_3_2_0
LABELS = ["abc", "Bücher", "ß", "ä", "日本", "ﬁ", "\u00ad", "xn--", "xn--bcher-kva", "xn--\u00e4", "א", "1", "İ", "ΑΣ", "\u3000",
          "\ue000", "\u0340", "Ⅷ", "x" * 30, "\U0001d400", "ŉ", "\u200d", "-", "\u06dd", "\u1e9e", "𐐀"]
BASE64 = [b"YQ", b"=", b"==", b"Y", b"WJj", b"\n", b"!", b"+/", b" ", b"\xff"]
QUOTED = [b"a", b"=", b"_", b" ", b"\t", b"\n", b"\r\n", b"\r", b"3D", b"\xe9", b".", b"x" * 20, b"\0", b"~\x7f"]
UU = [b"#", b"!", b"%", b"`", b" ", b"86)C", b"86", b"\n", b"\r", b"a", b"M"]
HEX = [b"a", b"F0", b"12", b" ", b"\n", b"g", b"\x0b"]


def answer(function, *args):
    try:
        result = function(*args)
        return result if isinstance(result, list) else [result]
    except UnicodeDecodeError as error:
        return ["decode error", error.object, error.start, error.end, error.reason]
    except UnicodeError as error:
        parts = [bytes(arg) if isinstance(arg, bytearray) else arg for arg in error.args]
        return ["error", *parts]
    except (binascii.Error, ValueError) as error:
        return ["error", str(error)]


def join(pick, pieces, sizes=(0, 1, 2, 3, 5, 8, 20)):
    chosen = pick.choices(pieces, k=pick.choice(sizes))
    return (b"" if isinstance(pieces[0], bytes) else "").join(chosen)


def hosts(pick):
    label = join(pick, LABELS, (1, 2, 3))
    name = ".".join(join(pick, LABELS, (0, 1, 1, 2)) for _ in range(pick.choice([1, 2, 3])))
    name = name.replace(".", pick.choice([".", "。"]))
    codec = encodings.idna.Codec()
    emit("idna_encode", [name], answer(lambda: codec.encode(name)[0]))
    data = name.encode("utf-8") if pick.random() < 0.3 else join(pick, [b"xn--", b"bcher-kva", b".", b"a", b"-", b"XN--", b"\xff", b"4ca"])
    emit("idna_decode", [data], answer(lambda: codec.decode(data)[0]))
    emit("to_ascii", [label], answer(encodings.idna.ToASCII, label))
    emit("punycode_encode", [label], answer(encodings.punycode.punycode_encode, label))
    data = join(pick, [b"a", b"-", b"9", b"z", b"Kva", b"!", b"\xe9", b"3"])
    handler = pick.choice(["strict", "strict", "replace", "ignore"])
    emit("punycode_decode", [handler, data], answer(lambda: encodings.punycode.Codec().decode(data, handler)[0]))


def old(pick):
    cp = pick.choice([pick.randrange(0x3000), pick.randrange(0x30000), pick.randrange(0x110000)])
    c = chr(cp)
    numeric = OLD.numeric(c, None)
    emit("old", [c], [OLD.category(c), OLD.bidirectional(c), OLD.combining(c), int(OLD.mirrored(c)),
                      OLD.east_asian_width(c), OLD.decimal(c, None), "" if numeric is None else repr(numeric),
                      OLD.name(c, None), OLD.decomposition(c)])
    text = c + "".join(chr(pick.choice([0x301, 0x323, 0x65, 0xFB01, 0xAC00, 0x1D15E, 0x2F868, 0x5350, 0x1F14A])) for _ in range(3))
    for form in "NFC", "NFD", "NFKC", "NFKD":
        emit("old_normalize", [form, text], OLD.normalize(form, text))


def ascii_bytes(pick):
    data = bytes(pick.choices(range(256), k=pick.choice([0, 1, 2, 3, 4, 5, 57, 58, 120])))
    emit("b64_encode", [data], codecs.encode(data, "base64"))
    text = join(pick, BASE64)
    for strict in 0, 1:
        emit("b64_decode", [text, strict], answer(lambda: binascii.a2b_base64(text, strict_mode=strict)))
    quoted = join(pick, QUOTED, (1, 3, 8, 20, 40))
    tabs, istext, header = pick.randrange(2), pick.randrange(2), pick.randrange(2)
    emit("qp_encode", [quoted, tabs, istext, header], binascii.b2a_qp(quoted, quotetabs=tabs, istext=istext, header=header))
    emit("qp_decode", [quoted, header], binascii.a2b_qp(quoted, header=header))
    emit("uu_encode", [data[:50], header], answer(lambda: binascii.b2a_uu(data[:50], backtick=header)))
    emit("uu_file", [data], codecs.encode(data, "uu"))
    line = join(pick, UU)
    emit("uu_decode", [line], answer(binascii.a2b_uu, line))
    file = codecs.encode(data, "uu") if header else b"begin\n" + line + b"\n" + line
    file = file.replace(b"end\n", b"", tabs)
    emit("uu_unfile", [file], answer(lambda: sys.modules["encodings.uu_codec"].uu_decode(file)[0]))
    digits = join(pick, HEX)
    emit("unhexlify", [digits], answer(binascii.unhexlify, digits))
    emit("fromhex", [digits], answer(lambda: bytes.fromhex(digits.decode("latin-1"))))
    group = pick.choice([0, 1, 2, 3, -1, -2, -3, 7, -7, 1000])
    emit("hex", [data, group], data.hex("-", group).encode())
    emit("escape_decode", [quoted], answer(lambda: codecs.escape_decode(quoted.replace(b"=", b"\\"))[0]))
    emit("escape_decode_replacing", [quoted], answer(lambda: codecs.escape_decode(quoted.replace(b"=", b"\\x"), "replace")[0]))
    emit("escape_encode", [data], codecs.escape_encode(data)[0])
    text = data.decode("latin-1")
    emit("rot13", [text], codecs.encode(text, "rot13"))



def main(seed, rounds):
    pick = random.Random(seed)
    codecs.encode(b"", "uu")
    for _ in range(rounds):
        for _ in range(20):
            hosts(pick)
            old(pick)
        for _ in range(8):
            ascii_bytes(pick)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
