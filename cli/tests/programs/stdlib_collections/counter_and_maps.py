# Counter, ChainMap, OrderedDict, deque, defaultdict.
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque

c = Counter("abracadabra")
print(c, c["z"], c.most_common(2), sorted(c.elements()), c.total())
d = Counter(a=1, b=5, z=-2)
print(c + d, c - d, c | d, c & d, +d, -d)
c.subtract("aab")
c.update({"q": 3})
print(c, Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1, b=0))
c -= Counter(a=100)
del c["nothing"]
print(sorted(c.items()), Counter(), Counter({"a": 1, "b": "x"}) == Counter())
try:
    Counter.fromkeys("ab")
except NotImplementedError as error:
    print(error)

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m, m["a"], m["b"], list(m), len(m), m.parents, m.new_child({"c": 4}))
m["b"] = 30
print(m.maps, m.get("zz", 0), "b" in m, m | {"x": 1}, {"x": 1} | m)
for bad in (lambda: m["zz"], lambda: m.pop("zz"), lambda: ChainMap().popitem()):
    try:
        bad()
    except KeyError as error:
        print("KeyError", error)

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(o, o.popitem(), o.popitem(last=False), list(reversed(OrderedDict.fromkeys("xyz"))))
p, q = OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)
print(p == q, p == dict(q), p.keys(), p.items(), p.values())
q.move_to_end("a", last=False)
print(p == q, p | {"c": 3})

dq = deque([1, 2, 3], maxlen=4)
dq.append(4)
dq.append(5)
dq.appendleft(0)
dq.rotate(1)
print(dq, dq[0], dq.index(3), list(reversed(dq)))
dd = defaultdict(list)
for word in "one two three four".split():
    dd[len(word)].append(word)
print(dd, dd.get(9), sorted(dd))
