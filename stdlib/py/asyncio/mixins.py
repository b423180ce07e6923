"""What locks and queues share: they belong to the loop in which they first had to wait."""

import _thread

from . import events

_global_lock = _thread.allocate_lock()


class _LoopBoundMixin:
    _loop = None

    def _get_loop(self):
        loop = events._get_running_loop()
        if self._loop is None:
            with _global_lock:
                # Another thread may have been faster.
                if self._loop is None:
                    self._loop = loop
        if self._loop is not loop:
            raise RuntimeError(f'{self!r} is bound to a different event loop')
        return loop
