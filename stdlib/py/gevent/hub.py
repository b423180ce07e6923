"""The hub: the greenlet that runs what is ready, and waits when nothing is.

Each thread that uses gevent has its own. It is made when something first has to wait.
"""

import sys
import traceback as _traceback

import _gevent
from greenlet import GreenletExit, getcurrent, greenlet

from gevent._loop import Loop, loop as _loop_class
from gevent.exceptions import (BlockingSwitchOutError, ConcurrentObjectUseError, HubDestroyed, InvalidSwitchError,
                               InvalidThreadUseError, LoopExit)

__all__ = ["getcurrent", "GreenletExit", "spawn_raw", "sleep", "kill", "signal", "reinit", "get_hub", "Hub", "Waiter"]

sleep = _gevent.sleep
idle = _gevent.idle

_hubs = 0


class Hub(greenlet):
    """The greenlet that runs an event loop."""

    SYSTEM_ERROR = (KeyboardInterrupt, SystemExit, SystemError)
    NOT_ERROR = (GreenletExit, SystemExit)
    loop_class = Loop
    threadpool_size = 10
    periodic_monitoring_thread = None
    main_hub = False
    name = ""
    _threadpool = None
    _resolver = None
    _exception_stream = None

    def __init__(self, loop=None, default=None):
        global _hubs
        top = getcurrent()
        while top.parent is not None:
            top = top.parent
        greenlet.__init__(self, parent=top)
        if _gevent.current_hub() is not None:
            raise RuntimeError(f"Hub has already been created for this thread: {get_hub()!r}")
        self._core = _gevent.Core.make(self, self._on_greenlet_error)
        self.thread_ident = self._core.thread
        import threading
        self.main_hub = threading.main_thread().ident == self.thread_ident
        self.loop = loop or self.loop_class(self._core)
        self.loop.error_handler = self
        self.minimal_ident = _hubs
        if not self.main_hub:
            self.name = "HUB-%d" % _hubs if _hubs else ""
        _hubs += 1
        self._idents = None

    def __repr__(self):
        if self.loop is None:
            info = "destroyed"
        else:
            info = self.loop._format()
        text = f"<{type(self).__name__} {self.name!r} at {id(self):#x} {info}"
        if self._resolver is not None:
            text += f" resolver={self._resolver!r}"
        if self._threadpool is not None:
            text += f" threadpool={self._threadpool!r}"
        return f"{text} thread_ident={self.thread_ident:#x}>"

    @property
    def ident_registry(self):
        """Small numbers for greenlets, as their names have them."""
        if self._idents is None:
            self._idents = _IdentRegistry()
        return self._idents

    def run(self):
        """Run what is ready until nothing can ever become so, and say that to the main greenlet."""
        core = self._core
        step = core.step
        while True:
            try:
                while step() is not core:
                    pass
            except BaseException as e:
                trace = e.__traceback__
                if trace is not None and trace.tb_frame.f_code is Hub.run.__code__:
                    # Where the hub is does not matter to anybody.
                    trace = trace.tb_next
                error = e.with_traceback(trace)
            else:
                error = None
            if error is not None:
                self.handle_error(self._core.failed(), type(error), error, error.__traceback__)
                error = None
                continue
            if self.loop is None:
                return None
            # Who hears of it may go on, and wait again for something that does come.
            self.parent.throw(LoopExit("This operation would block forever", self, self._handles()))

    def _handles(self):
        return []

    def switch(self, *args, **kwargs):
        """Let others run until somebody switches back to the current greenlet."""
        if getcurrent() is self:
            return greenlet.switch(self, *args, **kwargs)
        switch_out = getattr(getcurrent(), "switch_out", None)
        if switch_out is not None:
            switch_out()
        return self._core.switch()

    def switch_out(self):
        raise BlockingSwitchOutError("Impossible to call blocking function in the event loop callback")

    def wait(self, watcher):
        """Wait until a watcher calls back."""
        waiter = Waiter(self)
        watcher.start(waiter.switch, waiter)
        try:
            result = waiter.get()
            if result is not waiter:
                raise InvalidSwitchError(f"Invalid switch into {getcurrent()}: got {result!r} (expected {waiter!r}; "
                                         f"waiting on {self!r} with {watcher!r})")
        finally:
            watcher.stop()

    def cancel_wait(self, watcher, error, close_watcher=False):
        """Have what waits for a watcher get an error."""
        if watcher is not None:
            self.loop.run_callback(self._cancel_wait, watcher, error, close_watcher)

    def _cancel_wait(self, watcher, error, close_watcher):
        switch = watcher.callback
        if close_watcher:
            watcher.close()
        g = getattr(getattr(switch, "__self__", None), "greenlet", None)
        if g is not None and not g.dead:
            g.throw(error)

    def join(self, timeout=None):
        """Wait until nothing is left to do: True if so, and None if the time was over before."""
        if getcurrent() is not self.parent:
            raise RuntimeError("only possible from the MAIN greenlet")
        if self.dead:
            return True
        waiter = Waiter(self)
        timer = None
        if timeout is not None:
            timer = self.loop.timer(timeout, ref=False)
            timer.start(waiter.switch, None)
        try:
            waiter.get()
        except LoopExit:
            return True
        finally:
            if timer is not None:
                timer.close()
        return None

    def destroy(self, destroy_loop=None):
        """The thread has no hub any more."""
        if _gevent.current_hub() is self._core:
            _gevent.set_current_hub(None)
        if self._threadpool is not None:
            self._threadpool.kill()
            self._threadpool = None
        self.loop = None

    # Errors.

    def _on_greenlet_error(self, g, error):
        try:
            self.handle_error(g, type(error), error, error.__traceback__)
        finally:
            g._free()

    def handle_error(self, context, type, value, tb):
        """Tell of an error that nobody caught, in a greenlet or in a callback."""
        if type is HubDestroyed:
            return
        if not issubclass(type, self.NOT_ERROR):
            self.print_exception(context, type, value, tb)
        if context is None or issubclass(type, self.SYSTEM_ERROR):
            self.handle_system_error(type, value, tb)

    def handle_system_error(self, type, value, tb=None):
        """Have the main greenlet raise an error that concerns the whole program."""
        current = getcurrent()
        if current is self or current is self.parent or self.loop is None:
            self.parent.throw(type, value, tb)
        else:
            self.loop.run_callback(current.switch)
            self.parent.throw(type, value, tb)

    @property
    def exception_stream(self):
        """Where errors are printed: what sys.stderr was at first."""
        if self._exception_stream is not None:
            return self._exception_stream
        return sys.stderr

    def print_exception(self, context, type, value, tb):
        """Print an error with the time and what it happened in."""
        stream = self.exception_stream
        if stream is None:
            return
        if value is None:
            stream.write(f"{type.__name__}\n")
        else:
            _traceback.print_exception(type, value, tb, file=stream)
        stream.write(_time_text())
        if context is not None:
            if not isinstance(context, str):
                try:
                    context = self.format_context(context)
                except Exception:
                    _traceback.print_exc(file=stream)
                    context = repr(type(context))
            stream.write(" %s failed with %s\n\n" % (context, getattr(type, "__name__", "exception")))
        else:
            stream.write("\n\n")

    format_context = staticmethod(repr)

    # What belongs to the thread besides.

    @property
    def threadpool(self):
        """The pool of threads for what cannot but block."""
        if self._threadpool is None:
            from gevent.threadpool import ThreadPool
            self._threadpool = ThreadPool(self.threadpool_size, hub=self)
        return self._threadpool

    @threadpool.setter
    def threadpool(self, value):
        self._threadpool = value

    @property
    def threadpool_class(self):
        """The class of such pools."""
        from gevent.threadpool import ThreadPool
        return ThreadPool

    @property
    def resolver(self):
        """What looks up the names of hosts."""
        if self._resolver is None:
            from gevent.resolver_thread import Resolver
            self._resolver = Resolver(hub=self)
        return self._resolver

    @resolver.setter
    def resolver(self, value):
        self._resolver = value

    @property
    def resolver_class(self):
        """The class of such resolvers."""
        from gevent.resolver_thread import Resolver
        return Resolver

    @property
    def backend(self):
        """What the loop is built on."""
        return self.loop.backend

    def start_periodic_monitoring_thread(self):
        """Not there: the timeline shows who blocks the loop."""
        raise NotImplementedError("a thread that monitors the hub is not supported by Pausa")


class _IdentRegistry:
    """Gives small numbers to objects, and takes them back when the objects go."""

    def __init__(self):
        import weakref
        self._known = weakref.WeakKeyDictionary()
        self._next = 0
        self._free = []

    def get_ident(self, obj):
        """The number of an object."""
        import weakref
        number = self._known.get(obj)
        if number is None:
            if self._free:
                import heapq
                number = heapq.heappop(self._free)
            else:
                number = self._next
                self._next += 1
            self._known[obj] = number
            weakref.finalize(obj, self._back, number).atexit = False
        return number

    def _back(self, number):
        import heapq
        heapq.heappush(self._free, number)

    def __len__(self):
        return len(self._known)


def _callback_repr(callback):
    words = " pending" if callback.pending else ""
    if callback.callback is not None:
        words += f" callback={callback.callback!r}"
    return f"<callback at {id(callback):#x}{words} args={(callback.args or ())!r}>"


def _time_text():
    import time
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def get_hub(*args, **kwargs):
    """The hub of the current thread, which is made if there is none."""
    core = _gevent.current_hub()
    if core is not None:
        return core.hub
    from gevent._config import config
    hub = config.hub_class()
    _gevent.set_current_hub(hub._core)
    return hub


def get_hub_if_exists():
    """The hub of the current thread, or None."""
    core = _gevent.current_hub()
    return None if core is None else core.hub


def get_hub_class():
    """The class of hubs."""
    return Hub


def get_loop():
    """The loop of the current thread's hub."""
    return get_hub().loop


def set_hub(hub):
    """Make this the hub of the current thread."""
    _gevent.set_current_hub(None if hub is None else hub._core)


def _make_hub_and_call(function, *args):
    get_hub()
    return function(*args)


_gevent.setup(make_hub_and_call=_make_hub_and_call, callback_repr=_callback_repr, BlockingSwitchOutError=BlockingSwitchOutError)


def spawn_raw(function, *args, **kwargs):
    """Run a function in a plain greenlet, soon: less can be known of it than of one made by `spawn`."""
    if not callable(function):
        raise TypeError("function must be callable")
    hub = get_hub()
    g = greenlet(function, hub)
    if kwargs:
        import functools
        g = greenlet(functools.partial(function, *args, **kwargs), hub)
        hub.loop.run_callback(g.switch)
    else:
        hub.loop.run_callback(g.switch, *args)
    return g


def kill(greenlet, exception=GreenletExit):
    """Throw an exception into a greenlet, soon. Whether it has begun or not it need not end by that."""
    if not greenlet.dead:
        if hasattr(greenlet, "_maybe_kill_before_start"):
            greenlet._maybe_kill_before_start(exception)
        get_hub().loop.run_callback(greenlet.throw, exception)


class signal:
    """Calls a function in a greenlet of its own whenever a signal comes."""

    greenlet_class = None

    def __init__(self, signalnum, handler, *args, **kwargs):
        if not callable(handler):
            raise TypeError("signal handler must be callable.")
        self.hub = get_hub()
        self.watcher = self.hub.loop.signal(signalnum, ref=False)
        self.handler = handler
        self.args = args
        self.kwargs = kwargs
        self.watcher.start(self._start)

    ref = property(lambda self: self.watcher.ref)

    def cancel(self):
        """Do not call it any more."""
        self.watcher.stop()
        self.watcher.close()

    def _start(self):
        from gevent.greenlet import Greenlet
        g = Greenlet(self.handle)
        g.parent = self.hub
        g.start()

    def handle(self):
        """Call the function."""
        try:
            self.handler(*self.args, **self.kwargs)
        except:
            self.hub.handle_error(None, *sys.exc_info())


def reinit(hub=None):
    """Make the hub fit for the child of a fork: the kernel has done so."""
    hub = get_hub_if_exists() if hub is None else hub
    if hub is not None:
        hub._core.rewatch()
        hub._threadpool = None


class Waiter:
    """Hands a value from one greenlet to another that waits for it, or will."""

    __slots__ = ["hub", "greenlet", "value", "_exception", "__weakref__"]

    _NONE = object()

    def __init__(self, hub=None):
        self.hub = get_hub() if hub is None else hub
        self.clear()

    def clear(self):
        """Forget what was handed over."""
        self.greenlet = None
        self.value = None
        self._exception = Waiter._NONE

    def __str__(self):
        if self._exception is Waiter._NONE:
            return f"<{type(self).__name__} greenlet={self.greenlet}>"
        if self._exception is None:
            return f"<{type(self).__name__} greenlet={self.greenlet} value={self.value!r}>"
        return f"<{type(self).__name__} greenlet={self.greenlet} exc_info={self.exc_info}>"

    def ready(self):
        """Whether something was handed over."""
        return self._exception is not Waiter._NONE

    def successful(self):
        """Whether that was a value."""
        return self._exception is None

    @property
    def exc_info(self):
        """The exception that was handed over."""
        if self._exception is not Waiter._NONE:
            return self._exception

    def switch(self, value):
        """Hand over a value: the one who waits runs now."""
        if self.greenlet is None:
            self.value = value
            self._exception = None
        else:
            if getcurrent() is not self.hub:
                raise AssertionError("Can only use Waiter.switch method from the Hub greenlet")
            try:
                self.greenlet.switch(value)
            except:
                self.hub.handle_error(self.greenlet.switch, *sys.exc_info())

    def switch_args(self, *args):
        """Hand over several values."""
        return self.switch(args)

    def throw(self, *throw_args):
        """Hand over an exception: it is raised in the one who waits now."""
        if self.greenlet is None:
            self._exception = throw_args
        else:
            if getcurrent() is not self.hub:
                raise AssertionError("Can only use Waiter.throw method from the Hub greenlet")
            try:
                self.greenlet.throw(*throw_args)
            except:
                self.hub.handle_error(self.greenlet.throw, *sys.exc_info())

    def get(self):
        """What was handed over; if that is nothing yet, wait for it."""
        if self._exception is not Waiter._NONE:
            if self._exception is None:
                return self.value
            getcurrent().throw(*self._exception)
        if self.greenlet is not None:
            raise ConcurrentObjectUseError(f"This Waiter is already used by {self.greenlet!r}")
        self.greenlet = getcurrent()
        try:
            return self.hub.switch()
        finally:
            self.greenlet = None

    def __call__(self, source):
        """Hand over what something that this is linked to ended with."""
        if source.exception is None:
            self.switch(source.value)
        else:
            self.throw(source.exception)


class linkproxy:
    """A callback that passes on the object it is linked to."""

    __slots__ = ["callback", "obj"]

    def __init__(self, callback, obj):
        self.callback = callback
        self.obj = obj

    def __call__(self, *args):
        self.callback(self.obj)


def wait_on_watcher(watcher, timeout=None, timeout_exc=None, hub=None):
    """Wait for a watcher, as long as `timeout` says."""
    from gevent.timeout import Timeout
    if watcher.callback is not None:
        raise ConcurrentObjectUseError(f"This socket is already used by another greenlet: {watcher.callback!r}")
    hub = get_hub() if hub is None else hub
    timer = Timeout.start_new(timeout, timeout_exc) if timeout is not None else None
    try:
        return hub.wait(watcher)
    finally:
        if timer is not None:
            timer.close()


class _Collector:
    """Collects what gets ready, for the greenlet that iterates."""

    def __init__(self):
        self.ready = []
        self.parked = _gevent.Linkable()

    def __call__(self, source):
        self.ready.append(source)
        self.parked._wake_first()


def iwait(objects, timeout=None, count=None):
    """Iterate over objects as they become ready, `count` of them at most and no longer than `timeout` seconds."""
    get_hub()
    objects = list(objects)
    if count is not None:
        left = min(count, len(objects))
    else:
        left = len(objects)
    return _WaitIterator(objects, left, timeout)


class _WaitIterator:
    """See iwait()."""

    def __init__(self, objects, left, timeout):
        self._objects = objects
        self._left = left
        self._timeout = timeout
        self._begun = False
        self._collector = _Collector()

    def __iter__(self):
        return self

    def _begin(self):
        import time
        if not self._begun:
            self._begun = True
            if self._timeout is not None:
                self._end = get_hub().loop.now() + self._timeout
            for obj in self._objects:
                obj.rawlink(self._collector)

    def __next__(self):
        self._begin()
        if self._left <= 0:
            self._finish()
            raise StopIteration
        self._left -= 1
        ready = self._collector.ready
        try:
            while not ready:
                patience = None
                if self._timeout is not None:
                    patience = self._end - get_hub().loop.now()
                    if patience <= 0:
                        break
                self._collector.parked._park(patience)
        except BaseException:
            self._finish()
            raise
        if not ready:
            self._left = 0
            self._finish()
            raise StopIteration
        item = ready.pop(0)
        if not self._left:
            self._finish()
        return item

    next = __next__

    def _finish(self):
        objects, self._objects = self._objects, ()
        for obj in objects:
            unlink = getattr(obj, "unlink", None)
            if unlink is not None:
                try:
                    unlink(self._collector)
                except Exception:
                    _traceback.print_exc()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self._finish()


def wait(objects=None, timeout=None, count=None):
    """Wait for objects to become ready, or for the hub to have nothing left to do; return those that are."""
    if objects is None:
        hub = get_hub()
        return hub.join(timeout=timeout)
    return list(iwait(objects, timeout, count))
