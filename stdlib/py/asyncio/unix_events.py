"""The event loop of Unix systems, and the policy that makes it."""

__all__ = ('SelectorEventLoop', 'AbstractChildWatcher', 'SafeChildWatcher', 'FastChildWatcher', 'PidfdChildWatcher',
           'MultiLoopChildWatcher', 'ThreadedChildWatcher', 'DefaultEventLoopPolicy')

from . import coroutines, events
from ._lazy import Lazy
from ._unix_processes import UnixProcesses
from .selector_events import BaseSelectorEventLoop

signal = Lazy('signal')


def _do_nothing(signum, frame):
    """What is done about a signal, is done in the loop."""


class _UnixSelectorEventLoop(UnixProcesses, BaseSelectorEventLoop):
    """The event loop of Unix systems: with signals, pipes and child processes."""

    def __init__(self, selector=None):
        super().__init__(selector)
        self._signal_handlers = {}

    def close(self):
        if not self.is_running() and not self.is_closed():
            for number in list(self._signal_handlers):
                self.remove_signal_handler(number)
        super().close()

    def _process_self_data(self, data):
        for number in data:
            if number:
                self._handle_signal(number)

    def add_signal_handler(self, sig, callback, *args):
        """Add a handler for a signal.  UNIX only.

        Raise ValueError if the signal number is invalid or uncatchable.
        Raise RuntimeError if there is a problem setting up the handler.
        """
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError('coroutines cannot be used with add_signal_handler()')
        self._check_signal(sig)
        self._check_closed()
        self._make_self_pipe()
        try:
            signal.set_wakeup_fd(self._csock.fileno())
        except (ValueError, OSError) as e:
            raise RuntimeError(str(e))
        self._signal_handlers[sig] = events.Handle(callback, args, self, None)
        try:
            signal.signal(sig, _do_nothing)
            signal.siginterrupt(sig, False)
        except OSError as e:
            del self._signal_handlers[sig]
            import errno
            if e.errno == errno.EINVAL:
                raise RuntimeError(f'sig {sig} cannot be caught')
            raise

    def _handle_signal(self, sig):
        handle = self._signal_handlers.get(sig)
        if handle is None:
            return
        if handle._cancelled:
            self.remove_signal_handler(sig)
        else:
            self._core_add_ready(handle)

    def remove_signal_handler(self, sig):
        """Remove a handler for a signal.  UNIX only.

        Return True if a signal handler was removed, False if not.
        """
        self._check_signal(sig)
        if self._signal_handlers.pop(sig, None) is None:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        if not self._signal_handlers:
            signal.set_wakeup_fd(-1)
        return True

    def _check_signal(self, sig):
        if not isinstance(sig, int):
            raise TypeError(f'sig must be an int, not {sig!r}')
        if sig not in signal.valid_signals():
            raise ValueError(f'invalid signal number {sig}')


SelectorEventLoop = _UnixSelectorEventLoop


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """The policy of Unix systems, with what watches child processes."""

    _loop_factory = _UnixSelectorEventLoop

    def __init__(self):
        super().__init__()
        self._watcher = None

    def set_event_loop(self, loop):
        """Set the loop of this thread; the watcher belongs to that of the main thread."""
        super().set_event_loop(loop)
        if self._watcher is not None:
            import threading
            if threading.current_thread() is threading.main_thread():
                self._watcher.attach_loop(loop)

    def get_child_watcher(self):
        """Return what watches child processes; one that uses threads is made if there is none."""
        if self._watcher is None:
            import threading
            from ._child_watchers import ThreadedChildWatcher
            with events._lock:
                if self._watcher is None:
                    self._watcher = ThreadedChildWatcher()
                    if threading.current_thread() is threading.main_thread():
                        self._watcher.attach_loop(self._local._loop)
        return self._watcher

    def set_child_watcher(self, watcher):
        """Set what watches child processes; the one before is closed."""
        from ._child_watchers import AbstractChildWatcher
        assert watcher is None or isinstance(watcher, AbstractChildWatcher)
        if self._watcher is not None:
            self._watcher.close()
        self._watcher = watcher


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy


def __getattr__(name):
    # Few programs name the watchers.
    if not name.endswith('ChildWatcher'):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from . import _child_watchers
    return getattr(_child_watchers, name)
