"""Locks for greenlets."""

import _gevent
from greenlet import getcurrent

from gevent.hub import get_hub, get_hub_if_exists

__all__ = ["Semaphore", "BoundedSemaphore", "DummySemaphore", "RLock"]


class Semaphore(_gevent.Linkable):
    """A counter that is taken from and given back to, and waited for where nothing is left."""

    __slots__ = ["counter", "_notifying", "__dict__"]

    def __init__(self, value=1, hub=None):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self.counter = value
        self._notifying = False

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} counter={self.counter} _links[{self.linkcount()}]>"

    @property
    def hub(self):
        """The hub of the thread."""
        return get_hub_if_exists()

    def acquire(self, blocking=True, timeout=None):
        """Take one, waiting for it if need be; False if there was none in time."""
        if self.counter > 0:
            self.counter -= 1
            return True
        if not blocking:
            return False
        if timeout is None:
            while True:
                self._park()
                if self.counter > 0:
                    self.counter -= 1
                    return True
        now = get_hub().loop.now
        end = now() + timeout
        while self._park(end - now()):
            if self.counter > 0:
                self.counter -= 1
                return True
        return False

    def _py3k_acquire(self, blocking=True, timeout=-1):
        if timeout == -1:
            timeout = None
        elif not blocking:
            raise ValueError("can't specify a timeout for a non-blocking call")
        elif timeout < 0:
            raise ValueError("timeout value must be positive")
        return self.acquire(blocking, timeout)

    def release(self):
        """Give one back."""
        self.counter += 1
        self._start_notify()
        return self.counter

    def _start_notify(self):
        if self._notifying or not self._has_links():
            return
        hub = get_hub_if_exists()
        if hub is None:
            self._wake_first()
            return
        self._notifying = True
        hub._core.run_callback(self._notify_links)

    def _notify_links(self):
        self._notifying = False
        while self.counter > 0 and self._has_links():
            if self._switch_first() is False:
                # Whoever is left wants to be called.
                self._notify()
                break

    def __enter__(self):
        self.acquire()

    def __exit__(self, kind, value, traceback):
        self.release()

    def wait(self, timeout=None):
        """Wait until one could be taken; the counter."""
        if self.counter <= 0:
            self._park(timeout)
        return self.counter

    def locked(self):
        """Whether there is none to be taken."""
        return self.counter <= 0

    def ready(self):
        """Whether there is one to be taken."""
        return self.counter > 0

    def rawlink(self, callback):
        """Call this in the hub when there is one to be taken."""
        if not callable(callback):
            raise TypeError(f"Expected callable: {callback!r}")
        get_hub()
        self._link(callback)
        if self.counter > 0:
            self._start_notify()

    def unlink(self, callback):
        """Take that back."""
        self._unlink(callback)

    def _at_fork_reinit(self):
        self._forget()
        self.counter = 1
        self._notifying = False


class BoundedSemaphore(Semaphore):
    """A semaphore to which no more can be given back than was taken."""

    _OVER_RELEASE_ERROR = ValueError

    def __init__(self, *args, **kwargs):
        Semaphore.__init__(self, *args, **kwargs)
        self._initial_value = self.counter

    def release(self):
        """Give one back."""
        if self.counter >= self._initial_value:
            raise self._OVER_RELEASE_ERROR("Semaphore released too many times")
        return Semaphore.release(self)

    def _at_fork_reinit(self):
        Semaphore._at_fork_reinit(self)
        self.counter = self._initial_value


class DummySemaphore:
    """What looks like a semaphore of which there is always another one."""

    counter = 10 ** 9

    def __init__(self, value=None):
        pass

    def __str__(self):
        return f"<{type(self).__name__}>"

    def locked(self):
        """Never."""
        return False

    def ready(self):
        """Always."""
        return True

    def release(self):
        """Nothing is given back."""

    def rawlink(self, callback):
        """Nothing is waited for."""

    unlink = rawlink

    def wait(self, timeout=None):
        """Nothing is waited for."""
        return 1

    def acquire(self, blocking=True, timeout=None):
        """Take one of many."""
        return True

    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        pass


class RLock:
    """A lock that its owner can take again."""

    __slots__ = ("_block", "_owner", "_count", "__weakref__")

    def __init__(self, hub=None):
        self._block = Semaphore(1, hub)
        self._owner = None
        self._count = 0

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} _block={self._block} _count={self._count!r} " \
               f"_owner={self._owner!r})>"

    def acquire(self, blocking=True, timeout=None):
        """Take the lock, waiting for it if another greenlet has it."""
        me = getcurrent()
        if self._owner is me:
            self._count += 1
            return 1
        result = self._block.acquire(blocking, timeout if timeout is None or timeout >= 0 else None)
        if result:
            self._owner = me
            self._count = 1
        return result

    def __enter__(self):
        return self.acquire()

    def release(self):
        """Give the lock back; others can have it when this was done as often as it was taken."""
        if self._owner is not getcurrent():
            raise RuntimeError(f"cannot release un-acquired lock. Owner: {self._owner!r} Current: {getcurrent()!r}")
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, kind, value, traceback):
        self.release()

    def locked(self):
        """Whether somebody has it."""
        return self._block.locked()

    def _release_save(self):
        count, self._count = self._count, 0
        owner, self._owner = self._owner, None
        self._block.release()
        return count, owner

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _is_owned(self):
        return self._owner is getcurrent()

    def _recursion_count(self):
        return self._count if self._owner is getcurrent() else 0
