"""Combinations of nothing, copied before they are taken, between, and after."""
import copy
import pickle
from itertools import combinations, combinations_with_replacement, permutations, product

makers = [
    lambda: combinations([], 0), lambda: combinations([1, 2], 0), lambda: combinations([1], 1),
    lambda: combinations_with_replacement([], 0), lambda: combinations_with_replacement([1, 2], 0),
    lambda: permutations([], 0), lambda: permutations([1], 0), lambda: product(), lambda: combinations('abc', 2),
]
for make in makers:
    it = make()
    print(list(copy.copy(it)), list(pickle.loads(pickle.dumps(it))), end=' | ')
    print(next(it), list(copy.copy(it)), list(pickle.loads(pickle.dumps(it))), end=' | ')
    print(list(it), next(it, None))
