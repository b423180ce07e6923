"""Headers with other letters than those of ASCII (RFC 2047)."""

import binascii
import re
from email.errors import HeaderParseError

__all__ = ["Header", "decode_header", "make_header"]

_word = re.compile(r"=\?([^?]*?)\?([qQbB])\?(.*?)\?=")

# How long an encoded word may be.
_MAXIMUM = 75

# What stands for itself in quoted words.
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!*+/ ")


def decode_header(header):
    """The pieces of a header: (text or bytes, charset or None)."""
    if isinstance(header, Header):
        return [(text.encode(charset) if charset != "us-ascii" else text.encode("ascii"),
                 charset if charset != "us-ascii" else None) for text, charset in header._chunks]
    if not _word.search(header):
        return [(header, None)]
    found = []
    for line in header.splitlines():
        parts = _word.split(line)
        first = True
        pieces = []
        for i in range(0, len(parts), 4):
            plain = parts[i]
            if first:
                plain = plain.lstrip()
                first = False
            # White space between two encoded words is none.
            if plain and not (plain.isspace() and 0 < i < len(parts) - 1):
                pieces.append((plain, None, None))
            if i + 3 < len(parts):
                charset, encoding, data = parts[i + 1:i + 4]
                pieces.append((data, encoding.lower(), charset.lower()))
        found += pieces
    decoded = []
    for data, encoding, charset in found:
        if encoding is None:
            data = data.encode("raw-unicode-escape")
        elif encoding == "q":
            data = re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), data.replace("_", " ").encode("latin-1"))
        else:
            data += "=" * (-len(data) % 4)
            try:
                data = binascii.a2b_base64(data)
            except binascii.Error:
                raise HeaderParseError("Base64 decoding error") from None
        if decoded and decoded[-1][1] == charset:
            if charset is None:
                decoded[-1] = (decoded[-1][0] + b" " + data, None)
            else:
                decoded[-1] = (decoded[-1][0] + data, charset)
        else:
            decoded.append((data, charset))
    return decoded


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=" "):
    """The header with these pieces."""
    h = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for text, charset in decoded_seq:
        h.append(text, charset)
    return h


def _encode_words(text, charset):
    """Encoded words for a text, none of them too long."""
    name = str(charset).lower()
    if name in ("iso-8859-1", "iso-8859-15", "iso-8859-2", "us-ascii"):
        use_base64 = False
    else:
        # Whichever is shorter.
        data = text.encode(name)
        quoted = sum(1 if chr(b) in _PLAIN else 3 for b in data)
        use_base64 = (len(data) + 2) // 3 * 4 < quoted
    overhead = len(f"=?{name}?b??=")
    words, piece = [], ""

    def encode(part):
        data = part.encode(name)
        if use_base64:
            return f"=?{name}?b?{binascii.b2a_base64(data, newline=False).decode('ascii')}?="
        quoted = "".join("_" if b == 32 else chr(b) if chr(b) in _PLAIN else f"={b:02X}" for b in data)
        return f"=?{name}?q?{quoted}?="

    for c in text:
        if piece and len(encode(piece + c)) > _MAXIMUM:
            words.append(encode(piece))
            piece = ""
        piece += c
    if piece:
        words.append(encode(piece))
    return words


class Header:
    """A header's value, of which every piece has its charset."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=" ", errors="strict"):
        self._charset = str(charset).lower() if charset is not None else "us-ascii"
        self._chunks = []
        self._maxlinelen = 78 if maxlinelen is None else maxlinelen
        self._name_length = len(header_name) + 2 if header_name else 0
        self._continuation_ws = continuation_ws
        if s is not None:
            self.append(s, charset, errors)

    def append(self, s, charset=None, errors="strict"):
        """Add a piece."""
        charset = str(charset).lower() if charset is not None else self._charset
        if isinstance(s, bytes):
            s = s.decode(charset, errors)
        if charset == "us-ascii" and not s.isascii():
            charset = "utf-8"
        self._chunks.append((s, charset))

    def __str__(self):
        out = ""
        last = None
        for text, charset in self._chunks:
            if out and text and not out[-1].isspace() and not text[0].isspace() and (last == "us-ascii") != (charset == "us-ascii"):
                out += " "
            out += text
            last = charset
        return out

    def __eq__(self, other):
        return other == str(self)

    def encode(self, splitchars=";, \t", maxlinelen=None, linesep="\n"):
        """The value as it is written, in lines that are not too long."""
        limit = self._maxlinelen if maxlinelen is None else maxlinelen
        words = []
        for text, charset in self._chunks:
            if charset == "us-ascii":
                words += text.split(" ") if limit else [text]
            else:
                words += _encode_words(text, charset)
        lines, line = [], ""
        room = limit - self._name_length if limit else 0
        for word in words:
            if line and limit and len(line) + 1 + len(word) > room:
                lines.append(line)
                line, room = word, limit - len(self._continuation_ws)
            else:
                line = f"{line} {word}" if line or lines and not line else word
        lines.append(line)
        value = (linesep + self._continuation_ws).join(lines)
        if re.search(r"\n[^ \t]+:", value):
            raise HeaderParseError(f"header value appears to contain an embedded header: {value!r}")
        return value
