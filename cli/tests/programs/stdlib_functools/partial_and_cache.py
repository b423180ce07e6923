# partial, reduce, cmp_to_key and caches: attributes, states, errors, order of forgetting.
import functools
from functools import cmp_to_key, lru_cache, partial, reduce
import copy
import pickle
import weakref


def f(*args, **kwargs):
    return args, kwargs


class P(partial):
    pass


class C:
    method = partial(f, 1)

    @lru_cache(maxsize=8)
    def cached(self, x):
        return x + 1


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return self.v == other.v


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


p = partial(f, 1, x=2)
print(p.func is f, p.args, p.keywords, p(3, x=4, y=5), p(), partial(p, 2, y=3).args, partial(p, 2).func is f, p.__dict__)
p.note = 1
print(p.__dict__, partial(p, 2).func is p, C().method(2), weakref.ref(p)() is p)
for action in (
    lambda: partial(), lambda: partial(3), lambda: partial(func=f), lambda: P(P(f, 1), 2).args, lambda: p.__setstate__(3),
    lambda: p.__setstate__((f, [1], {}, {})), lambda: p.__setstate__((f, (9,), None, None)), lambda: (p.args, p.keywords, p.__dict__),
    lambda: setattr(p, "func", 3), lambda: partial(f)(1, *[2], **{"z": 3}), lambda: partial[int], lambda: partial(print, 1, sep="-"),
    lambda: pickle.loads(pickle.dumps(partial(int, base=2)))("101"), lambda: copy.copy(partial(int, base=2))("11"),
    lambda: reduce(lambda a, b: a + b, [1, 2, 3]), lambda: reduce(f, []), lambda: reduce(f, [], 3), lambda: reduce(lambda a, b: (a, b), "abc", 0),
    lambda: reduce(f, 3), lambda: reduce(f), lambda: reduce(f, [1]),
    lambda: cmp_to_key(), lambda: cmp_to_key(f, 1), lambda: cmp_to_key(f)(1, 2), lambda: cmp_to_key(mycmp=f)(obj=3).obj,
    lambda: hash(cmp_to_key(f)(1)), lambda: cmp_to_key(f)(1) < 3, lambda: cmp_to_key(f)(1) < cmp_to_key(f)(1),
    lambda: cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(f)(2), lambda: sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)),
):
    print(attempt(action))

calls = []


@lru_cache(maxsize=2)
def g(x, y=0):
    calls.append((x, y))
    return x * 10 + y


print(g(1), g(2), g(1), g(3), g(2), g.cache_info(), calls, g.cache_parameters(), g.__wrapped__.__name__, g.__name__)
g.cache_clear()
print(g.cache_info(), g(1, y=2), g(1, 2), g(y=2, x=1), g.cache_info())
typed = lru_cache(None, typed=True)(lambda x: x)
print(typed(1), typed(1.0), typed(True), typed("a"), typed.cache_info())
none = lru_cache(maxsize=0)(lambda x: x)
print(none(1), none(1), none.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@lru_cache(maxsize=3)
def boom(x):
    if x < 0:
        raise ValueError(x)
    return x


@lru_cache(maxsize=2)
def keyed(k):
    return k.v


print(fib(100), fib.cache_info(), C().cached(1), C.cached.cache_info())
print([attempt(lambda: boom(i)) for i in (1, -1, 2, -1, 3, 4, 1)], boom.cache_info())
print([keyed(Key(v)) for v in (1, 1, 2, 3, 1)], keyed.cache_info())
for action in (
    lambda: g([]), lambda: g(), lambda: g.__get__(None, int) is g, lambda: g.__reduce__(), lambda: g.missing,
    lambda: copy.copy(g) is g, lambda: copy.deepcopy(g) is g, lambda: lru_cache("x"), lambda: weakref.ref(g)() is g,
):
    print(attempt(action))
for size in (1, 5, 50):
    cached = lru_cache(size)(lambda x: -x)
    print([cached(i * i % 13) for i in range(60)].count(-9), cached.cache_info())
