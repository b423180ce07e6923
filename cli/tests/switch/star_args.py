# needs: greenlet
from support import drive, pause


def arguments():
    yield pause(1)
    yield pause(2)


class Options:
    def keys(self):
        yield pause("x")
        yield pause("y")

    def __getitem__(self, key):
        return pause(key) * 2


def show(*args, **kwargs):
    return args, kwargs


def body():
    return show(0, *arguments(), 9, **Options()), [*arguments(), *arguments()], (*arguments(),)


drive(body)
