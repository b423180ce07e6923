"""Child processes: other greenlets run while one waits for them or for their pipes.

It is the module `subprocess` a second time, with what waits in it replaced.
"""

import importlib.util as _util
import os as _os
import subprocess as _stdlib

from gevent import select as _select
from gevent import time as _time
from gevent.fileobject import FileObjectPosix as _FileObjectPosix
from gevent.os import _await_process

__implements__ = ["Popen", "call", "check_call", "check_output", "run", "getstatusoutput", "getoutput"]


def _second_copy():
    spec = _util.find_spec("subprocess")
    made = _util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for name in ("CalledProcessError", "SubprocessError", "TimeoutExpired", "CompletedProcess", "PIPE", "STDOUT",
                 "DEVNULL", "list2cmdline"):
        setattr(made, name, getattr(_stdlib, name))
    made.select = _select
    made.time = _Time
    made.io = _Io
    return made


class _Time:
    """The module `time`, with a sleep for greenlets."""

    def __getattr__(self, name):
        import time
        return getattr(time, name)

    sleep = staticmethod(_time.sleep)


class _Io:
    """The module `io`, whose open() makes pipes that greenlets wait for."""

    def __getattr__(self, name):
        import io
        return getattr(io, name)

    @staticmethod
    def open(fd, mode, buffering=-1, **kwargs):
        """A file on a pipe."""
        return _FileObjectPosix(fd, mode, buffering, **kwargs).io


_Time = _Time()
_Io = _Io()
_copy = _second_copy()


class Popen(_copy.Popen):
    """A child process; other greenlets run while one waits for it."""

    def _wait(self, end, timeout):
        while self.returncode is None:
            self._ask_system(_os.WNOHANG)
            if self.returncode is not None:
                break
            left = None if end is None else end - _Time.monotonic()
            if left is not None and left <= 0:
                raise _stdlib.TimeoutExpired(self.args, timeout)
            _await_process(self.pid, left)
        return self.returncode

    def rawlink(self, callback):
        """Call this in the hub when the process has ended."""
        from gevent.greenlet import Greenlet
        self._watcher = Greenlet.spawn(self.wait)
        self._watcher.rawlink(lambda g: callback(self))


_copy.Popen = Popen

for _name in _stdlib.__all__:
    globals().setdefault(_name, getattr(_copy, _name))
for _name in ("call", "check_call", "check_output", "run", "getstatusoutput", "getoutput"):
    globals()[_name] = getattr(_copy, _name)
del _name

__all__ = list(_stdlib.__all__)
__imports__ = [name for name in __all__ if name not in __implements__]
