"""Pickles of built-in values are the same bytes as CPython's, and come back as what they were."""
import hashlib
import pickle
from collections import OrderedDict, namedtuple


def function():
    pass


class Class:
    class Inner:
        pass

    def __init__(self):
        self.x = [1]

    def __eq__(self, other):
        return self.__dict__ == other.__dict__


Point = namedtuple("Point", "x y")
loop = []
loop.append(loop)
ring = ([],)
ring[0].append(ring)
cycle = {}
cycle["self"] = cycle
shared = ["shared"]
values = [
    None, True, False, 0, 1, -1, 255, 256, 65535, 65536, -129, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63,
    2**200, -2**2100, 0.0, -0.0, 1.5, 1e300, float("inf"), "", "a", "äöü€😀", "\udc80", "x" * 255, "x" * 256,
    "y" * 70000, b"", b"bytes", b"z" * 256, b"w" * 70000, bytearray(b"array"), bytearray(70000), (), (1,), (1, 2),
    (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(2500)), list(range(1001)), list(range(2000)), set(range(1000)), {}, {1: 2}, {"a": 1, "b": [2]},
    {i: str(i) for i in range(1001)}, {i: i for i in range(1000)}, set(), {1}, frozenset(), frozenset({2}), [shared, shared], (shared, [shared]),
    function, Class, Class.Inner, len, int, 1j, ..., NotImplemented, range(3), slice(1, 2), Class(),
    OrderedDict(a=1), Point(1, 2), ["n" * 30000, "m" * 30000, "l" * 30000, "k"], [[[[[[]]]]]], print,
]
total = hashlib.sha256()
for protocol in range(6):
    for value in values:
        data = pickle.dumps(value, protocol)
        if protocol >= 4:
            total.update(data)
        back = pickle.loads(data)
        assert type(back) is type(value), value
        assert back == value and repr(back)[:12] == repr(value)[:12], (value, back)
    print(protocol, total.hexdigest()[:16])
for value in loop, ring, cycle:
    data = pickle.dumps(value)
    print(data)
    back = pickle.loads(data)
    print(back)
deep = None
for _ in range(300):
    deep = [deep]
assert pickle.loads(pickle.dumps(deep)) == deep
for bad in (lambda: 0, (n for n in ()), Class.Inner.__dict__):
    try:
        pickle.dumps([1, bad])
    except (TypeError, AttributeError, pickle.PicklingError) as e:
        print(type(e).__name__, str(e).split(" at ")[0])
for bad in (b"", b"\x80", b"\x80\x04", b"\x80\x04K", b"\x80\x06N.", b"\x80\x04h\x09.", b"\x80\x04\x95\xff\0\0\0\0\0\0\0N.",
            b"\x80\x04a.", b"\x80\x04\x8c\x05ab.", b"\x80\x04(e.", b"\x80\x04]]s.", b"\x80\x04}]K\x01s.", "text", None):
    try:
        print(pickle.loads(bad))
    except Exception as e:
        print(type(e).__name__, e)
