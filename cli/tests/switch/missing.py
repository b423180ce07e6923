# needs: greenlet
from collections import defaultdict

from support import drive, pause


class Lazy(dict):
    def __missing__(self, key):
        self[key] = pause(key)
        return self[key]


def body():
    lazy = Lazy(a=1)
    counts = defaultdict(lambda: pause("factory"))
    counts["x"] += "!"
    counts["x"] += "?"
    return lazy["a"], lazy["b"], lazy["b"], sorted(lazy), dict(counts), "%(c)s" % lazy


drive(body, answer=str.upper)
