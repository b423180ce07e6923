"""Reading, writing, forking and waiting for processes while other greenlets run."""

import os as _stdlib
from os import *
from os import fork as fork_raw

import _gevent

from gevent.hub import get_hub, reinit

__implements__ = ["fork", "waitpid", "forkpty"]
__extensions__ = ["tp_read", "tp_write", "nb_read", "nb_write", "make_nonblocking", "fork_gevent", "fork_and_watch",
                  "forkpty_gevent"]
__all__ = __implements__ + __extensions__ + ["close"]

_read = _stdlib.read
_write = _stdlib.write
_waitpid = _stdlib.waitpid
_forkpty_raw = _stdlib.forkpty if hasattr(_stdlib, "forkpty") else None


def tp_read(fd, n):
    """Read up to n bytes of a descriptor, in a thread."""
    return get_hub().threadpool.apply(_read, (fd, n))


def tp_write(fd, buf):
    """Write bytes to a descriptor, in a thread."""
    return get_hub().threadpool.apply(_write, (fd, buf))


def make_nonblocking(fd):
    """Have a descriptor never wait; True if it would have before."""
    if _stdlib.get_blocking(fd):
        _stdlib.set_blocking(fd, False)
        return True
    return None


def nb_read(fd, n):
    """Read up to n bytes of a descriptor that never waits: greenlets do."""
    while True:
        try:
            return _read(fd, n)
        except BlockingIOError:
            _gevent.wait_descriptor(fd, True, False, None)


def nb_write(fd, buf):
    """Write bytes to a descriptor that never waits: greenlets do."""
    while True:
        try:
            return _write(fd, buf)
        except BlockingIOError:
            _gevent.wait_descriptor(fd, False, True, None)


def fork_gevent(*args, **kwargs):
    """Fork; the child's hub is fit for use."""
    pid = fork_raw()
    if not pid:
        reinit()
    return pid


def fork_and_watch(callback=None, loop=None, ref=False, fork=fork_gevent):
    """Fork; the callback is called with a watcher when the child has ended."""
    pid = fork()
    if pid and callback is not None:
        loop = get_hub().loop if loop is None else loop
        watcher = loop.child(pid, ref=ref)
        watcher.start(callback, watcher)
    return pid


def fork(*args, **kwargs):
    """Fork; the child's hub is fit for use."""
    return fork_and_watch(*args, **kwargs) if args or kwargs else fork_gevent()


def forkpty_gevent():
    """Fork with a terminal of its own for the child."""
    if _forkpty_raw is None:
        raise NotImplementedError("forkpty() is not supported by Pausa")
    result = _forkpty_raw()
    if not result[0]:
        reinit()
    return result


forkpty = forkpty_gevent


def waitpid(pid, options):
    """Wait for a child process while other greenlets run."""
    if options & _stdlib.WNOHANG or pid <= 0:
        if options & _stdlib.WNOHANG:
            return _waitpid(pid, options)
        while True:
            found = _waitpid(pid, options | _stdlib.WNOHANG)
            if found[0]:
                return found
            _gevent.sleep(0.01)
    found = _waitpid(pid, options | _stdlib.WNOHANG)
    while not found[0]:
        _await_process(pid)
        found = _waitpid(pid, options | _stdlib.WNOHANG)
    return found


def _await_process(pid, timeout=None):
    """Wait until a child process has ended: False if the time was over before."""
    try:
        fd = _stdlib.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return _gevent.wait_descriptor(fd, True, False, timeout)
    finally:
        _stdlib.close(fd)
