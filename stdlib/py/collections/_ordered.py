"""`OrderedDict` on top of dict, which keeps the order of insertion by itself.

What is left to add: moving and popping at either end, equality that respects
the order, and views with names of their own.
"""

from _collections import _move_entry, _pop_entry
from operator import eq as _eq
from reprlib import recursive_repr
from _collections_abc import ItemsView, KeysView, ValuesView

_missing = object()


class odict_keys(KeysView):
    """The keys of an OrderedDict."""

    __slots__ = ()

    def __iter__(self):
        return iter(self._mapping)

    def __reversed__(self):
        return reversed(self._mapping)

    @recursive_repr()
    def __repr__(self):
        return f"odict_keys({list(self)!r})"


class odict_items(ItemsView):
    """The (key, value) pairs of an OrderedDict."""

    __slots__ = ()

    def __iter__(self):
        return iter(dict.items(self._mapping))

    def __reversed__(self):
        return reversed(dict.items(self._mapping))

    @recursive_repr()
    def __repr__(self):
        return f"odict_items({list(self)!r})"


class odict_values(ValuesView):
    """The values of an OrderedDict."""

    __slots__ = ()

    def __iter__(self):
        return iter(dict.values(self._mapping))

    def __reversed__(self):
        return reversed(dict.values(self._mapping))

    @recursive_repr()
    def __repr__(self):
        return f"odict_values({list(self)!r})"


class OrderedDict(dict):
    """A dict whose order matters: for equality, and because it can be changed."""

    __module__ = "collections"

    def __init__(self, other=(), /, **kwds):
        # Not `self.update`, which a subclass may override for its own ends.
        OrderedDict.update(self, other, **kwds)

    def update(self, other=(), /, **kwds):
        """Take over the items of a mapping or of an iterable of pairs, then the keywords."""
        if isinstance(other, dict):
            for key, value in other.items():
                self[key] = value
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        elif hasattr(other, "items"):
            for key, value in other.items():
                self[key] = value
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def popitem(self, last=True):
        """Remove and return the last item, or the first one."""
        return _pop_entry(self, last)

    def move_to_end(self, key, last=True):
        """Move an existing key to the end, or to the front."""
        if not _move_entry(self, key, last):
            # Only user code can tell which key that is.
            value = dict.pop(self, key)
            dict.__setitem__(self, key, value)
            if not last:
                rest = list(dict.items(self))[:-1]
                dict.clear(self)
                dict.__setitem__(self, key, value)
                dict.update(self, rest)

    def pop(self, key, default=_missing):
        """Remove a key and return its value, or the default if it is not there."""
        if default is _missing:
            return dict.pop(self, key)
        return dict.pop(self, key, default)

    def setdefault(self, key, default=None):
        """Return the value of a key, after setting it to the default if it is not there."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def keys(self):
        return odict_keys(self)

    def items(self):
        return odict_items(self)

    def values(self):
        return odict_values(self)

    def copy(self):
        """Return a shallow copy."""
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """Make a dict with the given keys, all with the same value."""
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    def __eq__(self, other):
        equal = dict.__eq__(self, other)
        if equal is True and isinstance(other, OrderedDict):
            return all(map(_eq, self, other))
        return equal

    def __ne__(self, other):
        equal = self == other
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = self.__class__(self)
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = self.__class__(other)
        result.update(self)
        return result

    def __ior__(self, other):
        self.update(other)
        return self

    @recursive_repr()
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({list(self.items())!r})"

    def __reduce__(self):
        state = self.__getstate__()
        return self.__class__, (), state or None, None, iter(self.items())
