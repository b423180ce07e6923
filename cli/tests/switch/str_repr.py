# needs: greenlet
from support import drive, pause


class Name:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return pause("str " + self.name)

    def __repr__(self):
        return pause("repr " + self.name)


def body():
    a, b = Name("a"), Name("b")
    print(a, b, sep=" | ")
    print([a, (b,), {a.name: b}], {"k": a})
    return str(a), repr(b), f"{a} {b!r} {a=}", "%s %r" % (a, b), "{!r:>8}|{}".format(a, b), ascii(a)


drive(body, answer=str.upper)
