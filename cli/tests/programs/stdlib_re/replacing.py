# sub and subn: templates, functions, counts, kinds of text.
import re


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: (re.sub("a", "b", "banana"), re.subn("a", "b", "banana", 2), re.sub("a", "b", "banana", count=1), re.sub("a", "b", "banana", -1)))
show(lambda: (re.sub("x*", "-", "axbc"), re.sub("", "-", "abc"), re.sub(r"\b", "|", "a bc"), re.sub("z", "y", "abc")))
show(lambda: (re.sub(r"(\w)(\w)", r"\2\1", "abcd"), re.sub("(?P<n>a)", r"<\g<n>\g<0>\g<1>>", "ba"), re.sub("(a)|b", r"[\1]", "ab")))
show(lambda: (re.sub("a", r"\n\t\\", "xa"), re.sub("a", r"\x", "xb")))
show(lambda: (re.sub("(a)", r"\100", "a"), re.sub("(a)", r"\0", "a"), re.sub("(a)", r"\07", "a"), re.sub("(a)" * 12, r"\11\12", "a" * 12)))
show(lambda: re.sub("日", "本", "日本日"))
show(lambda: (re.sub(b"a", b"\xff", b"banana"), re.sub(b"a", bytearray(b"xx"), bytearray(b"aab")), re.sub(b"(a)", b"<\\1>", bytearray(b"aab"))))
show(lambda: re.sub(b"z", b"x", bytearray(b"aab")))
for template in (r"\q", r"\g<1", r"\g<nope>", r"\2", r"\g<2>", r"\g<1a>", r"\400", 5, None, b"x", b"\\1", bytearray(b"x")):
    show(lambda: re.sub("(a)", template, "banana"))
    show(lambda: re.sub("(z)", template, "banana"))
for template in ("x", "\\1", ""):
    show(lambda: re.sub(b"(a)", template, b"banana"))
show(lambda: re.sub("a", "b", 5))
show(lambda: re.sub("a", "b", b"a"))
show(lambda: re.sub("a", lambda m: "x", b"a"))

show(lambda: re.sub("a", lambda m: m.group().upper(), "banana"))
show(lambda: re.subn("(a)(n)?", lambda m: str(m.groups()), "banana", 2))
show(lambda: re.sub("a", lambda m: None, "banana"))
show(lambda: re.sub("a", lambda m: 5, "banana"))
show(lambda: re.sub("a", lambda m: 5, "zzz"))
show(lambda: re.sub(b"a", lambda m: bytearray(b"<>"), b"banana"))
show(lambda: re.sub(b"a", lambda m: "x", b"banana"))
show(lambda: re.sub("a", str, "b"))
show(lambda: re.sub("x*", lambda m: f"<{m.start()}>", "axé"))


class Callable:
    def __call__(self, match):
        return match.re.sub("o", match.string[:1])


show(lambda: re.sub("a", Callable(), "banana"))


def failing(match):
    raise KeyError(match.group())


show(lambda: re.sub("n", failing, "banana"))


# A function that replaces in a function that replaces.
def nested(match):
    return re.sub(r"\d", lambda d: f"[{d.group()}{match.start()}]", match.group())


show(lambda: re.sub(r"\w+", nested, "a1 b22"))
