# literal_eval: what it takes and what it refuses.
import ast

for text in ("1", " 1", "\t'a'", "-1", "+1.5", "-2j", "1+2j", "1-2j", "-1.5+3j", "[1, 2]", "(1,)", "()", "{1: 2}", "{}", "{1, 2}", "set()",
             "None", "True", "...", "b'x' b'y'", "'a' 'b'", "{'a': [1, (2, {3: None})]}", "0xff", "1_000", "1e400", "u'x'", "'\\ud800'",
             "- -1", "--1", "1+1", "1+-2j", "2j+1", "a", "f()", "set(1)", "f''", "{**{}}", "[*a]", "a.b", "1 if 2 else 3", "not 1",
             "-True", "-'a'", "lambda: 0", "[x for x in y]", "1, 2", "1\n", "\n1", "(", "1 +", "'a", "x = 1", "[1, 2, foo]", "{[]: 1}",
             "{1: 2, 3}", "3 + True", "True + 1j", "+(1+2j)", "~1", "**1", "\x00", "\n\n foo"):
    try:
        v = ast.literal_eval(text)
    except Exception as e:
        shown = str(e)
        at = shown.find(" object at ")
        print(repr(text), "!", type(e).__name__, shown[:at] if at >= 0 else shown)
    else:
        print(repr(text), type(v).__name__, ascii(v))
print(ast.literal_eval(ast.parse("[1, 2]", mode="eval")), ast.literal_eval(ast.Constant(3)), ast.literal_eval(ast.List([ast.Constant(1)])))
for bad in (ast.Name("a"), 5, None, b"1", ast.Dict([ast.Constant(1)], []), ast.parse("1")):
    try:
        print(ast.literal_eval(bad))
    except Exception as e:
        print(type(e).__name__, str(e).split(" object at ")[0])
