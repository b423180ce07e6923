"""Temporary files and folders."""

import asyncio
import tempfile
from functools import partial

from .base import AiofilesContextManager, AsyncBase
from .threadpool import wrap
from .threadpool.utils import delegate_to_executor, proxy_property_directly

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory']


@delegate_to_executor('fileno', 'rollover', 'close', 'flush', 'isatty', 'read', 'readline', 'readlines', 'seek', 'tell',
                      'truncate', 'write', 'writelines')
@proxy_property_directly('closed', 'encoding', 'mode', 'name', 'newlines')
class AsyncSpooledTemporaryFile(AsyncBase):
    """A file that is in memory until it is large."""


class AsyncTemporaryDirectory:
    """A folder: `name` is its path."""

    def __init__(self, file, loop, executor):
        self._file = file
        self._loop = loop
        self._executor = executor

    @property
    def name(self):
        return self._file.name

    async def cleanup(self):
        """Remove the folder with all that is in it."""
        await self._loop.run_in_executor(self._executor, self._file.cleanup)

    # What closes a file of this module removes a folder.
    close = cleanup


class _FolderManager(AiofilesContextManager):
    __slots__ = ()

    async def __aenter__(self):
        return (await self).name


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, loop=None,
                  executor=None):
    """Open a file without a name."""
    make = partial(tempfile.TemporaryFile, mode=mode, buffering=buffering, encoding=encoding, newline=newline,
                   suffix=suffix, prefix=prefix, dir=dir)
    return AiofilesContextManager(_file(make, loop, executor))


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, loop=None, executor=None):
    """Open a file that is deleted when it is closed."""
    make = partial(tempfile.NamedTemporaryFile, mode=mode, buffering=buffering, encoding=encoding, newline=newline,
                   suffix=suffix, prefix=prefix, dir=dir, delete=delete)
    return AiofilesContextManager(_named(make, loop, executor))


def SpooledTemporaryFile(max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                         dir=None, loop=None, executor=None):
    """Open a file that is in memory until it is larger than `max_size`."""
    make = partial(tempfile.SpooledTemporaryFile, max_size=max_size, mode=mode, buffering=buffering, encoding=encoding,
                   newline=newline, suffix=suffix, prefix=prefix, dir=dir)
    return AiofilesContextManager(_made(make, AsyncSpooledTemporaryFile, loop, executor))


def TemporaryDirectory(suffix=None, prefix=None, dir=None, loop=None, executor=None):
    """Make a folder that is removed at the end; `async with` gives its path."""
    make = partial(tempfile.TemporaryDirectory, suffix, prefix, dir)
    return _FolderManager(_made(make, AsyncTemporaryDirectory, loop, executor))


async def _made(make, cls, loop, executor):
    if loop is None:
        loop = asyncio.get_running_loop()
    return cls(await loop.run_in_executor(executor, make), loop=loop, executor=executor)


async def _file(make, loop, executor):
    if loop is None:
        loop = asyncio.get_running_loop()
    return wrap(await loop.run_in_executor(executor, make), loop=loop, executor=executor)


async def _named(make, loop, executor):
    if loop is None:
        loop = asyncio.get_running_loop()
    file = await loop.run_in_executor(executor, make)
    # The file proper says how it is wrapped; closing is done by what deletes it.
    wrapped = wrap(file.file, loop=loop, executor=executor)
    wrapped._file = file
    return wrapped
