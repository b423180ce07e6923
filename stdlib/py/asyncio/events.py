"""Event loops as the rest of asyncio sees them: the policy that says which loop is whose, and the abstract bases."""

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle',
           'get_event_loop_policy', 'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop',
           'get_child_watcher', 'set_child_watcher', '_set_running_loop', 'get_running_loop', '_get_running_loop')

import _thread

from _asyncio import (Handle, TimerHandle, _get_event_loop, _get_running_loop, _set_running_loop, get_event_loop,
                      get_running_loop)

from ._abstract_loop import AbstractEventLoop, AbstractServer


class AbstractEventLoopPolicy:
    """Decides which loop belongs to what, and how loops are made."""

    def get_event_loop(self):
        """Return the loop of the current context; make it, or raise RuntimeError, if there is none. Never None."""
        raise NotImplementedError

    def set_event_loop(self, loop):
        """Set the loop of the current context."""
        raise NotImplementedError

    def new_event_loop(self):
        """Make a loop in the way of this policy; set_event_loop() is for making it the current one."""
        raise NotImplementedError

    def get_child_watcher(self):
        """Return what watches child processes."""
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        """Set what watches child processes."""
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """Each thread has its own loop; that of the main thread is made when it is first asked for."""

    # What makes a loop; set in a subclass.
    _loop_factory = None

    class _Local(_thread._local):
        _loop = None
        _set_called = False

    def __init__(self):
        self._local = self._Local()

    def get_event_loop(self):
        """Return the loop of this thread, which is an AbstractEventLoop, or raise RuntimeError."""
        local = self._local
        if local._loop is None:
            import threading
            thread = threading.current_thread()
            if not local._set_called and thread is threading.main_thread():
                self.set_event_loop(self.new_event_loop())
            if local._loop is None:
                raise RuntimeError(f'There is no current event loop in thread {thread.name!r}.')
        return local._loop

    def set_event_loop(self, loop):
        """Set the loop of this thread."""
        self._local._set_called = True
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._local._loop = loop

    def new_event_loop(self):
        """Make a loop; set_event_loop() is for making it the current one."""
        return self._loop_factory()


_event_loop_policy = None
_lock = _thread.allocate_lock()


def _init_event_loop_policy():
    global _event_loop_policy
    from .unix_events import DefaultEventLoopPolicy
    with _lock:
        if _event_loop_policy is None:
            _event_loop_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    """Return the policy that is in use."""
    if _event_loop_policy is None:
        _init_event_loop_policy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Set the policy to be used; None stands for the default one."""
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _event_loop_policy = policy


def set_event_loop(loop):
    """Set the loop of the current context, by the policy."""
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """Make a loop, by the policy."""
    return get_event_loop_policy().new_event_loop()


def get_child_watcher():
    """Return what watches child processes, by the policy."""
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    """Set what watches child processes, by the policy."""
    return get_event_loop_policy().set_child_watcher(watcher)
