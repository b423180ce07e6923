"""What servers have in common: a socket that listens, and a greenlet for each connection."""

import errno as _errno
import sys

import _socket

from gevent.greenlet import Greenlet
from gevent.event import Event
from gevent.hub import get_hub

__all__ = ["BaseServer"]


def _handle_and_close_when_done(handle, close, args):
    try:
        return handle(*args)
    finally:
        close(*args)


class BaseServer:
    """Accepts connections in the hub, and has each one handled in a greenlet."""

    min_delay = 0.01
    max_delay = 1
    max_accept = 100
    stop_timeout = 1
    fatal_errors = (_errno.EBADF, _errno.EINVAL, _errno.ENOTSOCK)
    _spawn = Greenlet.spawn

    def __init__(self, listener, handle=None, spawn="default"):
        self._stop_event = Event()
        self._stop_event.set()
        self._watcher = None
        self._timer = None
        self._handle = None
        self.pool = None
        try:
            self.set_listener(listener)
            self.set_spawn(spawn)
            self.set_handle(handle)
            self.delay = self.min_delay
            self.loop = get_hub().loop
            if self.max_accept < 1:
                raise ValueError(f"max_accept must be positive int: {self.max_accept!r}")
        except:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.stop()

    def set_listener(self, listener):
        """What to listen on: a socket, or an address."""
        if hasattr(listener, "accept"):
            if hasattr(listener, "do_handshake"):
                raise TypeError(f"Expected a regular socket, not SSLSocket: {listener!r}")
            self.family = listener.family
            self.address = listener.getsockname()
            self.socket = listener
        else:
            self.family, self.address = parse_address(listener)

    def set_spawn(self, spawn):
        """How the greenlets are made: by gevent, by a pool, raw, by a function, or not at all."""
        if spawn == "default":
            self.pool = None
            self._spawn = type(self)._spawn
        elif spawn == "raw":
            from gevent.hub import spawn_raw
            self.pool = None
            self._spawn = spawn_raw
        elif hasattr(spawn, "spawn"):
            self.pool = spawn
            self._spawn = spawn.spawn
        elif isinstance(spawn, int):
            from gevent.pool import Pool
            self.pool = Pool(spawn)
            self._spawn = self.pool.spawn
        else:
            self.pool = None
            self._spawn = spawn
        if hasattr(self.pool, "full"):
            self.full = self.pool.full

    def set_handle(self, handle):
        """What handles a connection."""
        if handle is not None:
            self.handle = handle
        if hasattr(self, "handle"):
            self._handle = self.handle
        else:
            raise TypeError("'handle' must be provided")

    def _start_accepting_if_started(self, _event=None):
        if self.started:
            self.start_accepting()

    def start_accepting(self):
        """Listen for connections."""
        if self._watcher is None:
            self._watcher = self.loop.io(self.socket.fileno(), 1)
            self._watcher.start(self._do_read)

    def stop_accepting(self):
        """Listen no more, for now."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.close()
            self._watcher = None
        if self._timer is not None:
            self._timer.stop()
            self._timer.close()
            self._timer = None

    def do_handle(self, *args):
        """Have a connection handled."""
        spawn = self._spawn
        handle = self._handle
        close = self.do_close
        try:
            if spawn is None:
                _handle_and_close_when_done(handle, close, args)
            else:
                spawn(_handle_and_close_when_done, handle, close, args)
        except:
            close(*args)
            raise

    def do_close(self, *args):
        """Close a connection."""

    def do_read(self):
        """Accept a connection, if there is one."""
        raise NotImplementedError("do_read(): a class of servers says how connections are accepted")

    def _do_read(self):
        for _ in range(self.max_accept):
            if self.full():
                self.stop_accepting()
                room = getattr(self.pool, "_semaphore", None)
                if room is not None:
                    room.rawlink(self._start_accepting_if_started)
                return
            try:
                args = self.do_read()
                self.delay = self.min_delay
                if not args:
                    return
            except:
                self.loop.handle_error(self, *sys.exc_info())
                if self.is_fatal_error(sys.exc_info()[1]):
                    self.close()
                    sys.stderr.write("ERROR: %s failed with %s\n" % (self, sys.exc_info()[0].__name__))
                    return
                if self.delay >= 0:
                    self.stop_accepting()
                    self._timer = self.loop.timer(self.delay)
                    self._timer.start(self._start_accepting_if_started)
                    self.delay = min(self.max_delay, self.delay * 2)
                break
            try:
                self.do_handle(*args)
            except:
                self.loop.handle_error((args[1:], self), *sys.exc_info())
                if self.delay >= 0:
                    self.stop_accepting()
                    self._timer = self.loop.timer(self.delay)
                    self._timer.start(self._start_accepting_if_started)
                    self.delay = min(self.max_delay, self.delay * 2)
                break

    def full(self):
        """Whether there is room for no more connections."""
        return False

    def is_fatal_error(self, error):
        """Whether there is no use in trying again."""
        return isinstance(error, OSError) and error.errno in self.fatal_errors

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._formatinfo()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._formatinfo()}>"

    def _formatinfo(self):
        if hasattr(self, "socket"):
            try:
                number = self.socket.fileno()
            except Exception as e:
                number = str(e)
            result = f"fileno={number} "
        else:
            result = ""
        try:
            if isinstance(self.address, tuple) and len(self.address) == 2:
                result += "address=%s:%s" % self.address
            else:
                result += f"address={self.address}"
        except Exception as e:
            result += str(e) or "<error>"
        handle = self.__dict__.get("handle")
        if handle is not None:
            try:
                handle = f"<bound method {handle.__self__.__class__.__name__}.{handle.__name__} of self>" \
                    if getattr(handle, "__self__", None) is self else repr(handle)
            except Exception as e:
                handle = str(e) or "<error>"
            result += " handle=" + handle
        return result

    @property
    def server_host(self):
        """The address that the server listens at."""
        return self.address[0] if isinstance(self.address, tuple) else None

    @property
    def server_port(self):
        """The port that the server listens at."""
        return self.address[1] if isinstance(self.address, tuple) else None

    def init_socket(self):
        """Make the socket, if there is none."""

    @property
    def started(self):
        """Whether the server runs."""
        return not self._stop_event.is_set()

    def start(self):
        """Listen, and accept connections."""
        self.init_socket()
        self._stop_event.clear()
        try:
            self.start_accepting()
        except:
            self.close()
            raise

    def close(self):
        """Close the socket and accept no more."""
        self._stop_event.set()
        self.stop_accepting()
        sock = self.__dict__.pop("socket", None)
        if sock is not None:
            try:
                sock.close()
            except Exception:
                pass
        self.__dict__.pop("handle", None)
        self.__dict__.pop("_handle", None)
        self.__dict__.pop("_spawn", None)
        self.__dict__.pop("full", None)
        room = getattr(self.pool, "_semaphore", None)
        if room is not None and hasattr(room, "unlink"):
            room.unlink(self._start_accepting_if_started)

    @property
    def closed(self):
        """Whether there is no socket."""
        return not hasattr(self, "socket")

    def stop(self, timeout=None):
        """Close the socket, and wait for the connections of a pool to end, or end them."""
        self.close()
        if timeout is None:
            timeout = self.stop_timeout
        if self.pool:
            self.pool.join(timeout=timeout)
            self.pool.kill(block=True, timeout=1)

    def serve_forever(self, stop_timeout=None):
        """Start the server if need be, and wait until it is stopped."""
        if not self.started:
            self.start()
        try:
            self._stop_event.wait()
        finally:
            Greenlet.spawn(self.stop, timeout=stop_timeout).join()


def _extract_family(host):
    if host.startswith("[") and host.endswith("]"):
        return _socket.AF_INET6, host[1:-1]
    return _socket.AF_INET, host


def _parse_text(address):
    if ":" in address:
        host, port = address.rsplit(":", 1)
        family, host = _extract_family(host)
        if host == "*":
            host = ""
        return family, (host, int(port))
    return _socket.AF_INET, ("", int(address))


def parse_address(address):
    """The family and the address that a server is to listen at."""
    if isinstance(address, tuple):
        if not address[0] or ":" in address[0]:
            return (_socket.AF_INET6 if address[0] else _socket.AF_INET), address
        return _socket.AF_INET, address
    if isinstance(address, str):
        return _parse_text(address)
    if isinstance(address, int):
        return _socket.AF_INET, ("", int(address))
    raise TypeError(f"Expected tuple, str or int, got {type(address)}")
