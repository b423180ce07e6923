for text in r"""
1j * 1j, (1 + 2j) + 3, (1 + 2j) * (3 - 4j), (1 + 2j) / (3 - 4j), (1 + 2j) - 1.5, -(1 + 2j), +(1j), 2 * 1j
1j, -1j, 1 - 0j, -0j, complex(0.0, -0.0), complex(-0.0, 0.0), complex(-0.0, -1), 1e20 + 1j, complex(float("nan"), float("inf")), 0.1 + 0.2j
abs(3 + 4j), (1 + 2j).real, (1 + 2j).imag, (1 + 2j).conjugate(), hash(1 + 0j), hash(1j) == hash(1j), hash(2 + 3j)
(1 + 2j) ** 2, 1j ** 2, 2 ** 1j, (1 + 1j) ** 0, 0j ** 0, (1 + 2j) ** -1, 1j ** 0.5, (-1) ** 0.5
1 == 1 + 0j, 1j == 1, 1.5 == 1.5 + 0j, 1j != 2j, (1 + 0j) in {1: 2}, 1j == "x"
1j / 0
0j ** -1
0j ** 1j
1j < 2j
1j // 1
1j % 1
divmod(1j, 1)
int(1j)
float(1j)
round(1j)
complex(1, 2).__add__(1), (1j).__eq__(1), (1j).__lt__(1), (1j).__bool__(), (0j).__bool__()
str(1 + 2j), repr(-1 - 2j), f"{1 + 2j:.2f}", f"{1.5 + 2j:>20}", format(1j, ""), f"{3 + 4j:g}", f"{1e10 + 1j:,.1f}", f"{1j:e}"
f"{1j:=10}"
f"{1j:010}"
f"{1j:d}"
sum([1j, 2, 3.5]), (1 + 2j).__complex__(), complex("1e3-2.5e-1j"), type((1j).real)
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
