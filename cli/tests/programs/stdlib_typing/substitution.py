"""Variables replaced in aliases inside other aliases: lists of parameters, unpacked tuples; aliases copied and pickled."""

import collections.abc
import copy
import pickle
import types
import typing
from typing import Callable, Concatenate, ForwardRef, Generic, List, ParamSpec, TypeVar, TypeVarTuple

T = TypeVar('T')
T2 = TypeVar('T2')
P = ParamSpec('P')
P2 = ParamSpec('P2')
Ts = TypeVarTuple('Ts')


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Variadic(Generic[T, *Ts]):
    pass


for callable_ in (Callable, collections.abc.Callable):
    alias = callable_[Concatenate[int, P], T]
    for item in ((P2, int), ([str, float], int), ([], int), (Concatenate[str, P2], int), (..., int)):
        attempt(lambda: alias[item])
    alias = callable_[P, T]
    for outer in (List[alias], list[alias], list[alias] | int):
        attempt(lambda: outer.__parameters__)
        attempt(lambda: outer[[int, str], float])
        attempt(lambda: outer[..., int])

attempt(lambda: Variadic[T, *tuple[T2, ...]][int, str])
attempt(lambda: Variadic[*tuple[T, ...], T2][int, str])
attempt(lambda: tuple[T, *tuple[T2, ...]][int, str])

for alias in (list[int], tuple[int, ...], dict[str, list[int]], *tuple[int, str], *Variadic[int, str].__args__[:0]):
    print(alias, [pickle.loads(pickle.dumps(alias, protocol)) == alias for protocol in range(6)],
          copy.copy(alias) == alias, copy.deepcopy(alias) == alias)

iterator = iter(tuple[int])
print(type(iterator).__name__, iterator.__reduce__())
print(list(iterator), iterator.__reduce__())

t = list[int]
values = t()
t.append(values, 'x')
print(values, t.__getitem__(values, 0), t.__len__(values))

forward = ForwardRef('int')
print(copy.copy(forward) == forward, copy.deepcopy(List['int']) == List['int'])


class Slots:
    __slots__ = ('a', '__weakref__', '__dict__')


slots = Slots()
slots.a, slots.b = 1, 2
again = copy.copy(slots)
print(again.a, again.b, slots.__reduce_ex__(2)[2])
print(typing.GenericAlias is types.GenericAlias)
