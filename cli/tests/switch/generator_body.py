# needs: greenlet
from support import drive, pause


def numbers(n):
    for i in range(n):
        got = yield pause(i)
        if got:
            pause(("sent", got))


def chain():
    yield from numbers(2)
    yield from (pause(c) for c in "ab")


def body():
    source = numbers(3)
    out = [next(source), source.send("hello"), next(source, "end"), next(source, "end")]
    return out, list(chain())


drive(body)
