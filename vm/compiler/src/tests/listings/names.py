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


def slices(items, first, last):
    head = items[:first]
    tail = items[first + 1:]
    both = items[first:last](items[:], items[::2])
    del items[first:last]
    items[first:] = head, tail, both
    return items[first:(first := last)]
