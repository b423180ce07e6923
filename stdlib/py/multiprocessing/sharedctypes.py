"""Values and arrays that several processes see.

They are kept in a file without a name: to look is to read it. There is no `ctypes`; types are given by the codes of `array`.
"""

import os
import struct
import tempfile

from . import context

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

_CODES = 'cbBhHiIlLqQfd'


class _Shared:
    """Items of one type in a file."""

    def __init__(self, code, count):
        if not isinstance(code, str) or len(code) != 1 or code not in _CODES:
            raise TypeError('a type is given by one of the codes %s, not by %r' % (' '.join(_CODES), code))
        self._code = code
        self._count = count
        self._item = struct.Struct('@' + code)
        self._file = tempfile.TemporaryFile(buffering=0)
        self._file.write(bytes(self._item.size * count))

    def __getstate__(self):
        context.assert_spawning(self)
        return self._code, self._count, context.get_spawning_popen().duplicate_for_child(self._file.fileno())

    def __setstate__(self, state):
        self._code, self._count, fd = state
        self._item = struct.Struct('@' + self._code)
        self._file = open(fd, 'r+b', buffering=0)

    def _read(self, start, count):
        data = os.pread(self._file.fileno(), count * self._item.size, start * self._item.size)
        return list(struct.unpack('@%d%s' % (count, self._code), data)) if self._code != 'c' else [
            data[i:i + 1] for i in range(count)]

    def _write(self, start, values):
        try:
            data = struct.pack('@%d%s' % (len(values), self._code), *values) if self._code != 'c' else b''.join(
                self._item.pack(value) for value in values)
        except struct.error as e:
            if all(isinstance(value, int) for value in values) and self._code not in 'cfd':
                # As in C, what does not fit is cut off.
                bits = 8 * self._item.size
                low = 0 if self._code.isupper() else -(1 << bits - 1)
                return self._write(start, [(value - low) % (1 << bits) + low for value in values])
            raise TypeError(str(e)) from None
        os.pwrite(self._file.fileno(), data, start * self._item.size)


class _Value(_Shared):
    """One value."""

    def __init__(self, code, *args):
        super().__init__(code, 1)
        if args:
            self.value, = args

    @property
    def value(self):
        return self._read(0, 1)[0]

    @value.setter
    def value(self, value):
        self._write(0, [value])


class _Array(_Shared):
    """Several values."""

    def __init__(self, code, size_or_initializer):
        if isinstance(size_or_initializer, int):
            super().__init__(code, size_or_initializer)
        else:
            values = list(size_or_initializer)
            if code == 'c':
                values = [bytes([value]) if isinstance(value, int) else value for value in values]
            super().__init__(code, len(values))
            if values:
                self._write(0, values)

    def __len__(self):
        return self._count

    def _index(self, i):
        if i < 0:
            i += self._count
        if not 0 <= i < self._count:
            raise IndexError('invalid index')
        return i

    def __getitem__(self, i):
        if isinstance(i, slice):
            values = self._read(0, self._count)[i]
            return b''.join(values) if self._code == 'c' else values
        return self._read(self._index(i), 1)[0]

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            places = range(self._count)[i]
            values = list(value)
            if len(values) != len(places):
                raise ValueError('Can only assign sequence of same size')
            for place, item in zip(places, values):
                self[place] = item
        else:
            if self._code == 'c' and isinstance(value, int):
                value = bytes([value])
            self._write(self._index(i), [value])

    def __iter__(self):
        return iter(self._read(0, self._count))

    def __getattr__(self, name):
        if self._code != 'c' or name not in ('value', 'raw'):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        raw = b''.join(self._read(0, self._count))
        return raw if name == 'raw' else raw.split(b'\0', 1)[0]

    def __setattr__(self, name, value):
        if name in ('value', 'raw'):
            if len(value) > self._count:
                raise ValueError('byte string too long')
            if name == 'value':
                value += b'\0' * (len(value) < self._count)
            self._write(0, [value[i:i + 1] for i in range(len(value))])
        else:
            object.__setattr__(self, name, value)


def RawValue(typecode_or_type, *args):
    """Returns a value in shared memory, without a lock."""
    return _Value(typecode_or_type, *args)


def RawArray(typecode_or_type, size_or_initializer):
    """Returns an array in shared memory, without a lock."""
    return _Array(typecode_or_type, size_or_initializer)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """Return a synchronization wrapper for a Value"""
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """Return a synchronization wrapper for a RawArray"""
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def _with_lock(obj, lock, ctx):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = (ctx or context._default_context.get_context()).RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return synchronized(obj, lock, ctx)


def copy(obj):
    """Return a copy in shared memory of its own."""
    if isinstance(obj, _Value):
        return _Value(obj._code, obj.value)
    return _Array(obj._code, list(obj))


def synchronized(obj, lock=None, ctx=None):
    """Return an object that takes a lock for each access to another one."""
    kind = Synchronized if isinstance(obj, _Value) else SynchronizedString if obj._code == 'c' else SynchronizedArray
    return kind(obj, lock, ctx)


class SynchronizedBase(object):
    """What objects with a lock have in common."""

    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or context._default_context.get_context()).RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._obj, self._lock

    def __setstate__(self, state):
        SynchronizedBase.__init__(self, *state)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def get_obj(self):
        """Return the object without its lock."""
        return self._obj

    def get_lock(self):
        """Return the lock."""
        return self._lock

    def __repr__(self):
        return '<%s wrapper for %s>' % (type(self).__name__, self._obj)


class Synchronized(SynchronizedBase):
    """A value with a lock."""

    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self:
            self._obj.value = value


class SynchronizedArray(SynchronizedBase):
    """An array with a lock."""

    def __len__(self):
        return len(self._obj)

    def __getitem__(self, i):
        with self:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self:
            self._obj[i] = value



class SynchronizedString(SynchronizedArray):
    """An array of characters with a lock."""

    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self:
            self._obj.value = value

    @property
    def raw(self):
        with self:
            return self._obj.raw

    @raw.setter
    def raw(self, value):
        with self:
            self._obj.raw = value
