# needs: greenlet
from support import drive, pause


class Guard:
    def __enter__(self):
        return pause("enter")

    def __exit__(self, kind, value, traceback):
        return pause(("exit", kind and kind.__name__, str(value))) is not None


def body():
    out = []
    with Guard() as value, Guard():
        out.append(value)
    with Guard():
        raise ValueError("swallowed")
    out.append("after")
    return out


drive(body)
