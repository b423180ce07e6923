# Pretty printing.
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque
from dataclasses import dataclass, field
from pprint import PrettyPrinter, isreadable, isrecursive, pformat, pp, pprint, saferepr
from types import MappingProxyType, SimpleNamespace

data = {"name": "a long value " * 8, "list": list(range(30)), "nested": {"b": [1, 2, {"deep": (1, 2, 3)}], "a": None}, 3: b"bytes " * 20}
pprint(data)
pprint(data, width=40, compact=True)
pprint(data, depth=1, indent=4)
pp({"z": 1, "a": 2})
pprint([["x" * 30] * 3, ("one",), {1, 2, 3}, set("abcdefghijklmnop")], width=30)
for value in (
    OrderedDict((k, k * 10) for k in "abcdef"), Counter("abracadabra" * 3), defaultdict(list, {i: [i] * 9 for i in range(4)}),
    deque(range(30), maxlen=30), ChainMap({"a" * 30: 1}, {"b" * 30: 2}), MappingProxyType({"k" * 20: 1, "l" * 20: 2}),
    SimpleNamespace(alpha=list(range(20)), beta="x" * 30), UserDict({"u" * 30: 1, "v" * 30: 2}), bytearray(b"0123456789" * 6),
):
    pprint(value, width=45)


@dataclass
class Point:
    x: int
    label: str = "p" * 30
    hidden: int = field(default=0, repr=False)
    children: list = field(default_factory=list)


pprint(Point(1, children=[Point(2), Point(3)]), width=50)
loop = [1]
loop.append(loop)
print(saferepr(loop).split(" with")[0], isrecursive(loop), isreadable(loop), isreadable([1, "a"]))
pprint({"b": 1, "a": 2}, sort_dicts=False)
pprint([1234567, 10**9], underscore_numbers=True)
print(pformat("word " * 30, width=40), pformat([]), pformat({1, "a", None}) and "")
print(PrettyPrinter(width=20).pformat([["aaaaaaaa", "bbbbbbbb"], "cccccccc"]))
