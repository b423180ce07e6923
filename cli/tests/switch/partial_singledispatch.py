# needs: greenlet
from functools import partial, singledispatch, wraps

from support import drive, pause


def body():
    @singledispatch
    def show(value):
        return pause("object")

    @show.register
    def _(value: int):
        return pause("int")

    def logged(function):
        @wraps(function)
        def wrapper(*args):
            pause(function.__name__)
            return function(*args)

        return wrapper

    @logged
    def add(a, b):
        return pause(a) + b

    return show("s"), show(1), partial(add, "x")("y")


drive(body, answer=str.upper)
