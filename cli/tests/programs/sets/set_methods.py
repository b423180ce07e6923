def run(text):
    space = {"s": {1, 2, 3}}
    try:
        exec(text, space)
        print(
            text,
            "->",
            (
                sorted(space["s"], key=repr)
                if isinstance(space["s"], (set, frozenset))
                else space["s"]
            ),
        )
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")


for text in """s.add(4)
s.add(1.0)
s.add([])
s.add()
s.add(1, 2)
s.remove(1)
s.remove(9)
s.remove([])
s.discard(1)
s.discard(9)
s.discard([])
s.remove({9})
s.clear()
s.clear(); s.pop()
s.pop(1)
s = len({s.pop() for _ in range(3)})
s = s.union([4], (5,), {6: 0})
s = s.union()
s.union(5)
s = s.intersection([1, 2], {2})
s = s.difference([1], [2])
s = s.symmetric_difference([3, 4])
s.symmetric_difference([1], [2])
s.update([4], "ab")
s.update()
s.update(5)
s.intersection_update([1, 9])
s.difference_update([1], [3])
s.symmetric_difference_update([1, 9])
s.update([[]])
s |= {9}
s &= {1, 9}
s -= {1}
s ^= {1, 9}
s |= [9]
s &= "a"
s = s | {4}
s = s | [4]
s = s & {1, 9}
s = s - {1}
s = s ^ {1, 9}
s = s - [1]
s = s | frozenset([7])
s = frozenset([7]) | s
s = s.issubset([1, 2, 3, 4]), s.issuperset([1]), s.isdisjoint([9]), s.isdisjoint([1])
s = s <= {1, 2, 3}, s < {1, 2, 3}, s >= {1}, s > {1}, s == {3, 2, 1}, s != {1}, {1} < {2}, {1} > {2}, s == frozenset(s), s == [1, 2, 3]
s < [1]
s.issubset(5)
s = s.copy(); s.add(0)
s = set("hello")
s = set([1, [2]])
set(5)
set(1, 2)
set(x=1)
s = {*s, *[5]}
s = {1, True, 1.0, "1"}
s = frozenset(s)
frozenset([1]).add(2)
hash(s)
{s}
s = {frozenset(s)}
s[0]
s + {1}
s * 2
s = frozenset(s) in {frozenset(s)}, {1, 2, 3} in [frozenset([1, 2, 3])]
s = {1} in {frozenset([1])}
[] in s
s = type(s | frozenset()), type(frozenset() | s), type(frozenset([1]) & [1].__class__([1]).__class__ and set())
s.nosuch
s.x = 1
s = len(s), 1 in s, bool(set()), repr(set()), repr(frozenset()), repr({1}), repr(frozenset({1})), str({"a"})
s.__init__([7])
s = frozenset(frozenset([1])), set(set()), frozenset("a") == set("a")
f = frozenset([1]); s = f.copy() is f, frozenset(f) is f, f.union() == f
s = hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash(frozenset()) == hash(frozenset([]))
for x in s: s.add(x + 10)
for x in s: s.discard(x)
s = sorted(s, reverse=True), max(s), sum(s), [x for x in {5}]
a, b, c = s; s = a + b + c
s = set(range(1000)); s = len(s), sum(s), len(s & set(range(500, 2000))), len(s ^ set(range(500, 2000)))""".splitlines():
    run(text)
