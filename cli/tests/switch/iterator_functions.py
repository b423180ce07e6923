# needs: greenlet
from itertools import accumulate, chain, groupby, islice, takewhile

from support import drive, pause


def numbers():
    for n in range(1, 6):
        yield pause(n)


def body():
    return (
        list(accumulate(numbers(), lambda a, b: a * b)),
        list(chain([0], islice(numbers(), 2))),
        [(key, list(group)) for key, group in groupby(numbers(), key=lambda n: pause(n) // 3)],
        list(takewhile(lambda n: pause(n) < 3, [1, 2, 3, 4])),
        list(reversed([*numbers()])),
        list(iter(lambda: pause(3), 3)),
    )


drive(body)
