# Every form of number literal.
for text in r"""
0, 00, 0_0
1_000_000
0b1010, 0B1_01, 0o17, 0O7_7, 0xff, 0XDE_AD
0x_f
1., .5, 1.5e3, 1E-3, 1_0.0_1e+1_0
0777.5
1e400, -1e400
5e-324, 2.2250738585072014e-308
1j, 1.5J, .5e2j, 0j, 1_0j
0xffffffffffffffffffffffff
123456789012345678901234567890
-0, -0.0, +0.0
1_
1__0
0b2
0o8
0xg
012
1e
1_a
0b
1.e5
9223372036854775807, 9223372036854775808, -9223372036854775808
4611686018427387903, 4611686018427387904, -4611686018427387905
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
