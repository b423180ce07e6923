"""Dicts with several values for a key: headers, queries, forms.

This is Pausa's own implementation of the interface of the package `multidict`. Where the real package stands on
`sys.path`, that one is imported.
"""

__all__ = ('CIMultiDict', 'CIMultiDictProxy', 'MultiDict', 'MultiDictProxy', 'MultiMapping', 'MutableMultiMapping',
           'getversion', 'istr', 'upstr')
__version__ = '6.1.0'

import abc
from collections.abc import ItemsView, KeysView, Mapping, MutableMapping, ValuesView

_MISSING = object()
_last_version = 0


def _next_version():
    global _last_version
    _last_version += 1
    return _last_version


class istr(str):
    """A string that is a key where case does not matter."""

    __is_istr__ = True


upstr = istr


class MultiMapping(Mapping):
    """What a read-only multidict has."""

    @abc.abstractmethod
    def getall(self, key, default=_MISSING):
        """Return all values of a key."""
        raise KeyError

    @abc.abstractmethod
    def getone(self, key, default=_MISSING):
        """Return the first value of a key."""
        raise KeyError


class MutableMultiMapping(MultiMapping, MutableMapping):
    """What a multidict that can be changed has."""

    @abc.abstractmethod
    def add(self, key, value):
        """Add a value."""
        raise NotImplementedError

    @abc.abstractmethod
    def extend(self, *args, **kwargs):
        """Add all values of another dict."""
        raise NotImplementedError

    @abc.abstractmethod
    def popone(self, key, default=_MISSING):
        """Remove the first value of a key and return it."""
        raise KeyError

    @abc.abstractmethod
    def popall(self, key, default=_MISSING):
        """Remove all values of a key and return them."""
        raise KeyError


class _Keys(KeysView):
    def __iter__(self):
        return iter([row[1] for row in self._mapping._rows])

    def __contains__(self, key):
        return key in self._mapping

    def __repr__(self):
        return f'<{type(self).__name__}({", ".join(repr(k) for k in self)})>'


class _Values(ValuesView):
    def __iter__(self):
        return iter([row[2] for row in self._mapping._rows])

    def __contains__(self, value):
        return any(v is value or v == value for v in self)

    def __repr__(self):
        return f'<{type(self).__name__}({", ".join(repr(v) for v in self)})>'


class _Items(ItemsView):
    def __iter__(self):
        return iter([(row[1], row[2]) for row in self._mapping._rows])

    def __contains__(self, item):
        if not isinstance(item, (tuple, list)) or len(item) != 2:
            return False
        return any(v == item[1] for v in self._mapping.getall(item[0], ()))

    def __repr__(self):
        return f'<{type(self).__name__}({", ".join(f"{k!r}: {v!r}" for k, v in self)})>'


_Keys.__name__, _Values.__name__, _Items.__name__ = '_KeysView', '_ValuesView', '_ItemsView'


class _Base:
    """The reading half. `_rows` is a list of (what is compared, key, value)."""

    __slots__ = ()

    @staticmethod
    def _fold(key):
        if not isinstance(key, str):
            raise TypeError('MultiDict keys should be either str or subclasses of str')
        return key

    def _id(self, key):
        return self._fold(key) if isinstance(key, str) else None

    def getall(self, key, default=_MISSING):
        """Return a list of all values of a key."""
        folded = self._id(key)
        found = [row[2] for row in self._rows if row[0] == folded]
        if found:
            return found
        if default is not _MISSING:
            return default
        raise KeyError(key)

    def getone(self, key, default=_MISSING):
        """Return the first value of a key."""
        folded = self._id(key)
        for row in self._rows:
            if row[0] == folded:
                return row[2]
        if default is not _MISSING:
            return default
        raise KeyError(key)

    def __getitem__(self, key):
        return self.getone(key)

    def get(self, key, default=None):
        """Return the first value of a key."""
        folded = self._id(key)
        for row in self._rows:
            if row[0] == folded:
                return row[2]
        return default

    def __contains__(self, key):
        folded = self._id(key)
        return any(row[0] == folded for row in self._rows)

    def __iter__(self):
        return iter([row[1] for row in self._rows])

    def __len__(self):
        return len(self._rows)

    def keys(self):
        """Return a view of the keys, with their repetitions."""
        return _Keys(self)

    def values(self):
        """Return a view of the values."""
        return _Values(self)

    def items(self):
        """Return a view of the items."""
        return _Items(self)

    def __eq__(self, other):
        if isinstance(other, _Base):
            return [(r[0], r[2]) for r in self._rows] == [(r[0], r[2]) for r in other._rows]
        if isinstance(other, Mapping):
            return len(self._rows) == len(other) and all(other.get(r[1], _MISSING) == r[2] for r in self._rows)
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return f'<{type(self).__name__}({", ".join(f"{k!r}: {v!r}" for k, v in self.items())})>'


class _CaseInsensitive:
    __slots__ = ()

    @staticmethod
    def _fold(key):
        if not isinstance(key, str):
            raise TypeError('CIMultiDict keys should be either str or subclasses of str')
        return key.lower()

    def _id(self, key):
        return key.lower() if isinstance(key, str) else None


class MultiDict(_Base, MutableMultiMapping):
    """A dict whose keys may have several values, in the order of their insertion."""

    def __init__(self, arg=None, /, **kwargs):
        self._version = _next_version()
        if type(arg) is list and not kwargs and all(type(item) is tuple and len(item) == 2 for item in arg):
            fold = self._fold
            self._rows = [(fold(key), key, value) for key, value in arg]
            return
        self._rows = []
        if arg is not None or kwargs:
            self._extend(arg, kwargs, self._append)

    __hash__ = None

    def __class_getitem__(cls, item):
        return cls

    def __reduce__(self):
        return type(self), (list(self.items()),)

    def _append(self, key, value):
        self._rows.append((self._fold(key), key, value))

    def _extend(self, arg, kwargs, put):
        if arg is not None:
            if isinstance(arg, _Base):
                items = list(arg.items())
            elif hasattr(arg, 'keys'):
                items = [(key, arg[key]) for key in arg.keys()]
            else:
                items = []
                for at, item in enumerate(arg):
                    if not hasattr(item, '__len__') or len(item) != 2:
                        raise ValueError(f'multidict update sequence element #{at}has length '
                                         f'{len(item)}; 2 is required')
                    items.append(item)
            for key, value in items:
                put(key, value)
        for key, value in kwargs.items():
            put(key, value)

    def add(self, key, value):
        """Add a value, whatever values the key has."""
        self._append(key, value)
        self._version = _next_version()

    def copy(self):
        """Return a copy."""
        return type(self)(self)

    __copy__ = copy

    def extend(self, arg=None, /, **kwargs):
        """Add all values of another dict, beside those that are there."""
        self._extend(arg, kwargs, self._append)
        self._version = _next_version()

    def merge(self, arg=None, /, **kwargs):
        """Add the values of the keys that are not there yet."""
        known = {row[0] for row in self._rows}
        self._extend(arg, kwargs, lambda k, v: self._fold(k) in known or self._append(k, v))
        self._version = _next_version()

    def clear(self):
        """Remove everything."""
        self._rows.clear()
        self._version = _next_version()

    def __setitem__(self, key, value):
        folded, row = self._fold(key), None
        for at, row in enumerate(self._rows):
            if row[0] == folded:
                self._rows[at] = (folded, key, value)
                self._rows[at + 1:] = [r for r in self._rows[at + 1:] if r[0] != folded]
                break
        else:
            self._rows.append((folded, key, value))
        self._version = _next_version()

    def __delitem__(self, key):
        folded = self._id(key)
        kept = [row for row in self._rows if row[0] != folded]
        if len(kept) == len(self._rows):
            raise KeyError(key)
        self._rows[:] = kept
        self._version = _next_version()

    def setdefault(self, key, default=None):
        """Return the first value of a key, after setting it if there is none."""
        folded = self._fold(key)
        for row in self._rows:
            if row[0] == folded:
                return row[2]
        self.add(key, default)
        return default

    def popone(self, key, default=_MISSING):
        """Remove the first value of a key and return it."""
        folded = self._id(key)
        for at, row in enumerate(self._rows):
            if row[0] == folded:
                del self._rows[at]
                self._version = _next_version()
                return row[2]
        if default is not _MISSING:
            return default
        raise KeyError(key)

    pop = popone

    def popall(self, key, default=_MISSING):
        """Remove all values of a key and return them as a list."""
        found = self.getall(key, None)
        if found is None:
            if default is not _MISSING:
                return default
            raise KeyError(key)
        del self[key]
        return found

    def popitem(self):
        """Remove an item and return it."""
        if not self._rows:
            raise KeyError('empty multidict')
        row = self._rows.pop()
        self._version = _next_version()
        return row[1], row[2]

    def update(self, arg=None, /, **kwargs):
        """Set the keys of another dict to its values; what they had goes."""
        fresh = MultiDict.__new__(type(self))
        fresh._rows = []
        fresh._extend(arg, kwargs, fresh._append)
        groups = {}
        for row in fresh._rows:
            groups.setdefault(row[0], []).append(row)
        rows = []
        for row in self._rows:
            if row[0] not in groups:
                rows.append(row)
            elif groups[row[0]]:
                rows.append(groups[row[0]].pop(0))
        for row in fresh._rows:
            rest = groups[row[0]]
            if rest and rest[0] is row:
                rows.append(rest.pop(0))
        self._rows[:] = rows
        self._version = _next_version()


class CIMultiDict(_CaseInsensitive, MultiDict):
    """A MultiDict that does not mind how its keys are written."""


class MultiDictProxy(_Base, MultiMapping):
    """A read-only view of a MultiDict."""

    _of = MultiDict

    def __init__(self, arg):
        if not isinstance(arg, (self._of, MultiDictProxy)):
            raise TypeError(f'ctor requires {self._of.__name__} or {self._of.__name__}Proxy instance, '
                            f'not {type(arg)}')
        self._rows = arg._rows
        self._source = getattr(arg, '_source', arg)

    __hash__ = None

    def __class_getitem__(cls, item):
        return cls

    @property
    def _version(self):
        return self._source._version

    def __reduce__(self):
        raise TypeError(f"can't pickle {type(self).__name__} objects")

    def copy(self):
        """Return a MultiDict with the same items."""
        return self._of(self)


class CIMultiDictProxy(_CaseInsensitive, MultiDictProxy):
    """A read-only view of a CIMultiDict."""

    _of = CIMultiDict


def getversion(md):
    """Return the number of the version of a multidict, which changes with it."""
    if not isinstance(md, _Base):
        raise TypeError('Parameter should be multidict or proxy')
    return md._version
