# needs: greenlet
from functools import total_ordering

from support import drive, pause


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return pause((self.n, "==", other.n))

    def __lt__(self, other):
        return pause((self.n, "<", other.n))


def body():
    a, b = Version(1), Version(2)
    return a <= b, a > b, a >= b, b != a


drive(body, answer=lambda q: q[0] == q[2] if q[1] == "==" else q[0] < q[2])
