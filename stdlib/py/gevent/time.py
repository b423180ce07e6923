"""`time.sleep` for greenlets."""

import time as _stdlib
from time import *

from gevent.hub import sleep as _sleep

__implements__ = ["sleep"]
__all__ = __implements__


def sleep(seconds):
    """Put the current greenlet to sleep."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _sleep(seconds)
