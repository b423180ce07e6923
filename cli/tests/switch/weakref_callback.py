# needs: greenlet
import weakref

from support import drive, pause


class Thing:
    pass


def body():
    out = []
    thing = Thing()
    reference = weakref.ref(thing, lambda dead: out.append(pause("callback")))
    del thing
    weakref.finalize(other := Thing(), lambda: out.append(pause("finalize")))
    del other
    return out, reference()


drive(body, answer=str.upper)
