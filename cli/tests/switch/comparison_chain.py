# needs: greenlet
from support import drive, pause


class N:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return pause(f"{self.n} < {other.n}")

    def __eq__(self, other):
        return pause(f"{self.n} == {other.n}")

    def __le__(self, other):
        return NotImplemented

    def __ge__(self, other):
        return pause(f"{self.n} >= {other.n}")


def body():
    a, b, c = N(1), N(2), N(3)
    return (
        a < b < c,
        c < b < a,
        a == b == c,
        a < c == c,
        a != b,
        b <= a,
        (a, b) < (a, c),
        [a] == [b],
    )


drive(body, answer=eval)
