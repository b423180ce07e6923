# needs: greenlet
from support import drive, pause


class Box:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return pause(self.n)


def body():
    return bool(Box(0)), bool(Box(2)), len(Box(3)), not Box(0), "full" if Box(1) else "empty"


drive(body)
