# needs: greenlet
from support import drive, pause

log = []


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(pause(self.name))


def body():
    log.clear()
    resource = Resource("a")
    del resource
    Resource("b")
    table = {"k": Resource("c")}
    table.clear()
    return list(log)


# Two at once would share the log.
drive(body, answer=str.upper, twice=False)
