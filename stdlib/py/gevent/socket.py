"""Sockets that let other greenlets run while they wait."""

import _socket
import errno as _errno
import socket as _stdlib
import sys as _sys

import _gevent
from _socket import *
from socket import AddressFamily, SocketKind, MsgFlag, AddressInfo, SocketIO, has_dualstack_ipv6

from gevent.hub import get_hub, get_hub_if_exists

__implements__ = ["create_connection", "socket", "SocketType", "fromfd", "socketpair"]
__dns__ = ["getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo", "getfqdn"]
__extensions__ = ["cancel_wait", "wait_read", "wait_write", "wait_readwrite", "wait"]

# What is not given its own form here is that of the module `socket`.
for _name in dir(_stdlib):
    if not _name.startswith("__") and _name not in globals():
        globals()[_name] = getattr(_stdlib, _name)
del _name

__all__ = __implements__ + __dns__ + __extensions__[:4] + \
    [name for name in _stdlib.__all__ if name not in __implements__ and name not in __dns__]
__imports__ = [name for name in __all__ if name not in __implements__ + __dns__ + __extensions__]

_native = _socket.socket
_GLOBAL_DEFAULT_TIMEOUT = _stdlib._GLOBAL_DEFAULT_TIMEOUT
timeout_default = _GLOBAL_DEFAULT_TIMEOUT
_original = {name: getattr(_stdlib, name) for name in __dns__}
_PROGRESS = (_errno.EINPROGRESS, _errno.EALREADY, _errno.EWOULDBLOCK)


class cancel_wait_ex(OSError):
    """Raised in a greenlet that waits for a socket which another one closes."""

    def __init__(self):
        super().__init__(_errno.EBADF, "File descriptor was closed in another greenlet")


def _descriptor(io):
    return io if isinstance(io, int) else getattr(io, "fd", None) if hasattr(io, "start") else io.fileno()


def _wait_for(fd, reading, writing, patience, failure):
    if not _gevent.wait_descriptor(fd, reading, writing, patience):
        raise failure


def wait_read(fileno, timeout=None, timeout_exc=timeout("timed out")):
    """Wait until a descriptor can be read."""
    _wait_for(fileno, True, False, timeout, timeout_exc)


def wait_write(fileno, timeout=None, timeout_exc=timeout("timed out"), event=None):
    """Wait until a descriptor can be written."""
    _wait_for(fileno, False, True, timeout, timeout_exc)


def wait_readwrite(fileno, timeout=None, timeout_exc=timeout("timed out"), event=None):
    """Wait until a descriptor can be read or written."""
    _wait_for(fileno, True, True, timeout, timeout_exc)


def wait(io, timeout=None, timeout_exc=timeout("timed out")):
    """Wait for a watcher of a descriptor."""
    from gevent.hub import wait_on_watcher
    return wait_on_watcher(io, timeout, timeout_exc)


def cancel_wait(watcher, error=cancel_wait_ex):
    """Have what waits for a watcher get an error."""
    get_hub().cancel_wait(watcher, error)


class socket(_stdlib.socket):
    """A socket that lets other greenlets run while it waits."""

    # How long an operation may wait: to the system, no socket of this class waits.
    _patience = None

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        super().__init__(family, type, proto, fileno)
        self._patience = _native.gettimeout(self)
        _native.setblocking(self, False)

    @property
    def hub(self):
        """The hub of the thread."""
        return get_hub()

    @property
    def _sock(self):
        return self

    def gettimeout(self):
        """How long an operation may wait, in seconds; None for ever."""
        return self._patience

    def settimeout(self, howlong):
        """Set how long an operation may wait."""
        if howlong is not None:
            try:
                howlong = float(howlong)
            except (TypeError, ValueError):
                raise TypeError("a float is required") from None
            if howlong < 0.0:
                raise ValueError("Timeout value out of range")
        self._patience = howlong
        _native.setblocking(self, False)

    timeout = property(gettimeout, None)

    def setblocking(self, flag):
        """Wait for ever, or not at all."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        """Whether operations wait."""
        return self._patience != 0.0

    def _wait(self, reading):
        _wait_for(self.fileno(), reading, not reading, self._patience, timeout("timed out"))

    def _read(self, operation, *args):
        while True:
            try:
                return operation(self, *args)
            except BlockingIOError:
                if self._patience == 0.0:
                    raise
            self._wait(True)

    def _write(self, operation, *args):
        while True:
            try:
                return operation(self, *args)
            except BlockingIOError:
                if self._patience == 0.0:
                    raise
            self._wait(False)

    def accept(self):
        """Wait for a connection: the socket that is the connection's end here, and the peer's address."""
        fd, address = self._read(_native._accept)
        made = socket(_native.family.__get__(self), _native.type.__get__(self), self.proto, fileno=fd)
        made._patience = getdefaulttimeout()
        return made, address

    def connect(self, address):
        """Connect to an address."""
        address = _resolved(self, address)
        if self._patience == 0.0:
            return _native.connect(self, address)
        while True:
            code = _native.connect_ex(self, address)
            if code == 0 or code == _errno.EISCONN:
                return
            if code not in _PROGRESS:
                raise OSError(code, os.strerror(code))
            self._wait(False)
            code = self.getsockopt(SOL_SOCKET, SO_ERROR)
            if code:
                raise OSError(code, os.strerror(code))
            try:
                self.getpeername()
                return
            except OSError:
                continue

    def connect_ex(self, address):
        """Connect to an address; the number of the error, or 0."""
        try:
            return self.connect(address) or 0
        except timeout:
            return _errno.EAGAIN
        except gaierror:
            raise
        except OSError as e:
            if e.errno is None:
                raise
            return e.errno

    def recv(self, *args):
        """Receive data."""
        return self._read(_native.recv, *args)

    def recv_into(self, *args, **kwargs):
        """Receive data into a buffer."""
        if kwargs:
            return self._read(lambda s: _native.recv_into(s, *args, **kwargs))
        return self._read(_native.recv_into, *args)

    def recvfrom(self, *args):
        """Receive data and its sender's address."""
        return self._read(_native.recvfrom, *args)

    def recvfrom_into(self, *args):
        """Receive data into a buffer, and its sender's address."""
        return self._read(_native.recvfrom_into, *args)

    def recvmsg(self, *args):
        """Receive data and what goes with it."""
        return self._read(_native.recvmsg, *args)

    def recvmsg_into(self, *args):
        """Receive data into buffers, and what goes with it."""
        return self._read(_native.recvmsg_into, *args)

    def send(self, data, flags=0):
        """Send some of the data: how much."""
        return self._write(_native.send, data, flags)

    def sendall(self, data, flags=0):
        """Send all of the data."""
        view = memoryview(data).cast("B")
        total = len(view)
        sent = 0
        while True:
            sent += self._write(_native.send, view[sent:], flags)
            if sent >= total:
                return

    def sendto(self, *args):
        """Send data to an address."""
        return self._write(_native.sendto, *args)

    def sendmsg(self, *args):
        """Send data with something else."""
        return self._write(_native.sendmsg, *args)

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        raise _stdlib._GiveupOnSendfile(OSError(_errno.ENOTSOCK, "not done by the system"))

    def _drop_events_and_close(self):
        core = _gevent.current_hub()
        fd = self.fileno()
        if core is not None and fd >= 0:
            core.cancel_waits(fd, cancel_wait_ex())

    def _real_close(self, _ss=_native):
        self._drop_events_and_close()
        _ss.close(self)

    def detach(self):
        """Give the descriptor away."""
        self._drop_events_and_close()
        return super().detach()

    def dup(self):
        """Another object with another descriptor for the same connection."""
        made = socket(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        made.settimeout(self._patience)
        return made


import os

SocketType = socket
_numeric = ("", "0.0.0.0", "127.0.0.1", "::1", "::", "<broadcast>")


def _is_numeric(host):
    if host is None or host in _numeric:
        return True
    for family in (AF_INET, AF_INET6):
        try:
            inet_pton(family, host if isinstance(host, str) else bytes(host).decode("ascii"))
        except (OSError, ValueError, TypeError):
            continue
        return True
    return False


def _resolved(sock, address):
    """The address with the host's number in place of its name, which may take time to find."""
    if sock.family not in (AF_INET, AF_INET6) or not isinstance(address, tuple) or not address \
            or _is_numeric(address[0]):
        return address
    found = getaddrinfo(address[0], address[1], sock.family, sock.type, sock.proto)
    return (found[0][4][0],) + tuple(address[1:])


def _in_pool(name, *args, **kwargs):
    return get_hub().threadpool.apply(_original[name], args, kwargs)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and a service."""
    if _is_numeric(host):
        return _original["getaddrinfo"](host, port, family, type, proto, flags)
    return _in_pool("getaddrinfo", host, port, family, type, proto, flags)


def gethostbyname(hostname):
    """The address of a host."""
    if _is_numeric(hostname):
        return _original["gethostbyname"](hostname)
    return _in_pool("gethostbyname", hostname)


def gethostbyname_ex(hostname):
    """The name, other names and addresses of a host."""
    return _in_pool("gethostbyname_ex", hostname)


def gethostbyaddr(ip_address):
    """The name, other names and addresses of the host with an address."""
    return _in_pool("gethostbyaddr", ip_address)


def getnameinfo(sockaddr, flags):
    """The host and the service of an address."""
    return _in_pool("getnameinfo", sockaddr, flags)


def getfqdn(name=""):
    """The full name of a host."""
    name = name.strip()
    if not name or name == "0.0.0.0":
        name = gethostname()
    try:
        hostname, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    for candidate in [hostname, *aliases]:
        if "." in candidate:
            return candidate
    return hostname


def fromfd(fd, family, type, proto=0):
    """A socket of a duplicate of a descriptor."""
    return socket(family, type, proto, fileno=dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected with each other."""
    family = AF_UNIX if family is None else family
    one, other = _socket.socketpair(family, type, proto)
    return socket(family, type, proto, one), socket(family, type, proto, other)


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """Connect to a (host, port), trying one address of the host after the other."""
    host, port = address
    failures = []
    for family, kind, proto, _, where in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(where)
            return sock
        except error as e:
            if not all_errors:
                failures.clear()
            failures.append(e)
            if sock is not None:
                sock.close()
    if not failures:
        raise error("getaddrinfo returns an empty list")
    try:
        if all_errors:
            raise ExceptionGroup("create_connection failed", failures)
        raise failures[0]
    finally:
        failures = None


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens at an address."""
    made = _stdlib.create_server(address, family=family, backlog=backlog, reuse_port=reuse_port,
                                 dualstack_ipv6=dualstack_ipv6)
    if isinstance(made, socket):
        return made
    return socket(made.family, made.type, made.proto, fileno=made.detach())


_PATCHED = {name: globals()[name] for name in __implements__ + __dns__}
