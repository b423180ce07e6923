# needs: greenlet
from support import drive, pause


class Truth:
    def __init__(self, name):
        self.name = name

    def __bool__(self):
        return pause(self.name)


def body():
    names = ["no", "yes", "never asked"]
    first = any(Truth(name) for name in names)
    second = all(Truth(name) for name in names)
    third = any([Truth("no"), Truth("no")]), all((Truth("yes"), Truth("yes")))
    fourth = any(pause(name) for name in names)
    return first, second, third, fourth


drive(body, answer=lambda name: name == "yes")
