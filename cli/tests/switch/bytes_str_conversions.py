# needs: greenlet
from support import drive, pause


class Convertible:
    def __bytes__(self):
        return pause("bytes").encode()

    def __str__(self):
        return pause("str")

    def __complex__(self):
        return len(pause("complex")) + 1j

    def __fspath__(self):
        return pause("path")

    def __round__(self, digits=None):
        return pause(f"round {digits}")

    def __reversed__(self):
        return pause("reversed")

    def __length_hint__(self):
        return 5

    def __dir__(self):
        return pause(["b", "a"])

    def __sizeof__(self):
        return 1


def body():
    c = Convertible()
    return bytes(c), str(c), complex(c), round(c), round(c, 2), reversed(c), dir(c)


drive(body, answer=lambda q: q.upper() if isinstance(q, str) else q)
