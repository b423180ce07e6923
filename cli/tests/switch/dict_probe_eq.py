# needs: greenlet
from support import drive, pause


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return pause((self.name, other.name))


def body():
    table = {Key("a"): 1, Key("b"): 2, Key("c"): 3}
    table[Key("b")] = 20
    found = table[Key("c")], table.get(Key("d"), "none"), Key("a") in table
    return found, list(table.values())


drive(body, answer=lambda names: names[0] == names[1])
