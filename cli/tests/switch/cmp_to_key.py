# needs: greenlet
from functools import cmp_to_key

from support import drive, pause


def body():
    key = cmp_to_key(lambda a, b: pause((a, b)))
    return sorted([3, 1, 2], key=key), max([1, 5, 2], key=key), key(1) < key(2)


drive(body, answer=lambda pair: pair[0] - pair[1])
