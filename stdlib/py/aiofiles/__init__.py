"""aiofiles: files for asyncio, whose operations run in threads.

This stands for the package of that name: where the real one is installed, it is taken instead.
"""

from .threadpool import (open, stderr, stderr_bytes, stdin, stdin_bytes, stdout, stdout_bytes)

__all__ = ['open', 'tempfile', 'stdin', 'stdout', 'stderr', 'stdin_bytes', 'stdout_bytes', 'stderr_bytes']


def __getattr__(name):
    # It is loaded when it is asked for: few programs need it.
    if name != 'tempfile':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from . import tempfile
    return tempfile
