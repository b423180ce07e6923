# needs: greenlet
from support import drive, pause


class Truth:
    def __init__(self, name):
        self.name = name

    def __bool__(self):
        return pause(self.name)

    def __repr__(self):
        return self.name


def body():
    out = []
    if Truth("yes"):
        out.append("if")
    if not Truth("yes"):
        out.append("unreachable")
    elif Truth("yes"):
        out.append("elif")
    names = ["yes", "yes", "no"]
    while Truth(names[len(out) - 2]):
        out.append("while")
    out.append("cond" if Truth("no") else "else")
    out += [Truth("yes") and Truth("no"), Truth("no") or Truth("yes"), not Truth("no")]
    out += [n for n in range(2) if Truth("yes")]
    assert Truth("yes"), "holds"
    return str(out), bool(Truth("no"))


drive(body, answer=lambda name: name == "yes")
