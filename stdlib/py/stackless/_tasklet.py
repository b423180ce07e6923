"""Tasklets, and what the current one can do: make way for others, or run them all."""

from _stackless import watch
from greenlet import GreenletExit, greenlet

from . import _scheduler
from ._channel import made, normal
from ._scheduler import Scheduler, TaskletExit, scheduler

BLOCKED = 'You cannot run a blocked tasklet'
DEAD = 'You cannot run an unbound(dead) tasklet'


class tasklet:
    """A function call that takes turns with others.

    `tasklet(function)(*arguments)` makes one that is run when its turn comes.
    """

    __slots__ = ('_scheduler', '_greenlet', '_function', '_args', '_kwargs', '_channel', '_value', '_sent', '_error',
                 '_block_trap', '_atomic', '_ignore_nesting', '_scheduled', 'tempval', '__weakref__', '__dict__')

    def __new__(cls, func=None, args=None, kwargs=None):
        self = object.__new__(cls)
        self._scheduler = scheduler()
        self._greenlet = None
        self._function = None
        # What it waits for, and what it takes there or has got.
        self._channel = self._value = self._sent = None
        # Raised in it when it goes on.
        self._error = None
        self._block_trap = self._atomic = self._ignore_nesting = False
        self._scheduled = False
        self.tempval = None
        if func is not None:
            self.bind(func, args, kwargs)
        elif args is not None or kwargs is not None:
            raise TypeError('the tasklet has no function for the arguments')
        return self

    def __call__(self, *args, **kwargs):
        return self.setup(*args, **kwargs)

    def __repr__(self):
        words = [word for word in ('main', 'current', 'scheduled', 'blocked', 'paused') if getattr(self, 'is_' + word, None)
                 or word in ('scheduled', 'blocked', 'paused') and getattr(self, word)]
        if not self.alive:
            words.append('dead')
        return f'<{type(self).__name__} {", ".join(words)} at {id(self):#x}>'

    def __reduce__(self):
        raise TypeError('a tasklet cannot be pickled')

    def bind(self, func=None, args=None, kwargs=None):
        """Bind the tasklet to a function, and to its arguments, if any are given; None unbinds it.

        With arguments it is ready to be inserted or run.
        """
        if self.alive and self._greenlet:
            raise RuntimeError('tasklet is already bound to a frame')
        if func is not None and not callable(func):
            raise TypeError('tasklet function must be a callable')
        if func is None and (args is not None or kwargs is not None):
            raise TypeError('the tasklet has no function for the arguments')
        self._function = func
        self._greenlet = None
        if args is not None or kwargs is not None:
            self._prepare(() if args is None else tuple(args), {} if kwargs is None else dict(kwargs))
        return self

    def setup(self, *args, **kwargs):
        """Provide the arguments for the function, and insert the tasklet at the end of the ring."""
        if self._function is None:
            raise RuntimeError('the tasklet was not bound to a function')
        if self.alive:
            raise RuntimeError('tasklet is already bound to a frame')
        self._prepare(args, kwargs)
        self._scheduled = True
        s = self._scheduler
        s.append(self)
        return self

    def _prepare(self, args, kwargs):
        self._args, self._kwargs = args, kwargs
        self._greenlet = greenlet(self._body, self._scheduler.main._greenlet)

    def _body(self, *_):
        """What the tasklet's greenlet runs."""
        error = self._error
        self._error = None
        s = self._scheduler
        function, args, kwargs = self._function, self._args, self._kwargs
        self._args = self._kwargs = None
        try:
            if error is not None:
                raise error
            function(*args, **kwargs)
            function = args = kwargs = None
        except TaskletExit:
            pass
        except GreenletExit:
            # Nobody could have let it go on any more: it has no turn to pass on.
            self._function = None
            return
        except BaseException as failure:
            error = failure
        function = args = kwargs = None
        self._function = None
        self._scheduled = False
        s.ring.popleft()
        if error is None or isinstance(error, TaskletExit):
            next = s.after_end()
        else:
            next = s.fail(error)
        error = None
        if _scheduler._schedule_callback is not None:
            _scheduler._schedule_callback(self, next)
        s.current = next
        if s.watch is not None:
            s.watch.switched(next)
        # Whoever is the parent of a greenlet goes on when it ends. It is not kept, for it would keep that one.
        ended, self._greenlet = self._greenlet, None
        ended.parent = next._greenlet

    def insert(self):
        """Insert the tasklet at the end of the ring, unless it is there. It must not be blocked."""
        if self._channel is not None:
            raise RuntimeError(BLOCKED)
        if not self.alive:
            raise RuntimeError(DEAD)
        if not self._is_in_ring():
            self._scheduled = True
            self._scheduler.append(self)
        return self

    def remove(self):
        """Remove the tasklet from the ring; it is paused until it is inserted again."""
        if self._channel is not None:
            raise RuntimeError('You cannot remove a blocked tasklet.')
        s = self._scheduler
        if self is s.current:
            schedule_remove()
        elif self._is_in_ring():
            s.ring.remove(self)
            self._scheduled = False
        return self

    def run(self):
        """Run the tasklet immediately.

        If it is in the ring the turns go on from there; else they go on with the caller.
        """
        if self._channel is not None:
            raise RuntimeError(BLOCKED)
        if not self.alive:
            raise RuntimeError(DEAD)
        s = scheduler()
        if self._scheduler is not s:
            raise RuntimeError('tasklet belongs to a different thread')
        if self is s.current:
            return
        ring = s.ring
        if self._is_in_ring():
            ring.rotate(-ring.index(self))
        else:
            self._scheduled = True
            ring.appendleft(self)
        s.switch(self)

    def switch(self):
        """Run the tasklet immediately, and pause the caller."""
        if self._channel is not None:
            raise RuntimeError(BLOCKED)
        if not self.alive:
            raise RuntimeError(DEAD)
        s = scheduler()
        current = s.current
        if self is current:
            return
        if self._is_in_ring():
            s.ring.remove(self)
        s.ring[0] = self
        self._scheduled = True
        current._scheduled = False
        s.switch(self)

    def raise_exception(self, exc_class, *args):
        """Raise an exception in the tasklet, immediately."""
        self._raise(made(exc_class, args, 'tasklet.raise_exception()'), False)

    def throw(self, exc=None, val=None, tb=None, pending=False):
        """Raise an exception in the tasklet; if it is to be pending, when the tasklet's turn comes."""
        self._raise(TaskletExit() if exc is None else normal(exc, val, tb), pending)

    def kill(self, pending=False):
        """End the tasklet by raising TaskletExit in it."""
        self._raise(TaskletExit(), pending)

    def _raise(self, error, pending):
        s = scheduler()
        if self is s.current and not pending:
            raise error
        if not self.alive:
            if isinstance(error, TaskletExit):
                return
            raise RuntimeError('You cannot throw to a dead tasklet')
        home = self._scheduler
        if home is not s and not pending:
            raise RuntimeError('tasklet belongs to a different thread')
        if self._channel is not None:
            self._channel._withdraw(self)
            self._scheduled = False
        self._error = error
        error = None
        if self is home.main and home.in_run:
            home.in_run = False
            self._scheduled = False
        in_ring = self._is_in_ring()
        if pending:
            if not in_ring:
                self._scheduled = True
                home.append(self)
            return
        if in_ring:
            s.ring.remove(self)
        self._scheduled = True
        s.ring.appendleft(self)
        s.switch(self)

    def _is_in_ring(self):
        return self._scheduled and self._channel is None

    def set_atomic(self, flag):
        """Set whether the watchdog leaves the tasklet alone; returns what it was."""
        was, self._atomic = self._atomic, bool(flag)
        return was

    def set_ignore_nesting(self, flag):
        """Set the flag for nested interpreters, of which there are none; returns what it was."""
        was, self._ignore_nesting = self._ignore_nesting, bool(flag)
        return was

    @property
    def alive(self):
        """Whether the tasklet can run: it has its arguments, and has not ended."""
        g = self._greenlet
        return g is not None and not g.dead

    @property
    def blocked(self):
        """Whether the tasklet waits at a channel."""
        return self._channel is not None

    @property
    def scheduled(self):
        """Whether the tasklet is in the ring, or waits at a channel."""
        return self._scheduled

    @property
    def paused(self):
        """Whether the tasklet is alive, but neither in the ring nor waiting at a channel."""
        return self.alive and not self.scheduled

    @property
    def atomic(self):
        """Whether the watchdog leaves the tasklet alone."""
        return self._atomic

    @property
    def ignore_nesting(self):
        """The flag for nested interpreters."""
        return self._ignore_nesting

    @property
    def block_trap(self):
        """Whether waiting at a channel is an error for the tasklet."""
        return self._block_trap

    @block_trap.setter
    def block_trap(self, flag):
        self._block_trap = bool(flag)

    @property
    def is_current(self):
        """Whether this is the tasklet that runs in its thread."""
        return self._scheduler.current is self

    @property
    def is_main(self):
        """Whether this is the main tasklet of its thread."""
        return self._scheduler.main is self

    @property
    def restorable(self):
        """Whether the tasklet could be pickled: never."""
        return False

    @property
    def nesting_level(self):
        """How many interpreters are nested in the tasklet: none."""
        return 0

    @property
    def recursion_depth(self):
        """How many calls deep the tasklet is."""
        depth, frame = 0, self.frame
        while frame is not None:
            depth, frame = depth + 1, frame.f_back
        return depth

    @property
    def thread_id(self):
        """The number of the thread to which the tasklet belongs."""
        return self._scheduler.ident

    @property
    def frame(self):
        """The innermost frame of the tasklet, or None."""
        if self.is_current:
            import sys
            return sys._getframe(1)
        return None if self._greenlet is None else self._greenlet.gr_frame

    @property
    def next(self):
        """The next tasklet in the ring, or at the channel; None if there is none."""
        return self._neighbour(1)

    @property
    def prev(self):
        """The tasklet before in the ring, or at the channel; None if there is none."""
        return self._neighbour(-1)

    def _neighbour(self, step):
        if self._channel is not None:
            waiting = self._channel._waiting
            at = waiting.index(self) + step
            return waiting[at] if 0 <= at < len(waiting) else None
        ring = self._scheduler.ring
        if self not in ring:
            return None
        return ring[(ring.index(self) + step) % len(ring)]


def _make_main(s, current):
    main = object.__new__(tasklet)
    main._scheduler = s
    main._greenlet = current
    main._function = main._channel = main._value = main._sent = main._error = main.tempval = None
    main._block_trap = main._atomic = main._ignore_nesting = False
    main._scheduled = True
    return main


_scheduler._make_main = _make_main


class atomic:
    """A context in which the watchdog leaves the current tasklet alone."""

    def __enter__(self):
        self._was = scheduler().current.set_atomic(True)
        return self

    def __exit__(self, *details):
        scheduler().current.set_atomic(self._was)


class bomb:
    """An exception as a value."""

    def __init__(self, type=None, value=None, traceback=None):
        self.type, self.value, self.traceback = type, value, traceback


def schedule(retval=None):
    """Let the next tasklet in the ring run; the current one is the last from now on. Returns `retval`."""
    s = scheduler()
    ring = s.ring
    if len(ring) > 1:
        watch_ = s.watch
        if watch_ is not None and watch_.soft_end(s):
            return retval
        ring.rotate(-1)
        s.switch(ring[0])
    elif s.current._error is not None:
        s.switch(s.current)
    return retval


def schedule_remove(retval=None):
    """Let the next tasklet in the ring run; the current one is paused until it is inserted again. Returns `retval`."""
    s = scheduler()
    s.current._scheduled = False
    s.ring.popleft()
    s.leave()
    return retval


class _Watchdog:
    """Interrupts a tasklet that has run for too long."""

    __slots__ = ('timeout', 'total', 'soft', 'victim', 'is_over', 'scheduler')

    def __init__(self, s, timeout, total, soft):
        self.scheduler, self.timeout, self.total, self.soft = s, timeout, total, soft
        self.victim = None
        self.is_over = False
        watch(timeout, self.bark)

    def switched(self, next):
        """The turn of another tasklet begins, and with it, unless it is all of the run that is measured, its time."""
        if next is self.scheduler.main:
            watch(0, None)
        elif not self.total and not self.is_over:
            watch(self.timeout, self.bark)

    def bark(self):
        """The time is over. This is called in the middle of what the tasklet does."""
        s = self.scheduler
        current = s.current
        if current is s.main or not s.in_run:
            return
        if self.soft:
            self.is_over = True
        elif current._atomic or _scheduler.get_ident() != s.ident:
            # It is asked again soon.
            watch(1, self.bark)
        else:
            self.victim = current
            current._scheduled = False
            s.ring.popleft()
            s.switch(s.main)

    def soft_end(self, s):
        """Whether the run ends now that the current tasklet makes way by itself."""
        if not self.is_over or not s.in_run or s.current is s.main:
            return False
        s.ring.rotate(-1)
        s.switch(s.main)
        return True


def run(timeout=0, threadblock=False, soft=False, ignore_nesting=False, totaltimeout=False):
    """Run the tasklets until none is runnable any more.

    With a timeout, which counts steps of the machine, a tasklet that has run for as long is interrupted and returned;
    it is no longer in the ring. With `totaltimeout` the steps of all tasklets are counted together; with `soft` the run
    ends when the tasklet makes way by itself, and nothing is returned.
    """
    s = scheduler()
    main = s.main
    if s.current is not main:
        raise RuntimeError('run() must be run from the main tasklet.')
    ring = s.ring
    ring.popleft()
    main._scheduled = False
    if not ring and not (threadblock and s.wait_for_others()):
        main._scheduled = True
        ring.append(main)
        return None
    s.in_run = True
    dog = s.watch = _Watchdog(s, timeout, totaltimeout, soft) if timeout > 0 else None
    try:
        while True:
            s.switch(ring[0])
            if dog is not None or not threadblock or ring or not s.wait_for_others():
                break
    finally:
        s.in_run = False
        s.watch = None
        if dog is not None:
            watch(0, None)
        main._scheduled = True
        if not ring or ring[0] is not main:
            ring.appendleft(main)
    return None if dog is None else dog.victim
