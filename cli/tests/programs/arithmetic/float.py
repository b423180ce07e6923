for text in r"""
0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e22, 1e-4, 1e-5, 0.00001234, 1.0, 100000.0
1.7976931348623157e308, 1.7976931348623157e308 * 10, 5e-324, 5e-324 / 2, 2.5, 1e100, 3.14
float("nan"), -float("nan"), float("inf"), -float("inf"), float("inf") - float("inf"), -0.0, 0.0 == -0.0
7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 5.5 % float("inf"), -5.5 % float("inf"), 0.0 % 3, -0.0 % 3, 3.0 // 0.1, 1e308 // 1e-308
divmod(7.5, 2), divmod(-7.5, 2), divmod(1.0, 0.1), divmod(-0.0, 1.0)
2.0 ** 0.5, 2 ** 0.5, (-8) ** (1 / 3), 0.0 ** 0, 2.0 ** -1, (-2.0) ** 3, float("nan") ** 0, 1.0 ** float("nan"), (-1.0) ** float("inf")
1.0 / 0
1.0 // 0
1.0 % 0
divmod(1.0, 0.0)
0.0 ** -1
(-0.0) ** -1.5
10.0 ** 400
1e200 * 1e200, 1e-200 * 1e-200
round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1e20, 2), round(1234.5678, -2), round(0.05, 1), round(5.015, 2), round(1.005, 2), round(-0.4)
round(float("nan"))
round(float("inf"))
round(1.5, None), round(float("inf"), 2), round(1e308, -308), round(2.5, 0), type(round(2.5, 0))
round(1.5, 1.5)
round("x")
(2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.0).as_integer_ratio()
float("inf").as_integer_ratio()
float("nan").as_integer_ratio()
(0.1).hex(), (-1.5).hex(), (0.0).hex(), (5e-324).hex(), float("inf").hex(), (1e300).hex()
float.fromhex("0x1.8p1"), float.fromhex("-0x.8p0"), float.fromhex("inf"), float.fromhex("1p10"), float.fromhex(" 0xa ")
float.fromhex("zz")
float.fromhex("0x1p2000")
hash(1.5), hash(1.0), hash(-0.0), hash(float("inf")), hash(float("-inf")), hash(0.1), hash(1e300), hash(-1.0), hash(2.0 ** 61)
float("nan") == float("nan"), float("nan") != float("nan"), float("nan") < 1, float("nan") in [float("nan")]
abs(-2.5), abs(-0.0), -(-2.5), +2.5, (1.5).conjugate(), (1.5).real, (1.5).imag
int(1e15 + 0.5), 1e23, 9007199254740993.0, 1.1 + 2.2, 4.35 * 100, 1.0 - 0.9
str(1e16), repr(123456.789e3), str(1e-7), str(0.1 + 0.7), str(1 / 3), str(2 / 3), str(1e21), str(1.5e-10), repr(1e5), repr(1.0e10)
sum([0.1] * 10), sum([1e100, 1.0, -1e100]), max(0.0, -0.0), min(-0.0, 0.0)
1.5 + None
1.5 & 1
1.5 << 1
1.5 + "a"
"a" * 1.5
float.__add__(1.5, 1), (1.5).__add__("x"), (1.5).__rsub__(2), (1.5).__floordiv__(1), (2.5).__divmod__(1), (1.0).__pow__(2, None)
float.__getformat__("double")
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
