"""Bytes as printable text: base 16, 32, 64 and 85."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes",
    "b64encode", "b64decode", "b32encode", "b32decode",
    "b32hexencode", "b32hexdecode", "b16encode", "b16decode",
    "b85encode", "b85decode", "a85encode", "a85decode",
    "standard_b64encode", "standard_b64decode",
    "urlsafe_b64encode", "urlsafe_b64decode",
]


def _bytes_from_decode_data(s):
    """Return the bytes of what is to be decoded, which may be a text of ASCII."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(
            "argument should be a bytes-like object or ASCII "
            "string, not %r" % s.__class__.__name__
        ) from None


# Base 64.


def b64encode(s, altchars=None):
    """Encode; `altchars` are two characters to use instead of `+` and `/`."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode; characters that do not belong are skipped, or refused with `validate`."""
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode with the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode the standard alphabet."""
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b"+/", b"-_")
_from_urlsafe = bytes.maketrans(b"-_", b"+/")


def urlsafe_b64encode(s):
    """Encode with `-` and `_`, which have no meaning in URLs and file names."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """Decode the alphabet that is safe in URLs."""
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


# Base 32.

_b32alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_b32hexalphabet = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
# How many characters stand for so many bytes at the end; the rest is padding.
_B32_CHARS = {0: 8, 1: 2, 2: 4, 3: 5, 4: 7}
_B32_BYTES = {0: 5, 1: 4, 3: 3, 4: 2, 6: 1}


def _b32encode(alphabet, s):
    if not isinstance(s, (bytes, bytearray)):
        s = memoryview(s).tobytes()
    encoded = bytearray()
    for start in range(0, len(s), 5):
        number = int.from_bytes(s[start : start + 5].ljust(5, b"\0"))
        encoded.extend([alphabet[(number >> shift) & 31] for shift in range(35, -5, -5)])
    used = _B32_CHARS[len(s) % 5]
    if used < 8:
        encoded[used - 8 :] = b"=" * (8 - used)
    return bytes(encoded)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b"=")
    padding = length - len(s)
    values = {char: value for value, char in enumerate(alphabet)}
    decoded = bytearray()
    for start in range(0, len(s), 8):
        number = 0
        try:
            for char in s[start : start + 8]:
                number = (number << 5) + values[char]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        decoded += number.to_bytes(5)
    if padding not in _B32_BYTES:
        raise binascii.Error("Incorrect padding")
    if padding:
        # The last group was short: its digits belong at the upper end.
        decoded[-5:] = (number << 5 * padding).to_bytes(5)[: _B32_BYTES[padding]]
    return bytes(decoded)


def b32encode(s):
    """Encode with the letters and 2 to 7."""
    return _b32encode(_b32alphabet, s)


def b32decode(s, casefold=False, map01=None):
    """Decode; `casefold` admits lower case, `map01` says what the digit 1 was meant to be."""
    return _b32decode(_b32alphabet, s, casefold, map01)


def b32hexencode(s):
    """Encode with the digits and the letters to V, which sorts as the bytes do."""
    return _b32encode(_b32hexalphabet, s)


def b32hexdecode(s, casefold=False):
    """Decode the alphabet that sorts."""
    return _b32decode(_b32hexalphabet, s, casefold)


# Base 16.


def b16encode(s):
    """Encode as hexadecimal digits in upper case."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode hexadecimal digits; `casefold` admits lower case."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# Base 85.

_A85START = b"<~"
_A85END = b"~>"
_a85alphabet = bytes(range(33, 118))
_b85alphabet = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
)


def _85encode(b, alphabet, pad=False, foldnuls=False, foldspaces=False):
    """Encode groups of four bytes as five digits of base 85."""
    if not isinstance(b, (bytes, bytearray)):
        b = memoryview(b).tobytes()
    padding = -len(b) % 4
    if padding:
        b = b + b"\0" * padding
    groups = []
    for start in range(0, len(b), 4):
        number = int.from_bytes(b[start : start + 4])
        if foldnuls and not number:
            groups.append(b"z")
        elif foldspaces and number == 0x20202020:
            groups.append(b"y")
        else:
            digits = bytearray(5)
            for index in range(4, -1, -1):
                number, digit = divmod(number, 85)
                digits[index] = alphabet[digit]
            groups.append(bytes(digits))
    if padding and not pad:
        if groups[-1] == b"z":
            groups[-1] = alphabet[:1] * 5
        groups[-1] = groups[-1][:-padding]
    return b"".join(groups)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode as Ascii85; with `adobe`, framed in `<~` and `~>`."""
    result = _85encode(b, _a85alphabet, pad, True, foldspaces)
    if adobe:
        result = _A85START + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[start : start + wrapcol] for start in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + _A85END if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Decode Ascii85."""
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(_A85END):
            raise ValueError(f"Ascii85 encoded byte sequences must end with {_A85END!r}")
        b = b[2:-2] if b.startswith(_A85START) else b[:-2]
    decoded = []
    group = []
    for char in b + b"u" * 4:
        if 33 <= char <= 117:
            group.append(char - 33)
            if len(group) == 5:
                number = 0
                for digit in group:
                    number = number * 85 + digit
                if number > 0xFFFFFFFF:
                    raise ValueError("Ascii85 overflow")
                decoded.append(number.to_bytes(4))
                group.clear()
        elif char == 122:
            if group:
                raise ValueError("z inside Ascii85 5-tuple")
            decoded.append(b"\0\0\0\0")
        elif foldspaces and char == 121:
            if group:
                raise ValueError("y inside Ascii85 5-tuple")
            decoded.append(b"\x20\x20\x20\x20")
        elif char not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(char)}")
    result = b"".join(decoded)
    padding = 4 - len(group)
    return result[:-padding] if padding else result


def b85encode(b, pad=False):
    """Encode as base 85, with the alphabet of git and Mercurial."""
    return _85encode(b, _b85alphabet, pad)


def b85decode(b):
    """Decode base 85."""
    b = _bytes_from_decode_data(b)
    values = {char: value for value, char in enumerate(_b85alphabet)}
    padding = -len(b) % 5
    b = b + b"~" * padding
    decoded = []
    for start in range(0, len(b), 5):
        number = 0
        for index, char in enumerate(b[start : start + 5], start):
            digit = values.get(char)
            if digit is None:
                raise ValueError(f"bad base85 character at position {index}")
            number = number * 85 + digit
        if number > 0xFFFFFFFF:
            raise ValueError(f"base85 overflow in hunk starting at byte {start}")
        decoded.append(number.to_bytes(4))
    result = b"".join(decoded)
    return result[:-padding] if padding else result


# The older interface, for files and for lines as in mails.

MAXLINESIZE = 76
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def encode(input, output):
    """Encode a file into another, in lines."""
    while True:
        chunk = input.read(MAXBINSIZE)
        if not chunk:
            break
        while len(chunk) < MAXBINSIZE:
            more = input.read(MAXBINSIZE - len(chunk))
            if not more:
                break
            chunk += more
        output.write(binascii.b2a_base64(chunk))


def decode(input, output):
    """Decode a file into another."""
    while True:
        line = input.readline()
        if not line:
            break
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    """Refuse what is not a plain row of bytes."""
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from error
    if view.format not in ("c", "b", "B"):
        raise TypeError(
            f"expected single byte elements, not {view.format!r} from {s.__class__.__name__}"
        )
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from {s.__class__.__name__}")


def encodebytes(s):
    """Encode in lines of 76 characters."""
    _input_type_check(s)
    return b"".join(
        [binascii.b2a_base64(s[start : start + MAXBINSIZE]) for start in range(0, len(s), MAXBINSIZE)]
    )


def decodebytes(s):
    """Decode what `encodebytes` made."""
    _input_type_check(s)
    return binascii.a2b_base64(s)


def main():
    """Encode or decode a file, or standard input."""
    import getopt
    import sys

    usage = f"""usage: {sys.argv[0]} [-h|-d|-e|-u|-t] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)
        -t: encode and decode string 'Aladdin:open sesame'"""
    try:
        opts, args = getopt.getopt(sys.argv[1:], "hdeut")
    except getopt.error as msg:
        sys.stdout = sys.stderr
        print(msg)
        print(usage)
        sys.exit(2)
    func = encode
    for option, _ in opts:
        if option == "-e":
            func = encode
        elif option in ("-d", "-u"):
            func = decode
        elif option == "-h":
            print(usage)
            return
        elif option == "-t":
            _roundtrip()
            return
    if args and args[0] != "-":
        with open(args[0], "rb") as file:
            func(file, sys.stdout.buffer)
    else:
        func(sys.stdin.buffer, sys.stdout.buffer)


def _roundtrip():
    """Show an example there and back."""
    original = b"Aladdin:open sesame"
    print(repr(original))
    encoded = encodebytes(original)
    print(repr(encoded))
    decoded = decodebytes(encoded)
    print(repr(decoded))
    assert original == decoded


if __name__ == "__main__":
    main()
