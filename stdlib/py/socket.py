"""Sockets: the class `socket` and what is built on it.

The work is done by `_socket`; here are the enumerations of its constants, files on sockets, and the
functions that make connections and servers.
"""

import _socket
import errno
import io
import os
import selectors as _selectors
import sys
from enum import IntEnum, IntFlag
from _traceback import left_behind as _left_behind
from _socket import *

__all__ = ["fromfd", "getfqdn", "create_connection", "create_server", "has_dualstack_ipv6",
           "AddressFamily", "SocketKind", "SocketType", "AddressInfo", "MsgFlag",
           "socket", "socketpair", "SocketIO", "SO_REUSEADDR", "getaddrinfo", "gethostname", "error", "timeout"]
__all__.extend(name for name in dir(_socket) if not name.startswith("_") and name not in __all__)

EBADF = errno.EBADF
EAGAIN = errno.EAGAIN
EWOULDBLOCK = errno.EWOULDBLOCK
_LOCALHOST = "127.0.0.1"
_LOCALHOST_V6 = "::1"


def _enumerate(kind, name, prefixes, but=()):
    """Make an enumeration of the numbers of `_socket` that begin so, and put its members in their place."""
    numbers = {key: value for key, value in vars(_socket).items()
               if key.startswith(prefixes) and key.isupper() and key not in but and isinstance(value, int)}
    made = kind(name, dict(sorted(numbers.items())), module=__name__)
    for key in numbers:
        globals()[key] = made[key]
    return made


AddressFamily = _enumerate(IntEnum, "AddressFamily", ("AF_",))
SocketKind = _enumerate(IntEnum, "SocketKind", ("SOCK_",))
MsgFlag = _enumerate(IntFlag, "MsgFlag", ("MSG_",))
AddressInfo = _enumerate(IntFlag, "AddressInfo", ("AI_",))


def _as_member(value, kind):
    """The member of an enumeration with this number, or the number if there is none."""
    try:
        return kind(value)
    except ValueError:
        return value


class _GiveupOnSendfile(Exception):
    """The system cannot send this file itself."""


class socket(_socket.socket):
    """One end of a connection, or of an exchange of messages."""

    __slots__ = ["__weakref__", "_io_refs", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _socket.socket.__init__(self, family, type, proto, fileno)
        # How many files made by makefile() are open: the descriptor is closed after the last of them.
        self._io_refs = 0
        self._closed = False
        if _left_behind() is not None:
            from _leftovers import note
            note("socket", self)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        name = f"{self.__class__.__module__}.{self.__class__.__qualname__}"
        closed = " [closed]" if getattr(self, "_closed", False) else ""
        parts = [f"<{name}{closed} fd={self.fileno()}, family={self.family!s}, type={self.type!s}, proto={self.proto}"]
        if not closed:
            for label, method in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    address = method()
                except (error, AttributeError):
                    continue
                if address:
                    parts.append(f"{label}={address!s}")
        return ", ".join(parts) + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def dup(self):
        """Duplicate the socket: another object with another descriptor for the same connection."""
        made = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        made.settimeout(self.gettimeout())
        return made

    def accept(self):
        """Wait for a connection: the socket that is the connection's end here, and the peer's address."""
        fd, address = self._accept()
        made = socket(_socket.socket.family.__get__(self), _socket.socket.type.__get__(self), self.proto, fileno=fd)
        # A listening socket hands its own timeout on only where there is no default and it has one itself.
        if getdefaulttimeout() is None and self.gettimeout():
            made.setblocking(True)
        return made, address

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """Make a file on the connection. All arguments but mode are those of open()."""
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        raw = SocketIO(self, ("r" if reading else "") + ("w" if writing else ""))
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if "b" not in mode:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffered = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffered = io.BufferedReader(raw, buffering)
        else:
            buffered = io.BufferedWriter(raw, buffering)
        if "b" in mode:
            return buffered
        text = io.TextIOWrapper(buffered, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        """Send a file from `offset` on, all of it or `count` bytes; the number of bytes sent is returned."""
        try:
            return self._sendfile_use_sendfile(file, offset, count)
        except _GiveupOnSendfile:
            return self._sendfile_use_send(file, offset, count)

    def _check_sendfile_params(self, file, offset, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        """Let the system copy from file to socket."""
        self._check_sendfile_params(file, offset, count)
        try:
            source = file.fileno()
            size = os.fstat(source).st_size
        except (AttributeError, io.UnsupportedOperation, OSError) as e:
            raise _GiveupOnSendfile(e) from None
        if not size:
            return 0
        patience = self.gettimeout()
        if patience == 0:
            raise ValueError("non-blocking sockets are not supported")
        sent = 0
        left = size - offset if count is None else min(count, size - offset)
        number = self.fileno()
        with _selectors.DefaultSelector() as selector:
            selector.register(number, _selectors.EVENT_WRITE)
            # The system would wait until all is sent, and other threads with it.
            blocks = patience is None and os.get_blocking(number)
            if blocks:
                os.set_blocking(number, False)
            try:
                while left > 0:
                    if not selector.select(patience):
                        raise TimeoutError("timed out")
                    try:
                        n = os.sendfile(self.fileno(), source, offset, min(left, 2 ** 30))
                    except BlockingIOError:
                        continue
                    except OSError as e:
                        if not sent:
                            raise _GiveupOnSendfile(e) from None
                        raise
                    if n == 0:
                        break
                    offset += n
                    sent += n
                    left -= n
            finally:
                if blocks and self.fileno() == number:
                    os.set_blocking(number, True)
                if sent and hasattr(file, "seek"):
                    file.seek(offset)
        return sent

    def _sendfile_use_send(self, file, offset=0, count=None):
        """Read the file and send what was read."""
        self._check_sendfile_params(file, offset, count)
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if offset:
            file.seek(offset)
        piece = min(count, 8192) if count else 8192
        sent = 0
        try:
            while True:
                if count:
                    piece = min(count - sent, piece)
                    if piece <= 0:
                        break
                data = memoryview(file.read(piece))
                if not data:
                    break
                self.sendall(data)
                sent += len(data)
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)
        return sent

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self, _ss=_socket.socket):
        _ss.close(self)

    def close(self):
        """Close the socket; its descriptor goes when the last file made of it is closed too."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Give the descriptor away: the object is closed and the descriptor, which is returned, is not."""
        self._closed = True
        return super().detach()

    @property
    def family(self):
        """The address family."""
        return _as_member(super().family, AddressFamily)

    @property
    def type(self):
        """The type of the socket."""
        return _as_member(super().type, SocketKind)

    def get_inheritable(self):
        """Whether child processes get the socket."""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Decide whether child processes get the socket."""
        os.set_inheritable(self.fileno(), inheritable)


SocketType = _socket.SocketType


def fromfd(fd, family, type, proto=0):
    """Make a socket of a duplicate of a descriptor."""
    return socket(family, type, proto, dup(fd))


if hasattr(_socket.socket, "sendmsg"):
    def send_fds(sock, buffers, fds, flags=0, address=None):
        """Send descriptors along with a message over a Unix socket."""
        import array
        rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", fds))
        return sock.sendmsg(buffers, [rights])

    def recv_fds(sock, bufsize, maxfds, flags=0):
        """Receive up to `maxfds` descriptors along with a message: (data, descriptors, msg_flags, address)."""
        import array
        fds = array.array("i")
        msg, ancillary, flags, address = sock.recvmsg(bufsize, _socket.CMSG_LEN(maxfds * fds.itemsize))
        for level, kind, data in ancillary:
            if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
                fds.frombytes(data[:len(data) - len(data) % fds.itemsize])
        return msg, list(fds), flags, address

    __all__.extend(("send_fds", "recv_fds"))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Make two sockets that are connected with each other."""
    if family is None:
        family = AF_UNIX
    one, other = _socket.socketpair(family, type, proto)
    return socket(family, type, proto, one), socket(family, type, proto, other)


_blocking_errnos = {EAGAIN, EWOULDBLOCK}


class SocketIO(io.RawIOBase):
    """A raw file on a socket, as makefile() puts its buffers upon."""

    def __init__(self, sock, mode):
        if mode not in ("r", "w", "rw", "rb", "wb", "rwb"):
            raise ValueError(f"invalid mode: {mode!r}")
        io.RawIOBase.__init__(self)
        self._sock = sock
        self._mode = mode if "b" in mode else mode + "b"
        self._reading = "r" in mode
        self._writing = "w" in mode
        self._timeout_occurred = False

    def readinto(self, b):
        """Receive into a buffer: the number of bytes, 0 at the end, None if there is nothing yet."""
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except timeout:
            self._timeout_occurred = True
            raise
        except error as e:
            if e.errno in _blocking_errnos:
                return None
            raise

    def write(self, b):
        """Send some of the bytes: how many, or None if none can be sent yet."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except error as e:
            if e.errno in _blocking_errnos:
                return None
            raise

    def readable(self):
        """Whether the file was opened for reading."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._reading

    def writable(self):
        """Whether the file was opened for writing."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._writing

    def seekable(self):
        """A connection cannot be rewound."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return super().seekable()

    def fileno(self):
        """The descriptor of the socket."""
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        """The descriptor of the socket, or -1."""
        return self.fileno() if not self.closed else -1

    @property
    def mode(self):
        """What the file was opened for."""
        return self._mode

    def close(self):
        """Close the file, and the socket with it if nothing else uses that."""
        if self.closed:
            return
        io.RawIOBase.close(self)
        self._sock._decref_socketios()
        self._sock = None


def getfqdn(name=""):
    """The full name of a host: the first of its names that has a dot."""
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


_GLOBAL_DEFAULT_TIMEOUT = object()


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
            failures.clear()
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
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup("create_connection failed", failures)
    finally:
        # The exceptions refer to this frame.
        failures = None


def has_dualstack_ipv6():
    """Whether one socket can serve both IPv4 and IPv6."""
    if not has_ipv6 or not hasattr(_socket, "IPPROTO_IPV6") or not hasattr(_socket, "IPV6_V6ONLY"):
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """Make a socket that listens at an address."""
    if reuse_port and not hasattr(_socket, "SO_REUSEPORT"):
        raise ValueError("SO_REUSEPORT not supported on this platform")
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        if os.name not in ("nt", "cygwin") and hasattr(_socket, "SO_REUSEADDR"):
            try:
                sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            except error:
                pass
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if has_ipv6 and family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except error as e:
            text = f"{e.strerror} (while attempting to bind on address {address!r})"
            raise error(e.errno, text) from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Find out the addresses of a host and a port, each as (family, type, proto, canonname, sockaddr)."""
    rows = []
    for found in _socket.getaddrinfo(host, port, family, type, proto, flags):
        family, kind, proto, name, address = found
        rows.append((_as_member(family, AddressFamily), _as_member(kind, SocketKind), proto, name, address))
    return rows
