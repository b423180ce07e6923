"""Processes that are used like threads, with queues, pipes, locks and pools between them.

* `process`: what a process is; `_start`: how one is started, by fork or as a new program;
* `connection`: messages; `synchronize`: locks and what is made of them; `queues`, `pool`, `sharedctypes`;
* `managers`: objects that a process keeps for others; `shared_memory`.
"""

from . import context

__all__ = [name for name in dir(context._default_context) if not name.startswith('_')]
globals().update((name, getattr(context._default_context, name)) for name in __all__)

# The kinds of messages of `log_to_stderr`.
SUBDEBUG = 5
SUBWARNING = 25
