"""Tools for `with` statements: context managers from generators, stacks of them, and small ones."""

import sys
from abc import ABC, abstractmethod
from functools import wraps

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext",
    "AbstractContextManager", "AbstractAsyncContextManager",
    "AsyncExitStack", "ContextDecorator", "ExitStack",
    "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir",
]

_GenericAlias = type(list[int])
_MethodType = type(ABC.register)


def _defines(cls, *names):
    """Tell whether a class has all the methods; one set to None counts as refused."""
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(ABC):
    """Has `__enter__` and `__exit__`."""

    __class_getitem__ = classmethod(_GenericAlias)

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            return _defines(C, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(ABC):
    """Has `__aenter__` and `__aexit__`."""

    __class_getitem__ = classmethod(_GenericAlias)

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractAsyncContextManager:
            return _defines(C, "__aenter__", "__aexit__")
        return NotImplemented


class ContextDecorator:
    """Lets a context manager decorate a function, whose every call runs inside it."""

    def _recreate_cm(self):
        """Return the manager for one call; single-use ones make a fresh copy here."""
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class AsyncContextDecorator:
    """Lets an async context manager decorate a coroutine function."""

    def _recreate_cm(self):
        """Return the manager for one call; single-use ones make a fresh copy here."""
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return inner


# Context managers from generators.


class _GeneratorContextManagerBase:
    """Holds the generator, and the call that made it so that it can be made again."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func = func
        self.args = args
        self.kwds = kwds
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)


def _raised_anew(raised, thrown, stop):
    """Tell whether what a generator raised is news, or what was thrown into it.

    The same exception coming back is for the `with` statement to re-raise.  A
    thrown StopIteration comes back wrapped in a RuntimeError.
    """
    if raised is thrown:
        return False
    return not (
        isinstance(raised, RuntimeError)
        and isinstance(thrown, stop)
        and raised.__cause__ is thrown
    )


class _GeneratorContextManager(
    _GeneratorContextManagerBase, AbstractContextManager, ContextDecorator
):
    """A context manager made of a generator that yields once."""

    def __enter__(self):
        # What the call was is only needed before the first use.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = typ()
        try:
            self.gen.throw(typ, value, traceback)
        except StopIteration as raised:
            # The generator swallowed the exception, unless it let a thrown
            # StopIteration pass.
            return raised is not value
        except BaseException as raised:
            if _raised_anew(raised, value, StopIteration):
                raise
            value.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(
    _GeneratorContextManagerBase, AbstractAsyncContextManager, AsyncContextDecorator
):
    """An async context manager made of an async generator that yields once."""

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(typ, value, traceback)
        except StopAsyncIteration as raised:
            return raised is not value
        except BaseException as raised:
            if _raised_anew(raised, value, (StopIteration, StopAsyncIteration)):
                raise
            value.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """Make a function that returns context managers out of a generator function.

    What stands before its `yield` runs on entry, what follows on exit; an
    exception in the `with` block is raised at the `yield`.
    """

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


def asynccontextmanager(func):
    """Make a function that returns async context managers out of an async generator function."""

    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return helper


# Small context managers.


class closing(AbstractContextManager):
    """Calls `thing.close()` at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    """Awaits `thing.aclose()` at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _RedirectStream(AbstractContextManager):
    """Replaces a standard stream during the block; it can be entered repeatedly."""

    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends standard output to another file during the block."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends standard error to another file during the block."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Swallows the given exceptions, and ends the block there."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; gives `enter_result` where a context manager is optional."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Changes the current directory during the block; it can be entered repeatedly."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os

        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os

        os.chdir(self._old_cwd.pop())


# Stacks.


def _lookup_cm(cm, enter, leave, protocol):
    """Look both methods up on the manager's type, as the `with` statement does."""
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, leave)
    except AttributeError:
        raise TypeError(
            f"'{cls.__module__}.{cls.__qualname__}' object does not support the {protocol} protocol"
        ) from None


class _BaseExitStack:
    """The list of what to do on exit, as (is_sync, callable) pairs."""

    def __init__(self):
        from _collections import deque

        self._exit_callbacks = deque()

    def pop_all(self):
        """Move everything into a new stack, to keep it open beyond the block."""
        new_stack = type(self)()
        new_stack._exit_callbacks, self._exit_callbacks = (
            self._exit_callbacks,
            new_stack._exit_callbacks,
        )
        return new_stack

    def push(self, exit):
        """Add the exit of a context manager, or a function with the signature of `__exit__`."""
        try:
            method = type(exit).__exit__
        except AttributeError:
            self._push_exit_callback(exit)
        else:
            self._push_cm_exit(exit, method)
        return exit

    def enter_context(self, cm):
        """Enter a context manager, and leave it when the stack is left."""
        enter, leave = _lookup_cm(cm, "__enter__", "__exit__", "context manager")
        result = enter(cm)
        self._push_cm_exit(cm, leave)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Call a function when the stack is left."""

        def leave(exc_type, exc, tb):
            callback(*args, **kwds)

        # Lets a debugger see what is registered.
        leave.__wrapped__ = callback
        self._push_exit_callback(leave)
        return callback

    def _push_cm_exit(self, cm, cm_exit):
        self._push_exit_callback(_MethodType(cm_exit, cm))

    def _push_exit_callback(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))


class _Unwinding:
    """The exception on its way through the callbacks of a stack that is being left."""

    def __init__(self, exc):
        self.received = exc is not None
        self.exc = exc
        self.pending_raise = False
        self.suppressed = False
        # The exception that was being handled outside, where chains of
        # context end.
        self.outside = sys.exc_info()[1]

    def details(self):
        """Return the three arguments of an `__exit__`."""
        exc = self.exc
        if exc is None:
            return None, None, None
        return type(exc), exc, exc.__traceback__

    def swallowed(self):
        """Note that a callback suppressed the exception."""
        self.suppressed = True
        self.pending_raise = False
        self.exc = None

    def replaced(self, new):
        """Note that a callback raised: its exception goes on, with the old one as context."""
        self._fix_context(new, self.exc)
        self.pending_raise = True
        self.exc = new

    def _fix_context(self, new, old):
        """Make the chain of contexts what nested `with` statements would have made it."""
        exc = new
        while True:
            context = exc.__context__
            if context is None or context is old:
                # The chain is right already.
                return
            if context is self.outside:
                break
            exc = context
        exc.__context__ = old

    def suppressed_all(self):
        """Tell whether the exception of the block ended here, as `__exit__` returns it."""
        return self.received and self.suppressed


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Enters any number of context managers, and leaves them in reverse order."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        state = _Unwinding(exc_details[1])
        callbacks = self._exit_callbacks
        while callbacks:
            _, leave = callbacks.pop()
            try:
                if leave(*state.details()):
                    state.swallowed()
            except BaseException as new:
                state.replaced(new)
        if not state.pending_raise:
            return state.suppressed_all()
        # `raise` would set a context of its own; the one there is right.
        context = state.exc.__context__
        try:
            raise state.exc
        except BaseException:
            state.exc.__context__ = context
            raise

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """An `ExitStack` that takes async context managers and callbacks as well."""

    async def enter_async_context(self, cm):
        """Enter an async context manager, and leave it when the stack is left."""
        enter, leave = _lookup_cm(
            cm, "__aenter__", "__aexit__", "asynchronous context manager"
        )
        result = await enter(cm)
        self._push_async_cm_exit(cm, leave)
        return result

    def push_async_exit(self, exit):
        """Add the exit of an async manager, or a function with the signature of `__aexit__`."""
        try:
            method = type(exit).__aexit__
        except AttributeError:
            self._push_exit_callback(exit, False)
        else:
            self._push_async_cm_exit(exit, method)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Await a coroutine function's call when the stack is left."""

        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._push_exit_callback(leave, False)
        return callback

    def _push_async_cm_exit(self, cm, cm_exit):
        self._push_exit_callback(_MethodType(cm_exit, cm), False)

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        state = _Unwinding(exc_details[1])
        callbacks = self._exit_callbacks
        while callbacks:
            is_sync, leave = callbacks.pop()
            try:
                result = leave(*state.details())
                if not is_sync:
                    result = await result
                if result:
                    state.swallowed()
            except BaseException as new:
                state.replaced(new)
        if not state.pending_raise:
            return state.suppressed_all()
        # `raise` would set a context of its own; the one there is right.
        context = state.exc.__context__
        try:
            raise state.exc
        except BaseException:
            state.exc.__context__ = context
            raise
