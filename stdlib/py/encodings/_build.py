"""Makes a codec of an encoding and a decoding function that keep no state."""

import codecs


def stateless(name, encode, decode, *, text=True, decoder=None):
    """Make a codec; `decoder` is the incremental decoder, where a character takes several bytes."""

    class Codec(codecs.Codec):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

        def decode(self, input, errors="strict"):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = str if text else bytes

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = str if text else bytes

    return codecs.CodecInfo(
        name=name,
        encode=encode,
        decode=decode,
        incrementalencoder=IncrementalEncoder,
        incrementaldecoder=decoder or IncrementalDecoder,
        streamwriter=StreamWriter,
        streamreader=StreamReader,
        _is_text_encoding=None if text else False,
    )


def buffered(decode):
    """Make an incremental decoder of a function that tells how many bytes it used.

    The function takes a third argument: whether these are the last bytes.
    """

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decode(input, errors, final)

    return IncrementalDecoder
