# Rational numbers.
from decimal import Decimal
from fractions import Fraction as F
import math

print(F(6, 4), repr(F(-3, 9)), F("3/7"), F(" -1.5e2 "), F("1_000/3"), F(0.25), F(Decimal("1.1")), F(True), F(5))
a, b = F(1, 3), F(3, 4)
print(a + b, a - b, a * b, a / b, b // a, b % a, divmod(b, a), -a, abs(-a), a**2, a**-2, 2**F(2), 4 ** F(1, 2), a**0.5)
print(a + 1, 1 - a, a * 2.0, 1.0 / b, a + 1j, 2 / a, 7 // b, 7 % b)
print(a < b, a == F(2, 6), F(1, 2) == 0.5, F(4, 2) == 2, a > 0.3, F(1, 3) == 1 / 3, hash(F(1, 2)) == hash(0.5), hash(F(7)) == hash(7))
print(int(F(7, 2)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 3), math.floor(-b), math.ceil(b), math.trunc(-F(7, 2)), float(a))
print(F(math.pi).limit_denominator(1000), F(math.pi).limit_denominator(10), F.from_float(0.1), F(3, 4).as_integer_ratio(), sum([F(1, n) for n in range(1, 11)]))
for bad in (lambda: F(1, 0), lambda: F("1/0"), lambda: F("abc"), lambda: F(1.5, 2), lambda: F(a) / 0, lambda: F([]), lambda: F(float("nan")), lambda: F(0) ** -1, lambda: F(1, 2).limit_denominator(0)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
