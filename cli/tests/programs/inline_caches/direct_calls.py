"""Calls that are made without passing arguments on in general: stars, questions about characters, `join`, `isinstance`."""


def star(a, *rest, k=0, **kw):
    return a, rest, k, sorted(kw.items())


class T(tuple):
    pass


class Odd(dict):
    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return 9


def calls():
    t, d = (1, 2), {"k": 4, "z": 5}
    print(star(0, *t, **d), star(0, *T(t)), star(0, *[7], **{}), star(*t), star(0, 1, *(), *t))
    print(star(0, **Odd(b=1)), d, t)
    for bad in ({1: 2}, {"a": 1}, 5):
        try:
            print(star(0, *t, **bad))
        except TypeError as e:
            print(str(e).partition(".")[2] or e)
    try:
        star(0, *5)
    except TypeError as e:
        print(str(e).rpartition(".")[2])


calls()


class S(str):
    def isalpha(self):
        return "own"


def text():
    for s in ("a", "é", "1", "", " ", "ab1", "_x", "Title", "UP", "low", "²", "\x7f", S("x")):
        print(s.isalpha(), s.isalnum(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isspace(), s.isprintable(),
              s.isidentifier(), s.islower(), s.isupper(), s.istitle())
    print(str.isalpha("q"), "q".isalpha.__call__(), [*map(str.isdigit, "1a2")])
    for wrong in (lambda: str.isalpha(5), lambda: "a".isalpha(1), lambda: ",".join(["a", 5, "b"]), lambda: "".join([b"x"])):
        try:
            print(wrong())
        except TypeError as e:
            print(e)
    parts = ["a", "é", "", S("s"), "long enough to be copied"]
    print("".join(parts), ", ".join(parts), "é".join(parts), len("é".join(parts)), "-".join(["one"]), "-".join([]), "-".join([S("s")]))
    print(f"{5}{12}{-3}{10**15}", str(-1), repr(0))


text()


class Meta(type):
    def __instancecheck__(cls, o):
        return o == 5


class M(metaclass=Meta):
    pass


class Lies:
    __class__ = int


def instances():
    for o in (5, 5.0, "x", None, True, [], Lies(), M(), int, S("y"), T()):
        print([isinstance(o, c) for c in (int, str, object, type, bool, list, tuple, M, (int, str))], end=" ")
    print()
    try:
        isinstance(5, 5)
    except TypeError as e:
        print(e)


instances()
