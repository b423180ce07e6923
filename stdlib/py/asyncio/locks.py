"""Locks, events, conditions, semaphores and barriers for tasks."""

__all__ = ('Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier')

from _asyncio import _task
from _collections import deque

from . import exceptions, mixins


class _ContextManagerMixin:
    async def __aenter__(self):
        await self.acquire()
        # What is acquired is not worth a name: `async with lock as x` gives None.
        return None

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


def _with_state(text, state, waiters):
    """Put what is special about an object into its usual representation."""
    if waiters:
        state += f', waiters:{len(waiters)}'
    return f'<{text[1:-1]} [{state}]>'


class Lock(_ContextManagerMixin, mixins._LoopBoundMixin):
    """A lock that one task at a time can have.

    Those that wait get it in the order in which they came. Use it with `async with lock:`.
    """

    def __init__(self):
        self._waiters = None
        self._locked = False
        # The task that took it, for reports of deadlocks.
        self._holder = None

    def __repr__(self):
        return _with_state(super().__repr__(), 'locked' if self._locked else 'unlocked', self._waiters)

    def locked(self):
        """Return whether some task has the lock."""
        return self._locked

    async def acquire(self):
        """Take the lock, after waiting until it is free. Returns True."""
        waiters = self._waiters
        # A lock that was released is somebody's whose turn it is, unless all who wait have been cancelled.
        if not self._locked and (not waiters or all(w.cancelled() for w in waiters)):
            self._locked = True
            self._holder = _task()
            return True
        if waiters is None:
            waiters = self._waiters = deque()
        fut = self._get_loop().create_future()
        waiters.append(fut)
        try:
            try:
                await fut
            finally:
                waiters.remove(fut)
        except exceptions.CancelledError:
            # It may have been this task's turn.
            if not self._locked:
                self._wake_up_first()
            raise
        self._locked = True
        self._holder = _task()
        return True

    def release(self):
        """Give the lock back, and wake the first of those that wait. RuntimeError if nobody has it."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._holder = None
        self._wake_up_first()

    def _wake_up_first(self):
        if self._waiters:
            first = self._waiters[0]
            # If it is done, its task was woken before and has not run yet.
            if not first.done():
                first.set_result(True)


class Event(mixins._LoopBoundMixin):
    """A flag that tasks can wait for. It is false at first."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def __repr__(self):
        return _with_state(super().__repr__(), 'set' if self._value else 'unset', self._waiters)

    def is_set(self):
        """Return whether the flag is true."""
        return self._value

    def set(self):
        """Make the flag true, and wake all that wait."""
        if not self._value:
            self._value = True
            for fut in self._waiters:
                if not fut.done():
                    fut.set_result(True)

    def clear(self):
        """Make the flag false."""
        self._value = False

    async def wait(self):
        """Wait until the flag is true. Returns True."""
        if self._value:
            return True
        fut = self._get_loop().create_future()
        self._waiters.append(fut)
        try:
            await fut
            return True
        finally:
            self._waiters.remove(fut)


class Condition(_ContextManagerMixin, mixins._LoopBoundMixin):
    """A lock with a way of waiting until another task that has it says that something has changed."""

    def __init__(self, lock=None):
        if lock is None:
            lock = Lock()
        self._lock = lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiters = deque()

    def __repr__(self):
        return _with_state(super().__repr__(), 'locked' if self.locked() else 'unlocked', self._waiters)

    async def wait(self):
        """Release the lock, wait until notified, take the lock again. Returns True.

        RuntimeError if the lock is not taken.
        """
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        try:
            fut = self._get_loop().create_future()
            self._waiters.append(fut)
            try:
                await fut
                return True
            finally:
                self._waiters.remove(fut)
        finally:
            # The lock is taken again whatever happens; a cancellation has to wait for it.
            cancelled = False
            while True:
                try:
                    await self.acquire()
                    break
                except exceptions.CancelledError:
                    cancelled = True
            if cancelled:
                raise exceptions.CancelledError

    async def wait_for(self, predicate):
        """Wait, once for each notification, until a function gives something true, and return that."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wake up to n tasks that wait. They go on when they get the lock. RuntimeError if it is not taken."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        woken = 0
        for fut in self._waiters:
            if woken >= n:
                break
            if not fut.done():
                woken += 1
                fut.set_result(False)

    def notify_all(self):
        """Wake all tasks that wait."""
        self.notify(len(self._waiters))


class Semaphore(_ContextManagerMixin, mixins._LoopBoundMixin):
    """A counter that acquire() lowers and release() raises, and that never goes under zero: acquire() waits."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._waiters = None
        self._value = value

    def __repr__(self):
        state = 'locked' if self.locked() else f'unlocked, value:{self._value}'
        return _with_state(super().__repr__(), state, self._waiters)

    def locked(self):
        """Return whether acquire() would have to wait."""
        if self._value == 0:
            return True
        return bool(self._waiters) and any(not w.cancelled() for w in self._waiters)

    async def acquire(self):
        """Lower the counter, after waiting until it is above zero. Returns True."""
        if not self.locked():
            self._value -= 1
            return True
        if self._waiters is None:
            self._waiters = deque()
        fut = self._get_loop().create_future()
        self._waiters.append(fut)
        try:
            try:
                await fut
            finally:
                self._waiters.remove(fut)
        except exceptions.CancelledError:
            if not fut.cancelled():
                # This task was given its turn and cannot take it.
                self._value += 1
                self._wake_up_next()
            raise
        if self._value > 0:
            self._wake_up_next()
        return True

    def release(self):
        """Raise the counter, and wake the first of those that wait."""
        self._value += 1
        self._wake_up_next()

    def _wake_up_next(self):
        """Let the first that is still waiting through: the counter is lowered for it here."""
        for fut in self._waiters or ():
            if not fut.done():
                self._value -= 1
                fut.set_result(True)
                return


class BoundedSemaphore(Semaphore):
    """A semaphore that raises ValueError when it is released more often than it was acquired."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


# The states of a barrier; the words are those of its representation.
_FILLING = 'filling'
_DRAINING = 'draining'
_RESETTING = 'resetting'
_BROKEN = 'broken'


class Barrier(mixins._LoopBoundMixin):
    """A place where tasks wait for each other until there are enough of them."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._cond = Condition()
        self._parties = parties
        self._state = _FILLING
        # How many have come and not gone.
        self._count = 0

    def __repr__(self):
        state = self._state
        if not self.broken:
            state += f', waiters:{self.n_waiting}/{self.parties}'
        return _with_state(super().__repr__(), state, None)

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def wait(self):
        """Wait until all have come. Returns the number of this task among them, from 0."""
        async with self._cond:
            await self._block()
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    await self._release()
                else:
                    await self._wait()
                return index
            finally:
                self._count -= 1
                self._exit()

    async def _block(self):
        """Wait until those of the round before have gone."""
        await self._cond.wait_for(lambda: self._state not in (_DRAINING, _RESETTING))
        if self._state is _BROKEN:
            raise exceptions.BrokenBarrierError('Barrier aborted')

    async def _release(self):
        """Let all go."""
        self._state = _DRAINING
        self._cond.notify_all()

    async def _wait(self):
        """Wait for the others of this round."""
        await self._cond.wait_for(lambda: self._state is not _FILLING)
        if self._state in (_BROKEN, _RESETTING):
            raise exceptions.BrokenBarrierError('Abort or reset of barrier')

    def _exit(self):
        """The last to go lets the next round begin."""
        if self._count == 0:
            if self._state in (_RESETTING, _DRAINING):
                self._state = _FILLING
            self._cond.notify_all()

    async def reset(self):
        """Make the barrier as it was at first. Those that wait get BrokenBarrierError."""
        async with self._cond:
            if self._count > 0:
                self._state = _RESETTING
            else:
                self._state = _FILLING
            self._cond.notify_all()

    async def abort(self):
        """Break the barrier: those that wait, and those that come, get BrokenBarrierError."""
        async with self._cond:
            self._state = _BROKEN
            self._cond.notify_all()

    @property
    def parties(self):
        """How many have to come."""
        return self._parties

    @property
    def n_waiting(self):
        """How many have come."""
        return self._count if self._state is _FILLING else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._state is _BROKEN
