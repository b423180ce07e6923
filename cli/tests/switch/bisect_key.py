# needs: greenlet
import bisect

from support import drive, pause


class Mark:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return pause((self.n, other.n))


def body():
    marks = [Mark(n) for n in (1, 3, 5)]
    at = bisect.bisect_left(marks, Mark(3)), bisect.bisect_right(marks, Mark(3))
    bisect.insort(marks, Mark(4))
    keyed = bisect.bisect([1, 2, 3], 2, key=lambda n: pause((n, 9)) and n)
    return at, [mark.n for mark in marks], keyed


drive(body, answer=lambda pair: pair[0] < pair[1])
