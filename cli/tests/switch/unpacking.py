# needs: greenlet
from support import drive, pause


class Triple:
    def __iter__(self):
        yield pause("a")
        yield pause("b")
        yield pause("c")


class Item:
    def __setitem__(self, key, value):
        pause((key, value))


def body():
    x, y, z = Triple()
    first, *rest = Triple()
    p, [q, *_] = 1, Triple()
    item = Item()
    item[pause("key")], item["other"] = pause("left"), pause("right")
    try:
        short, pair = Triple()
    except ValueError as error:
        return x, y, z, first, rest, p, q, str(error)


drive(body)
