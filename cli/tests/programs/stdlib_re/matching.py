# Patterns and matches: functions, groups, positions, bytes, errors.
import copy
import pickle
import re
import weakref


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


m = re.match(r"(?P<x>a)(b)?(?P<z>c)?", "ab")
show(lambda: m)
show(lambda: (m.group(), m.group("x", 0, 2, "z"), m[0], m["x"], m[True]))
show(lambda: (m.groups(), m.groups("d"), m.groupdict(), m.groupdict(0), m.regs))
show(lambda: (m.start(), m.end(2), m.span("z"), m.pos, m.endpos, m.lastindex, m.lastgroup, m.string, m.re))
for key in (5, "q", None, -1, 1.0, 1 << 70):
    show(lambda: m.group(key))
    show(lambda: m[key])
    show(lambda: m.start(key))


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("asked")
        return self.n


show(lambda: (m[Index(1)], m.group(Index(2), "x"), m.span(Index(0))))
show(lambda: re.compile("a").match("xxa", Index(2)))

p = re.compile("b+")
text = "aébb日b"
show(lambda: [f(text) for f in (p.match, p.search, p.fullmatch)])
show(lambda: [x.span() for x in p.finditer(text)])
show(lambda: [p.match(text, 2), p.match(text, 2, 3), p.search(text, -5, 100), p.search(text, 4), p.fullmatch(text, 2, 4)])
show(lambda: (p.search(text, 4).pos, p.search(text, 4).endpos, p.search(text, 4).span()))
show(lambda: re.compile("^b").search("ab", 1))
show(lambda: re.compile(r"(?<=a)b").search("ab", 1))
show(lambda: re.findall(r"(\w)(\d)?", "a1b"))
show(lambda: (re.findall(r"\w", "añ1"), re.findall(r"(\w)\d", "a1b2"), re.findall(b"a", bytearray(b"banana"))))
show(lambda: (re.split(",", "a,b,c"), re.split("(,)", "a,b,c", 1), re.split("", "abc"), re.split("x*", "axbc"), re.split("a", "b", -1)))
show(lambda: re.split(b"a", memoryview(b"banana")))
show(lambda: re.match(b"a+", bytearray(b"aab")).group())
show(lambda: p.scanner("abb b").pattern is p)
scanner = re.compile("a|(b)").scanner("abxa")
show(lambda: [scanner.match(), scanner.match(), scanner.match(), scanner.match()])
scanner = re.compile("a|b").scanner("abxa", 1)
show(lambda: [scanner.search(), scanner.search(), scanner.search()])

for pattern, string in [(b"a", "a"), ("a", b"a"), ("a", 5), ("a", None), (5, "a"), (bytearray(b"a"), b"a"), ("a", bytearray(b"a"))]:
    show(lambda: re.match(pattern, string))
for flags in ("x", None, 1.5):
    show(lambda: re.compile("a", flags))
show(lambda: re.compile(p, re.I))
show(lambda: re.compile(p) is p)
for pattern, flags in [
    ("a", 0), ("a", re.I | re.M | re.S | re.X), ("a", re.A), ("a", re.U), (b"a", re.L), ("a", 0x10000), ("a", re.I | 0x400),
    ("a" * 300, re.I), (b"a", re.A | re.L), (b"a", re.U), ("a", re.L), ("a", re.A | re.U), ("(?i)a", re.M), ("a'", 0), ("é\n", 0),
]:
    show(lambda: re.compile(pattern, flags))
show(lambda: (p.flags, type(p.flags), p.groups, p.groupindex, p.pattern))
show(lambda: re.compile("(?P<x>a)(?P<y>b)").groupindex)
show(lambda: re.compile("(?P<x>a)").groupindex.update())
show(lambda: (p == re.compile("b+"), p == re.compile("b+", re.M), p != 5, p == re.compile(b"b+"), hash(p) == hash(re.compile("b+"))))
show(lambda: p < p)
show(lambda: {p: 1}[re.compile("b+")])
show(lambda: (copy.copy(m) is m, copy.deepcopy(m) is m, copy.copy(p) is p, copy.deepcopy([p])[0] is p))
show(lambda: pickle.loads(pickle.dumps(re.compile("a", re.I))))
show(lambda: pickle.dumps(m))
show(lambda: weakref.ref(p)() is p)
show(lambda: weakref.ref(m))
show(lambda: (re.Match[str], re.Pattern[bytes], type(m), type(p), re.Match.__module__))
show(lambda: re.Match())
show(lambda: re.Pattern())
show(lambda: isinstance(m, re.Match) and isinstance(p, re.Pattern) and bool(re.match("", "")))
show(lambda: p.nosuch)


def attempt():
    p.new = 1


show(attempt)
show(lambda: (re.escape("a.b\n c-d_é"), re.escape(b"a.b"), re.escape("")))
show(lambda: re.escape(5))
show(lambda: re.purge())
show(lambda: (m.expand(r"\1-\2-\3"), m.expand(r"\g<x>\g<0>"), m.expand("abc")))
for template in (r"\g<q>", r"\9", r"\q", r"\g<", r"\g<>", r"\g", b"abc", 5):
    show(lambda: m.expand(template))


class S(str):
    pass


show(lambda: (type(re.match("abc", S("abc")).group()), type(re.match("", S("abc")).string), type(re.sub("x", "y", S("abc")))))
show(lambda: (re.__all__, re.__version__))
