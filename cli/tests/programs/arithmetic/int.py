# Integers without bound.
for text in r"""
7 // 2, -7 // 2, 7 // -2, -7 // -2
7 % 3, -7 % 3, 7 % -3, -7 % -3
divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(0, 5)
2 ** 10, 2 ** 100, (-2) ** 3, (-2) ** 2, 0 ** 0, 2 ** -1, (-2) ** -2, 10 ** 20
7 / 2, -7 / 2, 6 / 3, 10 ** 400 / 10 ** 399, 1 / 3
1 << 100, (1 << 100) >> 98, -1 >> 10, -5 >> 1, 5 >> 100, 0 << 1000
~0, ~5, ~-1, -(-5), +5
5 & 3, 5 | 3, 5 ^ 3, -5 & 3, -5 | 3, -5 ^ 3, (1 << 70) & -1, -(1 << 70) | 1, -(1 << 70) ^ (1 << 65)
4611686018427387903 + 1, -4611686018427387904 - 1, 4611686018427387904 * 2
9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 9223372036854775807
3037000500 * 3037000500, -3037000500 * 3037000500, 2147483648 * 4294967296
12345678901234567890 * 98765432109876543210
12345678901234567890123 // 987654321, 12345678901234567890123 % 987654321, -12345678901234567890123 % 987654321
divmod(-12345678901234567890123, 987654321987654321)
pow(3, 100, 7), pow(2, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(5, 0, 1), pow(10 ** 30, 10 ** 20, 10 ** 9 + 7)
pow(2, -1, 4)
pow(2, 3, 0)
1 // 0
1 % 0
1 / 0
divmod(1, 0)
0 ** -1
1 << -1
1 >> -1
10 ** 400 / 1
abs(-5), abs(5), abs(-(1 << 80))
(5).bit_length(), (0).bit_length(), (-256).bit_length(), (1 << 100).bit_length(), (255).bit_count(), (-7).bit_count(), (1 << 90).bit_count()
(1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (5).to_bytes()
(256).to_bytes(1, "big")
(-1).to_bytes(1, "big")
int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff", "big", signed=True), int.from_bytes([1, 2, 3], "little"), int.from_bytes(b"\xff" * 12, "little")
int.from_bytes(b"1", "middle")
(3).as_integer_ratio(), (3).numerator, (3).denominator, (3).real, (3).imag, (3).conjugate(), (3).is_integer
True + True, True * 5, -True, ~True, True & False, True | 2, True ^ True, True / 2, True << 3
5 == 5.0, 1 == True, 10 ** 20 == 1e20, 10 ** 16 + 1 == 1e16 + 1, 2 ** 53 + 1 == float(2 ** 53 + 1)
1 < 1.5 < 2, 2 ** 70 < float("inf"), 2 ** 70 > float("-inf"), 10 ** 400 > 1e308, -10 ** 400 < -1e308, 1 < float("nan")
1 + None
"a" + 1
1 + "a"
[] + 1
-"a"
~1.5
1 < "a"
1 @ 2
round(1234, -2), round(1250, -2), round(1350, -2), round(-5, -1), round(15, -1), round(25, -1), round(7), round(10 ** 20 + 5, -1), round(5, 3)
int.__add__(1, 2), (1).__add__(1.5), (1).__radd__(2), (2).__rpow__(3), (7).__rfloordiv__(20), (1).__eq__("a"), (1).__lt__(2)
5 .real, 5..real, 5 .__class__
hash(1), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(2 ** 100), hash(-(2 ** 100)), hash(True)
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
