"""Integers as little-endian bytes in two's complement, as few as possible."""

# For whoever asks, what is defined here belongs to `pickle`.
__name__ = 'pickle'


def encode_long(x):
    """Return the bytes of an integer; none for 0."""
    if x == 0:
        return b''
    nbytes = (x.bit_length() >> 3) + 1
    result = x.to_bytes(nbytes, byteorder='little', signed=True)
    if x < 0 and nbytes > 1 and result[-1] == 0xff and result[-2] & 0x80 != 0:
        # The sign fits into the byte before.
        result = result[:-1]
    return result


def decode_long(data):
    """Return the integer of some bytes."""
    return int.from_bytes(data, byteorder='little', signed=True)
