# needs: greenlet
from support import drive, pause


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return pause((self.n, other.n))


def body():
    return [item.n for item in sorted(map(Item, [3, 1, 2]))]


drive(body, answer=lambda pair: pair[0] < pair[1])
