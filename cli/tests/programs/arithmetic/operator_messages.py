for text in r"""
1 + "x"
"x" + 1
[] + ()
() + []
{} + {}
{1} + {2}
1 - "x"
"a" - "b"
1 * None
"a" * "b"
[] * []
2.5 * "a"
1 / "x"
"a" / 2
1 // None
"%d" % "x"
5 % "x"
2 ** "x"
pow(2, "x")
pow(2, 3, "x")
pow(2.0, 3, 5)
pow("a", 2, 3)
1 << 2.0
1 >> "x"
1 & 1.5
{1} & [1]
{1} | [1]
{1} - [1]
{1: 2} | [(3, 4)]
1 | "x"
[] ^ []
1 @ 1
-[]
+"x"
~"x"
~None
not []
1 < None
[] < 1
"a" < b"a"
(1,) < [1]
{} < {}
1j > 1
object() < object()
None >= None
divmod("a", 1)
abs("x")
round([])
divmod(1)
print + 1
len < 5
int + int
range(3)["a"]
{}["a"]
{}[[]]
int[0]
list[0]
object()[0]
len(5)
len()
iter(5)
next(5)
next([])
reversed({1})
hash([])
hash({})
hash({1})
hash(slice(1))
hash(([],))
1 in 5
"a" in 5
1 in "abc"
None in b"abc"
300 in b"abc"
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
