"""Selectors that let other greenlets run while they wait."""

import selectors as _stdlib
from selectors import *
from selectors import EVENT_READ, EVENT_WRITE, BaseSelector, SelectorKey

from gevent.select import POLLIN, POLLOUT, poll

__implements__ = ["DefaultSelector"]
__extensions__ = ["GeventSelector"]
__all__ = __implements__ + __extensions__


class GeventSelector(_stdlib._BaseSelectorImpl):
    """A selector whose select() lets other greenlets run."""

    def __init__(self, hub=None):
        super().__init__()
        self._poll = poll()

    def register(self, fileobj, events, data=None):
        """Wait for a file too."""
        key = super().register(fileobj, events, data)
        self._poll.register(key.fd, self._mask(events))
        return key

    def unregister(self, fileobj):
        """Wait for a file no more."""
        key = super().unregister(fileobj)
        self._poll.unregister(key.fd)
        return key

    @staticmethod
    def _mask(events):
        return (POLLIN if events & EVENT_READ else 0) | (POLLOUT if events & EVENT_WRITE else 0)

    def select(self, timeout=None):
        """Wait for at most so many seconds: pairs of keys and events."""
        if timeout is not None:
            timeout = 0 if timeout <= 0 else timeout * 1000
        if not self._fd_to_key:
            if timeout:
                from gevent.hub import sleep
                sleep(timeout / 1000)
            return []
        ready = []
        for fd, mask in self._poll.poll(timeout):
            key = self._fd_to_key.get(fd)
            events = 0
            if mask & ~POLLIN:
                events |= EVENT_WRITE
            if mask & ~POLLOUT:
                events |= EVENT_READ
            if key is not None and events & key.events:
                ready.append((key, events & key.events))
        return ready

    @property
    def resolution(self):
        """How fine its sense of time is."""
        return 0.001


DefaultSelector = GeventSelector
