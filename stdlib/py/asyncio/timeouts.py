"""Time limits for a part of a task."""

__all__ = ('Timeout', 'timeout', 'timeout_at')

from . import events, exceptions, tasks

# The states; the words are those of the representation.
_CREATED = 'created'
_ENTERED = 'active'
_EXPIRING = 'expiring'
_EXPIRED = 'expired'
_EXITED = 'finished'


class Timeout:
    """A time limit: `async with` a Timeout cancels its task at `when`, and makes TimeoutError of that.

    Made by timeout() or timeout_at().
    """

    def __init__(self, when):
        self._state = _CREATED
        self._timeout_handler = None
        self._task = None
        self._when = when

    def when(self):
        """Return the time of the loop's clock at which the limit is reached, None if there is no limit."""
        return self._when

    def reschedule(self, when):
        """Set another time, or None for no limit."""
        if self._state is not _ENTERED:
            if self._state is _CREATED:
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
        if when is None:
            self._timeout_handler = None
        else:
            loop = events.get_running_loop()
            if when <= loop.time():
                self._timeout_handler = loop.call_soon(self._on_timeout)
            else:
                self._timeout_handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Return whether the limit was reached."""
        return self._state in (_EXPIRING, _EXPIRED)

    def __repr__(self):
        info = ''
        if self._state is _ENTERED:
            info = f' when={None if self._when is None else round(self._when, 3)}'
        return f'<Timeout [{self._state}]{info}>'

    async def __aenter__(self):
        if self._state is not _CREATED:
            raise RuntimeError('Timeout has already been entered')
        task = tasks.current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _ENTERED
        self._task = task
        # Cancellations that were asked for before are not this limit's.
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        assert self._state in (_ENTERED, _EXPIRING)
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state is _EXPIRING:
            self._state = _EXPIRED
            if self._task.uncancel() <= self._cancelling and exc_type is exceptions.CancelledError:
                # Nobody else has asked for a cancellation.
                raise TimeoutError from exc_val
        else:
            self._state = _EXITED
        return None

    def _on_timeout(self):
        assert self._state is _ENTERED
        self._task.cancel()
        self._state = _EXPIRING
        # The handle refers to this object; the cycle is of no use any more.
        self._timeout_handler = None


def timeout(delay):
    """Limit a block to so many seconds; None for no limit.

    >>> async with asyncio.timeout(10):
    ...     await something()
    """
    return Timeout(None if delay is None else events.get_running_loop().time() + delay)


def timeout_at(when):
    """Limit a block to a time of the loop's clock; None for no limit."""
    return Timeout(when)
