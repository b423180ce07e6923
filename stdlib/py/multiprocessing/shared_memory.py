"""Blocks of memory that several processes see, by their names."""

import os
import secrets
import struct
import types

from _multiprocessing import Memory

__all__ = ['SharedMemory', 'ShareableList']

# Where the system keeps them.
_FOLDER = '/dev/shm/'
_SAFE_NAME_LENGTH = 14
_PREFIX = '/psm_'


def _path(name):
    name = name.lstrip('/')
    if not name or '/' in name or '\0' in name:
        raise ValueError('bad name for a block of shared memory: %r' % name)
    return _FOLDER + name


def _make_filename():
    return _PREFIX + secrets.token_hex((_SAFE_NAME_LENGTH - len(_PREFIX)) // 2)


class SharedMemory:
    """Creates a new shared memory block or attaches to an existing shared memory block.

    Every block has a unique name, by which other processes find it. Once it is needed nowhere any more it has to be
    unlinked.
    """

    _name = None
    _fd = -1
    _memory = None
    _buf = None

    def __init__(self, name=None, create=False, size=0):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT | os.O_EXCL if create else 0)
        while True:
            self._name = _make_filename() if name is None else name if name.startswith('/') else '/' + name
            try:
                self._fd = os.open(_path(self._name), flags, 0o600)
                break
            except FileExistsError:
                if name is not None:
                    raise FileExistsError(17, os.strerror(17), self._name) from None
            except FileNotFoundError:
                raise FileNotFoundError(2, os.strerror(2), self._name) from None
        try:
            if create:
                os.ftruncate(self._fd, size)
            self._size = os.fstat(self._fd).st_size
            self._memory = Memory(self._fd, self._size)
        except BaseException:
            if create:
                self.unlink()
            self.close()
            raise
        self._buf = memoryview(self._memory)

    def __del__(self):
        try:
            self.close()
        except (OSError, BufferError):
            pass

    def __reduce__(self):
        return self.__class__, (self.name, False, self.size)

    def __repr__(self):
        return f'{self.__class__.__name__}({self.name!r}, size={self.size})'

    @property
    def buf(self):
        """A memoryview of contents of the shared memory block."""
        return self._buf

    @property
    def name(self):
        """Unique name that identifies the shared memory block."""
        return self._name.removeprefix('/')

    @property
    def size(self):
        """Size in bytes."""
        return self._size

    def close(self):
        """Closes access to the shared memory from this instance but does not destroy the shared memory block."""
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._memory is not None:
            self._memory.release()
            self._memory = None
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def unlink(self):
        """Requests that the underlying shared memory block be destroyed.

        This should be called once, and only once, across all processes which have access to it.
        """
        if self._name:
            try:
                os.unlink(_path(self._name))
            except FileNotFoundError:
                raise FileNotFoundError(2, os.strerror(2), self._name) from None


# How the items of a list are kept: ints, floats, bools, None, and text and bytes in whole units of eight bytes.
_UNIT = 8
_HEAD = struct.Struct('<q')


class ShareableList:
    """A list of ints, floats, bools, strs, bytes and None that several processes see.

    Its length, and how much room a str or bytes has, do not change.
    """

    # The block begins with the number of items. For each follow the place where it ends, and its format in eight bytes with how bytes
    # are taken back in the last of them.

    def __init__(self, sequence=None, *, name=None):
        if sequence is None:
            from_name = SharedMemory(name)
            self.shm = from_name
            self._list_len, = _HEAD.unpack_from(self.shm.buf, 0)
            return
        sequence = list(sequence)
        formats = [self._format_of(item) for item in sequence]
        sizes = [struct.calcsize('<' + fmt) for fmt in formats]
        self._list_len = len(sequence)
        self.shm = SharedMemory(name, create=True, size=self._items_at + sum(sizes))
        _HEAD.pack_into(self.shm.buf, 0, self._list_len)
        end = 0
        for position, (item, fmt, size) in enumerate(zip(sequence, formats, sizes)):
            end += size
            _HEAD.pack_into(self.shm.buf, _UNIT * (1 + position), end)
            self._put(position, item, fmt)

    @property
    def _items_at(self):
        return _UNIT * (1 + 3 * self._list_len)

    @staticmethod
    def _format_of(value):
        if isinstance(value, bool):
            return 'xxxxxxx?'
        if isinstance(value, int):
            return 'q'
        if isinstance(value, float):
            return 'd'
        if value is None:
            return 'xxxxxx?x'
        if isinstance(value, str):
            return '%ds' % (_UNIT * (len(value.encode()) // _UNIT + 1))
        if isinstance(value, bytes):
            return '%ds' % (_UNIT * (len(value) // _UNIT + 1))
        raise TypeError(f'type {type(value).__name__} is not supported')

    def _span(self, position):
        """Return where an item begins, and how many bytes it has."""
        if not 0 <= position < self._list_len:
            raise IndexError('index out of range')
        ends = [_HEAD.unpack_from(self.shm.buf, _UNIT * at)[0] if at else 0 for at in (position, position + 1)]
        return self._items_at + ends[0], ends[1] - ends[0]

    def _kind_at(self, position):
        return _UNIT * (1 + self._list_len + 2 * position)

    def _put(self, position, value, fmt):
        start, _ = self._span(position)
        if isinstance(value, str):
            kind, data = b'str', value.encode()
        elif isinstance(value, bytes):
            kind, data = b'bytes', value
        elif value is None:
            kind, data = b'none', False
        else:
            kind, data = type(value).__name__.encode(), value
        struct.pack_into('<' + fmt, self.shm.buf, start, data)
        length = len(data) if isinstance(data, bytes) else 0
        struct.pack_into('<8sq', self.shm.buf, self._kind_at(position), kind, length)

    def _position(self, index):
        position = index if index >= 0 else index + self._list_len
        if not 0 <= position < self._list_len:
            raise IndexError('index out of range')
        return position

    def __getitem__(self, index):
        position = self._position(index)
        start, size = self._span(position)
        kind, length = struct.unpack_from('<8sq', self.shm.buf, self._kind_at(position))
        kind = kind.rstrip(b'\0')
        if kind == b'none':
            return None
        if kind in (b'str', b'bytes'):
            data = bytes(self.shm.buf[start:start + length])
            return data.decode() if kind == b'str' else data
        value, = struct.unpack_from({b'int': '<q', b'float': '<d', b'bool': '<xxxxxxx?'}[kind], self.shm.buf, start)
        return value

    def __setitem__(self, index, value):
        try:
            position = self._position(index)
        except IndexError:
            raise IndexError('assignment index out of range') from None
        _, size = self._span(position)
        fmt = self._format_of(value)
        if isinstance(value, (str, bytes)):
            encoded = value.encode() if isinstance(value, str) else value
            if len(encoded) > size:
                raise ValueError('bytes/str item exceeds available storage')
            fmt = '%ds' % size
        self._put(position, value, fmt)

    def __reduce__(self):
        return _attach, (self.__class__, self.shm.name)

    def __len__(self):
        return self._list_len

    def __repr__(self):
        return f'{self.__class__.__name__}({list(self)}, name={self.shm.name!r})'

    @property
    def format(self):
        """The struct packing format used by all currently stored items."""
        return ''.join(self._format_of(item) for item in self)

    def count(self, value):
        """Return the number of occurrences of the value."""
        return sum(value == entry for entry in self)

    def index(self, value):
        """Return the place where the value is first found."""
        for position, entry in enumerate(self):
            if value == entry:
                return position
        raise ValueError(f'{value!r} not in this container')

    __class_getitem__ = classmethod(types.GenericAlias)


def _attach(cls, name):
    return cls(name=name)
