# needs: greenlet
from support import drive, pause


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        self.n = pause(self.n)
        return iter(range(self.n))


def body():
    out = []
    for i in Countdown(3):
        out.append(i)
    return out, list(Countdown(2)), tuple(Countdown(1))


drive(body, answer=lambda n: n + 1)
