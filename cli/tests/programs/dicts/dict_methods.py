def run(text):
    space = {"d": {"a": 1, "b": 2, "c": 3}}
    try:
        exec(text, space)
        print(text, "->", space["d"])
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}", space["d"])


for text in """d["d"] = 4
d["a"] = 10
d[1] = d["a"]
d[None] = d[1.5] = d[True] = 0
d["x"]
d[["a"]]
d[{}] = 1
print(d.get("a"), d.get("z"), d.get("z", 0), end=" ")
d.get()
d.get([])
d.get("a", 1, 2)
print(d.pop("a"), d.pop("z", None), end=" ")
d.pop("z")
d.pop()
d.pop([])
print(d.popitem(), end=" ")
d.clear(); d.popitem()
print(d.setdefault("a", 5), d.setdefault("z"), d.setdefault("y", []), end=" ")
d.setdefault()
d.setdefault([])
d.update({"a": 9, "z": 0})
d.update([("x", 1), ["y", 2]])
d.update(x=1, y=2)
d.update({"k": 1}, k=2)
d.update(["ab", "cd"])
d.update([("a",)])
d.update([1])
d.update("ab")
d.update(5)
d.update({}, {})
d.update([([], 1)])
d.update(d)
d |= {"z": 1}
d |= [("q", 1)]
d |= 5
d = d | {"a": 0, "e": 5}
d = d | [("a", 1)]
d = {"z": 0} | d
del d["b"]
del d["zz"]
del d[[]]
d.clear()
d = d.copy(); d["new"] = 1
d = dict.fromkeys("ab")
d = dict.fromkeys([1, 2], [])
d = dict.fromkeys({"k": 5}, 0)
dict.fromkeys()
dict.fromkeys(5)
dict.fromkeys([[]])
d = dict(a=1, b=2)
d = dict([(1, 2)], z=3)
d = dict({"a": 1}, a=5)
d = dict(zip("ab", [1, 2]))
d = dict(d)
dict(5)
dict([1, 2])
dict(["abc"])
dict({}, {})
dict(1, 2)
d = {**d, "a": 0}
{**5}
{**[1]}
d = {"x": 1, "x": 2}
hash(d)
d < {}
d + {}
d.nosuch
d.x = 1
d["n"] += 1
d["a"] += 1
d.__setitem__("q", 1)
d.__delitem__("q")
d.__getitem__("q")
dict.get({}, "a", 5)
dict.get(5)
d.__init__({"i": 1}); d.__init__(j=2)
d.keys()[0]
d.items().append(1)
d = {k: v for k, v in reversed(d.items())}
d = dict(sorted(d.items(), key=lambda kv: -kv[1]))
d["self"] = d""".splitlines():
    run(text)
