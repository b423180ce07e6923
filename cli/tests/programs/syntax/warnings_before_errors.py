# What is warned about in a text with an error.
import warnings

for text in (
    "5if",
    "1if 1 else 2\na b",
    "a b\n1if 1 else 2",
    '"\\d"; a b',
    'x = "\\d"\ny = (1\n1if 2 else 3',
    "1or 2\n  x",
    "1or 2\n\"",
    "return 1if 1 else 2",
    "1if 1 else 2 = 3",
    "(1or",
    "1_000if 1 else 2",
    "x is 1; return",
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(text, "<t>", "exec")
        except SyntaxError as e:
            print(repr(text), e)
    print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
warnings.simplefilter("error")
for text in ("5if", "1if 1 else 2\na b", "a b"):
    for run in (lambda: compile(text, "<t>", "exec"), lambda: exec(text), lambda: eval("1if 1 else 2; a b")):
        try:
            run()
        except SyntaxError as e:
            print(e, e.__context__)
