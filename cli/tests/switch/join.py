# needs: greenlet
from support import drive, pause


def parts():
    for part in ("a", "b", "c"):
        yield pause(part)


def body():
    return ", ".join(parts()), b"-".join(pause(part).encode() for part in "xy")


drive(body, answer=str.upper)
