"""gevent: concurrency by greenlets that a hub runs, and that wait without blocking each other."""

from collections import namedtuple as _namedtuple

_version_info = _namedtuple("version_info", "major, minor, micro, releaselevel, serial")
version_info = _version_info(20, 0, 0, "dev", 0)
__version__ = "26.9.0"

__all__ = ["Greenlet", "GreenletExit", "Timeout", "config", "fork", "get_hub", "getcurrent", "getswitchinterval",
           "idle", "iwait", "joinall", "kill", "killall", "reinit", "setswitchinterval", "signal_handler", "sleep",
           "spawn", "spawn_later", "spawn_raw", "wait", "with_timeout"]

from sys import getswitchinterval, setswitchinterval

from greenlet import GreenletExit, getcurrent

from gevent._config import config
from gevent.hub import get_hub, idle, iwait, kill, reinit, sleep, spawn_raw, wait
from gevent.hub import signal as signal_handler
from gevent.greenlet import Greenlet, joinall, killall
from gevent.timeout import Timeout, with_timeout

spawn = Greenlet.spawn
spawn_later = Greenlet.spawn_later


def fork(*args, **kwargs):
    """Fork the process; the child's hub is fit for use."""
    from gevent.os import fork
    return fork(*args, **kwargs)

