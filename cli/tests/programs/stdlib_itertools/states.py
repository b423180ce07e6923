"""Iterators copied in the middle of their work, keyword arguments of classes derived from them, odd states."""

import copy
import functools
import itertools
import pickle


def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except Exception as e:
        print(type(e).__name__, e)


for make in (itertools.combinations, itertools.combinations_with_replacement, itertools.permutations):
    for pool in ((), (1,), (1, 2, 3)):
        for r in range(4):
            it = make(pool, r)
            rests = []
            while True:
                rests.append((list(copy.copy(it)), list(pickle.loads(pickle.dumps(it)))))
                if next(it, None) is None:
                    break
            print(make.__name__, pool, r, all(a == b for a, b in rests), rests[-1], len(rests))

attempt(itertools.cycle([1]).__setstate__, ([1], ''))

for cls, args in [(map, (str, [1])), (itertools.chain, ([1],)), (itertools.islice, ([1], 1)), (filter, (None, [1]))]:
    class Derived(cls):
        pass

    class Initialized(cls):
        def __init__(self, *args, extra):
            self.extra = extra

    attempt(Derived, *args, extra=3)
    print(Initialized(*args, extra=3).extra)

f = functools.partial(len, [1])
g = copy.copy(f)
print(g.args is f.args, g.keywords is f.keywords)
f.__setstate__((f, (), {}, {}))
print(repr(f))
f.__setstate__((len, (f,), {'a': f}, {}))
print(repr(f))
try:
    del f.__dict__
except TypeError as e:
    print(e)
