"""What an iterator over a range tells of itself, and what it can be told."""

import copy
import pickle

it = iter(range(5))
next(it)
print(it.__reduce__())
it.__setstate__(4)
print(list(copy.copy(it)), list(pickle.loads(pickle.dumps(it))), it.__reduce__(), list(it), it.__reduce__())
it.__setstate__(1)
print(list(it))
it.__setstate__(-3)
print(it.__length_hint__(), next(it))
it.__setstate__(100)
print(list(it))
it = iter(range(10, -10, -3))
next(it)
it.__setstate__(3)
print(it.__reduce__(), list(it))
it = iter(range(2**33))
it.__setstate__(2**32 + 1)
print(next(it))
