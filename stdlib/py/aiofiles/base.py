"""What wraps a file, and what opens one."""

import asyncio
from functools import partial


class AsyncBase:
    """A file whose operations are awaited."""

    def __init__(self, file, loop, executor):
        self._file = file
        self._executor = executor
        self._ref_loop = loop

    @property
    def _loop(self):
        return self._ref_loop or asyncio.get_running_loop()

    def _run(self, func, *args, **kwargs):
        """Call a function in a thread; give what is to be awaited for its result."""
        if kwargs:
            func = partial(func, **kwargs)
        return self._loop.run_in_executor(self._executor, func, *args)

    def __aiter__(self):
        return self

    def __repr__(self):
        return f'{super().__repr__()} wrapping {self._file!r}'

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


class AsyncIndirectBase(AsyncBase):
    """A file that is looked up for each operation: the standard streams may be replaced."""

    def __init__(self, name, loop, executor, indirect):
        self._indirect = indirect
        self._name = name
        super().__init__(None, loop, executor)

    @property
    def _file(self):
        return self._indirect()

    @_file.setter
    def _file(self, value):
        """There is nothing to be kept."""


class AiofilesContextManager:
    """Opens a file: `await` gives it, `async with` closes it too."""

    __slots__ = ('_coro', '_obj')

    def __init__(self, coro):
        self._coro = coro
        self._obj = None

    def send(self, value):
        return self._coro.send(value)

    def throw(self, *args):
        return self._coro.throw(*args)

    def close(self):
        return self._coro.close()

    def __await__(self):
        if self._obj is None:
            self._obj = yield from self._coro.__await__()
        return self._obj

    def __iter__(self):
        return self.__await__()

    async def __aenter__(self):
        return await self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        # `self` may be awaited again: it has the file.
        file, self._obj = await self, None
        await file.close()
