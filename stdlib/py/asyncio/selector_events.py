"""The event loop on descriptors."""

__all__ = ('BaseSelectorEventLoop',)

from .base_events import BaseEventLoop


class _KernelSelector:
    """Waits for the events of a loop in the kernel, which makes ready itself what they concern."""

    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            self._loop._core_wait(None if timeout is None else timeout)
        return []


class BaseSelectorEventLoop(BaseEventLoop):
    """An event loop that waits for descriptors."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = _KernelSelector(self) if selector is None else selector

    def _process_events(self, event_list):
        pass
