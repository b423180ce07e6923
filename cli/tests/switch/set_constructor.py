# needs: greenlet
from support import drive, pause


def numbers():
    for n in (3, 1, 3, 2):
        yield pause(n)


def body():
    base = {1, 10}
    return (
        set(numbers()),
        frozenset(numbers()) == {1, 2, 3},
        base.union(numbers()) - {10},
        base.intersection(numbers()),
        base.issubset(numbers()),
        {pause(n) for n in (1, 2)},
    )


drive(body)
