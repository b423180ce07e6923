"""`signal` for greenlets: to be told of child processes does not keep gevent from being told too."""

import signal as _stdlib
from signal import *
from signal import getsignal, set_wakeup_fd, signal

__implements__ = []
__all__ = ["signal", "getsignal", "set_wakeup_fd"]
__imports__ = [name for name in dir(_stdlib) if name.isupper()]
