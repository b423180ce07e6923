"""Punycode: Unicode in the letters, digits and hyphens of host names (RFC 3492)."""

from encodings._build import stateless

_BASE, _TMIN, _TMAX, _SKEW, _DAMP, _BIAS, _FIRST = 36, 1, 26, 38, 700, 72, 128
_DIGITS = b"abcdefghijklmnopqrstuvwxyz0123456789"


def codec(name):
    """Make the codec."""
    return stateless("punycode", _encode, _decode)


def _adapt(delta, first, count):
    """Choose the thresholds of the next number by the size of the last one."""
    delta = delta // _DAMP if first else delta // 2
    delta += delta // count
    steps = 0
    while delta > ((_BASE - _TMIN) * _TMAX) // 2:
        delta //= _BASE - _TMIN
        steps += _BASE
    return steps + (_BASE - _TMIN + 1) * delta // (delta + _SKEW)


def _threshold(position, bias):
    return min(max(_BASE * (position + 1) - bias, _TMIN), _TMAX)


def _encode(text, errors="strict"):
    """Write the ASCII characters first, and then where the others are to be inserted."""
    output = bytearray(char for char in map(ord, text) if char < 128)
    done = basic = len(output)
    if basic:
        output += b"-"
    bias, delta, current = _BIAS, 0, _FIRST
    for char in sorted({char for char in map(ord, text) if char >= 128}):
        delta += (char - current) * (done + 1)
        current = char
        for other in map(ord, text):
            if other < char:
                delta += 1
            elif other == char:
                output += _number(delta, bias)
                bias = _adapt(delta, done == basic, done + 1)
                delta = 0
                done += 1
        delta += 1
        current += 1
    return bytes(output), len(text)


def _number(value, bias):
    """Write a number of variable length."""
    digits = bytearray()
    position = 0
    while True:
        threshold = _threshold(position, bias)
        if value < threshold:
            digits.append(_DIGITS[value])
            return digits
        value, digit = divmod(value - threshold, _BASE - threshold)
        digits.append(_DIGITS[threshold + digit])
        position += 1


def _decode(data, errors="strict"):
    """Insert the characters where the numbers say."""
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError("Unsupported error handling " + errors)
    data = bytes(data)
    basic, _, extended = data.rpartition(b"-")
    chars = [ord(char) for char in str(basic, "ascii", errors)]
    bias, current, index, position = _BIAS, _FIRST, -1, 0
    extended = extended.upper()
    while position < len(extended):
        start = position
        value, weight, step = 0, 1, 0
        while True:
            digit = _digit(extended, position, errors)
            if digit is None:
                return "".join(map(chr, chars)), len(data)
            position += 1
            threshold = _threshold(step, bias)
            value += digit * weight
            if digit < threshold:
                break
            weight *= _BASE - threshold
            step += 1
        index += value + 1
        current += index // (len(chars) + 1)
        if current > 0x10FFFF:
            if errors == "strict":
                raise UnicodeError(f"Invalid character U+{current:x}")
            current = ord("?")
        index %= len(chars) + 1
        chars.insert(index, current)
        bias = _adapt(value, start == 0, len(chars))
    return "".join(map(chr, chars)), len(data)


def _digit(extended, position, errors):
    """Return the digit at a position; None ends the decoding early, if errors may pass."""
    if position >= len(extended):
        if errors == "strict":
            raise UnicodeError("incomplete punicode string")
        return None
    char = extended[position]
    if 65 <= char <= 90:
        return char - 65
    if 48 <= char <= 57:
        return char - 22
    if errors == "strict":
        raise UnicodeError(f"Invalid extended code point '{chr(char)}'")
    return None
