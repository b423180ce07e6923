"""uvloop: another name for the event loop that asyncio has here, which is native already.

Programs that ask for uvloop run as they are; the classes are distinct, so that one can tell what was asked for.
"""

__all__ = ('new_event_loop', 'run', 'install', 'EventLoopPolicy')

__version__ = '0.23.0'

import asyncio as _asyncio


class Loop(_asyncio.SelectorEventLoop):
    """The event loop."""

    def __repr__(self):
        return (f'<{type(self).__module__}.{type(self).__name__} running={self.is_running()} '
                f'closed={self.is_closed()} debug={self.get_debug()}>')


def new_event_loop():
    """Return a new event loop."""
    return Loop()


def install():
    """Have asyncio make loops of this module."""
    _asyncio.set_event_loop_policy(EventLoopPolicy())


def run(main, *, loop_factory=new_event_loop, debug=None, **run_kwargs):
    """Run a coroutine as asyncio.run() does, in a loop of this module."""
    async def wrapper():
        loop = _asyncio.get_running_loop()
        if not isinstance(loop, Loop):
            raise TypeError('uvloop.run() uses a non-uvloop event loop')
        return await main

    with _asyncio.Runner(loop_factory=loop_factory, debug=debug, **run_kwargs) as runner:
        return runner.run(wrapper())


class EventLoopPolicy(_asyncio.DefaultEventLoopPolicy):
    """The policy that makes loops of this module.

    >>> asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    """

    _loop_factory = staticmethod(new_event_loop)
