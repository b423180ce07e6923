"""Objects whose attributes each greenlet has for itself."""

from weakref import WeakKeyDictionary as _WeakKeys

from greenlet import getcurrent

__all__ = ["local"]

_set = object.__setattr__
_get = object.__getattribute__


class local:
    """An object whose attributes each greenlet has for itself."""

    __slots__ = ("_local__dicts", "_local__args", "__dict__", "__weakref__")

    def __new__(cls, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError(f"Initialization arguments are not supported: {args!r}, {kwargs!r}")
        self = object.__new__(cls)
        _set(self, "_local__args", (args, kwargs))
        dicts = _WeakKeys()
        _set(self, "_local__dicts", dicts)
        dicts[getcurrent()] = {}
        return self

    def __getattribute__(self, name):
        _enter(self)
        return _get(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        _enter(self)
        _set(self, name, value)

    def __delattr__(self, name):
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        _enter(self)
        object.__delattr__(self, name)

    def __copy__(self):
        args, kwargs = _get(self, "_local__args")
        made = type(self)(*args, **kwargs)
        made.__dict__.update(self.__dict__)
        return made


def _enter(self):
    """The attributes are those of the current greenlet from now on, which may see the object for the first time."""
    dicts = _get(self, "_local__dicts")
    g = getcurrent()
    found = dicts.get(g)
    if found is None:
        found = dicts[g] = {}
        _set(self, "__dict__", found)
        if type(self).__init__ is not object.__init__:
            args, kwargs = _get(self, "_local__args")
            type(self).__init__(self, *args, **kwargs)
        return
    _set(self, "__dict__", found)
