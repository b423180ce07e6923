# needs: greenlet
from support import drive, pause


def resource(log):
    try:
        yield 1
        yield 2
    finally:
        log.append(pause("finally"))


def body():
    log = []
    first = resource(log)
    next(first)
    first.close()
    second = resource(log)
    next(second)
    try:
        second.throw(KeyError("thrown"))
    except KeyError as error:
        log.append(str(error))
    for value in resource(log):
        break
    return log


drive(body, answer=str.upper)
