for text in r"""
"Hello World".upper(), "Hello".lower(), "hELLO wORLD".title(), "hELLO".capitalize(), "Hello".swapcase(), "Straße".casefold(), "ß".upper(), "ŉ".upper(), "ǆ".title()
"İ".lower(), len("İ".lower()), "ΑΣ".lower(), "ΑΣΑ".lower(), "Σ".lower(), "ﬁ".upper(), "ﬁ".capitalize(), "they're bill's".title(), "x1y".title()
"abc".isalpha(), "ab1".isalpha(), "".isalpha(), "é".isalpha(), "ab1".isalnum(), "".isalnum(), "a_b".isalnum()
"123".isdigit(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "½".isdigit(), "٣".isdecimal(), "一".isnumeric(), "".isdigit()
"abc".islower(), "Abc".islower(), "1".islower(), "a1".islower(), "ABC".isupper(), "A1".isupper(), "".isupper(), "ǅ".istitle(), "ª".islower()
"Hello World".istitle(), "Hello world".istitle(), "HELLO".istitle(), "".istitle(), "A1B".istitle(), "1a".istitle()
" \t\n".isspace(), "".isspace(), "\u2003\xa0\x1c".isspace(), "\u200b".isspace(), "a ".isspace()
"abc".isidentifier(), "1a".isidentifier(), "".isidentifier(), "é_1".isidentifier(), "class".isidentifier(), "a-b".isidentifier(), "_".isidentifier(), "·".isidentifier()
"abc".isprintable(), "\n".isprintable(), "".isprintable(), "\xa0".isprintable(), " ".isprintable(), "\u200b".isprintable(), "\ud800".isprintable()
"abc".isascii(), "é".isascii(), "".isascii()
"HELLO".lower().upper().title(), "\U00010400".lower(), "\U00010428".upper()
"abc".upper(1)
"abc".isalpha(1)
str.upper(1)
str.upper()
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
