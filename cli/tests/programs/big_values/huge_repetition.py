# Sizes that cannot be had are errors, not crashes.
for text in r"""
"x" * 10**12
"ab" * 10**18
"x" * 10**30
"x" * -10**30, "" * 10**17, [] * 10**17, () * 10**17, b"" * 10**17
[0] * 10**12
[0] * 2**62
[1, 2] * 10**18
(0,) * 10**15
(1, 2, 3) * 2**62
b"x" * 10**13
bytes(10**13)
bytes(2**63)
bytearray(2**64)
[0] * 10**30
(0,) * -10**30
"x" * (2**63 - 1)
"x" * 2**63
"é" * (2**62)
list(range(10**12)) if 0 else len(range(10**12))
" ".join(["x" * 10**6] * 3)[-3:]
"x".center(10**13)
"x".ljust(10**30)
"x".zfill(10**13)
"%1000000000000d" % 5
"{:1000000000000}".format(5)
f"{5:99999999999999}"
"%.99999999999999f" % 1.5
format(1.0, ".99999999999f")
"a\t".expandtabs(10**13)
"abc".replace("", "x" * 10**12) if 0 else 0
1 << 10**15
2 ** 10**15 if 0 else 0
(1 << 100000).bit_length(), len(hex(1 << 100000)), (3 ** 10000) % 1000007, len(str(7 ** 5000))
int("1" * 4000) * 2 % 97
range(10**30)[10**29], len(range(0, 10**18, 7))
len(range(10**30))
sum(range(10**5)), max(range(10**6)), 10**18 in range(0, 10**19, 5)
"x" * 10**6 == "x" * 10**6, len("ab" * 10**6), ("ab" * 10**6)[::-1][:3], ("é" * 10**5).count("é"), len([0] * 10**6), ([1, 2] * 10**5).count(2)
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
