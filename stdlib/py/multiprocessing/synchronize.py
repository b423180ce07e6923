"""Locks, semaphores, and what is made of them, for several processes.

A semaphore (`_multiprocessing.SemLock`) is a counter of the system's, known by its descriptor, which children inherit.
"""

import os
import struct
import tempfile
import threading
import time

import _multiprocessing

from . import context, process, util

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

SEM_VALUE_MAX = 2147483647
RECURSIVE_MUTEX, SEMAPHORE, COUNTING_LOCK = 0, 1, 2


class SemLock(object):
    """A semaphore. One that belongs to who has acquired it (`RECURSIVE_MUTEX`) can be acquired again by the same thread."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        self._adopt(_multiprocessing.SemLock(kind, value, maxvalue))

    def _adopt(self, semlock):
        self._semlock = semlock
        self.acquire = semlock.acquire
        self.release = semlock.release
        util.register_after_fork(self, SemLock._after_fork)

    def _after_fork(self):
        # What the parent holds, the child does not.
        self._semlock._after_fork()

    def __enter__(self):
        return self._semlock.__enter__()

    def __exit__(self, *exc_info):
        return self._semlock.__exit__()

    def __getstate__(self):
        context.assert_spawning(self)
        semlock = self._semlock
        handle = context.get_spawning_popen().duplicate_for_child(semlock.handle)
        return semlock.kind, semlock.maxvalue, handle

    def __setstate__(self, state):
        self._adopt(_multiprocessing.SemLock._rebuild(*state))

    def _holder(self):
        """Who holds it, for people."""
        if self._semlock._is_mine():
            name = process.current_process().name
            if threading.current_thread().name != 'MainThread':
                name += '|' + threading.current_thread().name
            return name
        if not self._semlock._is_zero():
            return 'None'
        if self._semlock._count() > 0:
            return 'SomeOtherThread'
        return 'SomeOtherProcess'


class Semaphore(SemLock):
    """A semaphore object"""

    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        """Return how many can be acquired."""
        return self._semlock._get_value()

    def __repr__(self):
        return '<%s(value=%s)>' % (self.__class__.__name__, self._semlock._get_value())


class BoundedSemaphore(Semaphore):
    """A semaphore that cannot be released more often than it was acquired"""

    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return '<%s(value=%s, maxvalue=%s)>' % (self.__class__.__name__, self._semlock._get_value(), self._semlock.maxvalue)


class Lock(SemLock):
    """A non-recursive lock object"""

    def __init__(self, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return '<%s(owner=%s)>' % (self.__class__.__name__, self._holder())


class CountingLock(SemLock):
    """A lock that counts what was taken while it was held."""

    def __init__(self):
        SemLock.__init__(self, COUNTING_LOCK, 1, 1)


class RLock(SemLock):
    """A recursive lock object"""

    def __init__(self, *, ctx=None):
        SemLock.__init__(self, RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        name = self._holder()
        count = self._semlock._count() if self._semlock._is_mine() else 0 if name == 'None' else 'nonzero'
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
        assert self._lock._semlock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._semlock._count()
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
        assert self._lock._semlock._is_mine(), 'lock is not owned'
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
        return not self._flag._semlock._is_zero()

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
