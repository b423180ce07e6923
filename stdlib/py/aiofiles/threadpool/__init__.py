"""Opening files, and wrapping files that are open, by what kind of file they are."""

import asyncio
import io
import sys
from functools import partial, singledispatch

from ..base import AiofilesContextManager
from .binary import (AsyncBufferedIOBase, AsyncBufferedReader, AsyncFileIO, AsyncIndirectBufferedIOBase)
from .text import AsyncTextIndirectIOWrapper, AsyncTextIOWrapper

__all__ = ('open', 'stdin', 'stdout', 'stderr', 'stdin_bytes', 'stdout_bytes', 'stderr_bytes')

_open_in_thread = io.open


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None, *,
         loop=None, executor=None):
    """Open a file as the built-in function does.

    >>> async with aiofiles.open('notes.txt') as f:
    ...     text = await f.read()
    """
    return AiofilesContextManager(_open(file, mode, buffering, encoding, errors, newline, closefd, opener, loop=loop,
                                        executor=executor))


async def _open(file, mode, buffering, encoding, errors, newline, closefd, opener, *, loop, executor):
    if loop is None:
        loop = asyncio.get_running_loop()
    call = partial(_open_in_thread, file, mode=mode, buffering=buffering, encoding=encoding, errors=errors,
                   newline=newline, closefd=closefd, opener=opener)
    return wrap(await loop.run_in_executor(executor, call), loop=loop, executor=executor)


@singledispatch
def wrap(file, *, loop=None, executor=None):
    """Wrap a file that is open."""
    raise TypeError(f'Unsupported io type: {file}.')


@wrap.register(io.TextIOBase)
def _(file, *, loop=None, executor=None):
    return AsyncTextIOWrapper(file, loop=loop, executor=executor)


@wrap.register(io.BufferedWriter)
@wrap.register(io.BufferedIOBase)
def _(file, *, loop=None, executor=None):
    return AsyncBufferedIOBase(file, loop=loop, executor=executor)


@wrap.register(io.BufferedReader)
@wrap.register(io.BufferedRandom)
def _(file, *, loop=None, executor=None):
    return AsyncBufferedReader(file, loop=loop, executor=executor)


@wrap.register(io.FileIO)
def _(file, *, loop=None, executor=None):
    return AsyncFileIO(file, loop=loop, executor=executor)


stdin = AsyncTextIndirectIOWrapper('sys.stdin', None, None, indirect=lambda: sys.stdin)
stdout = AsyncTextIndirectIOWrapper('sys.stdout', None, None, indirect=lambda: sys.stdout)
stderr = AsyncTextIndirectIOWrapper('sys.stderr', None, None, indirect=lambda: sys.stderr)
stdin_bytes = AsyncIndirectBufferedIOBase('sys.stdin.buffer', None, None, indirect=lambda: sys.stdin.buffer)
stdout_bytes = AsyncIndirectBufferedIOBase('sys.stdout.buffer', None, None, indirect=lambda: sys.stdout.buffer)
stderr_bytes = AsyncIndirectBufferedIOBase('sys.stderr.buffer', None, None, indirect=lambda: sys.stderr.buffer)
