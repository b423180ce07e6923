"""Groups of greenlets, with a bound and without."""

from greenlet import GreenletExit, getcurrent

import _gevent
from gevent.event import AsyncResult, Event
from gevent.greenlet import Greenlet, joinall
from gevent.hub import get_hub
from gevent.lock import DummySemaphore, Semaphore
from gevent.queue import Full as QueueFull
from gevent.timeout import Timeout

__all__ = ["Group", "Pool", "PoolFull"]


class _Failure:
    """Stands among results for a call that ended with an exception."""

    __slots__ = ["error"]

    def __init__(self, error):
        self.error = error


class _Mapping(Greenlet):
    """Spawns the calls of imap() one after the other, and hands out their results."""

    ordered = True

    def __init__(self, function, iterable, spawn, maxsize=None):
        Greenlet.__init__(self)
        self.function = function
        self.iterable = iterable
        self.do_spawn = spawn
        self._room = Semaphore(maxsize) if maxsize else DummySemaphore()
        self._results = {}
        self._order = []
        self._next = 0
        self._count = None
        self._taken = 0
        self._news = _gevent.Linkable()

    def _run(self):
        count = 0
        try:
            for item in self.iterable:
                self._room.acquire()
                self._spawn(count, item)
                count += 1
        except GreenletExit:
            raise
        except BaseException as e:
            self._arrived(count, _Failure(e))
            count += 1
        self._count = count
        self._news._notify()

    def _spawn(self, index, item):
        g = self.do_spawn(self.function, item)
        g.rawlink(lambda g, index=index: self._arrived(index, g.value if g.successful() else _Failure(g.exception)))

    def _arrived(self, index, value):
        self._results[index] = value
        self._order.append(index)
        self._news._notify()

    def __iter__(self):
        return self

    def next(self):
        """The next result, in the order of the calls or in that of their ends."""
        while True:
            index = self._next if self.ordered else (self._order[self._next] if self._next < len(self._order) else None)
            if index in self._results:
                break
            if self._count is not None and self._taken >= self._count:
                raise StopIteration
            if self.ready() and self._count is None:
                raise StopIteration
            self._news._park()
        value = self._results.pop(index)
        self._next += 1
        self._taken += 1
        self._room.release()
        if isinstance(value, _Failure):
            raise value.error
        return value

    __next__ = next


class IMap(_Mapping):
    """The results in the order of the calls."""


class IMapUnordered(_Mapping):
    """The results as they come."""

    ordered = False


class GroupMappingMixin:
    """Calling a function for many items, by greenlets that `spawn` makes."""

    __slots__ = ()

    def _apply_immediately(self):
        return False

    def _apply_async_use_greenlet(self):
        return False

    def _apply_async_cb_spawn(self, callback, result):
        raise NotImplementedError("_apply_async_cb_spawn: a class that mixes this in says how callbacks are made")

    def apply_cb(self, func, args=None, kwds=None, callback=None):
        """Call a function, and then, with what it returned, the callback; return the result."""
        result = self.apply(func, args, kwds)
        if callback is not None:
            self._apply_async_cb_spawn(callback, result)
        return result

    def apply_async(self, func, args=None, kwds=None, callback=None):
        """Call a function in a greenlet, which is returned."""
        args = () if args is None else args
        kwds = {} if kwds is None else kwds
        if self._apply_async_use_greenlet():
            return Greenlet.spawn(self.apply_cb, func, args, kwds, callback)
        g = self.spawn(func, *args, **kwds)
        if callback is not None:
            g.link(_Pass(callback))
        return g

    def apply(self, func, args=None, kwds=None):
        """Call a function in a greenlet, and return its result."""
        args = () if args is None else args
        kwds = {} if kwds is None else kwds
        if self._apply_immediately():
            return func(*args, **kwds)
        return self.spawn(func, *args, **kwds).get()

    def map(self, func, iterable):
        """The results of calls with each item, as a list."""
        gs = [self.spawn(func, item) for item in iterable]
        return [g.get() for g in gs]

    def map_cb(self, func, iterable, callback=None):
        """The same; the callback is called with the list."""
        result = self.map(func, iterable)
        if callback is not None:
            callback(result)
        return result

    def map_async(self, func, iterable, callback=None):
        """A greenlet whose value will be that list."""
        return Greenlet.spawn(self.map_cb, func, iterable, callback)

    def _imap(self, cls, func, iterables, maxsize):
        if not iterables:
            raise TypeError("imap() must have at least two arguments")
        if len(iterables) == 1:
            items, call = iterables[0], func
        else:
            items, call = zip(*iterables), lambda args: func(*args)
        return cls.spawn(call, iter(items), self.spawn, maxsize)

    def imap(self, func, *iterables, maxsize=None):
        """An iterator of the results of calls with the items, in their order."""
        return self._imap(IMap, func, iterables, maxsize)

    def imap_unordered(self, func, *iterables, maxsize=None):
        """An iterator of the results as they come."""
        return self._imap(IMapUnordered, func, iterables, maxsize)


class _Pass:
    """A link that calls back with the value, if there is one."""

    def __init__(self, callback):
        self.callback = callback

    def __call__(self, source):
        if source.successful():
            self.callback(source.value)


class Group(GroupMappingMixin):
    """Greenlets that are waited for or ended together."""

    greenlet_class = Greenlet

    def __init__(self, *args):
        if len(args) > 1:
            raise TypeError(f"{type(self).__name__}() takes at most 1 argument ({len(args)} given)")
        self.greenlets = set(*args)
        if args:
            for g in list(self.greenlets):
                g.rawlink(self._discard)
        self.dying = set()
        self._empty_event = Event()
        if not self.greenlets:
            self._empty_event.set()

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self.greenlets}>"

    def __len__(self):
        return len(self.greenlets)

    def __contains__(self, item):
        return item in self.greenlets

    def __iter__(self):
        return iter(self.greenlets)

    def add(self, greenlet):
        """Take a greenlet in."""
        rawlink = getattr(greenlet, "rawlink", None)
        if rawlink is not None:
            rawlink(self._discard)
        self.greenlets.add(greenlet)
        self._empty_event.clear()

    def _discard(self, greenlet):
        self.greenlets.discard(greenlet)
        self.dying.discard(greenlet)
        if not self.greenlets:
            self._empty_event.set()

    def discard(self, greenlet):
        """Let a greenlet go."""
        self._discard(greenlet)
        unlink = getattr(greenlet, "unlink", None)
        if unlink is not None:
            unlink(self._discard)

    def start(self, greenlet):
        """Take a greenlet in and start it."""
        self.add(greenlet)
        greenlet.start()

    def spawn(self, *args, **kwargs):
        """Make a greenlet, take it in and start it."""
        g = self.greenlet_class(*args, **kwargs)
        self.start(g)
        return g

    def join(self, timeout=None, raise_error=False):
        """Wait until the group is empty; whether it is."""
        greenlets = list(self.greenlets) if raise_error else ()
        result = self._empty_event.wait(timeout=timeout)
        for g in greenlets:
            if g.exception is not None:
                if hasattr(g, "_raise_exception"):
                    g._raise_exception()
                raise g.exception
        return result

    def kill(self, exception=GreenletExit, block=True, timeout=None):
        """Raise an exception in all greenlets of the group."""
        alarm = Timeout._start_new_or_dummy(timeout)
        try:
            while self.greenlets:
                for g in list(self.greenlets):
                    if g in self.dying:
                        continue
                    g.kill(exception, block=False)
                    self.dying.add(g)
                if not block:
                    break
                joinall(self.greenlets)
                if self.greenlets:
                    # They have ended, and the group is yet to hear of it.
                    _gevent.sleep(0)
        except Timeout as e:
            if e is not alarm:
                raise
        finally:
            alarm.cancel()

    def killone(self, greenlet, exception=GreenletExit, block=True, timeout=None):
        """Raise an exception in one of them."""
        if greenlet not in self.dying and greenlet in self.greenlets:
            greenlet.kill(exception, block=False)
            self.dying.add(greenlet)
        if block:
            greenlet.join(timeout)

    def full(self):
        """A group is never full."""
        return False

    def wait_available(self, timeout=None):
        """There is always room."""

    def _apply_immediately(self):
        return getcurrent() in self

    def _apply_async_cb_spawn(self, callback, result):
        Greenlet.spawn(callback, result)

    def _apply_async_use_greenlet(self):
        return self.full()


class PoolFull(QueueFull):
    """Raised where a greenlet would have to wait for room in a pool and is not to."""

    def __init__(self, pool):
        QueueFull.__init__(self)
        self.pool = pool


class Pool(Group):
    """A group with room for `size` greenlets."""

    def __init__(self, size=None, greenlet_class=None):
        if size is not None and size < 0:
            raise ValueError(f"size must not be negative: {size!r}")
        Group.__init__(self)
        self.size = size
        if greenlet_class is not None:
            self.greenlet_class = greenlet_class
        self._semaphore = DummySemaphore() if size is None else Semaphore(size)

    def wait_available(self, timeout=None):
        """Wait until there is room."""
        return self._semaphore.wait(timeout=timeout)

    def full(self):
        """Whether there is room for no more."""
        return self.free_count() <= 0

    def free_count(self):
        """How many there is room for."""
        if self.size is None:
            return 1
        return max(0, self.size - len(self))

    def start(self, greenlet, blocking=True, timeout=None):
        """Take a greenlet in, waiting for room, and start it."""
        self.add(greenlet, blocking=blocking, timeout=timeout)
        greenlet.start()

    def add(self, greenlet, blocking=True, timeout=None):
        """Take a greenlet in, waiting for room."""
        if not self._semaphore.acquire(blocking=blocking, timeout=timeout):
            raise PoolFull(self)
        try:
            Group.add(self, greenlet)
        except:
            self._semaphore.release()
            raise

    def _discard(self, greenlet):
        Group._discard(self, greenlet)
        self._semaphore.release()
