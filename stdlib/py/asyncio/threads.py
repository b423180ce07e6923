"""Functions that block, in threads."""

__all__ = ('to_thread',)

from . import events


async def to_thread(func, /, *args, **kwargs):
    """Call a function in a thread, in a copy of the current context, and wait for its result."""
    from _contextvars import copy_context
    from functools import partial
    call = partial(copy_context().run, func, *args, **kwargs)
    return await events.get_running_loop().run_in_executor(None, call)
