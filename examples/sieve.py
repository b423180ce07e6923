"""Primes three ways: a list, an endless generator, and the classic chain of filters."""

from itertools import count, islice


def up_to(limit):
    """The sieve of Eratosthenes on a bytearray."""
    sieve = bytearray([1]) * (limit + 1)
    sieve[0:2] = b"\0\0"
    for n in range(2, int(limit**0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n, prime in enumerate(sieve) if prime]


def endless():
    """Every composite is kept with the primes that divide it, until it is reached."""
    factors = {}
    for n in count(2):
        for prime in factors.pop(n, [None]):
            if prime is None:
                yield n
                factors[n * n] = [n]
            else:
                factors.setdefault(n + prime, []).append(prime)


def chained():
    """Each prime found puts one more generator in front of the numbers."""
    source = count(2)
    while True:
        prime = next(source)
        yield prime
        source = without(prime, source)


def without(prime, source):
    return (n for n in source if n % prime)


primes = up_to(100_000)
print(f"{len(primes)} primes below 100,000; the last is {primes[-1]}")
print("endless:", *islice(endless(), 15))
print("chained:", *islice(chained(), 15))
assert list(islice(endless(), 2000)) == primes[:2000]
assert list(islice(chained(), 200)) == primes[:200]

twins = [(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2]
print(f"{len(twins)} pairs of twins; the last is {twins[-1]}")
