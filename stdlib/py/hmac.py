"""HMAC: hashes that only the holder of a key can make (RFC 2104)."""

import _hashlib as _hashopenssl

compare_digest = _hashopenssl.compare_digest

# The key is combined with these two bytes for the inner and the outer hash.
trans_5C = bytes((x ^ 0x5C) for x in range(256))
trans_36 = bytes((x ^ 0x36) for x in range(256))

digest_size = None


class HMAC:
    """A keyed hash, with the methods of the hashes in `hashlib`."""

    # The block size of a hash that does not tell.
    blocksize = 64

    __slots__ = ("_inner", "_outer", "block_size", "digest_size", "_name")

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        if callable(digestmod):
            make = digestmod
        elif isinstance(digestmod, str):
            import hashlib

            def make(data=b''):
                return hashlib.new(digestmod, data)
        else:
            # A module, such as those of the time before hashlib.
            def make(data=b''):
                return digestmod.new(data)
        self._outer = make()
        self._inner = make()
        self.digest_size = self._inner.digest_size
        if hasattr(self._inner, 'block_size'):
            blocksize = self._inner.block_size
            if blocksize < 16:
                import warnings
                warnings.warn('block_size of %d seems too small; using our default of %d.' % (
                    blocksize, self.blocksize), RuntimeWarning, 2)
                blocksize = self.blocksize
        else:
            import warnings
            warnings.warn('No block_size attribute on given digest object; Assuming %d.' % (
                self.blocksize), RuntimeWarning, 2)
            blocksize = self.blocksize
        self.block_size = blocksize
        self._name = 'hmac-' + self._inner.name
        if len(key) > blocksize:
            key = make(key).digest()
        key = key.ljust(blocksize, b'\0')
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return self._name

    def update(self, msg):
        """Add to the message."""
        self._inner.update(msg)

    def copy(self):
        """Return a copy that can go on differently."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        other._name = self._name
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def _current(self):
        h = self._outer.copy()
        h.update(self._inner.digest())
        return h

    def digest(self):
        """Return the hash of the message so far."""
        return self._current().digest()

    def hexdigest(self):
        """Return the hash of the message so far as hexadecimal digits."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=''):
    """Return a new HMAC; `digestmod` is the name of a hash or a function that makes one."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """Return the HMAC of a message in one step."""
    return HMAC(key, msg, digest).digest()
