"""The rings of tasklets, one for each thread, and who is next in them.

The first tasklet of a ring is the one that runs. It leaves the ring when it blocks, is paused, or ends; while the main tasklet is
inside `run()` it is no part of the ring, and goes on when the ring is empty.
"""

from _thread import _count, _local, allocate_lock, get_ident

from collections import deque
from greenlet import getcurrent as current_greenlet

DEADLOCK = 'Deadlock: the last runnable tasklet cannot be blocked.'


class TaskletExit(SystemExit):
    """Ends a tasklet, and is no error."""


class Scheduler:
    """The tasklets of one thread."""

    __slots__ = ('ring', 'main', 'current', 'ident', 'in_run', 'watch', 'gate', 'switch_trap')

    def __init__(self, ident, make_main):
        self.ident = ident
        self.ring = deque()
        # Whether the main tasklet waits in run().
        self.in_run = False
        # The watchdog of run(), if it has one.
        self.watch = None
        # Held; released by another thread that has made a tasklet of this one runnable.
        self.gate = None
        self.main = self.current = main = make_main(self, current_greenlet())
        self.ring.append(main)

    def wait_for_others(self):
        """No tasklet can run: waits until another thread has made one runnable. False: there is no other thread."""
        while not self.ring:
            if not _count():
                return False
            gate = self.gate = allocate_lock()
            gate.acquire()
            if not self.ring:
                gate.acquire()
            self.gate = None
        return True

    def append(self, tasklet):
        """The tasklet is the last in the ring from now on."""
        self.ring.append(tasklet)
        gate = self.gate
        if gate is not None:
            try:
                gate.release()
            except RuntimeError:
                # Somebody else has done so.
                pass

    def switch(self, next):
        """`next`, which is the first of the ring, or the main tasklet in its run(), goes on in place of the current tasklet.

        Comes back when that one's turn has come again, with the exception that it was given, if there is one.
        """
        previous = self.current
        if previous is not next:
            if _schedule_callback is not None:
                _schedule_callback(previous, next)
            self.current = next
            if self.watch is not None:
                self.watch.switched(next)
            next._greenlet.switch()
        error = previous._error
        if error is not None:
            previous._error = None
            try:
                raise error
            finally:
                error = None

    def leave(self):
        """The current tasklet has left the ring; another one goes on."""
        ring = self.ring
        if not ring:
            if self.in_run:
                return self.switch(self.main)
            self.wake_main()
        self.switch(ring[0])

    def wake_main(self):
        """The ring is empty, and the main tasklet does not wait in run()."""
        main = self.main
        if main._channel is not None or self.current is main:
            if self.wait_for_others():
                return
            if main._channel is not None:
                main._error = RuntimeError(DEADLOCK)
                main._channel._withdraw(main)
        # A main tasklet that has only been removed goes on: without it there would be no program.
        main._scheduled = True
        self.ring.append(main)

    def fail(self, error):
        """A tasklet ends with an exception, which is raised in the main tasklet, wherever that is; it is next."""
        main = self.main
        if main._channel is not None:
            main._channel._withdraw(main)
        elif not self.in_run and main in self.ring:
            self.ring.remove(main)
        if not self.in_run:
            main._scheduled = True
            self.ring.appendleft(main)
        main._error = error
        return main

    def after_end(self):
        """The current tasklet has ended and has left the ring: who is next."""
        if self.ring:
            return self.ring[0]
        if self.in_run:
            return self.main
        self.wake_main()
        return self.ring[0]


_schedule_callback = None
_channel_callback = None
_schedulers = {}
_make_main = None


class _Ending:
    """Goes with its thread, and takes the thread's scheduler along."""

    def __init__(self, ident):
        self.ident = ident

    # At the end of the program the module's names are gone before the last thread is.
    def __del__(self, schedulers=_schedulers):
        schedulers.pop(self.ident, None)


_endings = _local()


def scheduler():
    """The scheduler of the current thread."""
    s = _schedulers.get(get_ident())
    return _new_scheduler() if s is None else s


def _new_scheduler():
    ident = get_ident()
    s = _schedulers[ident] = Scheduler(ident, _make_main)
    _endings.mark = _Ending(ident)
    return s


def thread_ids():
    """The numbers of all threads that have tasklets."""
    scheduler()
    return list(_schedulers)


def getcurrent():
    """Return the currently executing tasklet."""
    return scheduler().current


def getcurrentid():
    """Return the identifier of the currently executing tasklet, without making an object for it."""
    return id(scheduler().current)


def getmain():
    """Return the main tasklet of this thread."""
    return scheduler().main


def getruncount():
    """Return the number of currently runnable tasklets."""
    return len(scheduler().ring)


def get_thread_info(thread_id):
    """Return a tuple of the main tasklet, the current tasklet and the number of runnable tasklets of a thread."""
    scheduler()
    try:
        s = _schedulers[thread_id]
    except KeyError:
        raise RuntimeError('Thread not found') from None
    return s.main, s.current, len(s.ring)


def set_schedule_callback(callable):
    """Install a callback for scheduling: it is called with the tasklets before and after each switch.

    None removes it. Returns the one that was installed before.
    """
    global _schedule_callback
    previous, _schedule_callback = _schedule_callback, _checked(callable)
    return previous


def get_schedule_callback():
    """Return the current callback for scheduling, or None."""
    return _schedule_callback


def set_channel_callback(callable):
    """Install a callback for channels: it is called with the channel, the tasklet, whether it sends, and whether it will block.

    None removes it. Returns the one that was installed before.
    """
    global _channel_callback
    previous, _channel_callback = _channel_callback, _checked(callable)
    return previous


def get_channel_callback():
    """Return the current callback for channels, or None."""
    return _channel_callback


def notify_channel(channel, tasklet, sending, will_block):
    """Tells the callback for channels, if there is one."""
    if _channel_callback is not None:
        _channel_callback(channel, tasklet, sending, will_block)


def _checked(callable_or_none):
    if callable_or_none is not None and not callable(callable_or_none):
        raise TypeError('callable or None expected')
    return callable_or_none
