"""Turn objects into bytes and back.

Only unpickle what you trust: a pickle can run any code.

`_opcodes` is the language of pickles, `_writer` writes it and `_reader` reads it. What consists of built-in values only is left to
`_plainpickle`, which is native.
"""

from ._opcodes import *
from ._opcodes import _extension_cache, _extension_registry, _inverted_registry
from ._errors import PickleError, PicklingError, UnpicklingError
from ._long import decode_long, encode_long
from ._reader import _Unframer, _Unpickler, _getattribute
from ._writer import _Framer, _Pickler, whichmodule

from _plainpickle import dumps as _plain_dumps, loads as _plain_loads

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler",
           "Unpickler", "dump", "dumps", "load", "loads"]

try:
    from _pickle import PickleBuffer
    __all__.append("PickleBuffer")
    _HAVE_PICKLE_BUFFER = True
except ImportError:
    # Without the native type there are no buffers to keep out of band.
    _HAVE_PICKLE_BUFFER = False

from . import _opcodes
__all__.extend([name for name in _opcodes.__all__ if name.isupper() and not name.endswith('PROTOCOL')])

# What counts as bytes in protocol 0.
bytes_types = (bytes, bytearray)

# The version of the format, and those that can be read.
format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]


Pickler = _Pickler
Unpickler = _Unpickler


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write the pickle of an object to a file."""
    _Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Return the pickle of an object."""
    if not _extension_registry:
        data = _plain_dumps(obj, DEFAULT_PROTOCOL if protocol is None else protocol)
        if data is not None:
            return data
    import io
    f = io.BytesIO()
    _Pickler(f, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return f.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Read a pickle from a file and return its object."""
    return _Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Return the object of a pickle."""
    got = _plain_loads(data)
    if got is not None:
        return got[0]
    if data is None or isinstance(data, str):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    import io
    file = io.BytesIO(data)
    return _Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


_dump, _dumps, _load, _loads = dump, dumps, load, loads
