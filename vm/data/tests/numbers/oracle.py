"""Prints cases for the number and formatting code, with what CPython 3.11 makes of them.

    python3.11 oracle.py TABLE COUNT SEED [LENGTH]

With a LENGTH, only lines of at most so many characters are printed. The files beside this one are such samples, made
with a seed of 0, a length of 150 and PYTHONHASHSEED=0.

Each line is an operation, its arguments and its result, separated by tabs. An integer is written in hexadecimal, a
float as the hexadecimal form of its 64 bits, text with Python's escapes, None as `-`. A result is a value, several with
spaces between, or `!` and the exception.
"""

import math
import random
import re
import string
import struct
import sys

import _string

LONGEST = math.inf


def encode(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, float):
        return "nan" if value != value else struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return encode(value.real) + " " + encode(value.imag)
    if isinstance(value, bytes):
        return "".join(chr(byte) for byte in value).encode("unicode_escape").decode()
    if isinstance(value, str):
        return value.encode("unicode_escape").decode()
    if isinstance(value, (tuple, list)):
        return " ".join(map(encode, value))
    raise TypeError(value)


def case(name, function, *arguments, shown=None):
    try:
        result = encode(function(*arguments))
    except Exception as error:
        text = str(error)
        result = "!" + type(error).__name__ + (": " + encode(text) if text else "")
    line = "\t".join([name, *map(encode, arguments if shown is None else shown), result])
    if len(line) <= LONGEST:
        print(line)


# Random arguments, most of them close to where something changes.


def integer(bits=None):
    kind = random.random()
    if kind < 0.25:
        value = random.choice([0, 1, 2, 3, 7, 10, 255, 256, 1000])
    elif kind < 0.6:
        value = (1 << random.choice([8, 31, 32, 52, 53, 54, 61, 62, 63, 64, 65, 127, 128, 129])) + random.randint(-2, 2)
    else:
        value = random.getrandbits(random.choice(bits or [10, 40, 63, 64, 70, 130, 200, 700, 1100, 2000]))
    return random.choice([value, value, -value])


def small():
    return random.randint(-20, 40)


def number():
    kind = random.random()
    if kind < 0.15:
        return random.choice([0.0, -0.0, 1.0, -1.0, 0.5, math.inf, -math.inf, math.nan, 5e-324, sys.float_info.max])
    if kind < 0.35:
        return struct.unpack(">d", random.randbytes(8))[0]
    if kind < 0.5:
        return random.choice([1, -1]) * 2.0 ** random.randint(-1074, 1023) * random.choice([1, 1, 1.5, 1.75])
    if kind < 0.65:
        # Half way between two decimals, or as close to it as a float can be.
        digits = random.randint(0, 20)
        return random.choice([1, -1]) * (random.randint(0, 10**random.randint(1, 17)) + 0.5) / 10**digits
    if kind < 0.8:
        return random.choice([1, -1]) * round(random.random() * 10**random.randint(0, 6), random.randint(0, 6))
    if kind < 0.9:
        return float(random.randint(-10**random.randint(1, 25), 10**random.randint(1, 25)))
    return random.choice([1, -1]) * random.random() * 10.0 ** random.randint(-320, 308)


def usual():
    """A float whose powers mostly stay in range."""
    return random.choice([number(), round(random.uniform(-20, 20), random.randint(0, 3)), float(random.randint(-9, 9))])


SPACES = ["", "", "", " ", "\t", "\n", "\x0b", "\x1c", "\x85", "\u2003", "  "]
THREES = ["3", "3", "3", "\u0663", "\uff13", "\U0001d7d1"]


def scrambled(text):
    """The text, sometimes with a change that may make it invalid."""
    kind = random.random()
    if kind < 0.5:
        return text
    if kind < 0.6:
        return random.choice(SPACES) + text + random.choice(SPACES)
    if kind < 0.65:
        return text.replace("3", random.choice(THREES))
    at = random.randint(0, len(text))
    if kind < 0.85:
        return text[:at] + "_" + text[at:]
    if kind < 0.95:
        return text[:at] + random.choice("0 _+-.xeg(\u00e9jJ") + text[at:]
    return text[:at] + text[at + 1 :]


def power(a, b):
    if isinstance(a, int) and b > 0 and abs(a) > 1 and b * a.bit_length() > 20000:
        b = 3
    return a, b


# One table each.


def table_int():
    pairs = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "floor_div": lambda a, b: a // b,
        "modulo": lambda a, b: a % b,
        "divmod": divmod,
        "and": lambda a, b: a & b,
        "or": lambda a, b: a | b,
        "xor": lambda a, b: a ^ b,
        "cmp": lambda a, b: (a > b) - (a < b),
        "gcd": math.gcd,
        "lcm": math.lcm,
        "true_div": lambda a, b: a / b,
    }
    for name, function in pairs.items():
        a, b = integer(), integer()
        if random.random() < 0.3:
            # A common factor, or a quotient that is exact or nearly so.
            a = a * b + random.randint(-1, 1)
        case(name, function, a, b)
    if random.random() < 0.2:
        # Large enough for every algorithm of multiplication and division.
        bits = random.choice([3000, 9000, 20000, 50000])
        a = random.getrandbits(2 * bits) | 1 << 2 * bits
        b = random.choice([random.getrandbits(bits), (1 << bits) - 1, random.getrandbits(100) << bits | 1]) + 1
        for name in ["mul", "divmod", "gcd", "modulo"]:
            case(name, pairs[name], random.choice([a, a, -a, a // b * b, a // b * b - 1]), random.choice([b, -b]))
    singles = {
        "neg": lambda a: -a,
        "abs": abs,
        "invert": lambda a: ~a,
        "bit_length": int.bit_length,
        "bit_count": int.bit_count,
        "isqrt": math.isqrt,
        "to_f64": float,
    }
    for name, function in singles.items():
        case(name, function, integer())
    case("isqrt", math.isqrt, random.getrandbits(random.choice([60, 64, 128, 900])) ** 2 + random.randint(-1, 1))
    # Halfway between two floats.
    half = (random.getrandbits(53) | 1 << 52) * 2 + 1 << random.choice([9, 10, 11, 64, 100, 960, 970, 971])
    case("to_f64", float, random.choice([half, -half, half + 1, half - 1]))
    case("true_div", lambda a, b: a / b, half, 1 << random.choice([60, 70, 1000, 2100, 2130, 2140]))
    case("from_f64", int, number())
    a, b = integer(), number()
    if random.random() < 0.5 and math.isfinite(b):
        a = int(b) + random.randint(-1, 1)
    order = lambda a, b: None if b != b else (a > b) - (a < b)
    case("cmp_float", order, a, b)
    count = random.choice([small(), integer([5, 8, 12]) % 3000, 1 << 100, -1, 0, 63, 64])
    case("shr", lambda a, b: a >> b, integer(), count)
    case("shl", lambda a, b: a << b, integer(), count)
    case("pow", pow, *power(integer(), random.choice([small(), integer([7])])))
    case("pow", pow, *power(random.randint(-12, 12), random.randint(-400, 400)))
    case("pow_mod", pow, integer(), integer(), integer([20, 31, 33, 64, 65, 128, 300]))
    case("round", round, integer(), random.choice([0, 1, -1, -2, -3, -10, -19, -20, -40, -300, 1 << 70]))
    case("round", round, random.randint(-999, 999) * 5 * 10 ** random.randint(0, 25), -random.randint(1, 27))
    value, length = integer(), random.choice([-1, 0, 1, 2, 7, 8, 9, 16, 17, 26, 300])
    order, signed = random.choice(["little", "big", "big"]), random.choice([0, 1])
    case("to_bytes", lambda v, n, o, s: v.to_bytes(n, o, signed=s), value, length, order, signed)
    octets = random.choice([random.randbytes(random.choice([0, 1, 2, 7, 8, 9, 16, 40])), b"\xff" * 8, b"\x80" + bytes(7)])
    case("from_bytes", lambda b, o, s: int.from_bytes(b, o, signed=s), octets, order, signed)


def in_base(value, base):
    digits = ""
    value = abs(value)
    while value or not digits:
        value, digit = divmod(value, base)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def table_int_text():
    value = integer()
    base = random.choice([0, 2, 3, 7, 8, 10, 10, 10, 16, 16, 36])
    sign = random.choice(["", "", "-", "+"])
    prefix = {2: "0b", 8: "0o", 16: "0X"}.get(base, "")
    prefix = random.choice([prefix, prefix, "", "0x", "0B", "00"])
    text = sign + prefix + random.choice([in_base, lambda v, b: in_base(v, b).upper()])(value, base or 10)
    base = random.choice([base, base, base, base, 10, 0, 1, 37, -1])
    case("parse", int, scrambled(text), base)
    case("parse_bytes", int, random.choice(["1", " 12\n", "", "1_0", "\xff", "0x1f", "\u0661"]).encode(), base)
    case("decimal", str, value)
    case("binary", lambda value: bin(value).lstrip("-")[2:], value)
    case("octal", lambda value: oct(value).lstrip("-")[2:], value)
    case("hex", lambda value: hex(value).lstrip("-")[2:], value)
    if random.random() < 0.05:
        # Around the limit of digits, and beyond it where it does not count.
        digits = random.choice([4299, 4300, 4301, 4400])
        case("parse", int, "".join(random.choices("0123456789", k=digits)), 10)
        case("parse", int, "_".join(random.choices("0123456789", k=digits)), random.choice([9, 10, 16, 11]))
        case("decimal", str, random.choice([1, -1]) * (10**digits - random.choice([0, 1])))
        case("decimal", str, random.getrandbits(int(digits * 3.3)))
    if random.random() < 0.01:
        sys.set_int_max_str_digits(0)
        digits = random.randint(1, 20000)
        long = random.choice([10**digits, 10**digits - 1, random.randrange(10**digits), 1 << 3 * digits])
        case("long_decimal", str, long)
        case("long_parse", int, str(long))
        sys.set_int_max_str_digits(4300)


def table_float():
    pairs = {
        "div": lambda a, b: a / b,
        "floor_div": lambda a, b: a // b,
        "modulo": lambda a, b: a % b,
        "divmod": divmod,
    }
    for name, function in pairs.items():
        a, b = usual(), usual()
        if random.random() < 0.2:
            a = b * random.randint(-5, 5)
        case(name, function, a, b)
    case("pow", lambda a, b: ("c" if isinstance(a**b, complex) else "f", a**b), usual(), usual())
    case("ratio", float.as_integer_ratio, number())
    case("to_hex", float.hex, number())
    digits = random.choice([small(), small(), 0, -310, -308, -307, 322, 323, 324, 1 << 70, -(1 << 70), 400])
    case("round", round, number(), digits)
    case("round", round, random.randint(0, 10**6) / 2 * 10 ** random.randint(0, 6), -random.randint(0, 12))
    # Halfway between two floats, in hexadecimal.
    digits = "%014x" % random.getrandbits(56)
    text = f"0x1.{digits}{random.choice(['', '8', '80', '8' + '0' * 30 + '1'])}p{random.choice([0, 5, -1022, -1030, -1073, -1074, -1075, -1076, 1023, 1024])}"
    case("from_hex", float.fromhex, text)
    case("from_hex", float.fromhex, scrambled(random.choice([text, number().hex(), ".8", "1p9", "-0x.p1", "Inf", "p3"])))


def table_float_text():
    value = number()
    case("repr", repr, value)
    # Often half way between two texts of sixteen or seventeen digits.
    case("repr", repr, random.randint(10**12, 2**53) + random.randint(0, 63) / 64)
    precision = random.choice([0, 0, 1, 2, 3, 5, 6, 10, 15, 16, 17, 18, 25, 60, 330, 1080, 1200])
    alternate = random.choice(["", "#"])
    for letter in "efgEG":
        value = number()
        case("text", lambda p, v: f"%{alternate}.*{letter}" % (p, v), precision, value, shown=(letter, alternate, precision, value))
    digits = "".join(random.choices("0123456789", k=random.choice([1, 3, 10, 17, 19, 25, 40, 800])))
    point = random.randint(0, len(digits))
    text = digits[:point] + "." + digits[point:]
    text += random.choice(["", "", f"e{random.randint(-350, 350)}", f"E+{random.randint(0, 300)}"])
    text = random.choice([text, text, repr(value), "inf", "-Infinity", "nan", "+NaN", "infinit", "1e", "e5", "."])
    case("parse", float, scrambled(text))


def pair():
    return complex(random.choice([0.0, -0.0, usual()]), usual())


def table_complex():
    pairs = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "pow": lambda a, b: a**b,
    }
    for name, function in pairs.items():
        case(name, function, pair(), pair())
    case("pow", lambda a, b: a**b, pair(), complex(random.choice([small(), 100, 101, -100, -101, 0.5]), 0.0))
    case("abs", abs, pair())
    case("repr", repr, pair())
    text = repr(pair())
    text = random.choice([text, text.strip("()"), text.replace("e+", "E"), "j", "-j", "1+j", "infj", "nan-infinityj", "1j+2"])
    case("parse", complex, scrambled(text))


def table_hash():
    case("int", hash, integer())
    case("int", hash, (2**61 - 1) * random.randint(-3, 3) * random.choice([1, 2**61, 2**64]) + random.randint(-2, 2))
    value = number()
    if value == value:
        case("float", hash, value)
    value = pair()
    if value == value:
        case("complex", hash, value)
    values = [integer() for _ in range(random.choice([0, 1, 2, 2, 3, 5, 20]))]
    case("tuple", lambda *values: hash(values), *values)
    case("frozenset", lambda *values: hash(frozenset(values)), *set(values))
    # These use the key of PYTHONHASHSEED, which the caller has set.
    case("bytes", hash, random.randbytes(random.choice([0, 1, 3, 7, 8, 9, 15, 16, 17, 100])))
    letters = random.choice(["abc", "a\xe9\xff", "a\u0663\uffff", "a\xe9\u0663\U0001d7d1"])
    case("str", hash, "".join(random.choices(letters, k=random.choice([0, 1, 2, 3, 4, 5, 7, 8, 9, 30]))))


def specification(kinds):
    spec = ""
    if random.random() < 0.4:
        spec += random.choice(["", "", "*", "0", " ", "\u00e9", "\U0001d7d1", "<", "{"]) + random.choice("<>^=")
    spec += random.choice(["", "", "", "+", "-", " "])
    spec += random.choice(["", "", "", "", "z"])
    spec += random.choice(["", "", "", "#"])
    spec += random.choice(["", "", "", "0"])
    spec += random.choice(["", "", "1", "5", "8", "12", "13", "14", "30", "\u0663"])
    spec += random.choice(["", "", "", "", ",", "_"])
    spec += random.choice(["", "", "", "", ".0", ".1", ".3", ".17", ".40", ".\u0663"])
    spec += random.choice(["", random.choice(kinds), random.choice(kinds)])
    if random.random() < 0.15:
        at = random.randint(0, len(spec))
        spec = spec[:at] + random.choice("0<=+-z#,_.9dgs %\u00e9\x01\u0663{}") + spec[at:]
    if random.random() < 0.01:
        spec += random.choice(["99999999999999999999", "9223372036854775808", ".99999999999999999999", ".2147483648", ".", ",,", "_,", ",_", "__"])
        spec += random.choice(["", "f", "s"])
    return spec


def table_spec():
    # A specification without anything is str(), which the caller knows.
    for name, kinds, value in [
        ("int", "bcdoxXneEfFgG%s", integer()),
        ("int", "c", random.choice([65, 0xE9, 0x1D7D1, 0x10FFFF, 0x110000, -1, 10**30])),
        ("float", "eEfFgGn%d", number()),
        ("float", "eEfFgGn%", usual()),
        ("complex", "eEfFgGn%", pair()),
        ("str", "ssd", "".join(random.choices("ab\u00e9\u20ac\U0001d7d1", k=random.choice([0, 1, 2, 5, 12])))),
    ]:
        case(name, format, value, specification(kinds) or "5")


class Mapping(dict):
    def __repr__(self):
        return "<m>"


def tagged(value):
    if isinstance(value, Mapping):
        return "m:" + ",".join(name + "=" + tagged(value[name]) for name in value)
    if isinstance(value, str):
        return "s:" + value
    if isinstance(value, bytes):
        return "b:" + value.decode("latin-1")
    return {int: "i:", float: "f:"}[type(value)] + encode(value)


def conversion(kinds):
    text = "%" + random.choice(["", "", "", "", "", "", "(a)", "(b(c)d)", "()", "(z)"])
    text += "".join(random.choices("-+ #0", k=random.choice([0, 0, 1, 1, 2, 3])))
    text += random.choice(["", "", "1", "6", "12", "30", "*"])
    text += random.choice(["", "", "", ".", ".0", ".3", ".12", ".*"])
    text += random.choice(["", "", "", "", "h", "l", "L", "ll"])
    text += random.choice(kinds)
    if random.random() < 0.1:
        at = random.randint(0, len(text))
        text = text[:at] + random.choice("0%-+.*lhL(){}y ds#9") + text[at:]
    if random.random() < 0.03:
        text = text[:random.randint(1, len(text))]
    if random.random() < 0.02:
        text = random.choice(["%99999999999999999999d", "%.2147483648d", "%.99999999999999999999f", "%y", "%\x01"])
    return text


def table_percent():
    count = random.choice([1, 1, 1, 2, 3])
    template = "".join(random.choice(["", "a", "\u00e9%%", "% %"[:1] * 2]) + conversion("sraciduoxXeEfFgG%") for _ in range(count))
    template += random.choice(["", "b", "%%", "%" if random.random() < 0.1 else ""])
    # A star must not ask for gigabytes.
    whole = lambda: small() if "*" in str(template) else integer([10, 40, 70])
    one = lambda: random.choice(
        [whole(), number(), usual(), small(), small(), random.choice(["", "a", "\u00e9", "it's", "a\u20ac\n\U0001d7d1"])]
    )
    values = [one() for _ in range(random.choice([count, count, count, count + 1, count + 2, 0, 1]))]
    if "%(" in template and random.random() < 0.9:
        values = Mapping({name: one() for name in ["a", "b(c)d", ""]})
        case("str", lambda t: t % values, template, shown=(template, tagged(values)))
    else:
        case("str", lambda t: t % tuple(values), template, shown=(template, *map(tagged, values)))
    template = b"".join(random.choice([b"", b"a", b"\xe9%%"]) + conversion("saciduoxXeEfFgGb").encode() for _ in range(count))
    values = [value.encode() if isinstance(value, str) else value for value in map(lambda _: one(), range(count))]
    # CPython takes such a byte for a negative number, depending on what is in front of it.
    if re.search(rb"%[-+ #.*hlL0-9]*\xe9", template):
        return
    case("bytes", lambda t: t % tuple(values), template, shown=(template, *map(tagged, values)))


class Object:
    """Shows how a template has come to it."""

    def __init__(self, path):
        self.path = path

    def __getattr__(self, name):
        return Object(f"{self.path}.{name}")

    def __getitem__(self, key):
        return Object(f"{self.path}[{key!r}]")

    def __str__(self):
        return f"S({self.path})"

    def __repr__(self):
        return f"R({self.path})"

    def __format__(self, spec):
        return f"<{self.path}|{spec}>"


def field(depth, numbered):
    first = random.choice(["", "", "a", "b"] if not numbered else ["0", "1", "2", "a"])
    if random.random() < 0.05:
        first = random.choice(["3", "z", "00", "\u0661", "99999999999999999999", "-1", "0 ", "", "1"])
    text = "{" + first
    text += "".join(random.choice([".x", ".y", "[0]", "[k]", "[a.b]", "[\u0663]"]) for _ in range(random.choice([0, 0, 0, 1, 2])))
    text += random.choice(["", "", "", "!r", "!s", "!a"])
    if random.random() < 0.5:
        text += ":" + random.choice(["", ">5", "xyz", "{{", "}}"] if random.random() < 0.2 else ["", ">5", "xyz"])
        if depth and random.random() < 0.5:
            text += field(depth - 1, numbered) + random.choice(["", "5"])
    return text + "}"


def table_fields():
    numbered = random.random() < 0.5
    template = ""
    for _ in range(random.choice([1, 1, 2, 3])):
        template += random.choice(["", "a", "\u00e9 ", "{{", "}}", "{{}}"]) + field(2, numbered)
    if random.random() < 0.3:
        at = random.randint(0, len(template))
        template = template[:at] + random.choice("{}[].!:ra0\u00e9\x01\u0661") + template[at:]
    if random.random() < 0.1:
        template = template[: random.randint(0, len(template))]
    arguments, names = [Object("0"), Object("1"), Object("2")], {"a": Object("a"), "b": Object("b")}
    case("format", lambda t: t.format(*arguments, **names), template)
    case("parse", lambda t: repr(list(string.Formatter().parse(t))), template)
    name = field(0, numbered)[1:-1]
    name = random.choice([name, name, name + "]", name + "[", name + "[a", name + ".", name + "[1]x"])

    def split(name):
        first, rest = _string.formatter_field_name_split(name)
        return repr((first, list(rest)))

    case("split", split, name)


if __name__ == "__main__":
    table, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        LONGEST = int(sys.argv[4])
    random.seed(seed)
    for _ in range(count):
        globals()["table_" + table]()
