"""`threading` for greenlets: what the module there gets when threads are patched."""

import threading as _stdlib

from gevent.local import local
from gevent.thread import RLock, _set_sentinel
from gevent.thread import allocate_lock as _allocate_lock
from gevent.thread import get_ident as _get_ident
from gevent.thread import start_new_thread as _start_new_thread

Lock = _allocate_lock
get_ident = _get_ident
_CRLock = RLock

__implements__ = ["local", "_start_new_thread", "_allocate_lock", "Lock", "get_ident", "RLock", "_CRLock",
                  "_set_sentinel"]
__imports__ = [name for name in _stdlib.__all__ if name not in __implements__]

for _name in __imports__:
    globals()[_name] = getattr(_stdlib, _name)
del _name
