"""Memoising by decorator: edit distance, coin change and the longest common subsequence."""

from functools import lru_cache, wraps


def memoise(function):
    memory = {}

    @wraps(function)
    def wrapper(*arguments):
        wrapper.calls += 1
        if arguments not in memory:
            memory[arguments] = function(*arguments)
        return memory[arguments]

    wrapper.calls, wrapper.memory = 0, memory
    return wrapper


@memoise
def distance(a, b):
    """The fewest insertions, deletions and replacements that turn one word into the other."""
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return distance(a[1:], b[1:])
    return 1 + min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))


@memoise
def ways(cents, coins=(50, 20, 10, 5, 2, 1)):
    """How many ways to pay an amount."""
    if cents == 0:
        return 1
    if cents < 0 or not coins:
        return 0
    return ways(cents - coins[0], coins) + ways(cents, coins[1:])


@memoise
def common(a, b):
    """The longest common subsequence."""
    if not a or not b:
        return ""
    if a[-1] == b[-1]:
        return common(a[:-1], b[:-1]) + a[-1]
    return max(common(a[:-1], b), common(a, b[:-1]), key=len)


@lru_cache(maxsize=None)
def collatz(n):
    """Steps until the sequence reaches 1."""
    return 0 if n == 1 else 1 + collatz(3 * n + 1 if n % 2 else n // 2)


print("kitten -> sitting:", distance("kitten", "sitting"))
print("intention -> execution:", distance("intention", "execution"))
print("pay 1.00:", ways(100), "ways; pay 5.00:", ways(500), "ways")
print("in both:", common("a generator", "an elevator"))
print(
    "longest below 3000:",
    max(range(1, 3000), key=collatz),
    "with",
    max(map(collatz, range(1, 3000))),
    "steps",
)
for function in (distance, ways, common):
    print(
        f"{function.__name__:9} called {function.calls:6,} times, worked {len(function.memory):6,} times"
    )
print(collatz.cache_info())
