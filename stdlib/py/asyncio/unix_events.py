"""The event loop of Unix systems, and the policy that makes it."""

__all__ = ('SelectorEventLoop', 'DefaultEventLoopPolicy')

from . import events
from .selector_events import BaseSelectorEventLoop


class _UnixSelectorEventLoop(BaseSelectorEventLoop):
    """The event loop of Unix systems."""


SelectorEventLoop = _UnixSelectorEventLoop


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """The policy of Unix systems."""

    _loop_factory = _UnixSelectorEventLoop


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
