# needs: greenlet
from support import drive, pause


class Ordered:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return pause(f"{self.n} < {other.n}")

    def __gt__(self, other):
        return pause(f"{self.n} > {other.n}")


def body():
    words = ["pear", "fig", "banana"]
    shortest, longest = min(words, key=pause), max(words, key=pause)
    items = [Ordered(2), Ordered(1), Ordered(3)]
    return shortest, longest, min(items).n, max(items).n, min(iter(()), default="none", key=pause)


drive(body, answer=lambda q: eval(q) if " " in q else len(q))
