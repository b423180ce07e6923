"""Queues between tasks."""

__all__ = ('Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty')

from _collections import deque
from _heapq import heappop, heappush

from . import locks, mixins


class QueueEmpty(Exception):
    """get_nowait() was called on an empty queue."""


class QueueFull(Exception):
    """put_nowait() was called on a full queue."""


class Queue(mixins._LoopBoundMixin):
    """A queue, first in, first out.

    With `maxsize` above zero put() waits while there are so many items in it. The queue is not safe to use from several
    threads.
    """

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        # Futures of the tasks that wait for an item, and for room for one.
        self._getters = deque()
        self._putters = deque()
        self._unfinished_tasks = 0
        self._finished = locks.Event()
        self._finished.set()
        self._is_plain = type(self) in _PLAIN
        self._init(maxsize)

    # These three are what subclasses define.

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def _wakeup_next(self, waiters):
        """Wake the first that is still waiting."""
        while waiters:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                break

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {self._format()}>'

    def __str__(self):
        return f'<{type(self).__name__} {self._format()}>'

    __class_getitem__ = classmethod(type(list[int]))

    def _format(self):
        text = f'maxsize={self._maxsize!r}'
        if getattr(self, '_queue', None):
            text += f' _queue={list(self._queue)!r}'
        if self._getters:
            text += f' _getters[{len(self._getters)}]'
        if self._putters:
            text += f' _putters[{len(self._putters)}]'
        if self._unfinished_tasks:
            text += f' tasks={self._unfinished_tasks}'
        return text

    def qsize(self):
        """Return how many items there are in the queue."""
        return len(self._queue)

    @property
    def maxsize(self):
        """How many items there may be in the queue; any number if this is not above zero."""
        return self._maxsize

    def empty(self):
        """Return whether there is nothing in the queue."""
        return not self._queue

    def full(self):
        """Return whether there is no room in the queue."""
        return 0 < self._maxsize <= self.qsize()

    async def put(self, item):
        """Put an item into the queue, after waiting until there is room for it."""
        if self._is_plain and not 0 < self._maxsize <= len(self._queue):
            return self._enter(item)
        while self.full():
            putter = self._get_loop().create_future()
            self._putters.append(putter)
            try:
                await putter
            except:
                # Nobody is to be woken for a task that has gone.
                putter.cancel()
                try:
                    self._putters.remove(putter)
                except ValueError:
                    # A get() has woken this task already.
                    pass
                if not self.full() and not putter.cancelled():
                    # It was woken, and then cancelled before it ran: the room is the next one's.
                    self._wakeup_next(self._putters)
                raise
        return self.put_nowait(item)

    def put_nowait(self, item):
        """Put an item into the queue, or raise QueueFull."""
        if self.full():
            raise QueueFull
        self._enter(item)

    def _enter(self, item):
        """Put an item into the queue, in which there is room."""
        self._put(item)
        self._unfinished_tasks += 1
        self._finished._value = False
        if self._getters:
            self._wakeup_next(self._getters)

    async def get(self):
        """Take an item out of the queue, after waiting until there is one, and return it."""
        if self._is_plain and self._queue:
            return self._leave()
        while self.empty():
            getter = self._get_loop().create_future()
            self._getters.append(getter)
            try:
                await getter
            except:
                getter.cancel()
                try:
                    self._getters.remove(getter)
                except ValueError:
                    pass
                if not self.empty() and not getter.cancelled():
                    self._wakeup_next(self._getters)
                raise
        return self.get_nowait()

    def get_nowait(self):
        """Take an item out of the queue and return it, or raise QueueEmpty."""
        if self.empty():
            raise QueueEmpty
        return self._leave()

    def _leave(self):
        """Take an item out of the queue, in which there is one."""
        item = self._get()
        if self._putters:
            self._wakeup_next(self._putters)
        return item

    def task_done(self):
        """Say that what was to be done for an item that was taken is done.

        When this was called for every item that was put, join() goes on. ValueError if it is called more often.
        """
        if self._unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished_tasks -= 1
        if self._unfinished_tasks == 0:
            self._finished.set()

    async def join(self):
        """Wait until task_done() was called for every item that was put."""
        if self._unfinished_tasks > 0:
            await self._finished.wait()


class PriorityQueue(Queue):
    """A queue that gives the smallest item first, such as (priority, data)."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heappush(self._queue, item)

    def _get(self):
        return heappop(self._queue)


class LifoQueue(Queue):
    """A queue that gives the newest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.pop()


# The queues of which it is known that nothing of what they do is replaced.
_PLAIN = frozenset({Queue, PriorityQueue, LifoQueue})
