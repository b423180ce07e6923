"""Text files."""

from ..base import AsyncBase, AsyncIndirectBase
from .utils import delegate_to_executor, proxy_method_directly, proxy_property_directly


def _text(cls):
    cls = delegate_to_executor(
        'close', 'flush', 'isatty', 'read', 'readable', 'readline', 'readlines', 'seek', 'seekable', 'tell',
        'truncate', 'write', 'writable', 'writelines')(cls)
    cls = proxy_method_directly('detach', 'fileno')(cls)
    return proxy_property_directly(
        'buffer', 'closed', 'encoding', 'errors', 'line_buffering', 'newlines', 'name', 'mode')(cls)


@_text
class AsyncTextIOWrapper(AsyncBase):
    """A text file."""


@_text
class AsyncTextIndirectIOWrapper(AsyncIndirectBase):
    """A standard stream of text."""
