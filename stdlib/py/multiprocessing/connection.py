"""Messages between processes: connections, the pipes that they make, and waiting for several."""

import os
import pickle
import select
import socket

from _multiprocessing import receive, send as send_message

from . import context

__all__ = ['Client', 'Listener', 'Pipe', 'wait', 'Connection']


class Connection:
    """One end of a connection by which objects and bytes are sent as messages."""

    def __init__(self, handle, readable=True, writable=True):
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._socket = handle if isinstance(handle, socket.socket) else socket.socket(fileno=handle)
        self._fd = self._socket.fileno()
        self._readable = readable
        self._writable = writable

    @property
    def closed(self):
        """True if the connection is closed"""
        return self._socket is None

    @property
    def readable(self):
        """True if the connection is readable"""
        return self._readable

    @property
    def writable(self):
        """True if the connection is writable"""
        return self._writable

    def _check_closed(self):
        if self._socket is None:
            raise OSError("handle is closed")

    def _check_readable(self):
        self._check_closed()
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self):
        self._check_closed()
        if not self._writable:
            raise OSError("connection is read-only")

    def fileno(self):
        """File descriptor or handle of the connection"""
        self._check_closed()
        return self._socket.fileno()

    def close(self):
        """Close the connection"""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _recv(self, most=None):
        if most is None:
            return receive(self._fd)
        try:
            return receive(self._fd, most)
        except OSError as e:
            if e.errno is None:
                # Nothing sensible can follow.
                self._readable = False
                if not self._writable:
                    self.close()
            raise

    def send_bytes(self, buf, offset=0, size=None):
        """Send the bytes data from a bytes-like object"""
        self._check_writable()
        view = memoryview(buf)
        if view.itemsize > 1:
            view = view.cast('B')
        length = len(view)
        if offset < 0:
            raise ValueError("offset is negative")
        if length < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = length - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > length:
            raise ValueError("buffer length < offset + size")
        send_message(self._fd, view[offset:offset + size])

    def send(self, obj):
        """Send a (picklable) object"""
        if self._socket is None or not self._writable:
            self._check_writable()
        send_message(self._fd, pickle.dumps(obj))

    def recv_bytes(self, maxlength=None):
        """Receive bytes data as a bytes object."""
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        return self._recv(maxlength)

    def recv_bytes_into(self, buf, offset=0):
        """Receive bytes data into a writeable bytes-like object. Return the number of bytes read."""
        self._check_readable()
        view = memoryview(buf)
        size = view.itemsize * len(view)
        if offset < 0:
            raise ValueError("negative offset")
        if offset > size:
            raise ValueError("offset too large")
        data = self._recv()
        if size < offset + len(data):
            raise context.BufferTooShort(data)
        view.cast('B')[offset:offset + len(data)] = data
        return len(data)

    def recv(self):
        """Receive a (picklable) object"""
        if self._socket is None or not self._readable:
            self._check_readable()
        return pickle.loads(receive(self._fd))

    def poll(self, timeout=0.0):
        """Whether there is any input available to be read"""
        self._check_readable()
        return bool(wait([self], timeout))

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()

    def __reduce__(self):
        # A child inherits the descriptor.
        context.assert_spawning(self)
        popen = context.get_spawning_popen()
        return Connection, (popen.duplicate_for_child(self.fileno()), self._readable, self._writable)


def Pipe(duplex=True):
    """Returns pair of connection objects at either end of a pipe"""
    a, b = socket.socketpair()
    if duplex:
        return Connection(a), Connection(b)
    a.shutdown(socket.SHUT_WR)
    return Connection(a, writable=False), Connection(b, readable=False)


def wait(object_list, timeout=None):
    """Wait till an object in object_list is ready/readable. Returns list of those objects in object_list which are ready."""
    poller = select.poll()
    objects = {}
    for item in object_list:
        fd = item if isinstance(item, int) else item.fileno()
        objects[fd] = item
        poller.register(fd, select.POLLIN)
    ready = poller.poll(None if timeout is None else max(0, timeout * 1000))
    found = {fd for fd, _ in ready}
    return [item for fd, item in objects.items() if fd in found]


# --- listening -----------------------------------------------------------------------------------------------------

BUFSIZE = 8192
CONNECTION_TIMEOUT = 20.0
MESSAGE_LENGTH = 20
CHALLENGE = b'#CHALLENGE#'
WELCOME = b'#WELCOME#'
FAILURE = b'#FAILURE#'


def _family_of(address):
    if isinstance(address, tuple):
        return 'AF_INET'
    if isinstance(address, str):
        return 'AF_UNIX'
    raise ValueError('address type of %r unrecognized' % address)


def arbitrary_address(family):
    """Return an address that nobody uses."""
    if family == 'AF_INET':
        return 'localhost', 0
    if family == 'AF_UNIX':
        import tempfile
        from .util import get_temp_dir
        return tempfile.mktemp(prefix='listener-', dir=get_temp_dir())
    raise ValueError('unrecognized family')


class Listener(object):
    """Accepts connections at an address."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and _family_of(address)) or 'AF_UNIX'
        address = address or arbitrary_address(family)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError('authkey should be a byte string')
        self._family = family
        self._authkey = authkey
        self._last_accepted = None
        self._socket = socket.socket(getattr(socket, family))
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(address)
            self._socket.listen(backlog)
        except OSError:
            self._socket.close()
            raise
        self._address = self._socket.getsockname()
        self._path = address if family == 'AF_UNIX' else None

    def accept(self):
        """Accept a connection on the bound socket or named pipe of `self`."""
        if self._socket is None:
            raise OSError('listener is closed')
        accepted, self._last_accepted = self._socket.accept()
        connection = Connection(accepted)
        if self._authkey:
            deliver_challenge(connection, self._authkey)
            answer_challenge(connection, self._authkey)
        return connection

    def close(self):
        """Close the bound socket or named pipe of `self`."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            if self._path is not None:
                try:
                    os.unlink(self._path)
                except FileNotFoundError:
                    pass

    @property
    def address(self):
        return self._address

    @property
    def last_accepted(self):
        return self._last_accepted

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()


def Client(address, family=None, authkey=None):
    """Returns a connection to the address of a `Listener`"""
    family = family or _family_of(address)
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')
    end = socket.socket(getattr(socket, family))
    try:
        end.connect(address)
    except OSError:
        end.close()
        raise
    connection = Connection(end)
    if authkey is not None:
        answer_challenge(connection, authkey)
        deliver_challenge(connection, authkey)
    return connection


def deliver_challenge(connection, authkey):
    """Let the other end prove that it knows the key."""
    import hmac
    if not isinstance(authkey, bytes):
        raise ValueError("Authkey must be bytes, not {0!s}".format(type(authkey)))
    message = os.urandom(MESSAGE_LENGTH)
    connection.send_bytes(CHALLENGE + message)
    digest = hmac.new(authkey, message, 'md5').digest()
    if connection.recv_bytes(256) != digest:
        connection.send_bytes(FAILURE)
        raise context.AuthenticationError('digest received was wrong')
    connection.send_bytes(WELCOME)


def answer_challenge(connection, authkey):
    """Prove to the other end that the key is known."""
    import hmac
    if not isinstance(authkey, bytes):
        raise ValueError("Authkey must be bytes, not {0!s}".format(type(authkey)))
    message = connection.recv_bytes(256)
    assert message[:len(CHALLENGE)] == CHALLENGE, 'message = %r' % message
    connection.send_bytes(hmac.new(authkey, message[len(CHALLENGE):], 'md5').digest())
    if connection.recv_bytes(256) != WELCOME:
        raise context.AuthenticationError('digest sent was rejected')
