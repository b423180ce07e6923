# Conversions whose methods return an instance of a subclass.
import math
import operator
import warnings

warnings.simplefilter("always")


class I(int):
    pass


class F(float):
    pass


class Converts:
    def __int__(self):
        return I(5)

    def __index__(self):
        return I(6)


class Floats:
    def __float__(self):
        return F(1.5)


c = Converts()
for function in (
    lambda: int(c),
    lambda: list(range(10))[c],
    lambda: hex(c),
    lambda: "x" * c,
    lambda: float(c),
    lambda: operator.index(c),
    lambda: float(Floats()),
    lambda: math.sqrt(Floats()),
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = function()
    print(repr(value), type(value).__name__, [str(w.message) for w in caught])
