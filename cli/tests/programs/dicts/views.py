d = {"a": 1, "b": 2, "c": 3}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items, len(keys), len(values), len(items))
print(
    "a" in keys,
    1 in values,
    ("a", 1) in items,
    ("a", 2) in items,
    "a" in items,
    ["a", 1] in items,
    [] in values,
)
d["d"] = 4
print(
    keys,
    list(values),
    sorted(items),
    list(reversed(keys)),
    list(reversed(d.values())),
    list(reversed(d.items())),
    list(reversed(d)),
)
print(
    sorted(keys & {"a", "z"}),
    sorted(keys | ["z"]),
    sorted(keys - {"a"}),
    sorted(keys ^ {"a", "q"}),
    sorted({"a"} | keys),
    sorted(keys & "abc"),
    type(keys & keys),
)
print(
    sorted(items & {("a", 1)}),
    sorted(items - {("a", 1)}),
    items <= {("a", 1), ("b", 2), ("c", 3), ("d", 4)},
    keys == {"a", "b", "c", "d"},
    keys == d.keys(),
    items == d.items(),
    values == d.values(),
)
print(
    keys < {"a", "b", "c", "d", "e"},
    keys >= {"a"},
    keys.isdisjoint({"z"}),
    keys.isdisjoint("a"),
    items.isdisjoint([]),
    keys != set(),
)
print(
    repr({1: 2}.keys()),
    str({}.values()),
    repr({}.items()),
    keys.mapping,
    type(keys),
    type(items.mapping),
)
for text in (
    "keys[0]",
    "hash(keys)",
    "keys.add(1)",
    "len(iter(keys))",
    "keys & 5",
    "keys | None",
    "items - 5",
    "keys < 5",
    "keys - [[]]",
    "values & values",
    "keys + keys",
    "type(keys)()",
    "keys.mapping['x'] ",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


def mutate(action):
    d = {"a": 1, "b": 2, "c": 3}
    out = []
    try:
        for k in d:
            out.append(k)
            action(d, k)
    except RuntimeError as error:
        out.append(str(error))
    print(out, d)


mutate(lambda d, k: d.update({k + k: 1}))
mutate(lambda d, k: d.pop(k))
mutate(lambda d, k: d.__setitem__(k, 0))
mutate(lambda d, k: d.clear())
mutate(lambda d, k: (d.pop("c", 0), d.__setitem__("z" + k, 1)) if k == "a" else None)
mutate(lambda d, k: d.pop(k) and d.update({k: 5}) if k != "c" else None)
it = iter(d.items())
print(next(it), it.__length_hint__(), list(it), list(it), next(it, "end"))
it = iter(d)
d["new"] = 1
try:
    next(it)
except RuntimeError as error:
    print(error)
try:
    next(it)
except (RuntimeError, StopIteration) as error:
    print(type(error).__name__, error)
print(
    sum(values),
    max(d),
    sorted(d, key=d.get),
    min(d.items(), key=lambda kv: kv[1]),
    dict(items) == d,
    [*d],
    {*d} == set(keys),
)
