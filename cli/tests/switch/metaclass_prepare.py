# needs: greenlet
from support import drive, pause


class Namespace(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            value = pause((key, value))
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.isupper():
            return pause(("missing", key))
        raise KeyError(key)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        return Namespace(start=pause(kwargs.get("start")))

    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, dict(namespace, extra=pause("extra")))

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.size = pause(len(kwargs))


def body():
    class Made(metaclass=Meta, start=1):
        x = 1
        y = RED

    return Made.x, Made.y, Made.start, Made.extra, Made.size


drive(body)
