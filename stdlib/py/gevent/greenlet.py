"""Greenlets that a hub runs: starting them, waiting for them, ending them."""

import sys
from types import MethodType
from weakref import ref as _ref

import _gevent
from greenlet import GreenletExit, getcurrent, greenlet

from gevent.exceptions import InvalidSwitchError
from gevent.hub import get_hub, iwait, wait
from gevent.timeout import Timeout

__all__ = ["Greenlet", "joinall", "killall"]


class _lazy_locals:
    """The dict that a greenlet shares with those that it spawns."""

    def __get__(self, g, owner):
        if g is None:
            return self
        attributes = g.__dict__
        found = attributes.get("spawn_tree_locals")
        if found is None:
            spawner = g.spawning_greenlet()
            found = getattr(spawner, "spawn_tree_locals", None) if isinstance(spawner, Greenlet) else None
            if found is None:
                found = {}
                if spawner is not None and not isinstance(spawner, Greenlet):
                    shared = _roots.get(id(spawner))
                    if shared is None or shared[0]() is not spawner:
                        _roots[id(spawner)] = (_ref(spawner), found)
                    else:
                        found = shared[1]
            attributes["spawn_tree_locals"] = found
        return found


_roots = {}


class Greenlet(_gevent.Greenlet):
    """A light-weight unit of execution, run by the hub."""

    spawning_stack_limit = 10
    spawning_stack = None
    _text = None
    _name = None
    spawn_tree_locals = _lazy_locals()
    @property
    def loop(self):
        """The loop of the hub that runs it."""
        return getattr(self.parent, "loop", None)

    @property
    def spawning_greenlet(self):
        """A weak reference to the greenlet that made it."""
        found = self._spawner
        return found if found is not None else (lambda: None)

    @property
    def minimal_ident(self):
        """A small number that no other living greenlet of the hub has."""
        number = self.__dict__.get("_ident")
        if number is None:
            hub = self.parent if hasattr(self.parent, "ident_registry") else get_hub()
            number = self._ident = hub.ident_registry.get_ident(self)
        return number

    @property
    def name(self):
        """The name; by default one with a small number."""
        if self._name is None:
            self._name = f"Greenlet-{self.minimal_ident}"
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def exc_info(self):
        """The type, value and traceback of the exception that it ended with, or None three times."""
        e = self.exception
        if e is None:
            return (None, None, None)
        return type(e), e, e.__traceback__

    def _formatinfo(self):
        if self._text is not None:
            return self._text
        function = self._function
        if function is None:
            return "_run"
        name = getattr(function, "__name__", None)
        if name is None or getattr(function, "__self__", sys) is not sys and isinstance(function, MethodType):
            name = repr(function)
        args = [repr(x)[:50] for x in self.args]
        args += [f"{key}={value!r}"[:60] for key, value in self.kwargs.items()]
        if args:
            name += "(" + ", ".join(args) + ")"
        self._text = name
        return name

    def __repr__(self):
        name = f' "{self._name}"' if self._name is not None else ""
        text = f"<{type(self).__name__}{name} at {id(self):#x}"
        info = self._formatinfo()
        return f"{text}: {info}>" if info else text + ">"

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.join()
        else:
            self.kill()

    @classmethod
    def spawn_later(cls, seconds, *args, **kwargs):
        """Make a greenlet that runs ``function(*args, **kwargs)`` in so many seconds."""
        g = cls(*args, **kwargs)
        g.start_later(seconds)
        return g

    def start_later(self, seconds):
        """Run in so many seconds."""
        if _spawn_callbacks:
            _tell_of_spawn(self)
        get_hub()._core.start_greenlet_later(self, seconds)

    @classmethod
    def add_spawn_callback(cls, callback):
        """Call this with each greenlet that is about to be started."""
        if not _spawn_callbacks:
            # As long as nobody listens, greenlets are started without calls of Python.
            Greenlet.start = _start
            _gevent.set_plain(None)
        _spawn_callbacks[callback] = None

    @classmethod
    def remove_spawn_callback(cls, callback):
        """Do so no more."""
        if _spawn_callbacks.pop(callback, _roots) is None and not _spawn_callbacks:
            del Greenlet.start
            _gevent.set_plain(Greenlet)

    def _run(self):
        """What a class of its own may have to be run in place of a function."""

    def run(self):
        """Call the function, or `_run`, with the arguments."""
        function = self._function
        if function is None:
            function = self._run
        return function(*self.args, **self.kwargs)

    def throw(self, *args):
        """Raise an exception in the greenlet now; one that has not begun ends with it."""
        if not self._began and not self.ready():
            self._cancel(_exception_of(args))
            return
        greenlet.throw(self, *args)

    def _raise_exception(self):
        e = self.exception
        raise e.with_traceback(e.__traceback__)

    def _maybe_kill_before_start(self, exception):
        if not self._began:
            self._cancel(_exception_of((exception,)))

    def get(self, block=True, timeout=None):
        """What the function returned, or the exception that it raised; waits for it."""
        if not self.ready():
            if not block:
                raise Timeout()
            if self is getcurrent():
                raise InvalidSwitchError("a greenlet cannot wait for itself")
            if timeout is not None and not isinstance(timeout, (int, float)):
                with Timeout.start_new(timeout):
                    self.join()
            else:
                self.join(timeout)
            if not self.ready():
                raise Timeout(timeout)
        if self.exception is None:
            return self.value
        self._raise_exception()

    def kill(self, exception=GreenletExit, block=True, timeout=None):
        """Raise an exception in the greenlet, and wait until it has ended."""
        self._maybe_kill_before_start(exception)
        if self.dead:
            return
        hub = get_hub()
        if not block:
            hub._core.run_callback(_throw, self, exception, None)
            return
        waiter = _gevent.Linkable()
        hub._core.run_callback(_throw, self, exception, waiter)
        waiter._park(timeout)
        self.join(timeout)

    def link(self, callback, SpawnedLink=None):
        """Call this with the greenlet when it has ended, in a greenlet of its own."""
        self.rawlink(_SpawnedLink(callback))

    def link_value(self, callback, SpawnedLink=None):
        """The same, if it has ended without an exception."""
        self.rawlink(_SuccessLink(callback))

    def link_exception(self, callback, SpawnedLink=None):
        """The same, if it has ended with an exception."""
        self.rawlink(_FailureLink(callback))

    def _notify_links(self):
        raise NotImplementedError("the hub tells those who are linked")


# Those who hear of greenlets that are about to be started.
_spawn_callbacks = {}


def _tell_of_spawn(g):
    if not g._is_scheduled and not g._began:
        for callback in list(_spawn_callbacks):
            callback(g)


def _start(self):
    """Schedule the greenlet to run in this loop iteration"""
    _tell_of_spawn(self)
    _gevent.Greenlet.start(self)


def _exception_of(args):
    """The exception that the arguments of throw() stand for."""
    kind = args[0] if args else GreenletExit
    if isinstance(kind, type):
        value = args[1] if len(args) > 1 else None
        if isinstance(value, BaseException):
            e = value
        elif value is None:
            e = kind()
        else:
            e = kind(*value) if isinstance(value, tuple) else kind(value)
    else:
        e = kind
    if len(args) > 2 and args[2] is not None:
        e = e.with_traceback(args[2])
    return e


def _throw(g, exception, waiter):
    if not g.dead:
        try:
            g.throw(exception)
        except:
            get_hub().handle_error(g, *sys.exc_info())
    if waiter is not None:
        # Who kills goes on before those who are linked hear of it.
        waiter._switch_first()


class _SpawnedLink:
    """Calls back in a greenlet of its own."""

    __slots__ = ["callback"]

    def __init__(self, callback):
        if not callable(callback):
            raise TypeError(f"Expected callable: {callback!r}")
        self.callback = callback

    def __call__(self, source):
        g = greenlet(self.callback, get_hub())
        g.switch(source)

    def __hash__(self):
        return hash(self.callback)

    def __eq__(self, other):
        return self.callback == getattr(other, "callback", other)

    def __repr__(self):
        return repr(self.callback)


class _SuccessLink(_SpawnedLink):
    """The same, for what ended well."""

    __slots__ = []

    def __call__(self, source):
        if source.successful():
            _SpawnedLink.__call__(self, source)


class _FailureLink(_SpawnedLink):
    """The same, for what did not."""

    __slots__ = []

    def __call__(self, source):
        if not source.successful():
            _SpawnedLink.__call__(self, source)


def _spawn_general(cls, args, kwargs):
    get_hub()
    g = cls(*args, **kwargs)
    g.start()
    return g


def _run_general(g):
    return g.run()


_gevent.setup(plain=Greenlet, spawn_general=_spawn_general, run_general=_run_general)


def joinall(greenlets, timeout=None, raise_error=False, count=None):
    """Wait for greenlets to end; the list of those that have, in that order."""
    greenlets = list(greenlets)
    if not raise_error:
        done = _gevent.join_all(greenlets, timeout, count)
        return wait(greenlets, timeout=timeout, count=count) if done is None else done
    done = []
    for g in iwait(greenlets, timeout=timeout, count=count):
        if hasattr(g, "exception") and g.exception is not None:
            if hasattr(g, "_raise_exception"):
                g._raise_exception()
            raise g.exception
        done.append(g)
    return done


def _kill_all(greenlets, exception):
    for g in greenlets:
        if not g.dead:
            try:
                g.throw(exception)
            except:
                get_hub().handle_error(g, *sys.exc_info())


def killall(greenlets, exception=GreenletExit, block=True, timeout=None):
    """Raise an exception in several greenlets, and wait until all have ended."""
    greenlets = list(greenlets)
    if not greenlets:
        return
    for g in greenlets:
        if hasattr(g, "_maybe_kill_before_start"):
            g._maybe_kill_before_start(exception)
    alive = [g for g in greenlets if not g.dead]
    if not alive:
        return
    hub = get_hub()
    hub._core.run_callback(_kill_all, alive, exception)
    if not block:
        return
    if all(isinstance(g, _gevent.Greenlet) for g in alive):
        joinall(alive, timeout=timeout)
        if timeout is not None and not all(g.ready() for g in alive):
            raise Timeout(timeout)
    else:
        with Timeout._start_new_or_dummy(timeout):
            while not all(g.dead for g in alive):
                hub._core.run_callback(getcurrent().switch)
                hub.switch()
