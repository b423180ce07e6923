# An instance of a subclass of every built-in type: construction, state, operators.
kinds = {
    int: (7,),
    float: (1.5,),
    complex: (1, 2),
    str: ("abc",),
    bytes: (b"ab",),
    bytearray: (b"ab",),
    tuple: ([1, 2],),
    list: ([1, 2],),
    dict: ({"a": 1},),
    set: ([1],),
    frozenset: ([1],),
    object: (),
    Exception: ("msg", 1),
    property: (),
    classmethod: (len,),
    staticmethod: (len,),
    type: ("T", (), {}),
    enumerate: ("ab",),
    zip: ("ab", "cd"),
    map: (str, [1]),
    filter: (None, [0, 1]),
    reversed: ([1, 2],),
    KeyError: ("k",),
    OSError: (2, "no", "f"),
}
for kind, args in kinds.items():

    class Sub(kind):
        extra = "class attribute"

        def method(self):
            return ("method", type(self).__name__)

    s = Sub(*args)
    try:
        s.attr = 1
        state = s.attr, s.extra, s.method(), isinstance(s, kind), type(s) is Sub
    except AttributeError as e:
        state = str(e)
    text = repr(s)
    print(
        kind.__name__,
        state,
        text[:40] if " at 0x" not in text else "",
        Sub.__mro__[1].__name__,
        bool(s),
    )

    class WithInit(kind):
        def __new__(cls, *a, **k):
            return super().__new__(cls, *args)

        def __init__(self, *a, key=None):
            try:
                super().__init__(*args)
            except TypeError as e:
                print("  init:", e)
            self.key = key

    try:
        print("  ", WithInit("ignored", key="K").key)
    except Exception as e:
        print("  ", type(e).__name__, e)
for kind in (
    bool,
    type(None),
    range,
    slice,
    type(...),
    type(NotImplemented),
    memoryview,
    type(lambda: 0),
    type((i for i in ())),
    type(len),
    type(iter([])),
    type({}.keys()),
):
    try:

        class Sub(kind):
            pass

        print(kind.__name__, "may be a base")
    except TypeError as e:
        print(e)


class Int(int):
    def __repr__(self):
        return f"Int({int(self)})"

    def __eq__(self, o):
        return "eq"

    __hash__ = int.__hash__


i = Int(5)
print(
    i,
    [i],
    i + 1,
    type(i + 1),
    i == 4,
    {5: "five"}[i] if True else "",
    -i,
    i * 2.0,
    i / 2,
    divmod(i, 2),
    abs(i),
    type(abs(i)),
    i.bit_length(),
    hash(i),
    f"{i}",
    f"{i:03}",
    "%d" % i,
    "%s" % i,
    str(i),
    int(i),
    type(int(i)),
    range(i),
    [0] * i,
    i.real,
    i.__index__(),
    Int("7"),
    Int(),
    Int.from_bytes(b"\x01", "big"),
)


class Float(float):
    def __new__(cls, v, unit):
        self = super().__new__(cls, v)
        self.unit = unit
        return self


f = Float(2.5, "kg")
print(
    f,
    f.unit,
    f * 2,
    type(f * 2),
    f == 2.5,
    round(f),
    f.hex(),
    Float.fromhex if 0 else "",
    int(f),
    f"{f:.3f}",
    {f: 1}[2.5],
    float(f),
    type(float(f)),
)


class Tup(tuple):
    x = property(lambda self: self[0])


print(
    Tup([1, 2]).x,
    Tup("ab") + ("c",),
    type(Tup("ab")[:]),
    Tup() == (),
    hash(Tup([1])) == hash((1,)),
    Tup([1, 2]) < (1, 3),
    repr(Tup([1])),
    "%s %s" % Tup([1, 2]),
)


class Bytes(bytes):
    pass


print(
    Bytes(b"ab") + b"c",
    type(Bytes(b"ab").upper()),
    Bytes(3),
    Bytes("é", "utf-8"),
    repr(Bytes(b"x")),
    {b"k": 1}[Bytes(b"k")],
)


class Cx(complex):
    pass


print(Cx(1, 2), repr(Cx(1j)), Cx(1) + 1, type(-Cx(1)))


class En(enumerate):
    def __next__(self):
        i, v = super().__next__()
        return i * 10, v


print(list(En("ab")))


class Mp(map):
    pass


print(list(Mp(int, "12")))


class Ty(type):
    def __init__(cls, n, b, d):
        cls.made_by = "Ty"


print(Ty("Q", (), {}).made_by)


class Obj(object):
    def __new__(cls, *a, **k):
        return object.__new__(cls)


print(type(Obj(1, 2, k=3)).__name__)


class ObjInit:
    def __init__(self, *a):
        super().__init__()


ObjInit(1)


class BothArgs:
    def __new__(cls, *a):
        return object.__new__(cls, *a)

    def __init__(self, *a):
        object.__init__(self, *a)


try:
    BothArgs(1)
except TypeError as e:
    print(e)
