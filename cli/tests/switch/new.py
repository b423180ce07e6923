# needs: greenlet
from support import drive, pause


class Number(int):
    def __new__(cls, text):
        return super().__new__(cls, pause(text))


def body():
    number = Number("forty-two")
    return type(number).__name__, number + 1


drive(body, answer=len)
