for text in r"""
"hello".find("l"), "hello".find("z"), "hello".find("l", 3), "hello".find("l", 4), "hello".find(""), "hello".find("", 5), "hello".find("", 6), "hello".find("o", -1), "hello".find("h", -100)
"hello".rfind("l"), "hello".rfind("z"), "hello".rfind(""), "hello".rfind("l", 0, 3), "hello".rfind("", 0, 2)
"hello".index("e"), "hello".rindex("l"), "hello".index("lo", 1, None)
"hello".index("z")
"hello".rindex("z")
"hello".count("l"), "hello".count(""), "aaaa".count("aa"), "hello".count("l", 3), "hello".count("", 2, 4), "".count(""), "".count("a"), "abc".count("", 4)
"hello".startswith("he"), "hello".startswith(""), "hello".startswith(("x", "he")), "hello".startswith("l", 2), "hello".startswith("", 5), "hello".startswith("", 6), "hello".startswith(())
"hello".endswith("lo"), "hello".endswith(("a", "o")), "hello".endswith("l", 0, 4), "hello".endswith(""), "hello".endswith("hello", 1)
"hello".startswith(["he"])
"hello".startswith(1)
"hello".startswith(("he", 1)), "hello".startswith((1, "he"))
"hello".endswith(None)
"ell" in "hello", "" in "", "x" in "hello", "lo" in "hello", "héllo".find("l"), "日本語テキスト".index("語"), "a\U0001f600b".find("b"), "é" in "caf\u00e9"
"hello".find(1)
"hello".find("l", "1")
"hello".find("l", None, None), "hello".find("l", True), "hello".find("l", 1, 2)
"hello".find()
"hello".find("a", 1, 2, 3)
"hello".index("l", 1.5)
"hello".count(None)
"abcabc".replace("b", "X"), "abcabc".replace("b", "", 1), "abc".replace("", "-"), "abc".replace("", "-", 2), "aaa".replace("aa", "b"), "abc".replace("x", "y"), "".replace("", "z"), "abc".replace("b", "B", -1), "abc".replace("b", "x", 0)
"abc".replace("a")
"abc".replace(1, "x")
"abc".replace("a", "b", count=1)
"hello"[1], "hello"[-1], "hello"[1:3], "hello"[::-1], "hello"[::2], "hello"[5:], "hello"[-3:-1], "hello"[10:], "hello"[3:1], "hello"[4:0:-2], "日本語"[1], "日本語"[::-1]
"hello"[5]
"hello"[-6]
"hello"[::0]
"hello"[1:"a"]
"removeprefix".removeprefix("remove"), "abc".removeprefix("x"), "abc".removeprefix(""), "abcabc".removesuffix("abc"), "abc".removesuffix("abcd"), "abc".removesuffix("")
"abc".removeprefix(1)
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
