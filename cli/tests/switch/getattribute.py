# needs: greenlet
from support import drive, pause


class Traced:
    value = 1

    def __getattribute__(self, name):
        return pause((name, super().__getattribute__(name)))[1]

    def method(self):
        return self.value


def body():
    traced = Traced()
    return traced.value, traced.method()


drive(body, answer=lambda pair: pair if callable(pair[1]) else (pair[0], pair[1] + 1))
