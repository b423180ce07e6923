"""What counts as a coroutine, and how one is shown."""

__all__ = ('iscoroutinefunction', 'iscoroutine')

import sys

from _traceback import warns_blocking

# A function that is to count as a coroutine function though it is none has this as its `_is_coroutine`.
_is_coroutine = object()


def _is_debug_mode():
    """Return whether new loops are in debug mode: with -X dev or --warn-blocking, or if PYTHONASYNCIODEBUG is set."""
    flags = sys.flags
    if flags.dev_mode or warns_blocking():
        return True
    if flags.ignore_environment:
        return False
    os = sys.modules.get('os')
    if os is None:
        # The program cannot have changed its environment.
        import posix
        return bool(posix.environ.get(b'PYTHONASYNCIODEBUG'))
    return bool(os.environ.get('PYTHONASYNCIODEBUG'))


def iscoroutinefunction(func):
    """Return whether a call of this gives a coroutine."""
    import inspect
    return inspect.iscoroutinefunction(func) or getattr(func, '_is_coroutine', None) is _is_coroutine


async def _a_coroutine():
    """Only its type is of interest."""


_coroutine = _a_coroutine()
_COROUTINE = type(_coroutine)
_coroutine.close()
del _coroutine, _a_coroutine
_GENERATOR = type(_ for _ in ())

# Classes that have been found to be those of coroutines.
_iscoroutine_typecache = {_COROUTINE, _GENERATOR}


def iscoroutine(obj):
    """Return whether this is a coroutine, or a generator, which the loop runs as one."""
    cls = type(obj)
    if cls in _iscoroutine_typecache:
        return True
    if '_collections_abc' not in sys.modules and not hasattr(cls, 'send'):
        # Nobody has registered a class as a Coroutine, and this one does not look like one.
        return False
    from collections.abc import Coroutine
    if not isinstance(obj, (Coroutine, _COROUTINE, _GENERATOR)):
        return False
    if len(_iscoroutine_typecache) < 100:
        _iscoroutine_typecache.add(cls)
    return True


def coroutine(func):
    """Make a generator function one whose generators can be awaited.

    Python 3.11 has this decorator no longer; here it is kept, because many tutorials use it.
    """
    import functools
    import inspect
    import types
    import warnings
    warnings.warn('"@coroutine" decorator is deprecated since Python 3.8, use "async def" instead',
                  DeprecationWarning, stacklevel=2)
    if inspect.iscoroutinefunction(func):
        return func
    if inspect.isgeneratorfunction(func):
        wrapper = types.coroutine(func)
    else:
        @functools.wraps(func)
        def delegate(*args, **kwargs):
            result = func(*args, **kwargs)
            if hasattr(result, '__await__') and not inspect.iscoroutine(result):
                result = yield from result.__await__()
            elif inspect.isgenerator(result) or inspect.iscoroutine(result):
                result = yield from result
            return result
        wrapper = types.coroutine(delegate)
    wrapper._is_coroutine = _is_coroutine
    return wrapper


def _format_coroutine(coro):
    """Return the text that shows a coroutine in the representation of its task."""
    assert iscoroutine(coro)
    for prefix in ('cr', 'gi'):
        code = getattr(coro, prefix + '_code', None)
        if code is not None:
            break
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None)
    if not name:
        # Coroutines of other implementations may have no name.
        name = f'<{type(coro).__name__} without __name__>'
    name += '()'
    running = getattr(coro, 'cr_running', None)
    if running is None:
        running = getattr(coro, 'gi_running', False)
    if code is None:
        return f'{name} running' if running else name
    frame = getattr(coro, prefix + '_frame', None)
    file = code.co_filename or '<empty co_filename>'
    if frame is None:
        return f'{name} done, defined at {file}:{code.co_firstlineno}'
    return f'{name} running at {file}:{frame.f_lineno}'
