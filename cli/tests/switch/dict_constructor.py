# needs: greenlet
from support import drive, pause


class Mapping:
    def keys(self):
        return pause(["k", "l"])

    def __getitem__(self, key):
        return pause([key])[0] * 2


def pairs():
    yield pause(("a", 1))
    yield pause(["b", 2])


def body():
    table = dict(pairs(), c=3)
    table.update(Mapping())
    table.update(pairs())
    merged = {**Mapping(), "z": 0}
    table |= Mapping()
    return table, merged, dict(Mapping()), dict.fromkeys((pause([n]))[0] for n in "pq")


drive(body)
