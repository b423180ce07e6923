"""Codecs that transform bytes to bytes, or text to text, under the interface of encodings."""

import codecs

from encodings._build import stateless


def codec(name):
    """Make the codec."""
    if name == "rot_13":
        return stateless("rot-13", _rot_13, _rot_13, text=False)
    if name == "undefined":
        return stateless("undefined", _undefined, _undefined)
    encode, decode, public = _PAIRS[name]()
    if name in ("zlib_codec", "bz2_codec"):
        return _compressing(public, encode, decode, name)
    return stateless(public, _counting(encode), _counting(decode), text=False)


def _counting(transform):
    """Turn a function of bytes into one with the signature of codecs."""

    def coded(input, errors="strict"):
        assert errors == "strict"
        return transform(input), len(input)

    return coded


def _rot_13(input, errors="strict"):
    upper, lower = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
    turned = upper[13:] + upper[:13] + lower[13:] + lower[:13]
    return str.translate(input, str.maketrans(upper + lower, turned)), len(input)


def _undefined(input, errors="strict"):
    raise UnicodeError("undefined encoding")


def _hex():
    import binascii

    return binascii.b2a_hex, binascii.a2b_hex, "hex"


def _base64():
    import base64

    return base64.encodebytes, base64.decodebytes, "base64"


def _zlib():
    import zlib

    return zlib.compress, zlib.decompress, "zlib"


def _bz2():
    import bz2

    return bz2.compress, bz2.decompress, "bz2"


def _quopri():
    import binascii

    def encode(data):
        return binascii.b2a_qp(data, quotetabs=True)

    return encode, binascii.a2b_qp, "quopri"


def _uu():
    return _uu_encode, _uu_decode, "uu"


_PAIRS = {
    "hex_codec": _hex,
    "base64_codec": _base64,
    "zlib_codec": _zlib,
    "bz2_codec": _bz2,
    "quopri_codec": _quopri,
    "uu_codec": _uu,
}


def _uu_encode(data):
    """Encode in the manner of uuencode, with a header that names no file."""
    import binascii

    lines = [b"begin 666 <data>\n"]
    lines.extend(binascii.b2a_uu(data[start : start + 45]) for start in range(0, len(data), 45))
    lines.append(b" \nend\n")
    return b"".join(lines)


def _uu_decode(data):
    """Decode what uuencode made."""
    import binascii

    lines = iter(bytes(data).splitlines(keepends=True))
    for line in lines:
        if line.startswith(b"begin"):
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    decoded = []
    for line in lines:
        if line == b"end\n":
            return b"".join(decoded)
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders pad their lines wrongly: go by the length they give.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            decoded.append(binascii.a2b_uu(line[:length]))
    raise ValueError("Truncated input data")


def _compressing(public, encode, decode, name):
    """Make the codec of a compression, which in pieces keeps the state of one stream."""
    module = __import__(name.removesuffix("_codec"))
    new_compressor = getattr(module, "compressobj", None) or module.BZ2Compressor
    new_decompressor = getattr(module, "decompressobj", None) or module.BZ2Decompressor

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            assert errors == "strict"
            super().__init__(errors)
            self.compressor = new_compressor()

        def encode(self, input, final=False):
            data = self.compressor.compress(input)
            return data + self.compressor.flush() if final else data

        def reset(self):
            self.compressor = new_compressor()

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def __init__(self, errors="strict"):
            assert errors == "strict"
            super().__init__(errors)
            self.decompressor = new_decompressor()

        def decode(self, input, final=False):
            data = self.decompressor.decompress(input)
            flush = getattr(self.decompressor, "flush", None)
            return data + flush() if final and flush else data

        def reset(self):
            self.decompressor = new_decompressor()

    plain = stateless(public, _counting(encode), _counting(decode), text=False)
    return codecs.CodecInfo(
        name=public,
        encode=plain.encode,
        decode=plain.decode,
        incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder,
        streamreader=plain.streamreader,
        streamwriter=plain.streamwriter,
        _is_text_encoding=False,
    )
