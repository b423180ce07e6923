# needs: greenlet
from support import drive, pause


class Meta(type):
    def __call__(cls, *args, **kwargs):
        pause(("call", cls.__name__, args, kwargs))
        instance = super().__call__(*args, **kwargs)
        pause(("made", instance.value))
        return instance


class Thing(metaclass=Meta):
    def __init__(self, value, scale=1):
        self.value = pause(value) * scale


def body():
    return Thing(2).value, Thing(3, scale=10).value


drive(body)
