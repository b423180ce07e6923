"""Shallow and deep copies of any object.

A class says how to copy its instances through `__copy__` and `__deepcopy__`,
or by what it tells pickle; built-in containers and immutable objects are
known here.
"""

__all__ = ["Error", "copy", "deepcopy"]

from _weakref import ref
from copyreg import dispatch_table


class Error(Exception):
    """Raised for an object that tells nobody how to copy it."""


error = Error


class _Probe:
    """Exists so that types can be taken from its members."""

    def method(self):
        """Exists so that its bound form can be taken."""


# Objects of these types are never copied: they cannot change, or stand for
# something that there is one of.
_ATOMIC = frozenset((
    type(None), int, float, bool, complex, str, bytes, type, range, property, ref,
    type(...), type(NotImplemented), type(_Probe.method), type(_Probe.method.__code__), type(len),
))


# Shallow copies.


def copy(x):
    """Return a new object with the same contents."""
    cls = type(x)
    if cls in _ATOMIC or cls in _IMMUTABLE_CONTAINERS:
        return x
    if cls in _CONTAINERS:
        return cls.copy(x)
    if issubclass(cls, type):
        # A class with a metaclass is still a class.
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    recipe = _recipe(x, cls, "shallow")
    if isinstance(recipe, str):
        return x
    return _reconstruct(x, None, *recipe)


# Shared by shallow copies only: a deep copy looks at what is inside.
_IMMUTABLE_CONTAINERS = frozenset((tuple, frozenset, slice))
_CONTAINERS = frozenset((list, dict, set, bytearray))


def _recipe(x, cls, depth):
    """Ask how the object is to be made anew, in the way that pickle does."""
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    raise Error(f"un({depth})copyable object of type {cls}")


# Deep copies.

_missing = object()


def deepcopy(x, memo=None, _nil=_missing):
    """Return a new object whose contents are deep copies too.

    `memo` maps the ids of objects to their copies, so that what occurs twice
    is copied once, and cycles end.
    """
    cls = type(x)
    if cls in _ATOMIC:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
    result = _deepcopy_new(x, cls, memo)
    if result is not x:
        memo[key] = result
        _keep_alive(x, memo)
    return result


def _deepcopy_new(x, cls, memo):
    """Make the deep copy of an object that is not in the memo yet."""
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        return copier(x, memo)
    if issubclass(cls, type):
        return x
    copier = getattr(x, "__deepcopy__", None)
    if copier is not None:
        return copier(memo)
    recipe = _recipe(x, cls, "deep")
    if isinstance(recipe, str):
        return x
    return _reconstruct(x, memo, *recipe)


def _keep_alive(x, memo):
    """Keep the original alive as long as the memo, which knows it by its id only."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo):
    result = []
    # Known before its items are copied, for a list that contains itself.
    memo[id(x)] = result
    append = result.append
    for item in x:
        append(deepcopy(item, memo))
    return result


def _deepcopy_tuple(x, memo):
    copies = [deepcopy(item, memo) for item in x]
    # Copying the items may have copied the tuple, if it is in a cycle.
    known = memo.get(id(x))
    if known is not None:
        return known
    for original, item in zip(x, copies):
        if original is not item:
            return tuple(copies)
    return x


def _deepcopy_dict(x, memo):
    result = {}
    memo[id(x)] = result
    for key, value in x.items():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


def _deepcopy_atomic(x, memo):
    return x


_deepcopy_dispatch = dict.fromkeys(_ATOMIC, _deepcopy_atomic)
_deepcopy_dispatch.update({
    list: _deepcopy_list,
    tuple: _deepcopy_tuple,
    dict: _deepcopy_dict,
    type(_Probe().method): _deepcopy_method,
})


def _reconstruct(x, memo, func, args, state=None, list_items=None, dict_items=None):
    """Make an object by the recipe that `__reduce_ex__` returned."""
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    result = func(*args)
    if deep:
        memo[id(x)] = result
    if state is not None:
        _set_state(result, deepcopy(state, memo) if deep else state)
    if list_items is not None:
        for item in list_items:
            result.append(deepcopy(item, memo) if deep else item)
    if dict_items is not None:
        for key, value in dict_items:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            result[key] = value
    return result


def _set_state(obj, state):
    """Give a new object its state: through its `__setstate__`, or attribute by attribute."""
    if hasattr(obj, "__setstate__"):
        obj.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        obj.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(obj, name, value)
