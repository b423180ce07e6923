"""The event loop of a hub, as programs see it: watchers over the native core."""

import os

import _gevent

__all__ = ["Loop"]

READ = 1
WRITE = 2


class watcher:
    """Something that calls back when it happens."""

    callback = None
    args = ()
    _handle = None

    def __init__(self, loop, ref=True, priority=None):
        self.loop = loop
        self.ref = ref
        self.priority = priority

    def __repr__(self):
        words = [f"<{type(self).__name__} at {id(self):#x}"]
        if self.active:
            words.append(" active")
        if self.pending:
            words.append(" pending")
        if self.callback is not None:
            words.append(f" callback={self.callback!r}")
        if self.args:
            words.append(f" args={self.args!r}")
        return "".join(words) + ">"

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    @property
    def active(self):
        """Whether it is started."""
        return self._handle is not None

    @property
    def pending(self):
        """Whether the call is due."""
        return False

    def _set(self, callback, args):
        if not callable(callback):
            raise TypeError(f"Expected callable, not {callback!r}")
        self.stop()
        self.callback = callback
        self.args = args

    def _fire(self):
        callback, args = self.callback, self.args
        if callback is not None:
            try:
                callback(*args)
            except:
                self.loop.handle_error(self)

    def stop(self):
        """Stop it: the callback is not called any more."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._end(handle)
        self.callback = None
        self.args = ()

    def close(self):
        """Stop it for good."""
        self.stop()

    def _end(self, handle):
        handle.stop()


class timer(watcher):
    """Calls back when a time is over, and if asked again and again."""

    def __init__(self, loop, after=0.0, repeat=0.0, ref=True, priority=None):
        if repeat < 0.0:
            raise ValueError(f"repeat must be positive or zero: {repeat!r}")
        watcher.__init__(self, loop, ref, priority)
        self._after = after
        self.repeat = repeat

    def start(self, callback, *args, update=None):
        """Start the time."""
        self._set(callback, args)
        self._handle = self.loop._core.call_later(max(0.0, self._after), self._due, (), self.ref)

    def again(self, callback, *args, update=True):
        """Start the time of a repetition."""
        self._set(callback, args)
        if self.repeat:
            self._handle = self.loop._core.call_later(self.repeat, self._due, (), self.ref)

    def _due(self):
        if self.repeat:
            self._handle = self.loop._core.call_later(self.repeat, self._due, (), self.ref)
            self._fire()
        else:
            callback, args = self.callback, self.args
            self._handle = None
            if callback is not None:
                try:
                    callback(*args)
                except:
                    self.loop.handle_error(self)


class io(watcher):
    """Calls back as long as a descriptor is ready."""

    def __init__(self, loop, fd, events, ref=True, priority=None):
        if fd < 0:
            raise ValueError(f"fd must be non-negative: {fd!r}")
        if events & ~(READ | WRITE):
            raise ValueError(f"illegal event mask: {events!r}")
        watcher.__init__(self, loop, ref, priority)
        self.fd = fd
        self.events = events

    def start(self, callback, *args, pass_events=False):
        """Start to watch."""
        self._set(callback, (self.events,) + args if pass_events else args)
        self._handle = self.loop._core.watch(self.fd, bool(self.events & READ), bool(self.events & WRITE),
                                             self._fire, ())

    def _end(self, handle):
        self.loop._core.unwatch(handle)


class async_(watcher):
    """Calls back when it is sent, be it from another thread."""

    def start(self, callback, *args):
        """Start to listen."""
        self._set(callback, args)
        self._handle = self
        if self.ref:
            self.loop._core.ref()

    def send(self):
        """Have the loop call back."""
        self.loop._core.run_callback_threadsafe(self._fire)

    send_ignoring_arg = lambda self, _: self.send()

    def _end(self, handle):
        if self.ref:
            self.loop._core.unref()


class signal(watcher):
    """Calls back when a signal comes."""

    def __init__(self, loop, signum, ref=True, priority=None):
        watcher.__init__(self, loop, ref, priority)
        self.signum = signum

    def start(self, callback, *args):
        """Start to listen."""
        import signal
        self._set(callback, args)
        self._before = signal.signal(self.signum, self._arrived)
        self._handle = self
        if self.ref:
            self.loop._core.ref()

    def _arrived(self, signum, frame):
        self.loop._core.run_callback_threadsafe(self._fire)

    def _end(self, handle):
        import signal
        signal.signal(self.signum, self._before)
        if self.ref:
            self.loop._core.unref()


class child(watcher):
    """Calls back when a child process has ended."""

    def __init__(self, loop, pid, trace=0, ref=True):
        watcher.__init__(self, loop, ref)
        self.pid = pid
        self.rpid = 0
        self.rstatus = 0

    @property
    def rcode(self):
        """The status with which the process ended."""
        return self.rstatus

    def start(self, callback, *args):
        """Start to watch."""
        self._set(callback, args)
        try:
            self._descriptor = os.pidfd_open(self.pid)
        except ProcessLookupError:
            self._descriptor = -1
            self._handle = self.loop._core.run_callback(self._ended)
        else:
            self._handle = self.loop._core.watch(self._descriptor, True, False, self._ended, ())

    def _ended(self):
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            pid, status = self.pid, 0
        if pid == 0:
            return
        self.rpid, self.rstatus = pid, status
        callback, args = self.callback, self.args
        self.stop()
        if callback is not None:
            try:
                callback(*args)
            except:
                self.loop.handle_error(self)

    def _end(self, handle):
        handle.stop()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class stat(watcher):
    """Calls back when what the system says of a path changes; it is asked every few seconds."""

    def __init__(self, loop, path, interval=0.0, ref=True, priority=None):
        watcher.__init__(self, loop, ref, priority)
        self.path = path
        self.interval = interval or 5.0
        self.attr = self.prev = None

    def _look(self):
        try:
            return os.stat(self.path)
        except OSError:
            return None

    def start(self, callback, *args):
        """Start to watch."""
        self._set(callback, args)
        self.attr = self._look()
        self._handle = self.loop._core.call_later(self.interval, self._due, (), self.ref)

    def _due(self):
        now = self._look()
        self._handle = self.loop._core.call_later(self.interval, self._due, (), self.ref)
        if now != self.attr:
            self.prev, self.attr = self.attr, now
            self._fire()


class idle(watcher):
    """Calls back when nothing else is to be done."""

    def start(self, callback, *args):
        """Start to wait."""
        self._set(callback, args)
        self._handle = self.loop._core.call_idle(self._due, ())

    def _due(self):
        self._handle = self.loop._core.call_idle(self._due, ())
        self._fire()


class loop:
    """What programs see of the core of a hub."""

    default = True
    approx_timer_resolution = 0.00001
    MAXPRI = 2
    MINPRI = -2
    backend = "epoll"
    error_handler = None

    def __init__(self, core):
        self._core = core

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def _format(self):
        ready, timers, watches = self._core.contents()
        return f"{self.backend} default pending={ready} ref={timers + watches}"

    @property
    def activecnt(self):
        """How much the loop waits for."""
        _, timers, watches = self._core.contents()
        return timers + watches

    @property
    def pendingcnt(self):
        """How much is ready."""
        return self._core.contents()[0]

    def run_callback(self, func, *args):
        """Call this in the hub as soon as possible, in order."""
        return self._core.run_callback(func, *args)

    def run_callback_threadsafe(self, func, *args):
        """The same, from any thread."""
        return self._core.run_callback_threadsafe(func, *args)

    def timer(self, after, repeat=0.0, ref=True, priority=None):
        """A watcher of time."""
        return timer(self, after, repeat, ref, priority)

    def io(self, fd, events, ref=True, priority=None):
        """A watcher of a descriptor."""
        return io(self, fd, events, ref, priority)

    def async_(self, ref=True, priority=None):
        """A watcher that other threads can send."""
        return async_(self, ref, priority)

    def signal(self, signum, ref=True, priority=None):
        """A watcher of a signal."""
        return signal(self, signum, ref, priority)

    def child(self, pid, trace=0, ref=True):
        """A watcher of a child process."""
        return child(self, pid, trace, ref)

    def stat(self, path, interval=0.0, ref=True, priority=None):
        """A watcher of a path."""
        return stat(self, path, interval, ref, priority)

    def idle(self, ref=True, priority=None):
        """A watcher of idleness."""
        return idle(self, ref, priority)

    def install_sigchld(self):
        """Nothing is needed to hear of child processes."""

    def reset_sigchld(self):
        """Nothing is needed to hear of child processes."""

    def now(self):
        """The time by which timers go."""
        return self._core.now()

    def update_now(self):
        """The time is always the present one."""

    update = update_now

    def ref(self):
        """Have the loop go on as long as this is not taken back."""
        self._core.ref()

    def unref(self):
        """Take a ref() back."""
        self._core.unref()

    def fileno(self):
        """The loop is not a descriptor of its own."""
        return None

    def closing_fd(self, fd):
        """A descriptor is about to be closed."""
        return False

    def destroy(self):
        """The loop goes with its hub."""
        return True

    def handle_error(self, context, type=None, value=None, tb=None):
        """Tell of an error in a callback."""
        import sys
        if type is None:
            type, value, tb = sys.exc_info()
        handler = self.error_handler
        if handler is not None:
            getattr(handler, "handle_error", handler)(context, type, value, tb)
        else:
            import traceback
            traceback.print_exception(type, value, tb)


setattr(loop, "async", loop.async_)
Loop = loop
