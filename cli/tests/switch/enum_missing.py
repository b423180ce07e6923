# needs: greenlet
from enum import Enum

from support import drive, pause


class Colour(Enum):
    RED = 1
    BLUE = 2

    @classmethod
    def _missing_(cls, value):
        return cls[pause(value)]


def body():
    return Colour("red"), Colour(2), Colour("blue").name


drive(body, answer=lambda value: value.upper())
