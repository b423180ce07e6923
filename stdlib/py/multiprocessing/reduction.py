"""How objects are pickled on their way to other processes."""

import copyreg
import io
import os
import pickle
import socket

from . import context

__all__ = ['send_handle', 'recv_handle', 'ForkingPickler', 'register', 'dump']

HAVE_SEND_HANDLE = True


class ForkingPickler(pickle.Pickler):
    """Pickler subclass used by multiprocessing."""

    _extra_reducers = {}

    def __init__(self, *args):
        super().__init__(*args)
        self.dispatch_table = {**copyreg.dispatch_table, **self._extra_reducers}

    @classmethod
    def register(cls, type, reduce):
        """Register a reduce function for a type."""
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        """Return the pickle of an object, as a buffer."""
        if not cls._extra_reducers:
            return memoryview(pickle.dumps(obj, protocol))
        buf = io.BytesIO()
        cls(buf, protocol).dump(obj)
        return buf.getbuffer()

    loads = pickle.loads


register = ForkingPickler.register


def dump(obj, file, protocol=None):
    """Replacement for pickle.dump() using ForkingPickler."""
    ForkingPickler(file, protocol).dump(obj)


def send_handle(conn, handle, destination_pid):
    """Send a handle over a local connection."""
    with socket.socket(fileno=os.dup(conn.fileno())) as s:
        socket.send_fds(s, [b'x'], [handle])


def recv_handle(conn):
    """Receive a handle over a local connection."""
    with socket.socket(fileno=os.dup(conn.fileno())) as s:
        data, handles, _, _ = socket.recv_fds(s, 1, 1)
    if not data or not handles:
        raise EOFError
    return handles[0]


def DupFd(fd):
    """Return a wrapper for an fd, for a child that is being started."""
    popen = context.get_spawning_popen()
    if popen is None:
        raise ValueError('SCM_RIGHTS not available for this object')
    return popen.duplicate_for_child(fd)
