import sys


class Colour:
    background = 1
    foreground = 2
    _private = 3

    def brighten(self):
        return self.brightn

    def missing_self(self):
        return background


def local_names():
    long_variable_name = 1
    another_name = 2
    return long_variable_nam


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, None)


import math
import collections

value = 10
for function in (
    lambda: Colour().backgroud,
    lambda: Colour.forground,
    lambda: Colour().privat,
    lambda: Colour().zzzzzz,
    lambda: Colour().brighten(),
    lambda: Colour().missing_self(),
    local_names,
    lambda: vaule,
    lambda: pritn("x"),
    lambda: math.sine,
    lambda: collections.ordereddict,
    lambda: [].apend(1),
    lambda: "".uper(),
    lambda: {}.key(),
    lambda: (1).real_,
    lambda: None.split(),
    lambda: x,
    lambda: Value,
    lambda: math.PI,
    lambda: Trux,
    lambda: itertools,
    lambda: int.form_bytes,
):
    show(function)
try:
    from sys import exut
except ImportError as error:
    sys.excepthook(type(error), error, None)
