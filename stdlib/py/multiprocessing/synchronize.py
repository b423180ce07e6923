"""Locks, semaphores, and what is made of them, for several processes.

A semaphore is a counter of the system's (`os.eventfd`), known by its descriptor, which children inherit.
"""

import os
import select
import struct
import tempfile
import threading
import time

from . import context, process, util

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

SEM_VALUE_MAX = 2147483647
RECURSIVE_MUTEX, SEMAPHORE = 0, 1


class SemLock(object):
    """A semaphore. One that belongs to who has acquired it (`RECURSIVE_MUTEX`) can be acquired again by the same thread."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        if not 0 <= value <= SEM_VALUE_MAX:
            raise ValueError('semaphore value out of range')
        self._kind = kind
        self._maxvalue = maxvalue
        self._fd = os.eventfd(value, os.EFD_CLOEXEC | os.EFD_NONBLOCK | os.EFD_SEMAPHORE)
        self._start()

    def _start(self):
        self._count = 0
        self._owner = None
        self._poller = select.poll()
        self._poller.register(self._fd, select.POLLIN)
        util.register_after_fork(self, SemLock._forget)

    def _forget(self):
        # What the parent holds, the child does not.
        self._count = 0
        self._owner = None

    def __del__(self, close=os.close):
        try:
            close(self._fd)
        except (AttributeError, OSError):
            pass

    def acquire(self, block=True, timeout=None):
        """Take one, if there is one or there comes one in time; says whether."""
        me = threading.get_ident()
        if self._kind == RECURSIVE_MUTEX and self._count and self._owner == me:
            self._count += 1
            return True
        if not self._take(block, timeout):
            return False
        self._count += 1
        self._owner = me
        return True

    def _take(self, block, timeout):
        end = None if timeout is None else time.monotonic() + max(timeout, 0)
        while True:
            try:
                os.eventfd_read(self._fd)
                return True
            except BlockingIOError:
                pass
            left = None
            if not block:
                return False
            if end is not None:
                left = end - time.monotonic()
                if left <= 0:
                    return False
            self._poller.poll(None if left is None else left * 1000)

    def release(self):
        """Give one back."""
        if self._kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._count > 1:
                self._count -= 1
                return
        elif self._maxvalue < SEM_VALUE_MAX and self._is_full():
            raise ValueError('semaphore or lock released too many times')
        self._count -= 1
        os.eventfd_write(self._fd, 1)

    def _is_mine(self):
        return self._count > 0 and self._owner == threading.get_ident()

    def _get_value(self):
        with open('/proc/self/fdinfo/%d' % self._fd) as f:
            for line in f:
                name, _, value = line.partition(':')
                if name == 'eventfd-count':
                    return int(value, 16)
        raise NotImplementedError('the system does not tell the values of semaphores')

    def _is_zero(self):
        return not self._poller.poll(0)

    def _is_full(self):
        if self._maxvalue == 1:
            return not self._is_zero()
        return self._get_value() >= self._maxvalue

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __getstate__(self):
        context.assert_spawning(self)
        popen = context.get_spawning_popen()
        return self._kind, self._maxvalue, popen.duplicate_for_child(self._fd)

    def __setstate__(self, state):
        self._kind, self._maxvalue, self._fd = state
        self._start()

    def _holder(self):
        """Who holds it, for people."""
        if self._is_mine():
            name = process.current_process().name
            if threading.current_thread().name != 'MainThread':
                name += '|' + threading.current_thread().name
            return name
        if not self._is_zero():
            return 'None'
        if self._count > 0:
            return 'SomeOtherThread'
        return 'SomeOtherProcess'


class Semaphore(SemLock):
    """A semaphore object"""

    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        """Return how many can be acquired."""
        return self._get_value()

    def __repr__(self):
        return '<%s(value=%s)>' % (self.__class__.__name__, self._get_value())


class BoundedSemaphore(Semaphore):
    """A semaphore that cannot be released more often than it was acquired"""

    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return '<%s(value=%s, maxvalue=%s)>' % (self.__class__.__name__, self._get_value(), self._maxvalue)


class Lock(SemLock):
    """A non-recursive lock object"""

    def __init__(self, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return '<%s(owner=%s)>' % (self.__class__.__name__, self._holder())


class RLock(SemLock):
    """A recursive lock object"""

    def __init__(self, *, ctx=None):
        SemLock.__init__(self, RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        name = self._holder()
        count = self._count if self._is_mine() else 0 if name == 'None' else 'nonzero'
        return '<%s(%s, %s)>' % (self.__class__.__name__, name, count)


class Condition(object):
    """A condition object"""

    def __init__(self, lock=None, *, ctx):
        self._lock = lock or ctx.RLock()
        # How many sleep, how many have woken, and what they wait for.
        self._sleeping_count = ctx.Semaphore(0)
        self._woken_count = ctx.Semaphore(0)
        self._wait_semaphore = ctx.Semaphore(0)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        waiters = self._sleeping_count.get_value() - self._woken_count.get_value()
        return '<%s(%s, %s)>' % (self.__class__.__name__, self._lock, waiters)

    def wait(self, timeout=None):
        """Wait until notified, or until the time is over; says whether notified."""
        assert self._lock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._count
        for _ in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        """Wake at most so many of those who wait."""
        assert self._lock._is_mine(), 'lock is not owned'
        assert not self._wait_semaphore.acquire(False), 'notify: Should not have been able to acquire'
        # Those whose time was over have left their marks.
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        if sleepers:
            for _ in range(sleepers):
                self._woken_count.acquire()
            # What nobody took, because its time was over just then, must not wake somebody later.
            while self._wait_semaphore.acquire(False):
                pass

    def notify_all(self):
        """Wake all who wait."""
        self.notify(n=SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Wait until a function returns something true, or until the time is over; returns what it returned last."""
        result = predicate()
        if result:
            return result
        end = None if timeout is None else time.monotonic() + timeout
        left = timeout
        while not result:
            if end is not None:
                left = end - time.monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result


class Event(object):
    """An event object"""

    def __init__(self, *, ctx):
        self._cond = ctx.Condition(ctx.Lock())
        self._flag = ctx.Semaphore(0)

    def is_set(self):
        """Return whether it is set."""
        return not self._flag._is_zero()

    def set(self):
        """Set it, and wake all who wait for that."""
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        """Make it unset."""
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        """Wait until it is set, or until the time is over; says whether it is."""
        with self._cond:
            if not self.is_set():
                self._cond.wait(timeout)
            return self.is_set()

    def __repr__(self):
        status = 'set' if self.is_set() else 'unset'
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"


class Barrier(threading.Barrier):
    """A barrier object"""

    def __init__(self, parties, action=None, timeout=None, *, ctx):
        self._file = tempfile.TemporaryFile(buffering=0)
        self._file.write(bytes(8))
        self._setup(parties, action, timeout, ctx.Condition())

    def _setup(self, parties, action, timeout, condition):
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._cond = condition

    def __getstate__(self):
        context.assert_spawning(self)
        popen = context.get_spawning_popen()
        return popen.duplicate_for_child(self._file.fileno()), (self._parties, self._action, self._timeout, self._cond)

    def __setstate__(self, state):
        fd, parts = state
        self._file = open(fd, 'r+b', buffering=0)
        self._setup(*parts)

    def _at(self, place):
        return struct.unpack('=i', os.pread(self._file.fileno(), 4, place))[0]

    def _put(self, place, value):
        os.pwrite(self._file.fileno(), struct.pack('=i', value), place)

    @property
    def _state(self):
        return self._at(0)

    @_state.setter
    def _state(self, value):
        self._put(0, value)

    @property
    def _count(self):
        return self._at(4)

    @_count.setter
    def _count(self, value):
        self._put(4, value)
