class Counter(dict):
    def __missing__(self, key):
        return f"no {key}"

    def __repr__(self):
        return f"Counter({dict.__repr__(self)})"


c = Counter(a=1)
print(c["a"], c["z"], c.get("z"), "z" in c, c, len(c), c.setdefault("z", 5), c["z"])


class Log(dict):
    def __getitem__(self, key):
        return ("got", dict.get(self, key))

    def __setitem__(self, key, value):
        super().__setitem__(key, ("set", value))

    def __contains__(self, key):
        return True

    def __len__(self):
        return 99

    def __iter__(self):
        return iter(["fake"])

    def keys(self):
        return ["k"]

    def __eq__(self, other):
        return "eq"

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


l = Log(x=1)
l["y"] = 2
l.update(z=3)
print(
    l,
    l["x"],
    l["nope"],
    len(l),
    "q" in l,
    list(l),
    l.keys(),
    list(l.values()),
    l == 1,
    l != 1,
    dict.__len__(l),
)
print(
    dict(l),
    {**l},
    list(l.items()),
    dict.keys(l),
    l.copy(),
    type(l.copy()),
    l | {"a": 1},
    type(l | {}),
    {} | l,
)
del l["x"]
print(l.pop("y"), dict.__repr__(l))
print("%(x)s" % l, "{x}".format_map(l), "{x}".format(**l) if "x" in dict.keys(l) else "")


def f(**kw):
    return kw


print(f(**l), sorted(l), type(f(**l)))


class D(dict):
    pass


d = D(a=1)
d.attr = 2
print(
    d,
    d.attr,
    vars(d),
    D.fromkeys("ab"),
    type(D.fromkeys("a")),
    d == {"a": 1},
    isinstance(d, dict),
    type(d | d),
    type(dict(d)),
)
try:
    hash(d)
except TypeError as e:
    print(e)


class Hashable(dict):
    def __hash__(self):
        return 5


print({Hashable(): 1}[Hashable()])


class New(dict):
    def __new__(cls, *args, **kw):
        self = super().__new__(cls)
        self.args = args
        return self

    def __init__(self, *args):
        pass


print(New(1, 2).args, New())


class Caseless(dict):
    def __init__(self, *a, **k):
        super().__init__()
        for key, value in dict(*a, **k).items():
            self[key] = value

    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)

    def __getitem__(self, k):
        return super().__getitem__(k.lower())


cl = Caseless({"Ab": 1}, CD=2)
print(cl, cl["AB"], cl["cD"])
try:
    cl["nope"]
except KeyError as e:
    print(repr(e), e.args, str(e))
globals_like = Counter()
print(eval("undefined_name + ' x'", {}, globals_like))
exec("a = b", {}, globals_like)
print(globals_like)
