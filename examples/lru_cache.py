"""A cache that forgets what was used longest ago, as a class and as a decorator."""

from functools import wraps


class LRU:
    """A dict keeps insertion order: the front is the oldest, re-inserting makes an entry young."""

    def __init__(self, size):
        self.size, self.entries = size, {}
        self.hits = self.misses = 0

    def __contains__(self, key):
        return key in self.entries

    def __getitem__(self, key):
        value = self.entries.pop(key)
        self.entries[key] = value
        return value

    def __setitem__(self, key, value):
        self.entries.pop(key, None)
        if len(self.entries) == self.size:
            oldest = next(iter(self.entries))
            del self.entries[oldest]
            print(f"   forgot {oldest}")
        self.entries[key] = value


def cached(size):
    def decorate(function):
        cache = LRU(size)

        @wraps(function)
        def wrapper(*arguments):
            if arguments in cache:
                cache.hits += 1
            else:
                cache.misses += 1
                cache[arguments] = function(*arguments)
            return cache[arguments]

        wrapper.cache = cache
        return wrapper

    return decorate


@cached(size=3)
def square(n):
    """Slowly multiply."""
    print(f"   working out {n} * {n}")
    return n * n


for n in [2, 3, 2, 4, 5, 3, 2, 5]:
    print(f"square({n}) = {square(n)}")
cache = square.cache
print(
    f"{square.__name__}: {cache.hits} hits, {cache.misses} misses, holds {[n for n, in cache.entries]}"
)
