# Which methods str has, and a few facts that hold for any string.
print([m for m in dir(str) if not m.startswith("_")])
print([m for m in dir(bytes) if not m.startswith("_")])
texts = ["", "a", "abc", "é", "日本", "😀x", "a\nb", " x ", "\ud800", "x" * 50, "Ünï"]
for s in texts:
    assert s[::-1][::-1] == s and "".join(list(s)) == s and s.replace("", "") == s
    assert len(s) == len(list(s)) == len(s[:1]) + len(s[1:])
    assert s.split() == s.strip().split() and s + "" == s and s * 1 == s and s in s
    assert s.center(60).strip(" ") == s.strip(" ") and s.ljust(60).rstrip(" ") == s.rstrip(" ")
    assert eval(repr(s)) == s and eval(ascii(s)) == s
    assert s.partition("zz") == (s, "", "") and s.find(s) == 0 and s.rfind("") == len(s)
    assert s.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == s
    assert s.lower().casefold() == s.casefold() or s == "İ"
    assert hash(s) == hash("".join(s)) and not s < s and s <= s
    for i in range(len(s)):
        assert (
            s[i] == s[i - len(s)] == s[i : i + 1]
            and s.index(s[i]) <= i
            and ord(s[i]) == ord(chr(ord(s[i])))
        )
    print(
        ascii(s), len(s), ascii(s[1:]), ascii(s[-1:]), ascii(s.title()), ascii(max(s, default=""))
    )
long = "äbc" * 1000
print(
    len(long),
    long[1500],
    long[2999],
    long[-1],
    long[1000:1005],
    long.count("b"),
    long.rfind("ä"),
    long[::997],
)
print(
    long.index("c", 2990),
    long[3:][:3],
    long[::-1][:4],
    len(long.encode()),
    long.replace("ä", "a")[:9],
    sum(map(ord, long)),
)
