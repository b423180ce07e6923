# needs: greenlet
from support import drive, pause


class Term:
    def __init__(self, text):
        self.text = text

    def __add__(self, other):
        return Term(pause(f"({self.text} + {other})"))

    def __radd__(self, other):
        return Term(pause(f"({other} + {self.text})"))

    def __iadd__(self, other):
        self.text = pause(f"{self.text} += {other}")
        return self

    def __mul__(self, other):
        pause("not implemented")
        return NotImplemented

    def __neg__(self):
        return Term(pause(f"-{self.text}"))

    def __matmul__(self, other):
        return pause(f"{self.text} @ {other}")

    def __divmod__(self, other):
        return pause("divmod")

    def __pow__(self, other, modulus=None):
        return pause(f"pow {other} {modulus}")

    def __int__(self):
        return len(pause("int"))

    def __float__(self):
        return pause("float") and 2.5

    def __abs__(self):
        return pause("abs")


def body():
    a = Term("a")
    b = a
    b += 5
    try:
        a * 3
    except TypeError as error:
        message = str(error)
    return (
        (a + 1).text,
        (2 + a).text,
        b is a,
        (-a).text,
        a @ 4,
        message,
        divmod(a, 1),
        pow(a, 2, 3),
        int(a),
        float(a),
        abs(a),
    )


drive(body)
