# needs: greenlet
from contextlib import contextmanager

from support import drive, pause


@contextmanager
def section(name):
    pause(("open", name))
    try:
        yield name.upper()
    except KeyError as error:
        pause(("error", str(error)))
    finally:
        pause(("close", name))


def body():
    with section("a") as a, section("b") as b:
        pair = a, b
    with section("c"):
        raise KeyError("k")
    return pair


drive(body)
