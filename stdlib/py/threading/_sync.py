"""What threads wait for besides locks: conditions, semaphores, events, barriers.

A condition is a list of locks, one for each thread that waits: who waits takes its lock twice, and who notifies releases it.
The others are counters or flags under a condition.
"""

# For whoever asks, what is defined here belongs to `threading`.
__name__ = 'threading'

from _collections import deque
from _thread import RLock, allocate_lock
from time import monotonic


class Condition:
    """Class that implements a condition variable.

    A condition variable allows one or more threads to wait until they are
    notified by another thread. It is always associated with some lock: one
    that is given, or a new RLock.
    """

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # Locks that have more to give up than one level, and to take again, know how.
        for name in ('_release_save', '_acquire_restore', '_is_owned'):
            method = getattr(lock, name, None)
            if method is not None:
                setattr(self, name, method)
        self._waiters = deque()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._waiters)})>'

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock has no owner: that it is held has to do.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Wait until notified or until a timeout occurs.

        The lock, which the calling thread must hold, is released meanwhile.
        Returns False only if the time was over first.
        """
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        gate = allocate_lock()
        gate.acquire()
        self._waiters.append(gate)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = gate.acquire()
            elif timeout > 0:
                notified = gate.acquire(True, timeout)
            else:
                notified = gate.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(gate)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until the predicate is true, and return its last value, which is false if the time was over first."""
        end = None
        result = predicate()
        while not result:
            left = None
            if timeout is not None:
                if end is None:
                    end = monotonic() + timeout
                    left = timeout
                else:
                    left = end - monotonic()
                    if left <= 0:
                        break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up one or more threads waiting on this condition, if any."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        waiters = self._waiters
        while waiters and n > 0:
            gate = waiters[0]
            try:
                gate.release()
            except RuntimeError:
                # It was interrupted after it had been notified, and has not yet taken itself off.
                pass
            else:
                n -= 1
            try:
                waiters.remove(gate)
            except ValueError:
                pass

    def notify_all(self):
        """Wake up all threads waiting on this condition."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Deprecated: use notify_all()."""
        import warnings
        warnings.warn('notifyAll() is deprecated, use notify_all() instead', DeprecationWarning, stacklevel=2)
        self.notify_all()


class Semaphore:
    """A counter that is never negative: acquire() waits until it can be made less by one."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(allocate_lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        """Acquire a semaphore, decrementing the internal counter by one. Returns whether that was possible in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    now = monotonic()
                    if end is None:
                        end = now + timeout
                    elif now >= end:
                        return False
                    timeout = end - now
                    if timeout <= 0:
                        return False
                self._cond.wait(timeout)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            for _ in range(n):
                self._cond.notify()

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that cannot be released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: '
                f'value={self._value}/{self._initial_value}>')

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more, up to what it was at first."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError('Semaphore released too many times')
            self._value += n
            for _ in range(n):
                self._cond.notify()


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(allocate_lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = 'set' if self._flag else 'unset'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>'

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Return true if and only if the internal flag is true."""
        return self._flag

    def isSet(self):
        """Deprecated: use is_set()."""
        import warnings
        warnings.warn('isSet() is deprecated, use is_set() instead', DeprecationWarning, stacklevel=2)
        return self.is_set()

    def set(self):
        """Set the internal flag to true, and wake up all threads that wait for that."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Reset the internal flag to false."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Block until the internal flag is true, or the time is over; returns the flag."""
        with self._cond:
            flag = self._flag
            if not flag:
                flag = self._cond.wait(timeout)
            return flag


class BrokenBarrierError(RuntimeError):
    """A barrier was broken, or reset while threads waited."""


class _Round:
    """One filling of a barrier."""

    __slots__ = ('state',)

    def __init__(self):
        self.state = 'filling'


class Barrier:
    """A point where a number of threads wait for each other.

    The `action`, if there is one, is called by one of them when all are there and before any goes on.
    """

    def __init__(self, parties, action=None, timeout=None):
        self._cond = Condition(allocate_lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._count = 0
        # Threads of an earlier round may still be on their way out.
        self._leaving = 0
        self._round = _Round()
        self._broken = False

    def __repr__(self):
        cls = self.__class__
        if self.broken:
            return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>'
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: '
                f'waiters={self.n_waiting}/{self.parties}>')

    def wait(self, timeout=None):
        """Wait for the barrier: until as many threads as it is for wait.

        Returns a number that is different for each of them, from 0 on.
        """
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._cond.wait_for(lambda: self._broken or not self._leaving)
            if self._broken:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            this = self._round
            try:
                if self._count == self._parties:
                    self._open(this)
                else:
                    self._wait(this, timeout)
                return index
            finally:
                self._count -= 1
                if self._leaving:
                    self._leaving -= 1
                    if not self._leaving:
                        self._cond.notify_all()

    def _open(self, this):
        """All are there."""
        try:
            if self._action:
                self._action()
        except BaseException:
            self._break()
            raise
        this.state = 'open'
        self._round = _Round()
        self._leaving = self._count
        self._cond.notify_all()

    def _wait(self, this, timeout):
        if not self._cond.wait_for(lambda: this.state != 'filling', timeout):
            self._break()
            raise BrokenBarrierError
        if this.state != 'open':
            raise BrokenBarrierError

    def _break(self):
        self._broken = True
        self._round.state = 'broken'
        self._cond.notify_all()

    def reset(self):
        """Reset the barrier to the initial state. Threads that wait get BrokenBarrierError."""
        with self._cond:
            if self._count > self._leaving:
                self._round.state = 'reset'
                self._leaving = self._count
            self._round = _Round()
            self._broken = False
            self._cond.notify_all()

    def abort(self):
        """Place the barrier into a broken state: who waits, or will, gets BrokenBarrierError."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """Return the number of threads required to trip the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """Return the number of threads currently waiting at the barrier."""
        return 0 if self._leaving or self._broken else self._count

    @property
    def broken(self):
        """Return True if the barrier is in a broken state."""
        return self._broken
