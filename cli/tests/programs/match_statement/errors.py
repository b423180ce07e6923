for bad in [
    "match x:\n case a: pass\n case b: pass",
    "match x:\n case _: pass\n case 1: pass",
    "match x:\n case a | b: pass",
    "match x:\n case [a] | [b]: pass",
    "match x:\n case [a, a]: pass",
    "match x:\n case {'a': 1, 'a': 2}: pass",
    "match x:\n case {**r, 'a': 1}: pass",
    "match x:\n case {**_}: pass",
    "match x:\n case [*a, *b]: pass",
    "match x:\n case a as _: pass",
    "match x:\n case 1 as a as b: pass",
    "match x:\n case a.b as c.d: pass",
    "match x:\n case P(a=1, a=2): pass",
    "match x:\n case P(a=1, 2): pass",
    "match x:\n case 1 + 2: pass",
    "match x:\n case -a: pass",
    "match x:\n case f'{x}': pass",
    "match x:\n case a(): pass",
    "match x:\n case a()(): pass",
    "match x:\n case 1 + 2j: pass",
    "match x:\n case 1j + 2: pass",
    "match x:\n case -1 - 2j: pass",
    "match x:\npass",
    "match x:\n pass",
    "match x:\n",
    "match x:\n case 1:\n pass",
    "match x\n case 1: pass",
    "match x:\n case 1 pass",
    "match:\n case 1: pass",
    "match x:\n case: pass",
    "match x:\n case 1 if: pass",
    "match x:\n case *a: pass",
    "match x:\n case (*a): pass",
    "match x:\n case {a: 1}: pass",
    "match x:\n case {1: a, 1.0: b}: pass",
    "match x:\n case [1, 2: pass",
    "match x:\n case 'a' 'b': pass",
    "match x:\n case 'a' b'b': pass",
    "match x:\n case a := 1: pass",
    "match x:\n case lambda: 0: pass",
    "match x:\n case not a: pass",
    "match x:\n case a and b: pass",
    "match x:\n case a[0]: pass",
    "match x:\n case {}:\n  break",
    "match *a, b:\n case _: pass",
    "match x, :\n case _,: pass",
    "case 1: pass",
    "match x:\n case P(**k): pass",
    "match x:\n case P(*a): pass",
    "match x:\n else: pass",
    "match x:\n case (a, a): pass",
    "match x:\n case [a, {'k': a}]: pass",
    "match x:\n case P(a, b=a): pass",
    "match x:\n case (1 | a) | 2: pass",
    "match x:\n case (a as b) | (b as a): pass",
    "match x:\n case None | True | ...: pass",
    "match x:\n case {None: 1, -1: 2, 'a' 'b': 3}: pass",
    "match x:\n case {f(): 1}: pass",
    "match x:\n case {1 + 1: 1}: pass",
    "match x:\n case 1.5 + 1: pass",
    "match x:\n case True.x: pass",
    "match x:\n case __debug__: pass",
    "match x:\n case None(): pass",
]:
    try:
        compile(bad, "<t>", "exec")
        print(repr(bad), "compiles")
    except SyntaxError as e:
        print(repr(bad), "->", type(e).__name__, e.msg)


class Bad1:
    __match_args__ = "x"


class Bad2:
    __match_args__ = (1,)


class Bad3:
    __match_args__ = ("a",)


class Dup:
    __match_args__ = ("a", "a")
    a = 1


class Raises:
    __match_args__ = ("p",)

    @property
    def p(self):
        raise KeyError("from property")


class Attr:
    __match_args__ = ("p",)

    @property
    def p(self):
        raise AttributeError("no p")


def run(x, text):
    space = dict(globals(), x=x)
    try:
        exec(f"match x:\n case {text}: print('matched')\n case _: print('no match')", space)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


for x, text in (
    (Bad1(), "Bad1(1)"),
    (Bad2(), "Bad2(1)"),
    (Bad3(), "Bad3(1)"),
    (Bad3(), "Bad3(1, 2)"),
    (Bad1(), "Bad1()"),
    (Dup(), "Dup(1, 1)"),
    (Dup(), "Dup(1, a=1)"),
    (Raises(), "Raises(1)"),
    (Attr(), "Attr(1)"),
    (5, "int(5, 6)"),
    (5, "object(1)"),
    (5, "undefined()"),
    (5, "undefined.x"),
    (5, "len()"),
    (5, "str(1)"),
    (5, "(int | str)()"),
    ([1], "[1, undefined.y]"),
    (5, "int(real=5, imag=0)"),
    (5, "int(nosuch=1)"),
    ({}, "{'a': undefined.z}"),
    ({"a": 1}, "{'a': undefined.z}"),
    (True, "bool(True)"),
    (1, "bool()"),
    ([], "list([])"),
    (complex(1), "complex(1)"),
):
    run(x, text)


class LenRaises(list):
    def __len__(self):
        raise ValueError("len failed")


run(LenRaises(), "[a]")


class GetRaises(dict):
    def get(self, *a):
        raise ValueError("get failed")


run(GetRaises(a=1), "{'a': 1}")


class EqRaises:
    def __eq__(self, o):
        raise ValueError("eq failed")


run(EqRaises(), "1")
run(EqRaises(), "None")
run(EqRaises(), "[1]")


class Inst(type):
    def __instancecheck__(c, o):
        return True


class Any(metaclass=Inst):
    __match_args__ = ("real",)


run(5, "Any(5)")
run("s", "Any()")
run("s", "Any(1)")
import collections.abc


class FakeSeq:
    pass


collections.abc.Sequence.register(FakeSeq)
run(FakeSeq(), "[]")
run(FakeSeq(), "[*_]")


class FakeMap:
    pass


collections.abc.Mapping.register(FakeMap)
run(FakeMap(), "{}")
run(FakeMap(), "{'a': 1}")
