# needs: greenlet
from support import drive, pause


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return pause(self.n)


def body():
    out = []
    for n in Countdown(3):
        out.append(n)
    else:
        out.append("else")
    source = Countdown(2)
    return out, next(source), next(source), next(source, "default")


drive(body, answer=lambda n: n * 10)
