for text in r"""
"a b  c".split(), " a b ".split(), "".split(), "   ".split(), "a b c d".split(None, 2), " a  b  c ".split(None, 1), "a b".split(maxsplit=0), "  a b  ".split(maxsplit=0)
"a,b,,c".split(","), ",".split(","), "".split(","), "a,b,c".split(",", 1), "abc".split("abc"), "a--b--c".split("--"), "aXbXc".split("X", -1), "a,b".split(sep=",", maxsplit=5), "a,b".split(",", 0)
"a\tb\nc\x0bd\x1ce\u2003f".split(), "a\u200bb".split()
"a b c".rsplit(None, 1), "a,b,c".rsplit(",", 1), "a,b,c".rsplit(","), " a b ".rsplit(), "".rsplit(","), "  a  b ".rsplit(None, 1), "a--b---c".rsplit("--", 1)
"a,b".split("")
"a".split(1)
"a".split(",", "x")
"a".split(",", 1, 2)
"a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l".splitlines()
"a\nb\n".splitlines(), "a\n\nb".splitlines(True), "".splitlines(), "\n".splitlines(), "a\r\n".splitlines(keepends=True), "\r\n\n\r".splitlines(), "abc".splitlines()
"a-b-c".partition("-"), "abc".partition("-"), "a-b-c".rpartition("-"), "abc".rpartition("-"), "".partition("x"), "--".partition("--")
"a".partition("")
"a".partition(1)
"".join([]), ",".join("abc"), "-".join(["a"]), ", ".join(("a", "b")), "".join({"k": 1}), "x".join(c for c in "ab"), "é".join(["日", "a"])
",".join([1, 2])
",".join(["a", None])
",".join(["a", b"b"])
",".join(5)
",".join(["a", "b"], 1)
"a".join("\ud800b") == "\ud800ab", len("".join(["a"] * 1000)), "".join(iter(["x", "y"]))
"  abc  ".strip(), "  abc".lstrip(), "abc  ".rstrip(), "xxabcxx".strip("x"), "abcba".strip("ab"), "abc".strip(""), "\t\n a\u2003".strip(), "xyz".lstrip("yx"), "xyz".rstrip("zy"), "aaa".strip("a"), " a ".strip(None), "日x日".strip("日")
"abc".strip(1)
"abc".strip("a", "b")
"a" "b" + "c" * 3, "ab" * 0, "ab" * -1, 3 * "x", "" * 100, "a" + "", "é" * 3
"a" + 1
"a" * "b"
"a" * 1.0
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
