"""The exceptions of gevent."""

from greenlet import GreenletExit

__all__ = ["LoopExit"]


class LoopExit(Exception):
    """Raised in the main greenlet when the hub has nothing left to run: the operation would block forever."""

    @property
    def hub(self):
        """The hub that has nothing to run."""
        return self.args[1] if len(self.args) == 3 else None

    def __repr__(self):
        if len(self.args) == 3:
            import pprint
            return (f"{self.args[0]}\n\tHub: {self.args[1]!r}\n\tHandles:\n"
                    f"{pprint.pformat(self.args[2])}")
        return Exception.__repr__(self)

    def __str__(self):
        return repr(self)


class BlockingSwitchOutError(AssertionError):
    """Raised when something that blocks is called in the hub, which never waits."""


class InvalidSwitchError(AssertionError):
    """Raised when a greenlet that waits is switched to by somebody else than what it waits for."""


class ConcurrentObjectUseError(AssertionError):
    """Raised when two greenlets use an object at once that only one may use."""


class InvalidThreadUseError(RuntimeError):
    """Raised when an object is used in another thread than the one that it belongs to."""


class HubDestroyed(GreenletExit):
    """Thrown into what waits when a hub is destroyed."""

    def __init__(self, destroy_loop):
        GreenletExit.__init__(self, destroy_loop)
        self.destroy_loop = destroy_loop
