"""Empty and SimpleQueue, for `queue`."""

from _collections import deque
from _thread import allocate_lock
from time import monotonic
from types import GenericAlias


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""


class SimpleQueue:
    """Simple, unbounded, reentrant FIFO queue."""

    def __init__(self):
        self._items = deque()
        # The locks of those who wait for an item, each held until there is one.
        self._waiting = deque()

    def put(self, item, block=True, timeout=None):
        """Put the item on the queue. This never blocks: `block` and `timeout` are as for Queue."""
        self._items.append(item)
        try:
            gate = self._waiting.popleft()
        except IndexError:
            return
        gate.release()

    def get(self, block=True, timeout=None):
        """Remove and return an item from the queue, waiting for one, if need be and `block` is true, for `timeout` seconds.

        Raises Empty if there is none.
        """
        end = None
        if block and timeout is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            end = monotonic() + timeout
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                pass
            if not block:
                raise Empty
            gate = allocate_lock()
            gate.acquire()
            self._waiting.append(gate)
            if self._items:
                # One was put while nobody was seen to wait.
                self._leave(gate)
                continue
            left = -1
            if end is not None:
                left = end - monotonic()
                if left <= 0:
                    self._leave(gate)
                    raise Empty
            try:
                gate.acquire(True, left)
            except BaseException:
                self._leave(gate)
                raise

    def _leave(self, gate):
        """A thread waits no more; if it was just told of an item, the next one is."""
        try:
            self._waiting.remove(gate)
        except ValueError:
            if self._items and self._waiting:
                self._waiting.popleft().release()

    def put_nowait(self, item):
        """Put an item into the queue without blocking."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Remove and return an item from the queue without blocking."""
        return self.get(block=False)

    def empty(self):
        """Return True if the queue is empty, False otherwise (not reliable!)."""
        return len(self._items) == 0

    def qsize(self):
        """Return the approximate size of the queue (not reliable!)."""
        return len(self._items)

    __class_getitem__ = classmethod(GenericAlias)
