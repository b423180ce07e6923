# needs: greenlet
from functools import cache, cached_property, lru_cache

from support import drive, pause


def body():
    @lru_cache(maxsize=2)
    def slow(n):
        return pause(n) * 2

    @cache
    def fib(n):
        return pause(n) if n < 2 else fib(n - 1) + fib(n - 2)

    class Data:
        @cached_property
        def value(self):
            return pause(99)

    data = Data()
    out = [slow(1), slow(2), slow(1), slow(3), slow(2)]
    return out, slow.cache_info()[:2], fib(10), data.value + data.value


drive(body)
