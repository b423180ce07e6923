# Pickling: protocols, sharing, reduce, state, errors.
import io
import pickle
from collections import OrderedDict, namedtuple

Point = namedtuple("Point", "x y")


class Plain:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.__dict__ == other.__dict__


class Slotted:
    __slots__ = ("a", "b")


class State(Plain):
    def __getstate__(self):
        return {"doubled": self.value * 2}

    def __setstate__(self, state):
        self.value = state["doubled"]


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, (1, 2), {"extra": 3}


class Numbers(list):
    pass


shared = [1]
data = [None, True, 0, -1, 255, 256, 65536, 2**31, -2**63, 10**40, 1.5, float("inf"), "text", "\u00e9\U0001f600\n\\", b"bytes\xff", bytearray(b"ba"), (), (1,), (1, 2), (1, 2, 3, 4),
        [], [1, [2]], {}, {"k": {"n": 1}}, {1, 2}, frozenset([3]), shared, shared, Point(1, 2), Plain(3), OrderedDict(a=1), len, Plain, int, range(5), slice(1, 2), 3 + 4j, Ellipsis, NotImplemented, ValueError("x")]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    copy = pickle.loads(pickle.dumps(data, protocol))
    print(protocol, copy[:-1] == data[:-1], copy[26] is copy[27], repr(copy[-1]), len(pickle.dumps(list(range(3)), protocol)))
print(pickle.dumps({"a": [1, (2, 3)], "b": None}), pickle.dumps("x", 0), pickle.dumps(Plain, 2))
slotted = Slotted()
slotted.a = 1
copy = pickle.loads(pickle.dumps(slotted))
print(copy.a, hasattr(copy, "b"), pickle.loads(pickle.dumps(State(5))).value, pickle.loads(pickle.dumps(Reduced())).__dict__)
numbers = Numbers([1, 2])
numbers.tag = "t"
copy = pickle.loads(pickle.dumps(numbers))
print(copy, copy.tag, type(copy).__name__)
loop = []
loop.append(loop)
copy = pickle.loads(pickle.dumps(loop))
print(copy[0] is copy)


class Keeper(pickle.Pickler):
    def persistent_id(self, obj):
        return ("kept", obj.value) if isinstance(obj, Plain) else None


class Finder(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid

    def find_class(self, module, name):
        if name == "eval":
            raise pickle.UnpicklingError("forbidden")
        return super().find_class(module, name)


out = io.BytesIO()
Keeper(out).dump([Plain(1), 2])
out.seek(0)
print(Finder(out).load())
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps((i for i in [])), lambda: pickle.loads(b""), lambda: pickle.loads(b"\x80\x04."), lambda: pickle.loads(b"garbage"), lambda: pickle.dumps(1, 99),
            lambda: Finder(io.BytesIO(pickle.dumps(eval))).load(), lambda: pickle.loads("text"), lambda: pickle.loads(b"cno_such_module\nx\n.")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0][:60])
