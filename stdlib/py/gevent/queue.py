"""Queues at which greenlets wait."""

import heapq as _heapq
from _queue import Empty
from queue import Full

import _gevent
from greenlet import getcurrent

from gevent.event import Event
from gevent.exceptions import InvalidSwitchError
from gevent.hub import Waiter, get_hub, get_hub_if_exists
from gevent.timeout import Timeout

__all__ = ["Queue", "PriorityQueue", "LifoQueue", "SimpleQueue", "JoinableQueue", "Channel", "ShutDown", "Empty",
           "Full"]


class ShutDown(Exception):
    """Raised by a queue that was shut down."""


class SimpleQueue(_gevent.Queue):
    """A queue without a bound and without anything more."""

    __slots__ = ("__dict__",)
    _lifo = False

    def __init__(self, maxsize=None, items=(), *, _warn_depth=2):
        if maxsize is not None and maxsize <= 0:
            if maxsize == 0:
                import warnings
                warnings.warn("Queue(0) now equivalent to Queue(None); if you want a channel, use Channel",
                              DeprecationWarning, stacklevel=1)
            maxsize = None
        self._setup(maxsize, self._lifo, list(items))

    @property
    def hub(self):
        """The hub of the thread."""
        return get_hub_if_exists()

    @property
    def queue(self):
        """The items."""
        from collections import deque
        return deque(self._contents())

    __class_getitem__ = classmethod(lambda cls, item: __import__("types").GenericAlias(cls, item))

    def copy(self):
        """Another queue with the same items."""
        return type(self)(self.maxsize, self._contents())

    def _contents_text(self):
        return repr(self.queue)

    def _format(self):
        words = []
        if self.maxsize is not None:
            words.append(f"maxsize={self.maxsize!r}")
        items = self._contents()
        if items:
            words.append(f"queue={self._contents_text()}")
        getters, putters = self._counts()
        if getters:
            words.append(f"getters[{getters}]")
        if putters:
            words.append(f"putters[{putters}]")
        return (" " + " ".join(words)) if words else ""

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}{self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__}{self._format()}>"

    def __iter__(self):
        return self

    def __next__(self):
        result = self.get()
        if result is StopIteration:
            raise result
        return result


class Queue(SimpleQueue):
    """A queue with room for `maxsize` items, or any number, that knows how many of them are not done yet."""

    __slots__ = ()
    _cond = None

    def __init__(self, maxsize=None, items=(), unfinished_tasks=None, *, _warn_depth=3):
        SimpleQueue.__init__(self, maxsize, items, _warn_depth=_warn_depth)
        if unfinished_tasks is not None:
            self._set_unfinished(unfinished_tasks)

    def _format(self):
        text = SimpleQueue._format(self)
        if self.unfinished_tasks:
            if self._cond is None:
                self._cond = Event()
            text += f" tasks={self.unfinished_tasks!r} _cond={self._cond!r}"
        return text

    def copy(self):
        """Another queue with the same items."""
        return type(self)(self.maxsize, self._contents(), self.unfinished_tasks)

    def task_done(self):
        """Say that an item that was taken is done."""
        left = self._task_done()
        if left < 0:
            raise ValueError("task_done() called too many times")
        if left == 0 and self._cond is not None:
            self._cond.set()

    def join(self, timeout=None):
        """Wait until all items that were put are done; whether they are."""
        if self._cond is None:
            self._cond = Event()
        if self.unfinished_tasks == 0:
            return True
        self._cond.clear()
        return self._cond.wait(timeout=timeout)

    def shutdown(self, immediate=False):
        """Take no more items; who waits for room, or for an item that will not come, gets ShutDown."""
        if immediate:
            while self._task_done() > 0:
                pass
            if self._cond is not None:
                self._cond.set()
        self._shut_down(immediate)


JoinableQueue = Queue


class LifoQueue(Queue):
    """A queue that gives back first what was put last."""

    __slots__ = ()
    _lifo = True

    def _contents_text(self):
        return repr(self._contents())


class PriorityQueue(Queue):
    """A queue that gives back the least item first."""

    __slots__ = ()

    def __init__(self, maxsize=None, items=(), unfinished_tasks=None, *, _warn_depth=3):
        items = list(items)
        Queue.__init__(self, maxsize, (), None, _warn_depth=_warn_depth)
        _heapq.heapify(items)
        self._heap = items
        self._set_unfinished(len(items) if unfinished_tasks is None else unfinished_tasks)
        self._getters = _gevent.Linkable()
        self._putters = _gevent.Linkable()

    def _contents(self):
        return list(self._heap)

    def _counts(self):
        return [self._getters.linkcount(), self._putters.linkcount()]

    def qsize(self):
        """How many items there are."""
        return len(self._heap)

    __len__ = qsize

    def empty(self):
        """Whether there are none."""
        return not self._heap

    def full(self):
        """Whether there is room for no more."""
        return self.maxsize is not None and len(self._heap) >= self.maxsize

    def put(self, item, block=True, timeout=None):
        """Put an item, waiting until there is room."""
        end = None
        while True:
            if self.is_shutdown:
                raise ShutDown
            if not self.full():
                break
            if not block:
                raise Full
            patience = None
            if timeout is not None:
                now = get_hub().loop.now()
                end = now + timeout if end is None else end
                patience = end - now
            if not self._putters._park(patience):
                raise Full
        _heapq.heappush(self._heap, item)
        self._set_unfinished(self.unfinished_tasks + 1)
        self._getters._wake_first()

    def put_nowait(self, item):
        """Put an item if there is room."""
        self.put(item, False)

    def _await(self, block, timeout):
        end = None
        while not self._heap:
            if self.is_shutdown:
                raise ShutDown
            if not block:
                raise Empty
            patience = None
            if timeout is not None:
                now = get_hub().loop.now()
                end = now + timeout if end is None else end
                patience = end - now
            if not self._getters._park(patience):
                raise Empty

    def get(self, block=True, timeout=None):
        """Take the least item, waiting until there is one."""
        self._await(block, timeout)
        item = _heapq.heappop(self._heap)
        self._putters._wake_first()
        return item

    def get_nowait(self):
        """Take the least item if there is one."""
        return self.get(False)

    def peek(self, block=True, timeout=None):
        """The least item, without taking it."""
        self._await(block, timeout)
        return self._heap[0]

    def peek_nowait(self):
        """The least item, without taking it, if there is one."""
        return self.peek(False)

    def shutdown(self, immediate=False):
        """Take no more items."""
        if immediate:
            self._heap.clear()
        Queue.shutdown(self, immediate)
        self._getters._notify()
        self._putters._notify()


class Channel:
    """Where who puts waits for who gets, and the reverse."""

    __slots__ = ("getters", "putters", "hub", "_event", "__weakref__")

    def __init__(self, maxsize=1):
        from collections import deque
        if maxsize != 1:
            raise ValueError("Channels have a maxsize of 1")
        self.getters = deque()
        self.putters = deque()
        self.hub = get_hub()
        self._event = None

    __class_getitem__ = classmethod(lambda cls, item: __import__("types").GenericAlias(cls, item))

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def _format(self):
        words = []
        if self.getters:
            words.append(f"getters[{len(self.getters)}]")
        if self.putters:
            words.append(f"putters[{len(self.putters)}]")
        return " ".join(words)

    @property
    def balance(self):
        """How many more wait to put than to get."""
        return len(self.putters) - len(self.getters)

    def qsize(self):
        """It holds nothing."""
        return 0

    def empty(self):
        """It is always empty."""
        return True

    def full(self):
        """It is always full."""
        return True

    def put(self, item, block=True, timeout=None):
        """Hand over an item, waiting for somebody who takes it."""
        if getcurrent() is self.hub:
            if self.getters:
                self.getters.popleft().switch(item)
                return
            raise Full
        if not block:
            timeout = 0
        waiter = Waiter(self.hub)
        pair = (item, waiter)
        self.putters.append(pair)
        alarm = Timeout._start_new_or_dummy(timeout, Full)
        try:
            if self.getters:
                self._schedule()
            result = waiter.get()
            if result is not waiter:
                raise InvalidSwitchError(f"Invalid switch into Channel.put: {result!r}")
        except:
            if pair in self.putters:
                self.putters.remove(pair)
            raise
        finally:
            alarm.cancel()

    def put_nowait(self, item):
        """Hand over an item if somebody waits for one."""
        self.put(item, False)

    def get(self, block=True, timeout=None):
        """Take an item, waiting for somebody who hands one over."""
        if getcurrent() is self.hub:
            if self.putters:
                item, putter = self.putters.popleft()
                self.hub.loop.run_callback(putter.switch, putter)
                return item
            raise Empty
        if not block:
            timeout = 0
        waiter = Waiter(self.hub)
        alarm = Timeout._start_new_or_dummy(timeout, Empty)
        self.getters.append(waiter)
        try:
            if self.putters:
                self._schedule()
            return waiter.get()
        except:
            if waiter in self.getters:
                self.getters.remove(waiter)
            raise
        finally:
            alarm.close()

    def get_nowait(self):
        """Take an item if somebody waits to hand one over."""
        return self.get(False)

    def _schedule(self):
        if self._event is None or not self._event.pending:
            self._event = self.hub.loop.run_callback(self._unlock)

    def _unlock(self):
        while self.putters and self.getters:
            getter = self.getters.popleft()
            item, putter = self.putters.popleft()
            getter.switch(item)
            putter.switch(putter)

    def __iter__(self):
        return self

    def __next__(self):
        result = self.get()
        if result is StopIteration:
            raise result
        return result

    next = __next__


_gevent.setup(Empty=Empty, Full=Full, ShutDown=ShutDown)
