# A subclass of str keeps its type only where Python says so.
class Name(str):
    def __new__(cls, text, extra=None):
        self = super().__new__(cls, text)
        self.extra = extra
        return self

    def __repr__(self):
        return f"Name({str.__repr__(self)})"

    def __eq__(self, other):
        return str.lower(self) == str.lower(other)

    def __hash__(self):
        return hash(self.lower())


n = Name("Ada", extra=1)
print(n, repr(n), [n], n.extra, len(n), isinstance(n, str), type(n).__name__)
print(
    type(n + "x"),
    type(n[0:]),
    type(n.upper()),
    type(str(n)),
    type(n * 1),
    type(n.strip()),
    type(f"{n}"),
    type("%s" % n),
)
print(n == "ADA", {n: 1}["ada"] if "ada" in {n: 1} else "missing", n in ["aDa"])
print(
    {Name("A"): 1}.get(Name("a")), "".join([n, n]), n.replace("x", "y"), type(n.replace("x", "y"))
)
print(
    "Ada".startswith(n), n.find("d"), "{} {!r}".format(n, n), "%s %r" % (n, n), n.__class__.__mro__
)
n.other = 2
print(vars(n), n < "B", sorted([Name("b"), Name("a")]), int(Name("5")), float(Name("1.5")))


class Loud(str):
    def __str__(self):
        return self.upper()

    def __format__(self, spec):
        return "formatted " + spec

    def __len__(self):
        return 42

    def __getitem__(self, i):
        return "item"

    def __iter__(self):
        return iter("xyz")


loud = Loud("abc")
print(
    loud,
    str(loud),
    f"{loud}",
    f"{loud:>5}",
    "%s" % loud,
    "{}".format(loud),
    len(loud),
    loud[0],
    list(loud),
    "".join(loud),
    ",".join([loud]),
)
print(str.__len__(loud), type(str(loud)), loud == "abc", loud.__str__(), repr(loud))
