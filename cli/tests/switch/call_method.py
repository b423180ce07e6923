# needs: greenlet
from support import drive, pause


class Adder:
    def __call__(self, n, *, by=1):
        return pause(n) + by

    def __class_getitem__(cls, item):
        return pause(item)


def body():
    add = Adder()
    return add(1), add(2, by=10), list(map(add, [5, 6])), Adder["item"], sorted([2, 1], key=add)


drive(body)
