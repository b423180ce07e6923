"""Files on descriptors that let other greenlets run while they wait."""

import io
import os as _os

from gevent.hub import get_hub
from gevent.os import make_nonblocking, nb_read, nb_write

__all__ = ["FileObjectPosix", "FileObjectThread", "FileObjectBlock", "FileObject"]


class _GreenRaw(io.RawIOBase):
    """A descriptor as a raw file."""

    def __init__(self, fd, mode, closefd=True, name=None):
        io.RawIOBase.__init__(self)
        self._fd = fd
        self._close = closefd
        self._reading = "r" in mode or "+" in mode
        self._writing = any(c in mode for c in "wax+")
        self.name = fd if name is None else name
        self.mode = mode
        make_nonblocking(fd)

    def readable(self):
        return self._reading

    def writable(self):
        return self._writing

    def seekable(self):
        try:
            _os.lseek(self._fd, 0, _os.SEEK_CUR)
        except OSError:
            return False
        return True

    def fileno(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        return self._fd

    def readinto(self, buffer):
        data = nb_read(self.fileno(), len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def write(self, data):
        return nb_write(self.fileno(), data)

    def seek(self, offset, whence=0):
        return _os.lseek(self.fileno(), offset, whence)

    def isatty(self):
        return _os.isatty(self.fileno())

    def close(self):
        if self.closed:
            return
        io.RawIOBase.close(self)
        if self._close:
            core = get_hub()._core
            core.cancel_waits(self._fd, OSError(9, "File descriptor was closed in another greenlet"))
            _os.close(self._fd)


def _open(fobj, mode, buffering, closefd, encoding, errors, newline):
    if not isinstance(fobj, int) and not hasattr(fobj, "fileno"):
        raise TypeError(f"fileobj has no fileno(): {fobj!r}")
    fd = fobj if isinstance(fobj, int) else fobj.fileno()
    if mode is None:
        mode = getattr(fobj, "mode", "rb")
    text = "b" not in mode and ("t" in mode or encoding is not None or isinstance(fobj, io.TextIOBase))
    raw = _GreenRaw(fd, mode, closefd, getattr(fobj, "name", None))
    if buffering == 0:
        return raw
    size = io.DEFAULT_BUFFER_SIZE if buffering is None or buffering in (-1, 1) else buffering
    if raw.readable() and raw.writable():
        made = io.BufferedRandom(raw, size) if raw.seekable() else io.BufferedRWPair(raw, raw, size)
    elif raw.readable():
        made = io.BufferedReader(raw, size)
    else:
        made = io.BufferedWriter(raw, size)
    if text:
        made = io.TextIOWrapper(made, encoding, errors, newline, line_buffering=buffering == 1)
    return made


class FileObjectPosix:
    """A file on a descriptor, or on another file, that lets other greenlets run while it waits."""

    default_bufsize = io.DEFAULT_BUFFER_SIZE

    def __init__(self, fobj, mode=None, bufsize=None, close=True, *, buffering=None, closefd=None, encoding=None,
                 errors=None, newline=None, atomic_write=False):
        buffering = bufsize if buffering is None else buffering
        if mode is None:
            mode = "rb" if isinstance(fobj, int) else None
        self._source = None if isinstance(fobj, int) else fobj
        self._file = _open(fobj, mode, buffering, close if closefd is None else closefd, encoding, errors, newline)

    def __repr__(self):
        return f"<{type(self).__name__} _fobj={self._file!r}>"

    def __getattr__(self, name):
        return getattr(self._file, name)

    @property
    def io(self):
        """The file itself."""
        return self._file

    def close(self):
        """Close the file and what it was made of."""
        self._file.close()
        source, self._source = self._source, None
        if source is not None:
            try:
                source.close()
            except OSError as e:
                # The descriptor was closed with the file.
                if e.errno != 9:
                    raise

    def __iter__(self):
        return self

    def __next__(self):
        line = self._file.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class FileObjectThread:
    """A file whose operations run in threads."""

    def __init__(self, fobj, mode=None, bufsize=None, close=True, threadpool=None, lock=True, *, buffering=None,
                 closefd=None, encoding=None, errors=None, newline=None):
        if isinstance(fobj, int):
            buffering = bufsize if buffering is None else buffering
            fobj = io.open(fobj, mode or "rb", -1 if buffering is None else buffering, encoding=encoding,
                           errors=errors, newline=newline, closefd=close if closefd is None else closefd)
        self._file = fobj
        self._pool = threadpool or get_hub().threadpool

    def __repr__(self):
        return f"<{type(self).__name__} _fobj={self._file!r} threadpool={self._pool!r}>"

    def __getattr__(self, name):
        found = getattr(self._file, name)
        if name in ("read", "readinto", "readline", "readlines", "write", "writelines", "flush", "close", "seek",
                    "truncate", "xreadlines", "read1"):
            return lambda *args, **kwargs: self._pool.apply(found, args, kwargs)
        return found

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def FileObjectBlock(fobj, *args, **kwargs):
    """A plain file, which blocks."""
    if isinstance(fobj, int):
        return io.open(fobj, *args, **kwargs)
    return fobj


FileObject = FileObjectPosix
