# needs: greenlet
from support import drive, pause


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(pause((self.cents, other.cents)))

    def __radd__(self, other):
        return Money(pause((other, self.cents)))


def pausing(values):
    for value in values:
        yield pause((value, 0))


def body():
    return (
        sum([Money(1), Money(2), Money(3)]).cents,
        sum(pausing([1, 2, 3])),
        sum(pausing([1.5]), 0.5),
    )


drive(body, answer=lambda pair: pair[0] + pair[1])
