"""Thread module emulating a subset of Java's threading model.

A `Thread` runs a function at the same time as others; `_sync` has what threads wait for.
"""

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs',
           'gettrace', 'getprofile', 'get_native_id']

import sys as _sys

import _thread
from _traceback import left_behind as _left_behind
from _thread import _ExceptHookArgs as ExceptHookArgs
from _thread import (
    _count, _excepthook as excepthook, _local as local, _set_sentinel, error as ThreadError, get_ident, get_native_id,
    stack_size, start_new_thread as _start_new_thread, TIMEOUT_MAX)

from ._sync import (
    Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Semaphore)

_allocate_lock = Lock = _thread.allocate_lock
_CRLock = _thread.RLock
_HAVE_THREAD_NATIVE_ID = True

__excepthook__ = excepthook

# The threads that run, by their numbers, and those that are just being started.
_active = {}
_limbo = {}
_active_limbo_lock = None
_main_thread = None

_counter = 0
_trace_hook = None
_profile_hook = None
_SHUTTING_DOWN = False
_threading_atexits = []


def RLock(*args, **kwargs):
    """Factory function that returns a new reentrant lock.

    The thread that has acquired it may do so again, and must release it as often.
    """
    return _CRLock(*args, **kwargs)


_active_limbo_lock = RLock()


def settrace(func):
    """Set a trace function for all threads started from the threading module."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    """Get the trace function as set by threading.settrace()."""
    return _trace_hook


def setprofile(func):
    """Set a profile function for all threads started from the threading module."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    """Get the profiler function as set by threading.setprofile()."""
    return _profile_hook


def _newname(template='Thread-%d'):
    global _counter
    _counter += 1
    return template % _counter


def _deprecated(old, new):
    import warnings
    warnings.warn(f'{old} is deprecated, {new} instead', DeprecationWarning, stacklevel=3)


class Thread:
    """A class that represents a thread of control.

    What it does is `target(*args, **kwargs)`, or whatever a derived class's
    run() does.
    """

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        if name:
            name = str(name)
        else:
            name = _newname()
            if target is not None:
                try:
                    name += f' ({target.__name__})'
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if daemon is None:
            daemon = current_thread().daemon
        self._daemonic = daemon
        self._ident = None
        self._native_id = None
        # Held while the thread runs.
        self._tstate_lock = None
        self._started = Event()
        self._is_stopped = False
        self._initialized = True
        self._stderr = _sys.stderr

    def __repr__(self):
        self._check_initialized('Thread.__init__() was not called', AssertionError)
        status = 'initial'
        if self._started.is_set():
            status = 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{self.__class__.__name__}({self._name}, {status})>'

    def _check_initialized(self, text='Thread.__init__() not called', error=RuntimeError):
        if not self._initialized:
            raise error(text)

    def start(self):
        """Start the thread's activity; at most once."""
        self._check_initialized('thread.__init__() not called')
        if self._started.is_set() or self in _limbo:
            raise RuntimeError('threads can only be started once')
        if _left_behind() is not None:
            from _leftovers import note
            note('thread', self)
        _limbo[self] = self
        try:
            _start_new_thread(self._bootstrap, ())
        except BaseException:
            del _limbo[self]
            raise
        self._started.wait()
        # From now on it is like that of all others, which takes no memory.
        self._started = _has_started

    def run(self):
        """Method representing the thread's activity: calls the target. Derived classes may replace it."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # Once only, and what it refers to need not wait for the object to go.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._begin()
        try:
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            try:
                self.run()
            except BaseException:
                self._invoke_excepthook()
        finally:
            with _active_limbo_lock:
                _active.pop(self._ident, None)

    def _begin(self):
        """The thread runs: it is known by its number from now on, and whoever has started it may go on."""
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._tstate_lock = _set_sentinel()
        self._tstate_lock.acquire()
        with _active_limbo_lock:
            _active[self._ident] = self
            _limbo.pop(self, None)
        self._started.set()

    def _invoke_excepthook(self):
        hook = excepthook
        if hook is None:
            hook = __excepthook__
        args = ExceptHookArgs([*_sys.exc_info(), self])
        try:
            hook(args)
        except BaseException as e:
            e.__suppress_context__ = True
            stderr = _sys.stderr if _sys.stderr is not None else self._stderr
            print('Exception in threading.excepthook:', file=stderr, flush=True)
            shown = _sys.excepthook if _sys.excepthook is not None else _sys.__excepthook__
            shown(type(e), e, e.__traceback__)
        finally:
            args = None

    def join(self, timeout=None):
        """Wait until the thread terminates, or for so many seconds."""
        self._check_initialized()
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is None:
            self._wait_for_end(-1)
        else:
            self._wait_for_end(max(timeout, 0))

    def _wait_for_end(self, timeout):
        if self._is_stopped:
            return
        lock = self._tstate_lock
        if lock is None:
            return
        if lock.acquire(True, timeout):
            lock.release()
            self._stop()

    def _stop(self):
        """The thread has ended: nobody needs its lock any more."""
        self._is_stopped = True
        self._tstate_lock = None

    def is_alive(self):
        """Return whether the thread is alive: from its start until shortly after run() ends."""
        self._check_initialized()
        if self._is_stopped or not self._started.is_set():
            return False
        if self._tstate_lock.locked():
            return True
        self._stop()
        return False

    @property
    def name(self):
        """A string used for identification purposes only. Several threads may have the same."""
        self._check_initialized()
        return self._name

    @name.setter
    def name(self, name):
        self._check_initialized()
        self._name = str(name)

    @property
    def ident(self):
        """Thread identifier of this thread, or None if it has not been started."""
        self._check_initialized()
        return self._ident

    @property
    def native_id(self):
        """Native integral thread ID of this thread, or None if it has not been started."""
        self._check_initialized()
        return self._native_id

    @property
    def daemon(self):
        """Whether the program may end before this thread does. To be set before start()."""
        self._check_initialized()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check_initialized()
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: use the attribute daemon."""
        _deprecated('isDaemon()', 'get the daemon attribute')
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: use the attribute daemon."""
        _deprecated('setDaemon()', 'set the daemon attribute')
        self.daemon = daemonic

    def getName(self):
        """Deprecated: use the attribute name."""
        _deprecated('getName()', 'get the name attribute')
        return self.name

    def setName(self, name):
        """Deprecated: use the attribute name."""
        _deprecated('setName()', 'set the name attribute')
        self.name = name


class Timer(Thread):
    """A thread that calls a function after so many seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it hasn't finished yet."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    """The thread in which the program began."""

    def __init__(self):
        Thread.__init__(self, name='MainThread', daemon=False)
        self._begin()


class _DummyThread(Thread):
    """Stands for a thread that was not started by this module. It counts as alive for ever, and cannot be joined."""

    def __init__(self):
        Thread.__init__(self, name=_newname('Dummy-%d'), daemon=True)
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._started.set()
        with _active_limbo_lock:
            _active[self._ident] = self

    def is_alive(self):
        assert not self._is_stopped and self._started.is_set()
        return True

    def join(self, timeout=None):
        assert False, 'cannot join a dummy thread'


def current_thread():
    """Return the current Thread object, corresponding to the caller's thread of control."""
    thread = _active.get(get_ident())
    return _DummyThread() if thread is None else thread


def currentThread():
    """Deprecated: use current_thread()."""
    _deprecated('currentThread()', 'use current_thread()')
    return current_thread()


def main_thread():
    """Return the main thread object: the thread from which the interpreter was started."""
    return _main_thread


def enumerate():
    """Return a list of all Thread objects currently alive."""
    with _active_limbo_lock:
        return [*_active.values(), *_limbo.values()]


_enumerate = enumerate


def active_count():
    """Return the number of Thread objects currently alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated: use active_count()."""
    _deprecated('activeCount()', 'use active_count()')
    return active_count()


def _register_atexit(func, *arg, **kwargs):
    """Register a function that is called before threads are waited for at the end of the program, last ones first."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append((func, arg, kwargs))


def _shutdown():
    """The end of the program: waits for all threads that are no daemons."""
    global _SHUTTING_DOWN
    if _SHUTTING_DOWN:
        return
    _SHUTTING_DOWN = True
    # What is left is no longer the program's: whoever waits for the end of the main thread goes on.
    lock = _main_thread._tstate_lock
    _main_thread._stop()
    if lock is not None and lock.locked():
        lock.release()
    for func, arg, kwargs in reversed(_threading_atexits):
        func(*arg, **kwargs)
    here = current_thread()
    while True:
        others = [t for t in enumerate() if t is not here and not t.daemon and t is not _main_thread]
        if not others:
            return
        for thread in others:
            thread._started.wait()
            thread._wait_for_end(-1)


def _after_fork():
    """The child of a fork has one thread, the one that forked."""
    global _main_thread, _active_limbo_lock
    here = current_thread()
    _active_limbo_lock = RLock()
    _main_thread = here
    for thread in set([*_active.values(), *_limbo.values()]):
        if thread is not here:
            thread._is_stopped = True
    ident = get_ident()
    here._ident = ident
    here._native_id = get_native_id()
    _limbo.clear()
    _active.clear()
    _active[ident] = here


_main_thread = _MainThread()
_has_started = Event()
_has_started.set()

try:
    from posix import register_at_fork as _register_at_fork
except ImportError:
    pass
else:
    _register_at_fork(after_in_child=_after_fork)
