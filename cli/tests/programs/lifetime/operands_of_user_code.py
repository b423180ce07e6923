"""What an expression needs no longer is dropped before its value is used, also where user code made the value."""


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  drops", self.name)

    @property
    def prop(self):
        return "prop"

    def __getattr__(self, name):
        if name == "wrong":
            raise AttributeError("none of it")
        return "missing " + name

    def __getitem__(self, key):
        return "item"

    def __neg__(self):
        return "neg"

    def __iter__(self):
        return iter("iter")

    def __lt__(self, other):
        return "lt"

    def __contains__(self, other):
        return False

    def __add__(self, other):
        return "add"

    def __bool__(self):
        return True

    def __format__(self, spec):
        return "format"

    def __call__(self, *args, **kwargs):
        return "called"


class Computed(Thing):
    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


def show(*values):
    print(*values)


def subscripts():
    show(Thing("a")["b"])
    show(Thing("a")[Thing("b")])
    show(Thing("a")[Thing("b"):Thing("c")])
    show(0, Thing("a")[Thing("b")], 1)
    show([Thing("a")[Thing("b")]])
    show(x := Thing("a")[Thing("b")])
    x = Thing("a")[Thing("b")]
    show(x)


def attributes():
    show(Thing("a").prop)
    show(Thing("a").nothing)
    show(Computed("a").prop)
    show(Computed("a").nothing)
    show(x := Thing("a").prop)
    show(x := Thing("a").nothing)
    show(x := Computed("a").prop)
    x = Thing("a").prop
    show(x)


def operators():
    show(-Thing("a"))
    show(Thing("a") + Thing("b"))
    show(Thing("a") < Thing("b"))
    show(Thing("a") in Thing("b"))
    show(not Thing("a"))
    show(f"{Thing('a')}")
    show(x := -Thing("a"))
    show(x := Thing("a") + Thing("b"))


def calls():
    show(Thing("a")(Thing("b")))
    show(Thing("a")(Thing("b"), c=Thing("c")))
    show(x := Thing("a")(Thing("b")))
    show(len([Thing("a")]))
    show(x := [*Thing("a")])
    for x in Thing("a"):
        show(x)
        break


def failures():
    # The object of a failing attribute is known to the exception, and lives as long as that.
    for name in "wrong", "name":
        try:
            show(getattr(Thing("a"), name))
            show(x := Thing("a").wrong)
        except AttributeError as e:
            show("failed", e)
    show("over")


for case in subscripts, attributes, operators, calls, failures:
    print(case.__name__)
    for turn in range(2):
        case()
