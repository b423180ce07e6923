import sys

print(sys.getrecursionlimit())


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


first = depth()
print(900 < first < 1000, abs(depth() - first) <= 1)
sys.setrecursionlimit(5000)
print(4900 < depth() < 5000)
sys.setrecursionlimit(200)
print(150 < depth() < 200)
for bad in (0, -1, "x", 2**40, 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)


def deep(n):
    if n == 0:
        sys.setrecursionlimit(50)
        return
    deep(n - 1)


try:
    deep(100)
except RecursionError as e:
    print(e)
sys.setrecursionlimit(1000)


def messages():
    try:
        messages()
    except RecursionError as e:
        return str(e)
    return messages()


def simple():
    simple()


try:
    simple()
except RecursionError as e:
    print(e, type(e).__mro__[1].__name__)
try:
    (f := lambda x: [f(x)])(1)
except RecursionError as e:
    print(e)
count = 0


def recover():
    global count
    count += 1
    try:
        recover()
    except RecursionError:
        pass


recover()
print(count > 900)
sys.setrecursionlimit(20000)


def sum_to(n):
    return n + sum_to(n - 1) if n else 0


print(sum_to(10000))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(even(9000))


def gen(n):
    if n:
        yield from gen(n - 1)
    yield n


print(sum(gen(3000)))
