# needs: greenlet
from support import drive, pause


class Point:
    def __init__(self, x):
        self.x = x
        self.y = pause("y")
        self.z = pause("z")


def body():
    point = Point(1)
    return point.x, point.y, point.z


drive(body, answer=str.upper)
