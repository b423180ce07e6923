for text in r"""
True and 5, 0 and 5, "" or "x", 1 or 1 / 0, None or [] or 0, not 1, not None, 1 and 2 and 3
True + 1, sum([True, False, True]), [1, 2][True], "ab"[False], {True: "a"}[1], True.real, (True).bit_length()
True & True, True & 1, True | False, True ^ True, 1 ^ True, ~False, True and None
None == None, None is None, None == 0, None != False, bool(None), str(None), type(None)()
None < 1
None + 1
None.x
type(None)(1)
NotImplemented == NotImplemented, type(NotImplemented), Ellipsis == ..., repr(Ellipsis), bool(...)
type(NotImplemented)(), type(...)()
1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 > 1 != 0, 1 in [1] == True, not 1 == 2
1 if True else 2, (1 if 0 else 2) + 1, [1 if x else 0 for x in (0, 1)]
True < 2, False < True, max(True, False), sorted([True, False, 0, 1]), hash(True), hash(None) == hash(None)
type("bool subclass", (bool,), {})
True.__and__(2), True.__xor__(False), True.__invert__(), bool.__new__(bool, 3), bool.from_bytes(b"\1", "big")
f"{True:5}|{True:d}|{True!s:>6}|{None!s:<6}|{True:.1f}"
f"{None:5}"
f"{...:>5}"
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
