"""Mutual recursion a hundred thousand deep on a stack of constant height."""


def trampoline(step):
    """Run generators that yield the call they want to make, and return its result to them."""
    stack = [step]
    value = None
    deepest = 1
    while stack:
        try:
            call = stack[-1].send(value)
        except StopIteration as done:
            stack.pop()
            value = done.value
        else:
            stack.append(call)
            deepest = max(deepest, len(stack))
            value = None
    return value, deepest


def even(n):
    return True if n == 0 else (yield odd(n - 1))


def odd(n):
    return False if n == 0 else (yield even(n - 1))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return (yield ackermann(m - 1, 1))
    return (yield ackermann(m - 1, (yield ackermann(m, n - 1))))


def total(tree):
    """The sum of the leaves of a nested list."""
    result = 0
    for item in tree:
        result += (yield total(item)) if isinstance(item, list) else item
    return result


nested = [1]
for n in range(2, 5001):
    nested = [n, nested]

for name, step in [
    ("even(100000)", even(100_000)),
    ("odd(77777)", odd(77_777)),
    ("ackermann(2, 9)", ackermann(2, 9)),
    ("total(nested)", total(nested)),
]:
    value, deepest = trampoline(step)
    print(f"{name:16} = {value!s:9} with {deepest:,} suspended generators at most")
