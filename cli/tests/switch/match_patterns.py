# needs: greenlet
from support import drive, pause


class Point:
    @property
    def __match_args__(self):
        return ("x",)

    def __init__(self, x):
        self._x = x

    @property
    def x(self):
        return pause(self._x)


class Equal:
    def __eq__(self, other):
        return pause(other)


def body():
    out = []
    match Point(3):
        case Point(x=4):
            out.append("four")
        case Point(x=3) as point:
            out.append("three")
    match 7:
        case n if pause(n) > 10:
            out.append("guarded")
        case n:
            out.append(n)
    match Equal():
        case 0:
            out.append("zero")
        case 1:
            out.append("one")
    return out


drive(body)
