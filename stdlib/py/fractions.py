"""Rational numbers of any size: `Fraction`."""

import abc
import math
import numbers
import operator
import sys

__all__ = ["Fraction"]

# Rational numbers hash in a field of this many elements, so that equal numbers
# of all types hash alike.
_HASH_MODULUS = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf

_pattern = None


def _literal_pattern():
    """Compile the pattern of texts that are fractions, when the first text comes."""
    global _pattern
    if _pattern is None:
        import re

        _pattern = re.compile(
            r"""
            \A\s*
            (?P<sign>[-+]?)
            (?=\d|\.\d)                                   # a digit, or a point and a digit
            (?P<num>\d*|\d+(_\d+)*)
            (?:
               (?:/(?P<denom>\d+(_\d+)*))?
            |
               (?:\.(?P<decimal>\d*|\d+(_\d+)*))?
               (?:E(?P<exp>[-+]?\d+(_\d+)*))?
            )
            \s*\Z
            """,
            re.VERBOSE | re.IGNORECASE,
        )
    return _pattern


class Fraction(numbers.Rational):
    """A fraction in lowest terms.

    Made of two integers, of another rational number, of a float or Decimal,
    or of a text such as "3/7", "-1.5" and "2e-3".
    """

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return _raw(cls, numerator, 1)
            return _raw(cls, *_ratio(numerator))
        if type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(
            denominator, numbers.Rational
        ):
            numerator, denominator = (
                numerator.numerator * denominator.denominator,
                denominator.numerator * numerator.denominator,
            )
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        return _raw(cls, numerator // divisor, denominator // divisor)

    @classmethod
    def from_float(cls, f):
        """Convert a float or an integer, exactly."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(
                f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})"
            )
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Convert a Decimal or an integer, exactly."""
        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        if not _is_decimal(dec):
            raise TypeError(
                f"{cls.__name__}.from_decimal() only takes Decimals, "
                f"not {dec!r} ({type(dec).__name__})"
            )
        return cls(*dec.as_integer_ratio())

    def as_integer_ratio(self):
        """Return the numerator and the denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Return the nearest fraction whose denominator is not larger than the limit."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The convergents of the continued fraction come near from both sides.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        # The last convergent, or the last that lies between the last two.
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return _raw(Fraction, p1, q1)
        return _raw(Fraction, p0 + k * p1, q0 + k * q1)

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    # Arithmetic. Common factors are taken out before numbers grow, after
    # Knuth, The Art of Computer Programming, volume 2, 4.5.1.

    def _add(a, b):
        return _sum(a, b._numerator, b._denominator)

    def _sub(a, b):
        return _sum(a, -b._numerator, b._denominator)

    def _mul(a, b):
        return _product(a._numerator, a._denominator, b._numerator, b._denominator)

    def _div(a, b):
        nb, db = b._numerator, b._denominator
        if nb == 0:
            raise ZeroDivisionError(f"Fraction({a._numerator * db}, 0)")
        if nb < 0:
            nb, db = -nb, -db
        return _product(a._numerator, a._denominator, db, nb)

    def _floordiv(a, b):
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        da, db = a._denominator, b._denominator
        quotient, rest = divmod(a._numerator * db, da * b._numerator)
        return quotient, Fraction(rest, da * db)

    def _mod(a, b):
        da, db = a._denominator, b._denominator
        return Fraction((a._numerator * db) % (b._numerator * da), da * db)

    def __pow__(a, b):
        """a ** b: a Fraction for an integer b, else a float or complex."""
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            # Roots are irrational in general.
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return _raw(Fraction, a._numerator**power, a._denominator**power)
        if a._numerator > 0:
            return _raw(Fraction, a._denominator**-power, a._numerator**-power)
        if a._numerator == 0:
            raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
        return _raw(Fraction, (-a._denominator) ** -power, (-a._numerator) ** -power)

    def __rpow__(b, a):
        """a ** b"""
        if b._denominator == 1 and b._numerator >= 0:
            return a**b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a**b._numerator
        return a ** float(b)

    def __pos__(a):
        return _raw(Fraction, a._numerator, a._denominator)

    def __neg__(a):
        return _raw(Fraction, -a._numerator, a._denominator)

    def __abs__(a):
        return _raw(Fraction, abs(a._numerator), a._denominator)

    # Conversions.

    def __int__(a):
        return operator.index(a.__trunc__())

    def __trunc__(a):
        """The nearest integer towards zero."""
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        """Round half to even: to an int, or to a Fraction with so many decimal digits."""
        if ndigits is None:
            quotient, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            if twice < self._denominator:
                return quotient
            if twice > self._denominator or quotient % 2:
                return quotient + 1
            return quotient
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _HASH_MODULUS)
        except ValueError:
            # The denominator is a multiple of the modulus.
            code = _HASH_INF
        else:
            code = hash(hash(abs(self._numerator)) * inverse)
        result = code if self._numerator >= 0 else -code
        return -2 if result == -1 else result

    # Comparisons.

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _richcmp(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(
                self._numerator * other.denominator, self._denominator * other.numerator
            )
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._richcmp(b, operator.lt)

    def __gt__(a, b):
        return a._richcmp(b, operator.gt)

    def __le__(a, b):
        return a._richcmp(b, operator.le)

    def __ge__(a, b):
        return a._richcmp(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    # Copying: a Fraction cannot change, but a subclass may.

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) is Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _is_decimal(value):
    """Tell whether a value is a Decimal, without importing decimal for it."""
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def _raw(cls, numerator, denominator):
    """Make a fraction of numbers in lowest terms."""
    self = object.__new__(cls)
    self._numerator = numerator
    self._denominator = denominator
    return self


def _ratio(value):
    """Return the numerator and denominator of a single argument."""
    if isinstance(value, numbers.Rational):
        return value.numerator, value.denominator
    if isinstance(value, float) or _is_decimal(value):
        return value.as_integer_ratio()
    if isinstance(value, str):
        return _parsed(value)
    raise TypeError("argument should be a string or a Rational instance")


def _parsed(text):
    """Return the numerator and denominator that a text stands for."""
    match = _literal_pattern().match(text)
    if match is None:
        raise ValueError(f"Invalid literal for Fraction: {text!r}")
    numerator = int(match["num"] or "0")
    if match["denom"]:
        denominator = int(match["denom"])
    else:
        denominator = 1
        decimal = match["decimal"]
        if decimal:
            decimal = decimal.replace("_", "")
            scale = 10 ** len(decimal)
            numerator = numerator * scale + int(decimal)
            denominator = scale
        if match["exp"]:
            exponent = int(match["exp"])
            if exponent >= 0:
                numerator *= 10**exponent
            else:
                denominator *= 10**-exponent
    if match["sign"] == "-":
        numerator = -numerator
    if denominator == 0:
        raise ZeroDivisionError(f"Fraction({numerator}, 0)")
    divisor = math.gcd(numerator, denominator)
    return numerator // divisor, denominator // divisor


def _sum(a, nb, db):
    """Add the fraction nb/db."""
    na, da = a._numerator, a._denominator
    common = math.gcd(da, db)
    if common == 1:
        return _raw(Fraction, na * db + da * nb, da * db)
    part = da // common
    numerator = na * (db // common) + nb * part
    rest = math.gcd(numerator, common)
    if rest == 1:
        return _raw(Fraction, numerator, part * db)
    return _raw(Fraction, numerator // rest, part * (db // rest))


def _product(na, da, nb, db):
    """Multiply two fractions, with positive denominators."""
    common = math.gcd(na, db)
    if common > 1:
        na //= common
        db //= common
    common = math.gcd(nb, da)
    if common > 1:
        nb //= common
        da //= common
    return _raw(Fraction, na * nb, da * db)


def _add_operators(name, exact, fallback):
    """Add an operator and its reflection.

    Fractions and integers are computed with exactly; with floats and complex
    numbers, the fraction becomes one.
    """

    def forward(a, b):
        if isinstance(b, Fraction):
            return exact(a, b)
        if isinstance(b, int):
            return exact(a, _raw(Fraction, int(b), 1))
        if isinstance(b, float):
            return fallback(float(a), b)
        if isinstance(b, complex):
            return fallback(complex(a), b)
        return NotImplemented

    def reverse(b, a):
        if isinstance(a, numbers.Rational):
            return exact(_raw(Fraction, int(a.numerator), int(a.denominator)), b)
        if isinstance(a, numbers.Real):
            return fallback(float(a), float(b))
        if isinstance(a, numbers.Complex):
            return fallback(complex(a), complex(b))
        return NotImplemented

    for prefix, method in (("", forward), ("r", reverse)):
        method.__name__ = f"__{prefix}{name}__"
        method.__qualname__ = f"Fraction.{method.__name__}"
        method.__doc__ = f"a {name} b"
        setattr(Fraction, method.__name__, method)


for _name, _fallback in (
    ("add", operator.add),
    ("sub", operator.sub),
    ("mul", operator.mul),
    ("truediv", operator.truediv),
    ("floordiv", operator.floordiv),
    ("divmod", divmod),
    ("mod", operator.mod),
):
    _exact = Fraction.__dict__["_div" if _name == "truediv" else f"_{_name}"]
    _add_operators(_name, _exact, _fallback)
del _name, _fallback, _exact
# The operators were abstract when the class was made.
abc.update_abstractmethods(Fraction)
