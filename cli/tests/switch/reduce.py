# needs: greenlet
from functools import reduce

from support import drive, pause


def body():
    return (
        reduce(lambda a, b: pause((a, b)), [1, 2, 3, 4]),
        reduce(lambda a, b: pause((a, b)), (n for n in "ab"), ">"),
        reduce(pause, [], "empty"),
    )


drive(body, answer=lambda pair: pair[0] + pair[1])
