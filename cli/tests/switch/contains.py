# needs: greenlet
from support import drive, pause


class Range:
    def __contains__(self, item):
        return pause(item)


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return pause(self.n == other)


class Sequence:
    def __getitem__(self, index):
        return pause(index)


def body():
    return (
        3 in Range(),
        4 not in Range(),
        2 in [Equal(1), Equal(2), Equal(3)],
        (Equal(1), Equal(2)).index(2),
        [Equal(1), Equal(1)].count(1),
        5 in Sequence(),
    )


drive(body)
