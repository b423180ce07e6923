"""Hashes of bytes: SHA, MD5, BLAKE2 and key derivation. The hashes are native.

The module `_hashlib` offers them as `openssl_NAME` or NAME (BLAKE2 may be in `_blake2`), with `new`,
`pbkdf2_hmac`, `compare_digest` and perhaps `scrypt`.

>>> import hashlib
>>> hashlib.sha256(b'abc').hexdigest()[:16]
'ba7816bf8f01cfea'
"""

import _hashlib

# Those that are there on every platform, in this order for documentation's sake.
__always_supported = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512',
                      'blake2b', 'blake2s',
                      'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512',
                      'shake_128', 'shake_256')

algorithms_guaranteed = set(__always_supported)
algorithms_available = set(__always_supported) | set(getattr(_hashlib, 'openssl_md_meth_names', ()))

__all__ = __always_supported + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac')


def __constructor(name):
    """Return the native function that makes a hash."""
    constructor = getattr(_hashlib, 'openssl_' + name, None) or getattr(_hashlib, name, None)
    if constructor is None and name in ('blake2b', 'blake2s'):
        import _blake2
        constructor = getattr(_blake2, name)
    return constructor


for __name in __always_supported:
    __function = __constructor(__name)
    if __function is None:
        raise ImportError(f"the native module _hashlib lacks {__name}", name=__name)
    globals()[__name] = __function
del __name, __function

pbkdf2_hmac = _hashlib.pbkdf2_hmac
if hasattr(_hashlib, 'scrypt'):
    scrypt = _hashlib.scrypt
    __all__ += ('scrypt',)


def new(name, data=b'', **kwargs):
    """Return a new hash by the name of its algorithm."""
    if isinstance(name, str):
        constructor = globals().get(name.lower().replace('-', '_')) if (
            name.lower().replace('-', '_') in algorithms_guaranteed) else None
        if constructor is not None:
            return constructor(data, **kwargs)
    try:
        return _hashlib.new(name, data, **kwargs)
    except ValueError:
        raise ValueError('unsupported hash type ' + name)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Return the hash of a file object; `digest` is the name of a hash or a function that makes one."""
    if isinstance(digest, str):
        digestobj = new(digest)
    else:
        digestobj = digest()
    if hasattr(fileobj, "getbuffer"):
        # A BytesIO: all is in memory.
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buf = bytearray(_bufsize)
    view = memoryview(buf)
    while True:
        size = fileobj.readinto(buf)
        if size == 0:
            break
        digestobj.update(view[:size])
    return digestobj
