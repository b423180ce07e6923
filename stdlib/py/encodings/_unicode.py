"""The encodings that the interpreter knows natively: ASCII, Latin-1, and the forms of Unicode."""

import codecs
import sys

import _codecs

from encodings._build import buffered, stateless

# The only name that is not the file's with hyphens.
_PUBLIC_NAMES = {"latin_1": "iso8859-1"}
# A decoder in pieces must keep bytes back in these.
_BUFFERED = (
    "utf_7", "utf_8", "utf_16_be", "utf_16_le", "utf_32_be", "utf_32_le", "unicode_escape",
    "raw_unicode_escape",
)


def codec(name):
    """Make the codec."""
    if name == "utf_8_sig":
        return _utf_8_sig()
    if name in ("utf_16", "utf_32"):
        return _with_byte_order_mark(name)
    encode = getattr(_codecs, f"{name}_encode")
    decode = getattr(_codecs, f"{name}_decode")
    if name in _BUFFERED:
        return _complete(name, encode, decode)
    return stateless(_PUBLIC_NAMES.get(name, name), encode, decode)


def _complete(name, encode, decode):
    """Make a codec whose characters take several bytes: in one go, all must be there."""
    decoder = buffered(decode)

    def decode_all(input, errors="strict"):
        return decode(input, errors, True)

    info = stateless(name.replace("_", "-"), encode, decode_all, decoder=decoder)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return decode(input, errors, False)

    return codecs.CodecInfo(
        name=info.name,
        encode=encode,
        decode=decode_all,
        incrementalencoder=info.incrementalencoder,
        incrementaldecoder=decoder,
        streamwriter=info.streamwriter,
        streamreader=StreamReader,
    )


def _utf_8_sig():
    """Make the codec of UTF-8 with a mark at the start."""
    mark = codecs.BOM_UTF8

    def encode(input, errors="strict"):
        return mark + _codecs.utf_8_encode(input, errors)[0], len(input)

    def decode(input, errors="strict"):
        skipped = 0
        if bytes(input[:3]) == mark:
            input = input[3:]
            skipped = 3
        text, used = _codecs.utf_8_decode(input, errors, True)
        return text, used + skipped

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.first = 1

        def encode(self, input, final=False):
            data = _codecs.utf_8_encode(input, self.errors)[0]
            if self.first:
                self.first = 0
                data = mark + data
            return data

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return self.first

        def setstate(self, state):
            self.first = state

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.first = 1

        def _buffer_decode(self, input, errors, final):
            skipped = 0
            if self.first:
                if len(input) < 3 and mark.startswith(input) and not final:
                    # It may become a mark.
                    return "", 0
                self.first = 0
                if input[:3] == mark:
                    input = input[3:]
                    skipped = 3
            text, used = _codecs.utf_8_decode(input, errors, final)
            return text, used + skipped

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return super().getstate()[0], self.first

        def setstate(self, state):
            super().setstate(state)
            self.first = state[1]

    class StreamWriter(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            # Without a mark from the second time on.
            self.encode = _codecs.utf_8_encode
            return encode(input, errors)

        def reset(self):
            super().reset()
            self.__dict__.pop("encode", None)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            if len(input) < 3 and mark.startswith(bytes(input)):
                return "", 0
            self.decode = _codecs.utf_8_decode
            skipped = 3 if bytes(input[:3]) == mark else 0
            text, used = _codecs.utf_8_decode(input[skipped:], errors)
            return text, used + skipped

        def reset(self):
            super().reset()
            self.__dict__.pop("decode", None)

    return codecs.CodecInfo(
        name="utf-8-sig",
        encode=encode,
        decode=decode,
        incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder,
        streamreader=StreamReader,
        streamwriter=StreamWriter,
    )


def _with_byte_order_mark(name):
    """Make the codec of UTF-16 or UTF-32 that writes a mark, and reads by it."""
    public = name.replace("_", "-")
    encode = getattr(_codecs, f"{name}_encode")
    decode = getattr(_codecs, f"{name}_decode")
    decode_ex = getattr(_codecs, f"{name}_ex_decode")
    width = int(name[-2:]) // 8
    native = "le" if sys.byteorder == "little" else "be"
    foreign = "be" if native == "le" else "le"
    encode_native = getattr(_codecs, f"{name}_{native}_encode")
    decode_native = getattr(_codecs, f"{name}_{native}_decode")
    decode_foreign = getattr(_codecs, f"{name}_{foreign}_decode")
    by_order = {"le": -1, "be": 1}
    of_order = {by_order[native]: decode_native, by_order[foreign]: decode_foreign}

    def decode_all(input, errors="strict"):
        return decode(input, errors, True)

    def find_order(input, errors, final):
        """Decode the start; also returns the decoder for the rest, once the mark is there."""
        text, used, order = decode_ex(input, errors, 0, final)
        decoder = of_order.get(order)
        if decoder is None and used >= width:
            raise UnicodeError(f"{public.upper()} stream does not start with BOM")
        return text, used, decoder

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.marked = False

        def encode(self, input, final=False):
            if self.marked:
                return encode_native(input, self.errors)[0]
            self.marked = True
            return encode(input, self.errors)[0]

        def reset(self):
            super().reset()
            self.marked = False

        # Zero is the state in which nothing is pending: after the mark.

        def getstate(self):
            return 0 if self.marked else 2

        def setstate(self, state):
            self.marked = not state

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is not None:
                return self.decoder(input, self.errors, final)
            text, used, self.decoder = find_order(input, errors, final)
            return text, used

        def reset(self):
            super().reset()
            self.decoder = None

        def getstate(self):
            pending = super().getstate()[0]
            if self.decoder is None:
                return pending, 2
            return pending, int(self.decoder is decode_foreign)

        def setstate(self, state):
            super().setstate(state)
            self.decoder = {0: decode_native, 1: decode_foreign}.get(state[1])

    class StreamWriter(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            super().__init__(stream, errors)
            self.encoder = None

        def reset(self):
            super().reset()
            self.encoder = None

        def encode(self, input, errors="strict"):
            if self.encoder is not None:
                return self.encoder(input, errors)
            self.encoder = encode_native
            return encode(input, errors)

    class StreamReader(codecs.StreamReader):
        def reset(self):
            super().reset()
            self.__dict__.pop("decode", None)

        def decode(self, input, errors="strict"):
            text, used, decoder = find_order(input, errors, False)
            if decoder is not None:
                self.decode = decoder
            return text, used

    return codecs.CodecInfo(
        name=public,
        encode=encode,
        decode=decode_all,
        incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder,
        streamreader=StreamReader,
        streamwriter=StreamWriter,
    )
