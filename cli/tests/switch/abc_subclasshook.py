# needs: greenlet
from abc import ABC

from support import drive, pause


def body():
    class Quacks(ABC):
        @classmethod
        def __subclasshook__(cls, other):
            return pause((other.__name__, hasattr(other, "quack")))[1]

    class Duck:
        def quack(self):
            pass

    return isinstance(Duck(), Quacks), issubclass(int, Quacks)


drive(body)
