# needs: greenlet
from support import drive, pause


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return pause(self.name)

    def __eq__(self, other):
        return self.name == other.name


def body():
    table = {Key("one"): 1}
    table[Key("three")] = 3
    unique = {Key("x"), Key("x")}
    return table[Key("one")], len(table), len(unique), hash(Key("four"))


drive(body, answer=len)
