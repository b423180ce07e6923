"""The docstring."""
from a import b as c, d
import e.f as g
import h.i

x: int = 1


class K:
    """Another."""
    y: str

    def m(self):
        return __class__


def outer(a):
    b = a

    def inner():
        nonlocal b
        b += a
        return x

    class L:
        z = b

    return inner
