"""Functions of `os`, in threads."""

import asyncio
import os
from functools import partial, wraps

__all__ = ['path', 'stat', 'statvfs', 'rename', 'renames', 'replace', 'remove', 'unlink', 'mkdir', 'makedirs', 'rmdir',
           'removedirs', 'link', 'symlink', 'readlink', 'listdir', 'scandir', 'access', 'sendfile', 'getcwd', 'wrap']


def wrap(func):
    """Make an asynchronous function of one that blocks."""
    @wraps(func)
    async def run(*args, loop=None, executor=None, **kwargs):
        if loop is None:
            loop = asyncio.get_running_loop()
        return await loop.run_in_executor(executor, partial(func, *args, **kwargs))
    return run


# This module makes use of the function above.
from . import ospath as path

access = wrap(os.access)
getcwd = wrap(os.getcwd)
link = wrap(os.link)
listdir = wrap(os.listdir)
makedirs = wrap(os.makedirs)
mkdir = wrap(os.mkdir)
readlink = wrap(os.readlink)
remove = wrap(os.remove)
removedirs = wrap(os.removedirs)
rename = wrap(os.rename)
renames = wrap(os.renames)
replace = wrap(os.replace)
rmdir = wrap(os.rmdir)
scandir = wrap(os.scandir)
stat = wrap(os.stat)
symlink = wrap(os.symlink)
unlink = wrap(os.unlink)
if hasattr(os, 'sendfile'):
    sendfile = wrap(os.sendfile)
if hasattr(os, 'statvfs'):
    statvfs = wrap(os.statvfs)
