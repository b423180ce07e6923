"""Running what cannot but block in threads, while the greenlets of this one go on."""

import _thread
import sys
from collections import deque

from greenlet import getcurrent

from gevent.event import AsyncResult
from gevent.greenlet import Greenlet
from gevent.hub import get_hub
from gevent.lock import Semaphore
from gevent.pool import GroupMappingMixin

__all__ = ["ThreadPool", "ThreadResult", "ThreadPoolExecutor"]

# Real threads, whatever will be patched.
_start_new_thread = _thread.start_new_thread


class ThreadResult(AsyncResult):
    """The result of a call in a thread."""

    __slots__ = ()


class ThreadPool(GroupMappingMixin):
    """Calls functions in threads, `maxsize` of them at once."""

    def __init__(self, maxsize, hub=None, idle_task_timeout=-1):
        if not isinstance(maxsize, int):
            raise TypeError(f"maxsize must be integer: {maxsize!r}")
        if maxsize < 0:
            raise ValueError(f"maxsize must not be negative: {maxsize!r}")
        self.hub = get_hub() if hub is None else hub
        self._maxsize = maxsize
        self._room = Semaphore(maxsize)
        self._running = 0
        self._idle = None

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} tasks={self._running} size={self.size} " \
               f"maxsize={self._maxsize} hub=<{type(self.hub).__name__} at {id(self.hub):#x} " \
               f"thread_ident={self.hub.thread_ident:#x}>>"

    def __len__(self):
        return self._running

    @property
    def maxsize(self):
        """How many threads there are at most."""
        return self._maxsize

    @maxsize.setter
    def maxsize(self, value):
        if not isinstance(value, int):
            raise TypeError(f"maxsize must be integer: {value!r}")
        if value < 0:
            raise ValueError(f"maxsize must not be negative: {value!r}")
        difference = value - self._maxsize
        self._room.counter += difference
        self._maxsize = value
        self._room._start_notify()

    @property
    def size(self):
        """How many threads there are."""
        return self._running

    def adjust(self):
        """The threads are there as long as they have something to do."""

    def spawn(self, func, *args, **kwargs):
        """Call a function in a thread, waiting until one is free; the result is to come."""
        self._room.acquire()
        result = ThreadResult()
        hub = get_hub()
        core = hub._core
        core.ref()
        self._running += 1
        try:
            _start_new_thread(self._work, (core, result, func, args, kwargs))
        except BaseException:
            core.unref()
            self._running -= 1
            self._room.release()
            raise
        return result

    def _work(self, core, result, func, args, kwargs):
        try:
            value, error = func(*args, **kwargs), None
        except BaseException as e:
            value, error = None, e
        hub = _current_hub()
        if hub is not None and hub._core is not core:
            hub.destroy(True)
        core.run_callback_threadsafe(self._finished, core, func, result, value, error)

    def _finished(self, core, func, result, value, error):
        core.unref()
        self._running -= 1
        self._room.release()
        if error is None:
            result.set(value)
        else:
            hub = core.hub
            if not isinstance(error, hub.SYSTEM_ERROR):
                hub.handle_error((self, func), type(error), error, error.__traceback__)
            result.set_exception(error)
        if not self._running and self._idle is not None:
            self._idle.set()

    def join(self, timeout=None):
        """Wait until all calls have ended."""
        from gevent.event import Event
        if not self._running:
            return True
        self._idle = Event()
        return self._idle.wait(timeout)

    def kill(self):
        """Wait until all calls have ended: threads cannot be ended from outside."""
        if getcurrent() is not self.hub:
            self.join()

    def _apply_immediately(self):
        return get_hub() is not self.hub

    def _apply_async_cb_spawn(self, callback, result):
        callback(result)

    def _apply_async_use_greenlet(self):
        return True


def _current_hub():
    from gevent.hub import get_hub_if_exists
    return get_hub_if_exists()


from concurrent import futures as _futures


class ThreadPoolExecutor(_futures.Executor):
    """The interface of `concurrent.futures` to a pool of threads, for greenlets that wait."""

    def __init__(self, max_workers=20, thread_name_prefix=""):
        self._max_workers = max_workers
        self._threadpool = ThreadPool(max_workers)
        self._shut = False

    def submit(self, fn, *args, **kwargs):
        """Call a function in a thread; a future."""
        if self._shut:
            raise RuntimeError("cannot schedule new futures after shutdown")
        return _Future(self._threadpool.spawn(fn, *args, **kwargs))

    def shutdown(self, wait=True, **kwargs):
        """Take no more calls."""
        self._shut = True
        if wait:
            self._threadpool.join()

    kill = shutdown


class _Future:
    """A future over the result of a call in a thread."""

    def __init__(self, result):
        self._result = result

    def result(self, timeout=None):
        """The result, or the exception."""
        try:
            return self._result.get(timeout=timeout)
        except BaseException as e:
            from gevent.timeout import Timeout
            if isinstance(e, Timeout):
                raise _futures.TimeoutError() from None
            raise

    def exception(self, timeout=None):
        """The exception, or None."""
        self._result.wait(timeout)
        if not self._result.ready():
            raise _futures.TimeoutError()
        return self._result.exception

    def done(self):
        """Whether the call has ended."""
        return self._result.ready()

    def running(self):
        """Whether it has not."""
        return not self._result.ready()

    def cancel(self):
        """A call that has begun is not cancelled."""
        return False

    def cancelled(self):
        """Never."""
        return False

    def add_done_callback(self, fn):
        """Call this with the future when the call has ended."""
        self._result.rawlink(lambda _: fn(self))
