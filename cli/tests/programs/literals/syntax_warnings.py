# What compiles with a warning on stderr.
for text in r"""
True == 1, True is 1 == 1, isinstance(True, int), type(True), bool.__mro__, str(True), repr(False), int(True), float(True)
None()
None[0]
1.0 < 2, 2.5 > 2, 1e300 > 10 ** 299, 0.5 == 1 / 2, 1.5 == "1.5", 1.0 is not 1
[1][1.0]
1()
"a"()
[1]["a"]
(1,)["a"]
"abc"["a"]
b"abc"["a"]
1[0]
None["a"]
(lambda: 0)[0]
1if 0else 2
0x1for x in [1]
"a" is "a"
[] is []
x is 1 if 0 else 2
assert_ if 0 else ("a" is not "b")
() is ()
None is None
{}()
{1: 2}[0]
(1, 2)(3)
f""()
1.5[0]
(lambda: 0)[0]
[x for x in ()][1, 2]
[1][1, 2]
"abc"[1, 2]
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
