"""A scheduler: calls functions at given times, in order."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count
from time import monotonic as _time

__all__ = ["scheduler"]


class Event(namedtuple("Event", "time, priority, sequence, action, argument, kwargs")):
    """A call to come; events order by time, then priority, then the order of entry."""

    __slots__ = ()


Event.time.__doc__ = "When to call, on the scheduler's clock."
Event.priority.__doc__ = "Among events of the same time, lower ones go first."
Event.sequence.__doc__ = "The order of entry, which breaks the remaining ties."
Event.action.__doc__ = "What to call."
Event.argument.__doc__ = "The positional arguments of the call."
Event.kwargs.__doc__ = "The keyword arguments of the call."

_none = object()


class scheduler:
    """Runs events on any clock, given as a function that tells and one that waits."""

    def __init__(self, timefunc=_time, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence_generator = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_none):
        """Enter a call at an absolute time; returns the event, with which to cancel it."""
        if kwargs is _none:
            kwargs = {}
        with self._lock:
            sequence = next(self._sequence_generator)
            event = Event(time, priority, sequence, action, argument, kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_none):
        """Enter a call after a delay."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out; ValueError if it is not there any more."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Tell whether no events are left."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Run events until none is left; without `blocking`, only those that are due.

        Then it returns how long the next one is off.
        """
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                now = self.timefunc()
                due = event.time <= now
                if due:
                    heapq.heappop(self._queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                # Lets other threads run between two events.
                self.delayfunc(0)
            elif not blocking:
                return event.time - now
            else:
                self.delayfunc(event.time - now)

    @property
    def queue(self):
        """The events to come, in the order in which they will run."""
        with self._lock:
            return sorted(self._queue)
