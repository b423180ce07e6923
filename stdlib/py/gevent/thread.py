"""`_thread` for greenlets: each thread is one."""

import _thread as _stdlib
from _thread import TIMEOUT_MAX, error, get_native_id, interrupt_main, stack_size

from greenlet import GreenletExit, getcurrent

from gevent.greenlet import Greenlet
from gevent.hub import get_hub
from gevent.local import local as _local
from gevent.lock import BoundedSemaphore
from gevent.lock import RLock as _GreenRLock

__implements__ = ["allocate_lock", "get_ident", "exit", "LockType", "stack_size", "start_new_thread", "_local", "RLock",
                  "allocate", "exit_thread", "start_new", "_set_sentinel"]
__imports__ = ["error", "TIMEOUT_MAX", "interrupt_main", "get_native_id"]
__all__ = ["allocate_lock", "get_ident", "exit", "LockType", "stack_size", "start_new_thread", "error", "TIMEOUT_MAX",
           "allocate", "exit_thread", "interrupt_main", "start_new", "get_native_id", "RLock"]


def get_ident(gr=None):
    """The number of a greenlet, which stands for a thread."""
    return id(getcurrent() if gr is None else gr)


class _ThreadGreenlet(Greenlet):
    """A greenlet that a program takes for a thread."""

    def __init__(self, function, args, kwargs):
        Greenlet.__init__(self, function, *args, **kwargs)

    def run(self):
        """Call the function. To be told to exit is no error."""
        try:
            return Greenlet.run(self)
        except SystemExit:
            return None


def start_new_thread(function, args=(), kwargs=None):
    """Start a greenlet in place of a thread: its number."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    g = _ThreadGreenlet(function, args, kwargs or {})
    g.start()
    return get_ident(g)


start_new = start_new_thread


class LockType(BoundedSemaphore):
    """A lock without an owner."""

    _OVER_RELEASE_ERROR = RuntimeError

    def __init__(self):
        BoundedSemaphore.__init__(self, 1)

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, waiting for it at most so many seconds."""
        if timeout == -1 or timeout is None:
            return BoundedSemaphore.acquire(self, blocking)
        if not blocking:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0:
            raise ValueError("timeout value must be positive")
        if timeout > TIMEOUT_MAX:
            raise OverflowError("timeout value is too large")
        return BoundedSemaphore.acquire(self, True, timeout)

    def release(self):
        """Give the lock back."""
        if self.counter >= 1:
            raise RuntimeError("release unlocked lock")
        BoundedSemaphore.release(self)

    def __enter__(self):
        return self.acquire()

    acquire_lock = acquire
    release_lock = release
    locked_lock = BoundedSemaphore.locked

    def __repr__(self):
        return f"<{'locked' if self.locked() else 'unlocked'} gevent.thread.LockType object at {id(self):#x}>"


allocate_lock = allocate = LockType


class RLock(_GreenRLock):
    """A lock that its owner can take again."""

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, waiting for it at most so many seconds."""
        return bool(_GreenRLock.acquire(self, blocking, None if timeout == -1 else timeout))

    __enter__ = acquire

    def _at_fork_reinit(self):
        self._block._at_fork_reinit()
        self._owner, self._count = None, 0


def exit():
    """End the greenlet."""
    raise GreenletExit


exit_thread = exit


def _set_sentinel():
    lock = LockType()
    current = getcurrent()
    if hasattr(current, "rawlink"):
        current.rawlink(lambda g: lock.release() if lock.locked() else None)
    return lock
