"""Files that are compressed as `gzip` does it."""

import builtins
import io
import os
import struct
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

# What the flags of a header say that there is more of.
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16

READ, WRITE = 1, 2
_COMPRESS_LEVEL_FAST = 1
_COMPRESS_LEVEL_TRADEOFF = 6
_COMPRESS_LEVEL_BEST = 9
_CHUNK = io.DEFAULT_BUFFER_SIZE


def open(filename, mode="rb", compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """Open a gzip-compressed file in binary or text mode.

    The filename may be a path or a file object that is open already.
    """
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
    else:
        for value, name in ((encoding, 'encoding'), (errors, 'errors'), (newline, 'newline')):
            if value is not None:
                raise ValueError("Argument '%s' not supported in binary mode" % name)
    binary_mode = mode.replace("t", "")
    if isinstance(filename, (str, bytes, os.PathLike)):
        binary_file = GzipFile(filename, binary_mode, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        binary_file = GzipFile(None, binary_mode, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    if "t" in mode:
        return io.TextIOWrapper(binary_file, io.text_encoding(encoding), errors, newline)
    return binary_file


class BadGzipFile(OSError):
    """Exception raised in some cases for invalid gzip files."""


def _header(level, mtime, name=b''):
    extra = b'\002' if level == _COMPRESS_LEVEL_BEST else b'\004' if level == _COMPRESS_LEVEL_FAST else b'\000'
    header = b'\037\213\010' + bytes([FNAME if name else 0]) + struct.pack('<L', int(mtime)) + extra + b'\377'
    return header + name + b'\0' if name else header


class GzipFile(io.BufferedIOBase):
    """A file whose contents are compressed on the way out, or decompressed on the way in."""

    # The file that was opened here, and is closed with this one.
    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        if mode and 'b' not in mode:
            mode += 'b'
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
        if filename is None:
            filename = getattr(fileobj, 'name', '')
            if not isinstance(filename, (str, bytes)):
                filename = ''
        else:
            filename = os.fspath(filename)
        original = mode
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
        if mode.startswith('r'):
            self.mode = READ
            self._buffer = io.BufferedReader(_Reader(fileobj))
        elif mode.startswith(('w', 'a', 'x')):
            if original is None:
                import warnings
                warnings.warn("GzipFile was opened for writing, but this will change in future Python releases.  "
                              "Specify the mode argument for opening it for writing.", FutureWarning, 2)
            self.mode = WRITE
            self._level = compresslevel
            self._time = mtime
            self.crc = zlib.crc32(b"")
            self.size = 0
            self.offset = 0
            self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))
        self.name = filename
        self.fileobj = fileobj
        if self.mode == WRITE:
            self._write_header()

    @property
    def mtime(self):
        """Last modification time read from stream, or None"""
        return self._buffer.raw.mtime

    def __repr__(self):
        return '<gzip ' + repr(self.fileobj)[1:-1] + ' ' + hex(id(self)) + '>'

    def _write_header(self):
        try:
            # The name may be anything but what the header cannot hold.
            name = os.path.basename(self.name)
            if not isinstance(name, bytes):
                name = name.encode('latin-1')
            if name.endswith(b'.gz'):
                name = name[:-3]
        except UnicodeEncodeError:
            name = b''
        self.fileobj.write(_header(self._level, time.time() if self._time is None else self._time, name))

    def _check_not_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _check(self, mode, message):
        self._check_not_closed()
        if self.mode != mode:
            import errno
            raise OSError(errno.EBADF, message)

    def write(self, data):
        """Compress and write bytes."""
        self._check(WRITE, "write() on read-only GzipFile object")
        if self.fileobj is None:
            raise ValueError("write() on closed GzipFile object")
        if isinstance(data, (bytes, bytearray)):
            length = len(data)
        else:
            data = memoryview(data)
            length = data.nbytes
        if length > 0:
            self.fileobj.write(self.compress.compress(data))
            self.size += length
            self.crc = zlib.crc32(data, self.crc)
            self.offset += length
        return length

    def read(self, size=-1):
        """Read and decompress so many bytes, or all."""
        self._check(READ, "read() on write-only GzipFile object")
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Read and decompress some bytes, as few as there are at once."""
        self._check(READ, "read1() on write-only GzipFile object")
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        """Read into a buffer."""
        self._check(READ, "read() on write-only GzipFile object")
        return self._buffer.readinto(b)

    def peek(self, n):
        """Return what comes next, without going on."""
        self._check(READ, "peek() on write-only GzipFile object")
        return self._buffer.peek(n)

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        """Write what is left, and close."""
        fileobj = self.fileobj
        if fileobj is None:
            return
        try:
            if self.mode == WRITE:
                fileobj.write(self.compress.flush())
                fileobj.write(struct.pack('<LL', self.crc, self.size & 0xffffffff))
            else:
                self._buffer.close()
        finally:
            self.fileobj = None
            mine, self.myfileobj = self.myfileobj, None
            if mine:
                mine.close()

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """Write what has been compressed so far."""
        self._check_not_closed()
        if self.mode == WRITE:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        """Invoke the underlying file object's fileno() method."""
        return self.fileobj.fileno()

    def rewind(self):
        """Return to the beginning of the stream."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def readable(self):
        """Return whether the file was opened for reading."""
        return self.mode == READ

    def writable(self):
        """Return whether the file was opened for writing."""
        return self.mode == WRITE

    def seekable(self):
        """Return True: it may take long, though."""
        return True

    def tell(self):
        """Return the position in what is not compressed."""
        self._check_not_closed()
        return self.offset if self.mode == WRITE else self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a position in what is not compressed."""
        if self.mode == READ:
            self._check_not_closed()
            return self._buffer.seek(offset, whence)
        if whence:
            if whence != io.SEEK_CUR:
                raise ValueError('Seek from end not supported')
            offset += self.offset
        if offset < self.offset:
            raise OSError('Negative seek in write mode')
        left = offset - self.offset
        while left > 0:
            left -= self.write(bytes(min(left, 1024)))
        return self.offset

    def readline(self, size=-1):
        """Read a line."""
        self._check(READ, "readline() on write-only GzipFile object")
        return self._buffer.readline(size)


class _Reader(io.RawIOBase):
    """Decompresses one member after the other."""

    # Whether everything is decompressed in one shot, for which errors are worded differently.
    whole = False

    def __init__(self, fileobj):
        self._file = fileobj
        self._start = fileobj.tell() if getattr(fileobj, 'seekable', lambda: False)() else None
        self.mtime = None
        self._reset()

    def _reset(self):
        self._left = b''
        self._decompressor = None
        self._position = 0
        self._end = False

    def readable(self):
        return True

    def seekable(self):
        return True

    def _take(self, count):
        """Exactly so many bytes of the compressed file."""
        while len(self._left) < count:
            more = self._file.read(_CHUNK)
            if not more:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            self._left += more
        data, self._left = self._left[:count], self._left[count:]
        return data

    def _begin(self):
        """Read the header of a member; says whether there is one."""
        if len(self._left) < 2:
            self._left += self._file.read(_CHUNK)
        if not self._left:
            return False
        magic = self._take(2)
        if magic != b'\037\213':
            raise BadGzipFile('Not a gzipped file (%r)' % magic)
        method, flags, self.mtime = struct.unpack("<BBIxx", self._take(8))
        if method != 8:
            raise BadGzipFile('Unknown compression method')
        if flags & FEXTRA:
            self._take(*struct.unpack("<H", self._take(2)))
        for flag in (FNAME, FCOMMENT):
            if flags & flag:
                while self._take(1) != b'\0':
                    pass
        if flags & FHCRC:
            self._take(2)
        self._decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        self._crc = zlib.crc32(b"")
        self._size = 0
        return True

    def _finish(self):
        """Check the end of a member, and skip zeros behind it."""
        self._left = self._decompressor.unused_data + self._left
        self._decompressor = None
        crc, size = struct.unpack("<II", self._take(8))
        if crc != self._crc:
            if self.whole:
                raise BadGzipFile("CRC check failed")
            raise BadGzipFile("CRC check failed %s != %s" % (hex(crc), hex(self._crc)))
        if size != self._size & 0xffffffff:
            raise BadGzipFile("Incorrect length of data produced")
        while True:
            self._left = self._left.lstrip(b'\0')
            if self._left:
                return
            self._left = self._file.read(_CHUNK)
            if not self._left:
                return

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size or self._end:
            return b""
        while True:
            if self._decompressor is None:
                if not self._begin():
                    self._end = True
                    return b""
            tail = self._decompressor.unconsumed_tail
            if not tail:
                tail, self._left = self._left or self._file.read(_CHUNK), b''
            data = self._decompressor.decompress(tail, size)
            self._crc = zlib.crc32(data, self._crc)
            self._size += len(data)
            self._position += len(data)
            if self._decompressor.eof:
                self._finish()
            elif not data and not tail:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            if data:
                return data

    def readall(self):
        parts = []
        while data := self.read(1 << 17):
            parts.append(data)
        return b''.join(parts)

    def readinto(self, b):
        with memoryview(b) as view, view.cast('B') as room:
            data = self.read(len(room))
            room[:len(data)] = data
        return len(data)

    def tell(self):
        return self._position

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            while self.read(io.DEFAULT_BUFFER_SIZE):
                pass
            offset += self._position
        if offset < self._position:
            self._file.seek(self._start or 0)
            self._reset()
        while self._position < offset:
            if not self.read(min(io.DEFAULT_BUFFER_SIZE, offset - self._position)):
                break
        return self._position


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """Compress data in one shot and return the compressed string."""
    if mtime is None:
        mtime = time.time()
    if mtime == 0:
        # The header is zlib's own then.
        return zlib.compress(data, level=compresslevel, wbits=31)
    body = zlib.compress(data, level=compresslevel, wbits=-15)
    return _header(compresslevel, mtime) + body + struct.pack('<LL', zlib.crc32(data), len(data) & 0xffffffff)


def decompress(data):
    """Decompress a gzip compressed string in one shot. Return the decompressed string."""
    reader = _Reader(io.BytesIO(data))
    reader.whole = True
    return reader.readall()
