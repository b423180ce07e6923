# needs: greenlet
from support import drive, pause


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return pause(self.n)


def body():
    items = list(range(10))
    items[Index(0)] = "first"
    items[Index(1) : Index(3)] = ["x"]
    del items[Index(2) : Index(8) : Index(3)]
    return (
        items,
        "abcdef"[Index(1) : Index(4)],
        (1, 2, 3)[Index(-1)],
        bytes([Index(65), Index(66)]),
        list(range(Index(3))),
        "ab" * Index(2),
        hex(Index(255)),
        round(3.14159, Index(2)),
        items.pop(Index(0)),
    )


drive(body)
