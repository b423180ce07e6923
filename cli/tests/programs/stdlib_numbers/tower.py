# The tower of numbers.
import numbers
from fractions import Fraction

for value in (1, True, 2.5, 1j, Fraction(1, 2), "1"):
    print(repr(value), [n for n in numbers.__all__ if isinstance(value, getattr(numbers, n))])


class Gauss(numbers.Complex):
    def __init__(self, re, im):
        self.re, self.im = re, im
    real = property(lambda self: self.re)
    imag = property(lambda self: self.im)
    def __add__(self, o): return Gauss(self.re + o.real, self.im + o.imag)
    __radd__ = __add__
    def __neg__(self): return Gauss(-self.re, -self.im)
    def __pos__(self): return self
    def __mul__(self, o): return Gauss(self.re * o.real - self.im * o.imag, self.re * o.imag + self.im * o.real)
    __rmul__ = __mul__
    def __complex__(self): return complex(self.re, self.im)
    def __truediv__(self, o): return NotImplemented
    __rtruediv__ = __pow__ = __rpow__ = __truediv__
    def __abs__(self): return abs(complex(self))
    def conjugate(self): return Gauss(self.re, -self.im)
    def __eq__(self, o): return self.re == o.real and self.im == o.imag
    def __repr__(self): return f"G({self.re}, {self.im})"


g = Gauss(3, 4)
print(g - 1, 1 - g, g * g, abs(g), bool(g), bool(Gauss(0, 0)), complex(g), g.conjugate() == Gauss(3, -4))
try:
    numbers.Integral()
except TypeError as error:
    print(str(error)[:60])
