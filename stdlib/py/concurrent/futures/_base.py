"""Futures, waiting for several of them, and what all executors have in common."""

import collections
import logging
import threading
import time
import types

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

# The states of a future. A cancelled one is waited for until its executor has taken notice of it.
PENDING = 'PENDING'
RUNNING = 'RUNNING'
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_SHOWN_STATES = {
    PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished",
}
_CANCELLED_STATES = (CANCELLED, CANCELLED_AND_NOTIFIED)
_OVER = (CANCELLED_AND_NOTIFIED, FINISHED)

LOGGER = logging.getLogger("concurrent.futures")


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become non-functional after a severe failure."""


# --- waiting for several -------------------------------------------------------------------------------------------

class _Waiter:
    """Waits until enough of some futures are over: one, all, or all unless one of them has failed."""

    def __init__(self, count, stop_on_exception=False):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.finished = []
        self.left = count
        self.stop_on_exception = stop_on_exception

    def tell(self, future, failed=False):
        """Take notice that a future is over. Its condition is held."""
        with self.lock:
            self.finished.append(future)
            self.left -= 1
            if self.left <= 0 or failed and self.stop_on_exception:
                self.event.set()

    def take(self):
        """Return what is over and not yet taken, and wait for the next one from now on."""
        with self.lock:
            finished, self.finished = self.finished, []
            self.left = 1
            self.event.clear()
        return finished


class _Locked:
    """Holds the conditions of several futures, taken in one order by everybody so that nobody waits in a circle."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *exc_info):
        for future in self.futures:
            future._condition.release()


def _leave(waiter, futures):
    for future in futures:
        with future._condition:
            future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """An iterator over the given futures that yields each as it completes; what is over already comes first.

    Duplicates are returned once. TimeoutError is raised if the time is over before all are.
    """
    end = None if timeout is None else timeout + time.monotonic()
    fs = set(fs)
    total = len(fs)
    with _Locked(fs):
        finished = [f for f in fs if f._state in _OVER]
        pending = fs.difference(finished)
        waiter = _Waiter(1)
        for future in pending:
            future._waiters.append(waiter)
    waiting = set(pending)
    # No future is referred to from here once it has been yielded, so that its result can go.
    del fs
    try:
        finished.reverse()
        while finished:
            yield finished.pop()
        while pending:
            left = None if end is None else end - time.monotonic()
            if left is not None and left < 0:
                raise TimeoutError('%d (of %d) futures unfinished' % (len(pending), total))
            waiter.event.wait(left)
            finished = waiter.take()
            finished.reverse()
            while finished:
                future = finished.pop()
                pending.discard(future)
                waiting.discard(future)
                _leave(waiter, (future,))
                out = [future]
                del future
                yield out.pop()
    finally:
        _leave(waiter, waiting)


DoneAndNotDoneFutures = collections.namedtuple('DoneAndNotDoneFutures', 'done not_done')


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait until all of the futures are over, or the first, or the first has failed; or until the time is over.

    Returns a named tuple of two sets, `done` and `not_done`.
    """
    fs = set(fs)
    with _Locked(fs):
        done = {f for f in fs if f._state in _OVER}
        not_done = fs - done
        if not not_done or return_when == FIRST_COMPLETED and done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_EXCEPTION and any(not f.cancelled() and f.exception() is not None for f in done):
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_COMPLETED:
            waiter = _Waiter(1)
        elif return_when in (FIRST_EXCEPTION, ALL_COMPLETED):
            waiter = _Waiter(len(not_done), return_when == FIRST_EXCEPTION)
        else:
            raise ValueError("Invalid return condition: %r" % return_when)
        for future in not_done:
            future._waiters.append(waiter)
    waiter.event.wait(timeout)
    _leave(waiter, not_done)
    done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, fs - done)


# --- futures -------------------------------------------------------------------------------------------------------

class Future(object):
    """Represents the result of an asynchronous computation."""

    def __init__(self):
        """Initializes the future. Should not be called by clients."""
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            LOGGER.exception('exception calling callback for %r', self)

    def __repr__(self):
        with self._condition:
            kind, where, state = self.__class__.__name__, id(self), _SHOWN_STATES[self._state]
            if self._state != FINISHED:
                return '<%s at %#x state=%s>' % (kind, where, state)
            if self._exception:
                return '<%s at %#x state=%s raised %s>' % (kind, where, state, self._exception.__class__.__name__)
            return '<%s at %#x state=%s returned %s>' % (kind, where, state, self._result.__class__.__name__)

    def cancel(self):
        """Cancel the future if possible: not when it is running or over. Returns whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in _CANCELLED_STATES:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Return True if the future was cancelled."""
        with self._condition:
            return self._state in _CANCELLED_STATES

    def running(self):
        """Return True if the future is currently executing."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Return True if the future was cancelled or finished executing."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Have a function called with the future when it is cancelled or over; at once if it is already."""
        with self._condition:
            if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        """Wait, with the condition held, until the future is over or cancelled."""
        if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
            self._condition.wait(timeout)
        if self._state in _CANCELLED_STATES:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """Return what the call returned or raise what it raised; wait for it if it is not over yet."""
        try:
            with self._condition:
                self._wait(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            # The exception's traceback refers to this frame.
            self = None

    def exception(self, timeout=None):
        """Return the exception that the call raised, or None; wait for it if it is not over yet."""
        with self._condition:
            self._wait(timeout)
            return self._exception

    # What follows is for executors and tests.

    def set_running_or_notify_cancel(self):
        """Mark the future as running, or have those who wait learn that it is cancelled. Returns whether to run it."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.tell(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            LOGGER.critical('Future %s in unexpected state: %s', id(self), self._state)
            raise RuntimeError('Future in unexpected state')

    def _finish(self, result, exception):
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError('{}: {!r}'.format(self._state, self))
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.tell(self, exception is not None)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        """Set what the work returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Set what the work raised."""
        self._finish(None, exception)

    __class_getitem__ = classmethod(types.GenericAlias)


def _result_or_cancel(fut, timeout=None):
    """Return a future's result; if that takes too long, or something else goes wrong, cancel it."""
    try:
        try:
            return fut.result(timeout)
        finally:
            fut.cancel()
    finally:
        # An exception's traceback refers to this frame.
        del fut


# --- executors -----------------------------------------------------------------------------------------------------

class Executor(object):
    """This is an abstract base class for concrete asynchronous executors."""

    def submit(self, fn, /, *args, **kwargs):
        """Have a function called with these arguments some time, and return the future of its result."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Return an iterator over the results of calls with one item of each iterable, in their order.

        All calls are submitted at once. TimeoutError is raised for a result that is not there after `timeout` seconds
        from this call. `chunksize` means something to pools of processes only.
        """
        end = None if timeout is None else timeout + time.monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        # The calls are submitted before the first result is asked for, which is why this is a function of its own.
        def results():
            try:
                futures.reverse()
                while futures:
                    # No reference to a future is kept while its result is looked at.
                    if end is None:
                        yield _result_or_cancel(futures.pop())
                    else:
                        yield _result_or_cancel(futures.pop(), end - time.monotonic())
            finally:
                for future in futures:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more work, and free what the executor needs once all that was submitted is done.

        With `wait` it is done when this returns; with `cancel_futures` what does not run yet is cancelled.
        """

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
