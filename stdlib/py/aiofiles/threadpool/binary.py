"""Binary files."""

from ..base import AsyncBase, AsyncIndirectBase
from .utils import delegate_to_executor, proxy_method_directly, proxy_property_directly

_COMMON = ('close', 'flush', 'isatty', 'read', 'readinto', 'readline', 'readlines', 'seek', 'seekable', 'tell',
           'truncate', 'writable', 'write', 'writelines')


def _buffered(cls):
    cls = delegate_to_executor(*_COMMON, 'read1')(cls)
    cls = proxy_method_directly('detach', 'fileno', 'readable')(cls)
    return proxy_property_directly('closed', 'raw', 'name', 'mode')(cls)


@_buffered
class AsyncBufferedIOBase(AsyncBase):
    """A buffered file for writing, or in memory."""


@_buffered
@delegate_to_executor('peek')
class AsyncBufferedReader(AsyncBase):
    """A buffered file for reading."""


@delegate_to_executor(*_COMMON, 'readall')
@proxy_method_directly('fileno', 'readable')
@proxy_property_directly('closed', 'name', 'mode')
class AsyncFileIO(AsyncBase):
    """A file without a buffer."""


@_buffered
class AsyncIndirectBufferedIOBase(AsyncIndirectBase):
    """A standard stream of bytes for writing."""


@_buffered
@delegate_to_executor('peek')
class AsyncIndirectBufferedReader(AsyncIndirectBase):
    """A standard stream of bytes for reading."""


@delegate_to_executor(*_COMMON, 'readall')
@proxy_method_directly('fileno', 'readable')
@proxy_property_directly('closed', 'name', 'mode')
class AsyncIndirectFileIO(AsyncIndirectBase):
    """A standard stream without a buffer."""
