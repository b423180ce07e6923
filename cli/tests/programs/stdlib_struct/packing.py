# struct: formats, sizes, errors.
import struct

print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4, -5, 6), struct.pack(">fd", 1.5, -2.5), struct.pack("3s5p?c", b"ab", b"xyz", True, b"q"))
print(struct.unpack("<hI2x3s", struct.pack("<hI2x3s", 1, 2, b"abc")), struct.calcsize("@bi"), struct.calcsize("=bi"), struct.calcsize("10s"), struct.calcsize("<e"))
s = struct.Struct(">HH")
buffer = bytearray(6)
s.pack_into(buffer, 1, 258, 3)
print(buffer, s.unpack_from(buffer, 1), s.size, s.format, list(struct.iter_unpack("<H", b"abcd")), struct.pack("<e", 0.5))
for bad in (lambda: struct.pack("b", 200), lambda: struct.pack("b"), lambda: struct.pack("Z", 1), lambda: struct.unpack("<I", b"abc"), lambda: struct.pack("i", "x"), lambda: struct.pack("s", "x"), lambda: struct.unpack_from("<I", b"abc"), lambda: list(struct.iter_unpack("<I", b"abcde"))):
    try:
        print(bad())
    except struct.error as error:
        print("error", error)
