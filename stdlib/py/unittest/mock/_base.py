"""Markers, names and small questions that the rest of mock stands on."""

# For whoever asks, what is defined here belongs to `unittest.mock`.
__name__ = 'unittest.mock'

import inspect
from types import MethodType


class InvalidSpecError(Exception):
    """A mock was given as the spec of a mock."""


class _SentinelObject:
    """A unique object with a name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'sentinel.%s' % self.name

    def __reduce__(self):
        return 'sentinel.%s' % self.name


class _Sentinel:
    """Makes a unique object for each attribute that it is asked for."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == '__bases__':
            # Or help() would take it for a class.
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return 'sentinel'


sentinel = _Sentinel()

DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING
_deleted = sentinel.DELETED

_allowed_names = {
    'return_value', '_mock_return_value', 'side_effect',
    '_mock_side_effect', '_mock_parent', '_mock_new_parent',
    '_mock_name', '_mock_new_name'
}


def _is_magic(name):
    return '__%s__' % name[2:-2] == name


def _is_list(obj):
    # An exact check: a spec may well be a subclass.
    return type(obj) in (list, tuple)


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_instance_mock(obj):
    # isinstance() would believe the `__class__` that a mock gives.
    from ._mock import NonCallableMock
    return issubclass(type(obj), NonCallableMock)


def _is_async_obj(obj):
    from ._async import AsyncMock
    if _is_instance_mock(obj) and not isinstance(obj, AsyncMock):
        return False
    if hasattr(obj, '__func__'):
        obj = getattr(obj, '__func__')
    return _iscoroutinefunction(obj) or inspect.isawaitable(obj)


def _is_async_func(obj):
    if getattr(obj, '__code__', None):
        return _iscoroutinefunction(obj)
    return False


def _iscoroutinefunction(obj):
    """What asyncio says; it knows marked functions too, and its import is put off until it has been made."""
    import sys
    if inspect.iscoroutinefunction(obj):
        return True
    marker = getattr(obj, '_is_coroutine', None)
    if marker is None or 'asyncio.coroutines' not in sys.modules:
        return False
    return marker is sys.modules['asyncio.coroutines']._is_coroutine


def _callable(obj):
    if isinstance(obj, type):
        return True
    if isinstance(obj, (staticmethod, classmethod, MethodType)):
        return _callable(obj.__func__)
    return getattr(obj, '__call__', None) is not None


def _instance_callable(obj):
    """Whether the instances of a class, or the object itself, can be called."""
    if not isinstance(obj, type):
        return getattr(obj, '__call__', None) is not None
    for base in (obj,) + obj.__mro__:
        if base.__dict__.get('__call__') is not None:
            return True
    return False


def _delegating_property(name):
    _allowed_names.add(name)
    _the_name = '_mock_' + name

    def _get(self, name=name, _the_name=_the_name):
        sig = self._mock_delegate
        if sig is None:
            return getattr(self, _the_name)
        return getattr(sig, name)

    def _set(self, value, name=name, _the_name=_the_name):
        sig = self._mock_delegate
        if sig is None:
            self.__dict__[_the_name] = value
        else:
            setattr(sig, name, value)
    return property(_get, _set)
