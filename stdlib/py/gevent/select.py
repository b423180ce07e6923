"""Waiting for many descriptors while other greenlets run."""

import select as _stdlib
from select import *
from select import error

import _gevent

from gevent.hub import get_hub

__implements__ = ["select", "poll"]
__all__ = ["error"] + __implements__
__imports__ = [name for name in dir(_stdlib) if name.isupper()]

_original_select = _stdlib.select
_original_poll = _stdlib.poll


def _number(f):
    return f if isinstance(f, int) else f.fileno()


class _Watched:
    """Watches descriptors until one of them is ready, or the time is over."""

    def __init__(self, wanted):
        core = get_hub()._core
        self._parked = _gevent.Linkable()
        self._core = core
        self._handles = []
        self.always = False
        for fd, (reading, writing) in wanted.items():
            try:
                self._handles.append(core.watch(fd, reading, writing, self._parked._wake_first, ()))
            except PermissionError:
                self.always = True

    def wait(self, timeout):
        """False if the time was over before."""
        if self.always:
            return True
        return self._parked._park(timeout)

    def close(self):
        """Watch no more."""
        for handle in self._handles:
            self._core.unwatch(handle)


def select(rlist, wlist, xlist, timeout=None):
    """Wait until descriptors can be read or written: those that can."""
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    rlist, wlist, xlist = list(rlist), list(wlist), list(xlist)
    ready = _original_select(rlist, wlist, xlist, 0)
    if any(ready) or timeout == 0:
        if timeout == 0:
            _gevent.sleep(0)
        return ready
    wanted = {}
    for items, place in ((rlist, 0), (wlist, 1), (xlist, 0)):
        for item in items:
            wanted.setdefault(_number(item), [False, False])[place] = True
    watched = _Watched(wanted)
    try:
        watched.wait(timeout)
    finally:
        watched.close()
    return _original_select(rlist, wlist, xlist, 0)


class PollResult:
    """What a poll has found."""

    def __init__(self):
        self.events = set()


class poll:
    """Waits for any of the descriptors that are registered."""

    def __init__(self):
        self._fds = {}

    def register(self, fd, eventmask=POLLIN | POLLOUT | POLLPRI):
        """Wait for events of a descriptor too."""
        self._fds[_number(fd)] = eventmask

    def modify(self, fd, eventmask):
        """Wait for other events of a descriptor."""
        number = _number(fd)
        if number not in self._fds:
            raise FileNotFoundError(2, "No such file or directory")
        self._fds[number] = eventmask

    def unregister(self, fd):
        """Wait for a descriptor no more."""
        del self._fds[_number(fd)]

    def _now(self):
        poller = _original_poll()
        for fd, mask in self._fds.items():
            poller.register(fd, mask)
        return poller.poll(0)

    def poll(self, timeout=None):
        """Wait, at most for so many milliseconds: pairs of descriptors and events."""
        found = self._now()
        if found or timeout == 0:
            if not found:
                _gevent.sleep(0)
            return found
        if timeout is not None and timeout < 0:
            timeout = None
        wanted = {fd: (bool(mask & (POLLIN | POLLPRI)), bool(mask & POLLOUT)) for fd, mask in self._fds.items()}
        watched = _Watched({fd: pair for fd, pair in wanted.items()})
        try:
            watched.wait(None if timeout is None else timeout / 1000.0)
        finally:
            watched.close()
        return self._now()
