# Flags are an enumeration; mistakes in patterns say where they are; warnings; Scanner.
import re
import warnings


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (re.I, re.IGNORECASE | re.M, re.NOFLAG, re.T, re.DEBUG, str(re.X), f"{re.S}"))
show(lambda: (re.RegexFlag, list(re.RegexFlag), re.RegexFlag(0), re.RegexFlag(0x800 | 2), ~re.I, re.I & re.M, re.I in re.RegexFlag(3)))
show(lambda: (re.I == 2, re.I + 1, re.I.name, re.I.value, type(re.I), re.RegexFlag.__module__, re.RegexFlag["I"], re.A.real))
show(lambda: (re.findall("a", "aA", re.I), re.findall("(?s:.)+.", "a\nb\nc"), re.findall("^.", "a\nb", re.M), re.findall("a b # c", "ab", re.VERBOSE)))
show(lambda: (re.findall(r"\w", "aé", re.A), re.match("(?i:A)b", "ab"), re.match("(?-i:A)b", "ab", re.I), re.match("K", "\u212a", re.I)))
from re import *

show(lambda: (match("a", "a"), I, sub is re.sub, error))

for pattern in (
    "(", ")", "[", "[b-a]", "a**", "*a", "(?P<1>a)", "(?P<n>a)(?P<n>b)", "(?P=n)", r"\1", "(?<=a*)b", "a{2,1}", "(?z)", "(?i",
    "(?P<n", "(?Px)", r"\N{nope}", r"\x1", r"\u12", "a(?i)", r"\q", "(?(1)a|b|c)", "(?(n)a)", "(?#", "x\ny(", b"(", b"\xff[", "(?L)", "(?au)",
    "a{99999999999999999999}", "[a-\\d]", "(?P<\u00e9>a", "\\",
):
    try:
        print(re.compile(pattern))
    except re.error as e:
        print(repr(e), e.msg, e.pattern, e.pos, e.lineno, e.colno, e.args)
    except Exception as e:
        print(type(e).__name__, e)
show(lambda: vars(re.error("x")))
show(lambda: vars(re.error("x", "ab\nc", 4)))
show(lambda: (re.error("x", b"ab\nc", 4), re.error.__mro__, re.error.__module__))

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    re.compile("[[a]")
    re.compile("(a)(?(+1)b)")
    re.sub("(a)", r"\g<+1>", "a")
    re.template("x")
    re.compile("y", re.T)
    for w in seen:
        print(w.category.__name__, w.message)


def integer(scanner, token):
    return int(token)


scanner = re.Scanner([(r"\d+", integer), (r"[a-z]+", lambda s, t: t.upper()), (r"\+|\*", "op"), (r"\s+", None)])
show(lambda: scanner.scan("12 + ab*3 ! 4"))
show(lambda: re.Scanner([(r"a # letter", 1), (r"b", 2)], re.X).scan("abba"))
for i in range(600):
    re.match(str(i), str(i))
print(re._MAXCACHE, len(re._cache) <= 512)
