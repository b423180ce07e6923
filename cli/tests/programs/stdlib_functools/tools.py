# functools: wrappers, caches, partials, orderings.
import functools


def logged(func):
    @functools.wraps(func)
    def wrapper(*args, **kwds):
        print("call", func.__name__, args, kwds)
        return func(*args, **kwds)

    return wrapper


@logged
def add(a: int, b: int = 2) -> int:
    """Adds."""
    return a + b


print(add(1), add.__name__, add.__doc__, add.__annotations__, add.__wrapped__(5))


@functools.lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


print([square(x) for x in (1, 2, 1, 3, 2, 1)], square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(max, [3, 9, 2], 7))
binary = functools.partial(int, base=2)
print(binary("1010"), binary.func, binary.args, binary.keywords)
print(sorted("bcA", key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))


@functools.total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts


a, b = Version(1, 2), Version(1, 10)
print(a < b, a <= b, a > b, a >= b, a <= a, Version.__le__.__doc__)
try:
    a >= 3
except TypeError as error:
    print(error)
try:
    functools.total_ordering(type("Empty", (), {}))
except ValueError as error:
    print(error)


class Circle:
    def __init__(self, r):
        self.r = r

    @functools.cached_property
    def area(self):
        print("computing area")
        return 3 * self.r**2

    def scale(self, by, unit="cm"):
        return f"{self.r * by}{unit}"

    double = functools.partialmethod(scale, 2)
    inches = functools.partialmethod(scale, unit="in")


c = Circle(2)
print(c.area, c.area, c.__dict__, c.double(), c.inches(3))
try:
    functools.lru_cache("x")
except TypeError as error:
    print(error)
