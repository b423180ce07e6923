"""Events, and results that greenlets wait for."""

import sys

import _gevent
from _gevent import Event

from gevent.exceptions import InvalidSwitchError
from gevent.hub import get_hub
from gevent.timeout import Timeout

__all__ = ["Event", "AsyncResult"]

_ABSENT = object()


class AsyncResult(_gevent.Linkable):
    """A value or an exception that is set once, and that any number of greenlets can wait for."""

    __slots__ = ["_value", "_exception", "_imap_task_index"]

    def __init__(self):
        self._value = _ABSENT
        self._exception = None

    @property
    def value(self):
        """The value, or None."""
        return None if self._value is _ABSENT or self._exception is not None else self._value

    @property
    def exception(self):
        """The exception, or None."""
        return self._exception

    @property
    def exc_info(self):
        """The type, value and traceback of the exception, or an empty tuple."""
        e = self._exception
        return (type(e), e, e.__traceback__) if e is not None else ()

    @property
    def hub(self):
        """The hub of the thread."""
        return get_hub()

    def __repr__(self):
        text = f"<{type(self).__name__}"
        if self._value is not _ABSENT or self._exception is not None:
            if self._exception is None:
                text += f" value={self._value!r}"
            else:
                text += f" exception={self._exception!r}"
        else:
            text += " unset"
        return f"{text} _links[{self.linkcount()}]>"

    def ready(self):
        """Whether it has a value or an exception."""
        return self._value is not _ABSENT or self._exception is not None

    def successful(self):
        """Whether it has a value."""
        return self._value is not _ABSENT and self._exception is None

    def set(self, value=None):
        """Set the value; who waits for it goes on."""
        self._value = value
        self._exception = None
        self._notify()

    def set_exception(self, exception, exc_info=None):
        """Set the exception; who waits gets it."""
        if exc_info is not None and len(exc_info) == 3 and exc_info[2] is not None:
            exception = exception if isinstance(exception, BaseException) else exception()
            exception = exception.with_traceback(exc_info[2])
        if isinstance(exception, type):
            exception = exception()
        self._value = None
        self._exception = exception
        self._notify()

    def _raise_exception(self):
        raise self._exception

    def get(self, block=True, timeout=None):
        """The value, or the exception; waits for it."""
        if self._value is not _ABSENT:
            if self._exception is None:
                return self._value
            raise self._exception
        if not block:
            raise Timeout()
        if isinstance(timeout, Timeout):
            with Timeout.start_new(timeout):
                self._park()
        else:
            self._park(timeout)
        if self._value is _ABSENT:
            raise Timeout(timeout)
        if self._exception is None:
            return self._value
        raise self._exception

    def get_nowait(self):
        """The value, or the exception, without waiting."""
        return self.get(block=False)

    def wait(self, timeout=None):
        """Wait until it is ready; the value, or None."""
        if self._value is _ABSENT:
            self._park(timeout)
        return self.value

    def rawlink(self, callback):
        """Call this in the hub when it is ready."""
        if not callable(callback):
            raise TypeError(f"Expected callable: {callback!r}")
        get_hub()
        self._link(callback)
        if self.ready():
            self._notify()

    def unlink(self, callback):
        """Take that back."""
        self._unlink(callback)

    def __call__(self, source):
        """Take over what something that this is linked to ended with."""
        if source.successful():
            self.set(source.value)
        else:
            self.set_exception(source.exception, getattr(source, "exc_info", None))

    # As futures have it.

    def result(self, timeout=None):
        """The value, or the exception; waits for it."""
        return self.get(timeout=timeout)

    set_result = set

    def done(self):
        """Whether it is ready."""
        return self.ready()

    def cancel(self):
        """It cannot be cancelled."""
        return False

    def cancelled(self):
        """It is never cancelled."""
        return False
