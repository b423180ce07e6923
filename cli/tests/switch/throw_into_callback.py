# needs: greenlet
from greenlet import GreenletExit, getcurrent, greenlet

from support import pause


def body():
    out = []
    try:
        [3, 1, 2].sort(key=lambda n: pause(n))
    except KeyError as error:
        out.append(("sort", str(error)))
    try:
        for _ in map(pause, "ab"):
            pass
    except GreenletExit:
        out.append("exit in map")
    return out


worker = greenlet(body)
print(worker.switch())
print(worker.switch(1))
print(worker.throw(KeyError("from outside")))
print(worker.throw(), worker.dead)
