"""Charsets of messages: their names, and how text in them is encoded."""

import codecs

__all__ = ["Charset", "add_alias", "add_charset", "add_codec"]

QP = 1
BASE64 = 2
SHORTEST = 3
DEFAULT_CHARSET = "us-ascii"

ALIASES = {"latin_1": "iso-8859-1", "latin-1": "iso-8859-1", "ascii": "us-ascii", "utf8": "utf-8"}
CHARSETS = {"iso-8859-1": (QP, QP), "iso-8859-2": (QP, QP), "us-ascii": (None, None), "utf-8": (SHORTEST, BASE64),
            "iso-8859-15": (QP, QP), "big5": (BASE64, BASE64), "gb2312": (BASE64, BASE64)}
CODEC_MAP = {}


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    """Say how text in a charset is encoded."""
    if body_enc == SHORTEST:
        raise ValueError("SHORTEST not allowed for body_enc")
    CHARSETS[charset] = (header_enc, body_enc)


def add_alias(alias, canonical):
    """Add another name for a charset."""
    ALIASES[alias] = canonical


def add_codec(charset, codecname):
    """Say which codec a charset has."""
    CODEC_MAP[charset] = codecname


class Charset:
    """A charset."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        name = str(input_charset).lower()
        self.input_charset = ALIASES.get(name, name)
        self.header_encoding, self.body_encoding = CHARSETS.get(self.input_charset, (SHORTEST, BASE64))
        self.output_charset = self.input_charset
        self.input_codec = CODEC_MAP.get(self.input_charset, self.input_charset)
        self.output_codec = self.input_codec

    def __str__(self):
        return self.input_charset.lower()

    def __repr__(self):
        return self.input_charset.lower()

    def __eq__(self, other):
        return str(self) == str(other).lower()

    def get_body_encoding(self):
        """The name of the encoding for bodies, or the function that sets it."""
        if self.body_encoding == QP:
            return "quoted-printable"
        if self.body_encoding == BASE64:
            return "base64"
        from email.encoders import encode_7or8bit
        return encode_7or8bit

    def get_output_charset(self):
        """The charset in which messages are written."""
        return self.output_charset or self.input_charset

    def body_encode(self, string):
        """A body, encoded."""
        if not string:
            return string
        data = string.encode(self.output_charset) if isinstance(string, str) else string
        if self.body_encoding == BASE64:
            from base64 import encodebytes
            return encodebytes(data).decode("ascii")
        if self.body_encoding == QP:
            import binascii
            return binascii.b2a_qp(data).decode("ascii")
        return data.decode("ascii", "surrogateescape")
