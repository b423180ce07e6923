"""Random numbers of many distributions, on top of the Mersenne Twister.

A seed gives the same numbers as it does in every other Python 3.11: each
method draws from the generator in a fixed way, which is part of its meaning.
"""

from _random import Random as _Twister
from math import (
    acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, floor as _floor,
    isfinite as _isfinite, log as _log, pi as _pi, sin as _sin, sqrt as _sqrt,
)
from operator import index as _index

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate",
    "gammavariate", "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate",
    "paretovariate", "randbytes", "randint", "random", "randrange", "sample", "seed",
    "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]

TWOPI = 2.0 * _pi
NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
# The number of random bits in a float.
BPF = 53
RECIP_BPF = 2**-BPF
_ONE = 1


class Random(_Twister):
    """A generator with its own state; the module's functions share one."""

    # The version of the state that `getstate` returns.
    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def __init_subclass__(cls, /, **kwargs):
        """Let the subclass draw integers from whichever of its basic methods is newer."""
        for base in cls.__mro__:
            if "_randbelow" in base.__dict__:
                return
            if "getrandbits" in base.__dict__:
                cls._randbelow = cls._randbelow_with_getrandbits
                return
            if "random" in base.__dict__:
                cls._randbelow = cls._randbelow_without_getrandbits
                return

    # The state.

    def seed(self, a=None, version=2):
        """Start a new sequence: from the time and the system's randomness, or from `a`."""
        if version == 1 and isinstance(a, (str, bytes)):
            a = _old_hash(a)
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            from hashlib import sha512

            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + sha512(a).digest())
        elif not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError(
                "The only supported seed types are: None,\n"
                "int, float, str, bytes, and bytearray."
            )
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """Return the state, for `setstate`."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go back to a state that `getstate` returned."""
        version = state[0]
        if version == 3:
            version, internal, self.gauss_next = state
        elif version == 2:
            version, internal, self.gauss_next = state
            # Version 2 stored signed numbers on some machines.
            try:
                internal = tuple([number % (1 << 32) for number in internal])
            except ValueError as error:
                raise TypeError from error
        else:
            raise ValueError(
                f"state with version {version} passed to "
                f"Random.setstate() of version {self.VERSION}"
            )
        super().setstate(internal)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    # Integers.

    def _randbelow_with_getrandbits(self, n):
        """Draw an integer below `n`, by drawing until one fits."""
        bits = n.bit_length()
        number = self.getrandbits(bits)
        while number >= n:
            number = self.getrandbits(bits)
        return number

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """Draw an integer below `n`, where only `random` can be drawn from."""
        if n >= maxsize:
            from warnings import warn

            warn(
                "Underlying random() generator does not supply \n"
                "enough bits to choose from a population range this large.\n"
                "To remove the range limitation, add a getrandbits() method."
            )
            return _floor(self.random() * n)
        remainder = maxsize % n
        limit = (maxsize - remainder) / maxsize
        drawn = self.random()
        while drawn >= limit:
            drawn = self.random()
        return _floor(drawn * maxsize) % n

    _randbelow = _randbelow_with_getrandbits

    def randbytes(self, n):
        """Return `n` random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ONE):
        """Choose from `range(start, stop[, step])`."""
        first = _randrange_index(start, "non-integer arg 1 for randrange()")
        if stop is None:
            if step is not _ONE:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        last = _randrange_index(stop, "non-integer stop for randrange()")
        width = last - first
        stride = _randrange_index(step, "non-integer step for randrange()")
        if stride == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f"empty range for randrange() ({first}, {last}, {width})")
        if stride > 0:
            count = (width + stride - 1) // stride
        elif stride < 0:
            count = (width + stride + 1) // stride
        else:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return first + stride * self._randbelow(count)

    def randint(self, a, b):
        """Choose an integer from `a` to `b`, both included."""
        return self.randrange(a, b + 1)

    # Sequences.

    def choice(self, seq):
        """Choose an item of a sequence that is not empty."""
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        """Shuffle a list in place."""
        randbelow = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            other = randbelow(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        """Choose `k` different items; with `counts`, items are there more than once."""
        from _collections_abc import Sequence

        if not isinstance(population, Sequence):
            raise TypeError(
                "Population must be a sequence.  For dicts or sets, use sorted(d)."
            )
        if counts is not None:
            return self._sample_counted(population, k, counts)
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        randbelow = self._randbelow
        if n <= _set_size(k):
            # Take from a list, whose gaps are filled from its end.
            pool = list(population)
            result = []
            for left in range(n, n - k, -1):
                drawn = randbelow(left)
                result.append(pool[drawn])
                pool[drawn] = pool[left - 1]
            return result
        # Draw positions until there are enough different ones.
        seen = set()
        result = []
        for _ in range(k):
            drawn = randbelow(n)
            while drawn in seen:
                drawn = randbelow(n)
            seen.add(drawn)
            result.append(population[drawn])
        return result

    def _sample_counted(self, population, k, counts):
        """Sample a population given as items and how often each is there."""
        from bisect import bisect
        from itertools import accumulate

        ends = list(accumulate(counts))
        if len(ends) != len(population):
            raise ValueError("The number of counts does not match the population")
        total = ends.pop() if ends else 0
        if not isinstance(total, int):
            raise TypeError("Counts must be integers")
        if total <= 0:
            raise ValueError("Total of counts must be greater than zero")
        return [population[bisect(ends, drawn)] for drawn in self.sample(range(total), k=k)]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """Choose `k` items, each anew from the whole population."""
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                size = n + 0.0
                return [population[_floor(random() * size)] for _ in range(k)]
            cum_weights = _accumulated(weights, k)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        from bisect import bisect

        return [population[bisect(cum_weights, random() * total, 0, n - 1)] for _ in range(k)]

    # Floats.

    def uniform(self, a, b):
        """Draw a float between `a` and `b`."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """Draw from the triangular distribution, most often near `mode`."""
        drawn = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if drawn > peak:
            drawn = 1.0 - drawn
            peak = 1.0 - peak
            low, high = high, low
        return low + (high - low) * _sqrt(drawn * peak)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Draw from the normal distribution (Kinderman and Monahan's ratio of uniforms)."""
        random = self.random
        while True:
            u1 = random()
            u2 = 1.0 - random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Draw from the normal distribution; faster, but not safe with several threads."""
        # Numbers come in pairs: the second one is kept for the next call.
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """Draw a number whose logarithm is normally distributed."""
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        """Draw from the exponential distribution, whose mean is `1 / lambd`."""
        # 1 - random() is never zero, which has no logarithm.
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Draw an angle around `mu`, concentrated by `kappa` (Best and Fisher)."""
        random = self.random
        if kappa <= 1e-6:
            return TWOPI * random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * random())
            d = z / (r + z)
            u2 = random()
            if u2 < 1.0 - d * d or u2 <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        if random() > 0.5:
            return (mu + _acos(f)) % TWOPI
        return (mu - _acos(f)) % TWOPI

    def gammavariate(self, alpha, beta):
        """Draw from the gamma distribution, whose mean is `alpha * beta`."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            return self._gamma_cheng(alpha) * beta
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        return self._gamma_ahrens_dieter(alpha) * beta

    def _gamma_cheng(self, alpha):
        """Draw for alpha above 1 (Cheng's algorithm)."""
        random = self.random
        ainv = _sqrt(2.0 * alpha - 1.0)
        bbb = alpha - LOG4
        ccc = alpha + ainv
        while True:
            u1 = random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - random()
            v = _log(u1 / (1.0 - u1)) / ainv
            x = alpha * _exp(v)
            z = u1 * u1 * u2
            r = bbb + ccc * v - x
            if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
                return x

    def _gamma_ahrens_dieter(self, alpha):
        """Draw for alpha below 1 (Ahrens and Dieter's algorithm GS)."""
        random = self.random
        while True:
            b = (_e + alpha) / _e
            p = b * random()
            if p <= 1.0:
                x = p ** (1.0 / alpha)
            else:
                x = -_log((b - p) / alpha)
            u = random()
            if p > 1.0:
                if u <= x ** (alpha - 1.0):
                    return x
            elif u <= _exp(-x):
                return x

    def betavariate(self, alpha, beta):
        """Draw from the beta distribution, between 0 and 1."""
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        """Draw from the Pareto distribution."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Draw from the Weibull distribution, of scale `alpha` and shape `beta`."""
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)


def _old_hash(text):
    """Hash a text as Python 2 did, for seeds of version 1."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    number = ord(text[0]) << 7 if text else 0
    for character in text:
        number = ((1000003 * number) ^ ord(character)) & 0xFFFFFFFFFFFFFFFF
    number ^= len(text)
    return -2 if number == -1 else number


def _randrange_index(value, message):
    """Return an argument of `randrange` as an integer; whole floats will not pass for ever."""
    try:
        return _index(value)
    except TypeError:
        number = int(value)
        from warnings import warn

        if number != value:
            warn(
                "randrange() will raise TypeError in the future",
                DeprecationWarning,
                stacklevel=3,
            )
            raise ValueError(message) from None
        warn(
            "non-integer arguments to randrange() have been deprecated "
            "since Python 3.10 and will be removed in a subsequent version",
            DeprecationWarning,
            stacklevel=3,
        )
        return number


def _set_size(k):
    """Estimate how many items a list may have to be smaller than a set of `k`."""
    size = 21
    if k > 5:
        size += 4 ** _ceil(_log(k * 3, 4))
    return size


def _accumulated(weights, k):
    """Return the running totals of weights."""
    from itertools import accumulate

    try:
        return list(accumulate(weights))
    except TypeError:
        if not isinstance(weights, int):
            raise
        raise TypeError(
            f"The number of choices must be a keyword argument: k={weights!r}"
        ) from None


class SystemRandom(Random):
    """Draws from the system's source of randomness: no seed, no state."""

    def random(self):
        """Draw a float in [0, 1)."""
        return (int.from_bytes(_urandom(7)) >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """Draw an integer of `k` bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        count = (k + 7) // 8
        return int.from_bytes(_urandom(count)) >> (count * 8 - k)

    def randbytes(self, n):
        """Return `n` random bytes."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Do nothing: there is no sequence to start."""
        return None

    def _notimplemented(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    getstate = setstate = _notimplemented


def _urandom(count):
    """Return random bytes of the system."""
    from os import urandom

    return urandom(count)


# One generator for everybody who does not make an own one.

_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes


def _reseed_after_fork():
    """Let a forked child draw other numbers than its parent."""
    _inst.seed()


def _register_fork_hook():
    try:
        from posix import register_at_fork
    except ImportError:
        return
    register_at_fork(after_in_child=_reseed_after_fork)


_register_fork_hook()
