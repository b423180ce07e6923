for text in r"""
b"abc"[0], b"abc"[-1], b"abc"[1:], b"abc"[::-1], list(b"abc"), b"abc" + b"d", b"ab" * 2, 2 * b"ab", len(b"abc"), 97 in b"abc", b"bc" in b"abc", b"" in b"", 300 in [1]
bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes(range(3)), bytes((65,)), bytes(bytearray(b"a")), bytes(memoryview(b"mv")), bytes({1: 2})
bytes(-1)
bytes([256])
bytes([-1])
bytes(["a"])
bytes("abc")
bytes(1.5)
bytes(None)
bytes(10 ** 30)
bytes([10 ** 30])
bytes(b"a", "utf-8")
bytes("a", "utf-8", "strict", 1)
b"Hello World".upper(), b"Hello".lower(), b"hello world".title(), b"hELLO".capitalize(), b"Hello".swapcase(), b"\xe9".upper()
b"abc".isalpha(), b"1".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"abc".islower(), b"ABC".isupper(), b"Abc".istitle(), b"abc".isascii(), b"\x80".isascii(), b"".isascii(), b"\xe9".isalpha()
b"hello".find(b"l"), b"hello".find(108), b"hello".rfind(b"l"), b"hello".index(b"e"), b"hello".count(b"l"), b"hello".count(108), b"hello".find(b""), b"hello".find(b"l", -2), b"hello".rindex(b"l", 0, 3)
b"hello".find("l")
b"hello".find(256)
b"hello".index(b"z")
b"hello".index(1.5)
b"hello".startswith(b"he"), b"hello".endswith((b"x", b"lo")), b"hello".startswith(b"l", 2)
b"hello".startswith("he")
b"hello".startswith([b"he"])
b"a b  c".split(), b"a,b,c".split(b","), b"a,b,c".split(b",", 1), b"a,b,c".rsplit(b",", 1), b"".split(), b"".split(b","), b" a ".split(), b"a\nb\r\nc\x0bd".splitlines(), b"a\n".splitlines(True), b"a\xa0b".split()
b"a".split(",")
b"a".split(b"")
b"a-b-c".partition(b"-"), b"a-b".rpartition(b"x"), b",".join([b"a", bytearray(b"b"), memoryview(b"c")]), b"".join([])
b",".join(["a"])
b",".join([1])
b",".join(b"ab")
b" a ".strip(), b"xax".strip(b"x"), b"xa".lstrip(b"x"), b"ax".rstrip(b"x"), b"prefix".removeprefix(b"pre"), b"suffix".removesuffix(b"fix"), b"a\tb".expandtabs(4)
b"abc".replace(b"b", b"XX"), b"aaa".replace(b"a", b"b", 2), b"abc".replace(b"", b"-"), b"abc".translate(bytes(range(256))), b"abc".translate(None, b"b"), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(bytes(range(256)), delete=b"c")
b"abc".replace("b", "x")
b"abc".translate(b"short")
bytes.maketrans(b"ab", b"x")
b"abc".center(7, b"*"), b"abc".ljust(5), b"abc".rjust(5, b"0"), b"42".zfill(5), b"-42".zfill(5)
b"abc".center(7, "*")
b"abc".center(7, b"**")
b"abc".hex(), b"\x00\xff".hex(), b"abcdef".hex(" "), b"abcdef".hex(":", 2), b"abcdef".hex("-", -4), b"abcdefg".hex(".", 3), bytes.fromhex("61 62 63"), bytes.fromhex(""), bytes.fromhex(" 6162\n63 "), bytes.fromhex("AbCd")
bytes.fromhex("6")
bytes.fromhex("zz")
bytes.fromhex("6 1")
bytes.fromhex(b"61")
b"abc".hex("ab")
b"abc".hex("é")
b"%d %s %r %x" % (1, b"a", "x", 255), b"%b" % b"x", b"%c%c" % (65, b"B"), b"%a" % "é", b"%5.1f|" % 2.55, b"%(k)d" % {b"k": 5}, b"%%" % (), b"%-5d|" % 3
b"%s" % "a"
b"%d" % b"a"
b"%b" % 1
b"abc" < b"abd", b"a" == b"a", b"a" == "a", b"a" == bytearray(b"a"), b"a" != b"b", hash(b"a") == hash(bytes([97])), sorted([b"b", b"a"]), max(b"abc"), b"" < b"\0"
b"a" + "b"
b"a" * b"b"
b"abc"[5]
b"abc".decode("utf-8"), str(b"a"), repr(b"'\""), f"{b'x'}", "%s" % b"a", "{}".format(b"a"), ascii(b"\xff"), b"a".__class__, bool(b""), bool(b"0")
b"a" b"\n" == bytes([97, 10]), [b"a"] == ["a"], {b"a": 1}.get("a"), b"abc".__contains__(98), iter(b"ab").__next__(), b"abc".__getitem__(slice(1, None)), b"x".__mul__(3), b"abc".__bytes__()
b"abc".upper(1)
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
