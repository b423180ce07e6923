"""Servers for TCP and UDP."""

import sys

import _socket

from gevent.baseserver import BaseServer
from gevent.socket import SO_REUSEADDR, SOL_SOCKET, SO_BROADCAST, SOCK_DGRAM, SOCK_STREAM
from gevent.socket import socket as GeventSocket

__all__ = ["StreamServer", "DatagramServer"]

DEFAULT_REUSE_ADDR = 1


def _listener(address, family, kind, reuse_addr, backlog=None):
    sock = GeventSocket(family, kind)
    try:
        if reuse_addr is not None:
            sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, reuse_addr)
        try:
            sock.bind(address)
        except OSError as e:
            text = getattr(e, "strerror", None)
            if text is not None:
                e.strerror = f"{text}: {address!r}"
            raise
        if backlog is not None:
            sock.listen(backlog)
        sock.setblocking(False)
        return sock
    except:
        sock.close()
        raise


class StreamServer(BaseServer):
    """A server of connections, with TLS if it is given arguments for that."""

    backlog = 256
    reuse_addr = DEFAULT_REUSE_ADDR

    def __init__(self, listener, handle=None, backlog=None, spawn="default", **ssl_args):
        BaseServer.__init__(self, listener, handle=handle, spawn=spawn)
        try:
            if ssl_args:
                ssl_args.setdefault("server_side", True)
                if "ssl_context" in ssl_args:
                    context = ssl_args.pop("ssl_context")
                    self.wrap_socket = context.wrap_socket
                    self.ssl_args = ssl_args
                else:
                    from gevent.ssl import wrap_socket
                    self.wrap_socket = wrap_socket
                    self.ssl_args = ssl_args
            else:
                self.ssl_args = None
            if backlog is not None:
                if hasattr(self, "socket"):
                    raise TypeError("backlog must be None when a socket instance is passed")
                self.backlog = backlog
        except:
            self.close()
            raise

    @property
    def ssl_enabled(self):
        """Whether connections have TLS."""
        return self.ssl_args is not None

    def set_listener(self, listener):
        """What to listen on."""
        BaseServer.set_listener(self, listener)

    def _make_socket_stdlib(self, fresh):
        return None

    def set_spawn(self, spawn):
        """How the greenlets are made."""
        BaseServer.set_spawn(self, spawn)

    def init_socket(self):
        """Make the socket, if there is none."""
        fresh = False
        if not hasattr(self, "socket"):
            fresh = True
            self.socket = self.get_listener(self.address, self.backlog, self.family)
            self.address = self.socket.getsockname()
        if self.ssl_args:
            self._handle = self.wrap_socket_and_handle
        else:
            self._handle = self.handle
        if not isinstance(self.socket, GeventSocket):
            # Whoever accepts must not wait.
            self.socket.setblocking(False)

    @classmethod
    def get_listener(cls, address, backlog=None, family=None):
        """A socket that listens at an address."""
        if backlog is None:
            backlog = cls.backlog
        return _listener(address, _socket.AF_INET if family is None else family, SOCK_STREAM, cls.reuse_addr, backlog)

    def do_read(self):
        """Accept a connection, if there is one."""
        sock = self.socket
        try:
            fd, address = _socket.socket._accept(sock)
        except BlockingIOError:
            return None
        made = GeventSocket(sock.family, sock.type, sock.proto, fileno=fd)
        made.settimeout(None)
        return made, address

    def do_close(self, sock, *args):
        """Close a connection."""
        sock.close()

    def wrap_socket_and_handle(self, client_socket, address):
        """Put TLS on a connection, and handle it."""
        from gevent import ssl
        try:
            with ssl._guarded(client_socket, self.wrap_socket, self.ssl_args) as tls:
                return self.handle(tls, address)
        except (ssl.SSLError, OSError) as e:
            # A client that speaks no TLS, or goes away, is no error of the server's.
            if not isinstance(e, (ssl.SSLError, ConnectionError)):
                raise


class DatagramServer(BaseServer):
    """A server of messages."""

    reuse_addr = DEFAULT_REUSE_ADDR

    def __init__(self, *args, **kwargs):
        BaseServer.__init__(self, *args, **kwargs)
        from gevent.lock import Semaphore
        self._writelock = Semaphore()

    def init_socket(self):
        """Make the socket, if there is none."""
        if not hasattr(self, "socket"):
            self.socket = self.get_listener(self.address, self.family)
            self.address = self.socket.getsockname()
        self._socket = self.socket

    @classmethod
    def get_listener(cls, address, family=None):
        """A socket at an address."""
        sock = _listener(address, _socket.AF_INET if family is None else family, SOCK_DGRAM, cls.reuse_addr)
        sock.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)
        return sock

    def do_read(self):
        """Receive a message, if there is one."""
        try:
            return _socket.socket.recvfrom(self.socket, 8192)
        except BlockingIOError:
            return None

    def sendto(self, *args):
        """Send a message."""
        with self._writelock:
            self.socket.sendto(*args)
