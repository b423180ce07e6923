for action in (
    lambda: "aéb".encode("ascii"),
    lambda: "éé".encode("ascii"),
    lambda: b"a\xff".decode(),
    lambda: b"a\xe2\x82".decode("utf-8"),
    lambda: "x\ud800".encode("utf-8"),
):
    try:
        action()
    except UnicodeError as error:
        print(
            type(error).__name__,
            error.encoding,
            ascii(error.object),
            error.start,
            error.end,
            error.reason,
        )
        print(ascii(str(error)), ascii(error.args), type(error).__mro__[1:3])

error = UnicodeDecodeError("codec", b"abc", 1, 2, "because")
print(error, error.args)
error.reason = "changed"
error.start, error.end = 0, 3
print(error)
error = UnicodeEncodeError("codec", "a\u20acb", 1, 3, "why")
print(error)
error = UnicodeTranslateError("a\u20acb", 1, 2, "why not")
print(error, error.object == "a\u20acb")
for bad in ((1,), ("c", "s", 0, 1, "r"), ("c", b"s", "0", 1, "r")):
    try:
        UnicodeDecodeError(*bad)
    except TypeError as error:
        print(error)
