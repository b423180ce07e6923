# needs: greenlet
from support import drive, pause


def tagged(tag):
    tag = pause(tag)

    def decorate(target):
        target.tag = pause((tag, target.__name__))
        return target

    return decorate


def body():
    @tagged("outer")
    @tagged("inner")
    def function():
        pass

    @tagged("class")
    class Plain:
        pass

    return function.tag, Plain.tag


drive(body)
