"""Statistics of numbers: averages, spreads, quantiles, relations, and the normal distribution.

Sums are computed exactly, as fractions, so results do not depend on the order
of the data, and fractions and decimals stay what they are.
"""

import math
from bisect import bisect_left, bisect_right
from collections import namedtuple
from fractions import Fraction
from itertools import repeat
from math import erf, exp, fabs, fsum, hypot, log, sqrt, tau
from operator import mul

__all__ = [
    "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean",
    "harmonic_mean", "linear_regression", "mean", "median", "median_grouped", "median_high",
    "median_low", "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance",
]


class StatisticsError(ValueError):
    """Raised for data that a statistic does not exist for."""


# Exact sums.


def _is_decimal_type(cls):
    """Tell whether a class is Decimal or inherits from it, without importing decimal."""
    return any(base.__name__ == "Decimal" and base.__module__ == "decimal" for base in cls.__mro__)


def _coerce(first, second):
    """Return the type of the sum of two types; Decimal and float do not mix."""
    if first is second or second is int or second is bool:
        return first
    if first is int:
        return second
    if issubclass(second, first):
        return second
    if issubclass(first, second):
        return first
    if issubclass(first, int):
        return second
    if issubclass(second, int):
        return first
    if issubclass(first, Fraction) and issubclass(second, float):
        return second
    if issubclass(first, float) and issubclass(second, Fraction):
        return first
    raise TypeError(f"don't know how to coerce {first.__name__} and {second.__name__}")


def _exact_ratio(x):
    """Return a number as (numerator, denominator); infinities and NaN as (x, None)."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(
            f"can't convert type '{type(x).__name__}' to numerator/denominator"
        ) from None


class _Partials:
    """A running sum of fractions, kept as one numerator per denominator."""

    def __init__(self):
        self.by_denominator = {}

    def add(self, numerator, denominator):
        partials = self.by_denominator
        partials[denominator] = partials.get(denominator, 0) + numerator

    def total(self):
        """Return the sum: a Fraction, or what is not finite as it is."""
        if None in self.by_denominator:
            return self.by_denominator[None]
        return sum(
            [Fraction(numerator, denominator) for denominator, numerator in
             self.by_denominator.items()],
            Fraction(),
        )


def _sum(data):
    """Sum exactly; returns the type of the sum, the sum, and the number of items."""
    partials = _Partials()
    cls = int
    count = 0
    for x in data:
        count += 1
        if type(x) is not cls:
            cls = _coerce(cls, type(x))
        partials.add(*_exact_ratio(x))
    return cls, partials.total(), count


def _ss(data, center=None):
    """Sum the squared distances from the mean, or from a given center.

    Returns the type, the sum, the center, and the number of items.
    """
    if center is not None:
        cls, total, count = _sum((x - center) * (x - center) for x in data)
        return cls, total, center, count
    sums, squares = _Partials(), _Partials()
    cls = int
    count = 0
    for x in data:
        count += 1
        if type(x) is not cls:
            cls = _coerce(cls, type(x))
        numerator, denominator = _exact_ratio(x)
        sums.add(numerator, denominator)
        squares.add(numerator * numerator, denominator and denominator * denominator)
    if not count:
        return cls, Fraction(), Fraction(), 0
    total = sums.total()
    if None in sums.by_denominator:
        return cls, total, total, count
    spread = (count * squares.total() - total * total) / count
    return cls, spread, total / count, count


def _convert(value, cls):
    """Turn an exact result into the type of the data."""
    if type(value) is cls:
        return value
    if issubclass(cls, int) and value.denominator != 1:
        cls = float
    try:
        return cls(value)
    except TypeError:
        if not _is_decimal_type(cls):
            raise
        return cls(value.numerator) / cls(value.denominator)


def _fail_neg(values, errmsg="negative value"):
    """Pass values on, and refuse negative ones."""
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


# Averages.


def mean(data):
    """Return the arithmetic mean."""
    cls, total, n = _sum(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, cls)


def fmean(data, weights=None):
    """Return the arithmetic mean as a float; faster than `mean`."""
    if weights is None:
        if not hasattr(data, "__len__"):
            data = list(data)
        if not len(data):
            raise StatisticsError("fmean requires at least one data point")
        return fsum(data) / len(data)
    if not hasattr(weights, "__len__"):
        weights = list(weights)
    if not hasattr(data, "__len__"):
        data = list(data)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    numerator = fsum(map(mul, data, weights))
    denominator = fsum(weights)
    if not denominator:
        raise StatisticsError("sum of weights must be non-zero")
    return numerator / denominator


def geometric_mean(data):
    """Return the geometric mean as a float."""
    try:
        return exp(fmean(map(log, data)))
    except ValueError:
        raise StatisticsError(
            "geometric mean requires a non-empty dataset containing positive numbers"
        ) from None


def harmonic_mean(data, weights=None):
    """Return the harmonic mean: the right average of speeds."""
    data = list(data)
    errmsg = "harmonic mean does not support negative values"
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        return _lone_harmonic(data[0], errmsg)
    if weights is None:
        weights = repeat(1, n)
        sum_weights = n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        _, sum_weights, _ = _sum(_fail_neg(weights, errmsg))
    try:
        data = _fail_neg(data, errmsg)
        cls, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(sum_weights / total, cls)


def _lone_harmonic(x, errmsg):
    """Return the harmonic mean of one number, which is the number."""
    from numbers import Real

    if not isinstance(x, Real) and not _is_decimal_type(type(x)):
        raise TypeError("unsupported type")
    if x < 0:
        raise StatisticsError(errmsg)
    return x


def _sorted_data(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    """Return the middle value, or the mean of the two middle ones."""
    data = _sorted_data(data)
    n = len(data)
    middle = n // 2
    return data[middle] if n % 2 else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    """Return the middle value, or the lower of the two middle ones."""
    data = _sorted_data(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the middle value, or the higher of the two middle ones."""
    data = _sorted_data(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1):
    """Estimate the median of data that were rounded to the middle of intervals."""
    data = _sorted_data(data)
    n = len(data)
    x = data[n // 2]
    below = bisect_left(data, x)
    inside = bisect_right(data, x, lo=below) - below
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def mode(data):
    """Return the most frequent value; of several, the first met."""
    from collections import Counter

    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data") from None
    return pairs[0][0]


def multimode(data):
    """List the most frequent values in the order in which they were met."""
    from collections import Counter

    counts = Counter(iter(data))
    if not counts:
        return []
    highest = max(counts.values())
    return [value for value, count in counts.items() if count == highest]


def quantiles(data, *, n=4, method="exclusive"):
    """Divide data into `n` equally likely intervals; returns the n - 1 points between them."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


# Spreads.


def variance(data, xbar=None):
    """Return the variance of a sample; `xbar` is the mean, if it is known."""
    cls, spread, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(spread / (n - 1), cls)


def pvariance(data, mu=None):
    """Return the variance of a whole population; `mu` is the mean, if it is known."""
    cls, spread, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(spread / n, cls)


def stdev(data, xbar=None):
    """Return the standard deviation of a sample."""
    cls, spread, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(spread / (n - 1), cls)


def pstdev(data, mu=None):
    """Return the standard deviation of a whole population."""
    cls, spread, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(spread / n, cls)


def _root(square, cls):
    """Return the square root of an exact number, correctly rounded."""
    if _is_decimal_type(cls):
        return _decimal_sqrt_of_frac(square.numerator, square.denominator)
    return _float_sqrt_of_frac(square.numerator, square.denominator)


def _integer_sqrt_of_frac_rto(n, m):
    """Return the root of n/m as an integer, made odd if it is not exact.

    The lowest bit so remembers that there is a rest, which a later rounding
    to fewer bits takes into account.
    """
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def _float_sqrt_of_frac(n, m):
    """Return the root of n/m as a float, correctly rounded."""
    # Scaled so that the integer root has some more bits than a float.
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        numerator = _integer_sqrt_of_frac_rto(n, m << 2 * shift) << shift
        denominator = 1
    else:
        numerator = _integer_sqrt_of_frac_rto(n << -2 * shift, m)
        denominator = 1 << -shift
    return numerator / denominator


def _decimal_sqrt_of_frac(n, m):
    """Return the root of n/m as a Decimal, correctly rounded."""
    from decimal import Decimal

    if n <= 0:
        if not n:
            return Decimal("0.0")
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    numerator, denominator = root.as_integer_ratio()
    above = root.next_plus()
    na, da = above.as_integer_ratio()
    # Two roundings may have gone too far: compare with the point half way to
    # the neighbours, squared.
    if 4 * n * (denominator * da) ** 2 > m * (denominator * na + numerator * da) ** 2:
        return above
    below = root.next_minus()
    nb, db = below.as_integer_ratio()
    if 4 * n * (denominator * db) ** 2 < m * (denominator * nb + numerator * db) ** 2:
        return below
    return root


# Relations of two variables.


def covariance(x, y, /):
    """Return the covariance of a sample of pairs."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = fsum(x) / n, fsum(y) / n
    return fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    """Return Pearson's correlation coefficient, between -1 and 1."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError(
            "correlation requires that both inputs have same number of data points"
        )
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar, ybar = fsum(x) / n, fsum(y) / n
    sxy = fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
    sxx = fsum((d := xi - xbar) * d for xi in x)
    syy = fsum((d := yi - ybar) * d for yi in y)
    try:
        return sxy / sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Return the slope and intercept of the straight line nearest to the points."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError(
            "linear regression requires that both inputs have same number of data points"
        )
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if proportional:
        sxy = fsum(xi * yi for xi, yi in zip(x, y))
        sxx = fsum(xi * xi for xi in x)
    else:
        xbar, ybar = fsum(x) / n, fsum(y) / n
        sxy = fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
        sxx = fsum((d := xi - xbar) * d for xi in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    intercept = 0.0 if proportional else ybar - slope * xbar
    return LinearRegression(slope=slope, intercept=intercept)


# The normal distribution.

# The inverse of the distribution function: Wichura's algorithm AS 241, as
# quotients of polynomials (highest power first) for the middle and the tails.
_CENTRAL = (
    (
        2.50908_09287_30122_6727e3, 3.34305_75583_58812_8105e4, 6.72657_70927_00870_0853e4,
        4.59219_53931_54987_1457e4, 1.37316_93765_50946_1125e4, 1.97159_09503_06551_4427e3,
        1.33141_66789_17843_7745e2, 3.38713_28727_96366_6080e0,
    ),
    (
        5.22649_52788_52854_5610e3, 2.87290_85735_72194_2674e4, 3.93078_95800_09271_0610e4,
        2.12137_94301_58659_5867e4, 5.39419_60214_24751_1077e3, 6.87187_00749_20579_0830e2,
        4.23133_30701_60091_1252e1, 1.0,
    ),
)
_OUTER = (
    (
        7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
        1.27045_82524_52368_38258e0, 3.64784_83247_63204_60504e0, 5.76949_72214_60691_40550e0,
        4.63033_78461_56545_29590e0, 1.42343_71107_49683_57734e0,
    ),
    (
        1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
        1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e0,
        2.05319_16266_37758_82187e0, 1.0,
    ),
)
_FAR = (
    (
        2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
        2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e0,
        5.46378_49111_64114_36990e0, 6.65790_46435_01103_77720e0,
    ),
    (
        2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7,
        1.84631_83175_10054_68180e-5, 7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2,
        1.36929_88092_27358_05310e-1, 5.99832_20655_58879_37690e-1, 1.0,
    ),
)


def _quotient(polynomials, x):
    """Evaluate a quotient of two polynomials."""
    values = []
    for coefficients in polynomials:
        value = 0.0
        for coefficient in coefficients:
            value = value * x + coefficient
        values.append(value)
    return values[0] / values[1]


def _normal_dist_inv_cdf(p, mu, sigma):
    """Return the value below which a normal distribution has the probability `p`."""
    q = p - 0.5
    if fabs(q) <= 0.425:
        return mu + _scaled(_CENTRAL, 0.180625 - q * q, q) * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    x = _quotient(_OUTER, r - 1.6) if r <= 5.0 else _quotient(_FAR, r - 5.0)
    return mu + (-x if q < 0.0 else x) * sigma


def _scaled(polynomials, x, factor):
    """Evaluate a quotient of polynomials, with a factor to the upper one."""
    upper = lower = 0.0
    for a, b in zip(*polynomials):
        upper = upper * x + a
        lower = lower * x + b
    return upper * factor / lower


class NormalDist:
    """A normal distribution, given by its mean and standard deviation."""

    __slots__ = {
        "_mu": "Arithmetic mean of a normal distribution",
        "_sigma": "Standard deviation of a normal distribution",
    }

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Make the distribution with the mean and deviation of a sample."""
        _, spread, center, n = _ss(data)
        if n < 2:
            raise StatisticsError("stdev requires at least two data points")
        try:
            square = spread / (n - 1)
            return cls(float(center), _float_sqrt_of_frac(square.numerator, square.denominator))
        except AttributeError:
            # Infinities and NaN have no numerator.
            return cls(float(center), float(center) / float(spread))

    def samples(self, n, *, seed=None):
        """Draw `n` numbers."""
        import random

        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """Return the density at `x`."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        distance = x - self._mu
        return exp(distance * distance / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        """Return the probability of values up to `x`."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        """Return the value below which the probability is `p`."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """Divide into `n` equally likely intervals; returns the points between them."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """Return how much of the area under the two densities is common."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        first, second = self, other
        if (second._sigma, second._mu) < (first._sigma, first._mu):
            first, second = second, first
        first_var, second_var = first.variance, second.variance
        if not first_var or not second_var:
            raise StatisticsError("overlap() not defined when sigma is zero")
        spread = second_var - first_var
        distance = fabs(second._mu - first._mu)
        if not spread:
            return 1.0 - erf(distance / (2.0 * first._sigma * _SQRT2))
        # The densities cross at two points.
        a = first._mu * second_var - second._mu * first_var
        b = first._sigma * second._sigma * sqrt(
            distance * distance + spread * log(second_var / first_var)
        )
        x1, x2 = (a + b) / spread, (a - b) / spread
        return 1.0 - (
            fabs(second.cdf(x1) - first.cdf(x1)) + fabs(second.cdf(x2) - first.cdf(x2))
        )

    def zscore(self, x):
        """Return how many standard deviations `x` is above the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        """Arithmetic mean of the normal distribution."""
        return self._mu

    @property
    def median(self):
        """Return the median of the normal distribution"""
        return self._mu

    @property
    def mode(self):
        """Return the mode of the normal distribution"""
        return self._mu

    @property
    def stdev(self):
        """Standard deviation of the normal distribution."""
        return self._sigma

    @property
    def variance(self):
        """Square of the standard deviation."""
        return self._sigma * self._sigma

    # Arithmetic: of independent variables, and with constants.

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state


_SQRT2 = sqrt(2.0)
