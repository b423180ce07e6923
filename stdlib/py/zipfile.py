"""Read and write ZIP files.

Members are stored or deflated; what bz2 and lzma need is not there. Files of more than 4 GiB are written and read (ZIP64).
"""

import io
import os
import shutil
import stat
import struct
import threading
import time
import zlib

__all__ = ["BadZipFile", "BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA", "is_zipfile", "ZipInfo",
           "ZipFile", "LargeZipFile", "Path"]


class BadZipFile(Exception):
    pass


class LargeZipFile(Exception):
    """Raised when writing a zipfile, the zipfile requires ZIP64 extensions and those extensions are disabled."""


error = BadZipfile = BadZipFile

ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1
ZIP_MAX_COMMENT = (1 << 16) - 1

ZIP_STORED = 0
ZIP_DEFLATED = 8
ZIP_BZIP2 = 12
ZIP_LZMA = 14

DEFAULT_VERSION = 20
ZIP64_VERSION = 45
MAX_EXTRACT_VERSION = 63

_END = struct.Struct("<4s4H2LH")
_END_MAGIC = b"PK\005\006"
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_CENTRAL_MAGIC = b"PK\001\002"
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_LOCAL_MAGIC = b"PK\003\004"
_LOCATOR64 = struct.Struct("<4sLQL")
_LOCATOR64_MAGIC = b"PK\x06\x07"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MAGIC = b"PK\x06\x06"

# Bits of a member's flags.
_ENCRYPTED = 0x1
_USE_DATA_DESCRIPTOR = 0x8
_COMPRESSED_PATCH = 0x20
_STRONG_ENCRYPTION = 0x40
_UTF8 = 0x800

compressor_names = {
    0: 'store', 1: 'shrink', 2: 'reduce', 3: 'reduce', 4: 'reduce', 5: 'reduce', 6: 'implode', 7: 'tokenize', 8: 'deflate',
    9: 'deflate64', 10: 'implode', 12: 'bzip2', 14: 'lzma', 18: 'terse', 19: 'lz77', 97: 'wavpack', 98: 'ppmd'}


def _check_compression(compression):
    if compression in (ZIP_STORED, ZIP_DEFLATED):
        return
    if compression == ZIP_BZIP2:
        raise RuntimeError("Compression requires the (missing) bz2 module")
    if compression == ZIP_LZMA:
        raise RuntimeError("Compression requires the (missing) lzma module")
    raise NotImplementedError("That compression method is not supported")


def _get_compressor(kind, level=None):
    if kind == ZIP_DEFLATED:
        return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION if level is None else level, zlib.DEFLATED, -15)
    return None


def is_zipfile(filename):
    """Quickly see if a file is a ZIP file by checking the magic number. The filename may be a file or a path."""
    try:
        if hasattr(filename, "read"):
            return _find_end(filename) is not None
        with open(filename, "rb") as fp:
            return _find_end(fp) is not None
    except (OSError, BadZipFile):
        return False


def _find_end(fp):
    """What the end record says: number of members, size and place of the directory, comment, place of the record itself."""
    fp.seek(0, 2)
    size = fp.tell()
    # Behind the record there may be a comment.
    reach = min(size, _END.size + ZIP_MAX_COMMENT)
    fp.seek(size - reach)
    data = fp.read(reach)
    at = data.rfind(_END_MAGIC)
    if size >= _END.size and data[-_END.size:-_END.size + 4] == _END_MAGIC and data[-2:] == b'\0\0':
        at = reach - _END.size
    if at < 0 or at + _END.size > reach:
        return None
    _, _, _, _, count, length, offset, comment_length = _END.unpack_from(data, at)
    comment = data[at + _END.size:at + _END.size + comment_length]
    place = size - reach + at
    locator = place - _LOCATOR64.size
    if locator >= 0:
        fp.seek(locator)
        magic, disk, _, disks = _LOCATOR64.unpack(fp.read(_LOCATOR64.size))
        if magic == _LOCATOR64_MAGIC:
            if disk != 0 or disks > 1:
                raise BadZipFile("zipfiles that span multiple disks are not supported")
            fp.seek(locator - _END64.size)
            record = fp.read(_END64.size)
            if len(record) == _END64.size and record[:4] == _END64_MAGIC:
                _, _, _, _, _, _, _, count, length, offset = _END64.unpack(record)
                place = locator - _END64.size
    return count, length, offset, comment, place


class ZipInfo(object):
    """Class with attributes describing each file in the ZIP archive."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', '_compresslevel', 'comment', 'extra',
                 'create_system', 'create_version', 'extract_version', 'reserved', 'flag_bits', 'volume', 'internal_attr',
                 'external_attr', 'header_offset', 'CRC', 'compress_size', 'file_size', '_raw_time')

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        # A name ends at a null byte, and its separators are slashes.
        filename = filename.split('\0', 1)[0]
        if os.sep != "/" and os.sep in filename:
            filename = filename.replace(os.sep, "/")
        self.filename = filename
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.compress_type = ZIP_STORED
        self._compresslevel = None
        self.comment = b""
        self.extra = b""
        self.create_system = 3
        self.create_version = DEFAULT_VERSION
        self.extract_version = DEFAULT_VERSION
        self.reserved = 0
        self.flag_bits = 0
        self.volume = 0
        self.internal_attr = 0
        self.external_attr = 0
        self.compress_size = 0
        self.file_size = 0

    def __repr__(self):
        result = ['<%s filename=%r' % (self.__class__.__name__, self.filename)]
        if self.compress_type != ZIP_STORED:
            result.append(' compress_type=%s' % compressor_names.get(self.compress_type, self.compress_type))
        high, low = self.external_attr >> 16, self.external_attr & 0xFFFF
        if high:
            result.append(' filemode=%r' % stat.filemode(high))
        if low:
            result.append(' external_attr=%#x' % low)
        folder = self.is_dir()
        if not folder or self.file_size:
            result.append(' file_size=%r' % self.file_size)
        if (not folder or self.compress_size) and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            result.append(' compress_size=%r' % self.compress_size)
        return ''.join(result) + '>'

    def _stamp(self):
        year, month, day, hour, minute, second = self.date_time
        return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2

    def _encoded(self):
        try:
            return self.filename.encode('ascii'), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | _UTF8

    def FileHeader(self, zip64=None):
        """Return the per-file header as a bytes object."""
        day, moment = self._stamp()
        crc, compressed, size = self.CRC, self.compress_size, self.file_size
        if self.flag_bits & _USE_DATA_DESCRIPTOR:
            crc = compressed = size = 0
        extra = self.extra
        version = 0
        large = size > ZIP64_LIMIT or compressed > ZIP64_LIMIT
        if zip64 is None:
            zip64 = large
        if zip64:
            extra += struct.pack('<HHQQ', 1, 16, size, compressed)
        if large:
            if not zip64:
                raise LargeZipFile("Filesize would require ZIP64 extensions")
        if zip64:
            size = compressed = 0xffffffff
            version = ZIP64_VERSION
        self.extract_version = max(version, self.extract_version)
        self.create_version = max(version, self.create_version)
        name, flags = self._encoded()
        header = _LOCAL.pack(_LOCAL_MAGIC, self.extract_version, self.reserved, flags, self.compress_type, moment, day, crc,
                             compressed, size, len(name), len(extra))
        return header + name + extra

    def _decode_extra(self):
        """Take the large numbers from where they stand if they are too large for their places."""
        extra = self.extra
        while len(extra) >= 4:
            kind, length = struct.unpack('<HH', extra[:4])
            if length + 4 > len(extra):
                raise BadZipFile("Corrupt extra field %04x (size=%d)" % (kind, length))
            if kind == 1:
                data = extra[4:length + 4]
                try:
                    for name, mark in (('file_size', (0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF)), ('compress_size', (0xFFFF_FFFF,)),
                                       ('header_offset', (0xffffffff,))):
                        if getattr(self, name) in mark:
                            setattr(self, name, struct.unpack('<Q', data[:8])[0])
                            data = data[8:]
                except struct.error:
                    raise BadZipFile(f"Corrupt zip64 extra field. {name} not found.") from None
            extra = extra[length + 4:]

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """Construct an appropriate ZipInfo for a file on the filesystem."""
        if isinstance(filename, os.PathLike):
            filename = os.fspath(filename)
        status = os.stat(filename)
        folder = stat.S_ISDIR(status.st_mode)
        date_time = time.localtime(status.st_mtime)[:6]
        if not strict_timestamps:
            date_time = max((1980, 1, 1, 0, 0, 0), min((2107, 12, 31, 23, 59, 59), date_time))
        if arcname is None:
            arcname = filename
        arcname = os.path.normpath(os.path.splitdrive(arcname)[1]).lstrip(os.sep)
        if folder:
            arcname += '/'
        info = cls(arcname, date_time)
        info.external_attr = (status.st_mode & 0xFFFF) << 16
        if folder:
            info.file_size = 0
            info.external_attr |= 0x10
        else:
            info.file_size = status.st_size
        return info

    def is_dir(self):
        """Return True if this archive member is a directory."""
        return self.filename[-1] == '/'


class _Shared:
    """A part of a file that others use as well: each goes to its own place first."""

    def __init__(self, archive, at):
        self._archive = archive
        self._file = archive.fp
        self._at = at
        archive._fileRefCnt += 1

    def tell(self):
        return self._at

    def seek(self, offset):
        self._at = offset

    def read(self, n=-1):
        with self._archive._lock:
            if self._archive._writing:
                raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                                 "Close the writing handle before trying to read.")
            self._file.seek(self._at)
            data = self._file.read(n)
            self._at = self._file.tell()
            return data

    def close(self):
        if self._file is not None:
            self._file = None
            self._archive._release()


class _Decrypter:
    """The traditional encryption: a stream of bytes that depends on what it has been used for."""

    def __init__(self, password):
        self._keys = 0x12345678, 0x23456789, 0x34567890
        for b in password:
            self._update(b)

    def _update(self, b):
        k0, k1, k2 = self._keys
        k0 = zlib.crc32(bytes([b]), k0 ^ 0xffffffff) ^ 0xffffffff
        k1 = ((k1 + (k0 & 0xff)) * 134775813 + 1) & 0xffffffff
        k2 = zlib.crc32(bytes([k1 >> 24]), k2 ^ 0xffffffff) ^ 0xffffffff
        self._keys = k0, k1, k2

    def __call__(self, data):
        out = bytearray()
        for b in data:
            k = self._keys[2] | 2
            b ^= (k * (k ^ 1) >> 8) & 0xff
            self._update(b)
            out.append(b)
        return bytes(out)


class ZipExtFile(io.BufferedIOBase):
    """File-like object for reading an archive member. Is returned by ZipFile.open()."""

    MAX_N = 1 << 31 - 1
    MIN_READ_SIZE = 4096

    def __init__(self, fileobj, mode, zipinfo, pwd=None, close_fileobj=False):
        self._fileobj = fileobj
        self._close_fileobj = close_fileobj
        self._info = zipinfo
        self._start = fileobj.tell()
        self._pwd = pwd
        self.mode = mode
        self.name = zipinfo.filename
        self.newlines = None
        self._expected_crc = getattr(zipinfo, 'CRC', None)
        self._restart()

    def _restart(self):
        self._fileobj.seek(self._start)
        self._compress_left = self._info.compress_size
        self._left = self._info.file_size
        self._buffer = b''
        self._offset = 0
        self._position = 0
        self._eof = False
        self._running_crc = zlib.crc32(b'')
        self._decompressor = zlib.decompressobj(-15) if self._info.compress_type == ZIP_DEFLATED else None
        self._decrypter = None
        if self._info.flag_bits & _ENCRYPTED:
            self._decrypter = _Decrypter(self._pwd)
            header = self._decrypter(self._fileobj.read(12))
            self._compress_left -= 12
            if self._info.flag_bits & _USE_DATA_DESCRIPTOR:
                check = self._info._raw_time >> 8 & 0xff
            else:
                check = self._info.CRC >> 24 & 0xff
            if header[11] != check:
                raise RuntimeError("Bad password for file %r" % self._info.orig_filename)

    def __repr__(self):
        result = ['<%s.%s' % (self.__class__.__module__, self.__class__.__qualname__)]
        if not self.closed:
            result.append(' name=%r mode=%r' % (self.name, self.mode))
            if self._info.compress_type != ZIP_STORED:
                result.append(' compress_type=%s' % compressor_names.get(self._info.compress_type))
        else:
            result.append(' [closed]')
        return ''.join(result) + '>'

    def _fill(self):
        """The next decompressed bytes, or nothing at the end."""
        while not self._eof:
            tail = self._decompressor.unconsumed_tail if self._decompressor is not None else b''
            if not tail and self._compress_left > 0:
                tail = self._fileobj.read(min(self._compress_left, 1 << 16))
                if not tail:
                    raise EOFError
                self._compress_left -= len(tail)
                if self._decrypter is not None:
                    tail = self._decrypter(tail)
            if self._decompressor is None:
                data = tail
                self._eof = self._compress_left <= 0
            else:
                data = self._decompressor.decompress(tail, 1 << 18)
                self._eof = self._decompressor.eof or (
                    self._compress_left <= 0 and not self._decompressor.unconsumed_tail and not data)
                if self._eof:
                    data += self._decompressor.flush()
            data = data[:self._left]
            self._left -= len(data)
            if self._left <= 0:
                self._eof = True
            self._running_crc = zlib.crc32(data, self._running_crc)
            if self._eof and self._expected_crc is not None and self._running_crc != self._expected_crc:
                raise BadZipFile("Bad CRC-32 for file %r" % self.name)
            if data:
                return data
        return b''

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def readable(self):
        """Return True."""
        self._check_open()
        return True

    def seekable(self):
        """Return True: it may take long, though."""
        self._check_open()
        return True

    def read(self, n=-1):
        """Read and return up to n bytes. If the argument is omitted, None, or negative, data is read until EOF."""
        if self.closed:
            raise ValueError("read from closed file.")
        whole = n is None or n < 0
        parts = []
        while whole or n > 0:
            data = self.read1(-1 if whole else n)
            if not data:
                break
            parts.append(data)
            if not whole:
                n -= len(data)
        return b''.join(parts)

    def read1(self, n):
        """Read up to n bytes with at most one read() system call."""
        if self._offset >= len(self._buffer):
            self._buffer = self._fill()
            self._offset = 0
        end = len(self._buffer) if n is None or n < 0 else self._offset + n
        data = self._buffer[self._offset:end]
        self._offset += len(data)
        self._position += len(data)
        return data

    def readinto(self, b):
        """Read into a buffer."""
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def peek(self, n=1):
        """Returns buffered bytes without advancing the position."""
        if self._offset >= len(self._buffer):
            self._buffer = self._fill()
            self._offset = 0
        return self._buffer[self._offset:self._offset + 512] if len(self._buffer) - self._offset > 512 else (
            self._buffer[self._offset:])

    def readline(self, limit=-1):
        """Read and return a line from the stream. If limit is specified, at most limit bytes will be read."""
        parts = []
        left = limit
        while left != 0:
            if self._offset >= len(self._buffer):
                self._buffer = self._fill()
                self._offset = 0
                if not self._buffer:
                    break
            at = self._buffer.find(b'\n', self._offset)
            count = (len(self._buffer) if at < 0 else at + 1) - self._offset
            if left > 0:
                count = min(count, left)
                left -= count
            part = self.read1(count)
            parts.append(part)
            if part.endswith(b'\n'):
                break
        return b''.join(parts)

    def tell(self):
        """Return the position."""
        self._check_open()
        return self._position

    def seek(self, offset, whence=os.SEEK_SET):
        """Go to a position."""
        if self.closed:
            raise ValueError("seek on closed file.")
        if whence == os.SEEK_SET:
            target = offset
        elif whence == os.SEEK_CUR:
            target = self._position + offset
        elif whence == os.SEEK_END:
            target = self._info.file_size + offset
        else:
            raise ValueError("whence must be os.SEEK_SET (0), os.SEEK_CUR (1), or os.SEEK_END (2)")
        target = max(0, min(target, self._info.file_size))
        if target < self._position:
            self._restart()
        while self._position < target:
            if not self.read1(target - self._position):
                break
        return self._position

    def close(self):
        try:
            if self._close_fileobj:
                self._fileobj.close()
        finally:
            super().close()


class _ZipWriteFile(io.BufferedIOBase):
    """A member that is being written."""

    def __init__(self, zf, zinfo, zip64):
        self._zinfo = zinfo
        self._zip64 = zip64
        self._zipfile = zf
        self._compressor = _get_compressor(zinfo.compress_type, zinfo._compresslevel)
        self._file_size = 0
        self._compress_size = 0
        self._crc = 0

    @property
    def _fileobj(self):
        return self._zipfile.fp

    def writable(self):
        """Return True."""
        return True

    def write(self, data):
        """Compress and write bytes."""
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        if isinstance(data, (bytes, bytearray)):
            count = len(data)
        else:
            data = memoryview(data)
            count = data.nbytes
        self._file_size += count
        self._crc = zlib.crc32(data, self._crc)
        if self._compressor:
            data = self._compressor.compress(data)
            self._compress_size += len(data)
        self._fileobj.write(data)
        return count

    def close(self):
        if self.closed:
            return
        try:
            super().close()
            info = self._zinfo
            if self._compressor:
                data = self._compressor.flush()
                self._compress_size += len(data)
                self._fileobj.write(data)
                info.compress_size = self._compress_size
            else:
                info.compress_size = self._file_size
            info.CRC = self._crc
            info.file_size = self._file_size
            if not self._zip64:
                if self._file_size > ZIP64_LIMIT:
                    raise RuntimeError("File size too large, try using force_zip64")
                if self._compress_size > ZIP64_LIMIT:
                    raise RuntimeError("Compressed size too large, try using force_zip64")
            if info.flag_bits & _USE_DATA_DESCRIPTOR:
                form = '<LLQQ' if self._zip64 else '<LLLL'
                self._fileobj.write(struct.pack(form, 0x08074b50, info.CRC, info.compress_size, info.file_size))
                self._zipfile.start_dir = self._fileobj.tell()
            else:
                # Now that it is known how much there is, the header can say so.
                self._zipfile.start_dir = self._fileobj.tell()
                self._fileobj.seek(info.header_offset)
                self._fileobj.write(info.FileHeader(self._zip64))
                self._fileobj.seek(self._zipfile.start_dir)
            self._zipfile.filelist.append(info)
            self._zipfile.NameToInfo[info.filename] = info
        finally:
            self._zipfile._writing = False


class _Tellable:
    """A stream that does not know where it is."""

    def __init__(self, fp):
        self.fp = fp
        self.offset = 0

    def write(self, data):
        n = self.fp.write(data)
        self.offset += n
        return n

    def tell(self):
        return self.offset

    def flush(self):
        self.fp.flush()

    def close(self):
        self.fp.close()


class ZipFile:
    """Class with methods to open, read, write, close, list zip files.

    z = ZipFile(file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None)
    """

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None, *,
                 strict_timestamps=True, metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_compression(compression)
        self._allowZip64 = allowZip64
        self._didModify = False
        self.debug = 0
        self.NameToInfo = {}
        self.filelist = []
        self.compression = compression
        self.compresslevel = compresslevel
        self.mode = mode
        self.pwd = None
        self._comment = b''
        self._strict_timestamps = strict_timestamps
        self.metadata_encoding = metadata_encoding
        if metadata_encoding and mode != 'r':
            raise ValueError("metadata_encoding is only supported for reading files")
        self._lock = threading.RLock()
        self._seekable = True
        self._writing = False
        self._fileRefCnt = 1
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        if isinstance(file, str):
            self._filePassed = 0
            self.filename = file
            self.fp = self._open_file(file, mode)
        else:
            self._filePassed = 1
            self.fp = file
            self.filename = getattr(file, 'name', None)
        try:
            self._begin(mode)
        except BaseException:
            fp, self.fp = self.fp, None
            self._fpclose(fp)
            raise

    @staticmethod
    def _open_file(file, mode):
        if mode == 'a':
            try:
                return io.open(file, 'r+b')
            except OSError:
                return io.open(file, 'w+b')
        return io.open(file, {'r': 'rb', 'w': 'w+b', 'x': 'x+b'}[mode])

    def _begin(self, mode):
        if mode == 'r':
            self._RealGetContents()
        elif mode in ('w', 'x'):
            self._didModify = True
            try:
                self.start_dir = self.fp.tell()
            except (AttributeError, OSError):
                self.fp = _Tellable(self.fp)
                self.start_dir = 0
                self._seekable = False
            else:
                try:
                    self.fp.seek(self.start_dir)
                except (AttributeError, OSError):
                    self._seekable = False
        else:
            try:
                self._RealGetContents()
                self.fp.seek(self.start_dir)
            except BadZipFile:
                # What is no archive gets one at its end.
                self.fp.seek(0, 2)
                self._didModify = True
                self.start_dir = self.fp.tell()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __repr__(self):
        result = ['<%s.%s' % (self.__class__.__module__, self.__class__.__qualname__)]
        if self.fp is not None:
            if self._filePassed:
                result.append(' file=%r' % self.fp)
            elif self.filename is not None:
                result.append(' filename=%r' % self.filename)
            result.append(' mode=%r' % self.mode)
        else:
            result.append(' [closed]')
        return ''.join(result) + '>'

    def _RealGetContents(self):
        """Read the directory at the end of the file."""
        fp = self.fp
        try:
            found = _find_end(fp)
        except OSError:
            raise BadZipFile("File is not a zip file") from None
        if not found:
            raise BadZipFile("File is not a zip file")
        _, size, offset, self._comment, place = found
        # Something may stand before the archive.
        shift = place - size - offset
        self.start_dir = offset + shift
        if self.start_dir < 0:
            raise BadZipFile("Bad offset for central directory")
        fp.seek(self.start_dir)
        data = fp.read(size)
        at = 0
        while at < size:
            if len(data) - at < _CENTRAL.size:
                raise BadZipFile("Truncated central directory")
            fields = _CENTRAL.unpack_from(data, at)
            if fields[0] != _CENTRAL_MAGIC:
                raise BadZipFile("Bad magic number for central directory")
            at += _CENTRAL.size
            (_, create_version, create_system, extract_version, reserved, flags, method, moment, day, crc, compressed, length,
             name_length, extra_length, comment_length, volume, internal, external, header_offset) = fields
            raw = data[at:at + name_length]
            at += name_length
            if flags & _UTF8:
                name = raw.decode('utf-8')
            else:
                name = raw.decode(self.metadata_encoding or 'cp437')
            x = ZipInfo(name)
            x.extra = data[at:at + extra_length]
            at += extra_length
            x.comment = data[at:at + comment_length]
            at += comment_length
            x.header_offset = header_offset
            x.create_version, x.create_system, x.extract_version, x.reserved = (
                create_version, create_system, extract_version, reserved)
            x.flag_bits, x.compress_type, x.CRC, x.compress_size, x.file_size = flags, method, crc, compressed, length
            if x.extract_version > MAX_EXTRACT_VERSION:
                raise NotImplementedError("zip file version %.1f" % (x.extract_version / 10))
            x.volume, x.internal_attr, x.external_attr = volume, internal, external
            x._raw_time = moment
            x.date_time = ((day >> 9) + 1980, day >> 5 & 0xF, day & 0x1F, moment >> 11, moment >> 5 & 0x3F, (moment & 0x1F) * 2)
            x._decode_extra()
            x.header_offset += shift
            self.filelist.append(x)
            self.NameToInfo[x.filename] = x

    def namelist(self):
        """Return a list of file names in the archive."""
        return [data.filename for data in self.filelist]

    def infolist(self):
        """Return a list of class ZipInfo instances for files in the archive."""
        return self.filelist

    def printdir(self, file=None):
        """Print a table of contents for the zip file."""
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for info in self.filelist:
            date = "%d-%02d-%02d %02d:%02d:%02d" % info.date_time[:6]
            print("%-46s %s %12d" % (info.filename, date, info.file_size), file=file)

    def testzip(self):
        """Read all the files and check the CRC. Return the name of the first that is bad."""
        for info in self.filelist:
            try:
                with self.open(info.filename, "r") as f:
                    while f.read(1 << 20):
                        pass
            except BadZipFile:
                return info.filename

    def getinfo(self, name):
        """Return the instance of ZipInfo given 'name'."""
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError('There is no item named %r in the archive' % name)
        return info

    def setpassword(self, pwd):
        """Set default password for encrypted files."""
        if pwd and not isinstance(pwd, bytes):
            raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
        self.pwd = pwd or None

    @property
    def comment(self):
        """The comment text associated with the ZIP file."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError("comment: expected bytes, got %s" % type(comment).__name__)
        if len(comment) > ZIP_MAX_COMMENT:
            import warnings
            warnings.warn('Archive comment is too long; truncating to %d bytes' % ZIP_MAX_COMMENT, stacklevel=2)
            comment = comment[:ZIP_MAX_COMMENT]
        self._comment = comment
        self._didModify = True

    def read(self, name, pwd=None):
        """Return file bytes for name."""
        with self.open(name, "r", pwd) as fp:
            return fp.read()

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        """Return file-like object for 'name'."""
        if mode not in {"r", "w"}:
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == "w":
            raise ValueError("pwd is only supported for reading files")
        if not self.fp:
            raise ValueError("Attempt to use ZIP archive that was already closed")
        if isinstance(name, ZipInfo):
            info = name
        elif mode == 'w':
            info = ZipInfo(name)
            info.compress_type = self.compression
            info._compresslevel = self.compresslevel
        else:
            info = self.getinfo(name)
        if mode == 'w':
            return self._open_to_write(info, force_zip64=force_zip64)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before trying to read.")
        shared = _Shared(self, info.header_offset)
        try:
            header = shared.read(_LOCAL.size)
            if len(header) != _LOCAL.size:
                raise BadZipFile("Truncated file header")
            header = _LOCAL.unpack(header)
            if header[0] != _LOCAL_MAGIC:
                raise BadZipFile("Bad magic number for file header")
            raw = shared.read(header[10])
            if header[11]:
                shared.read(header[11])
            if info.flag_bits & _COMPRESSED_PATCH:
                raise NotImplementedError("compressed patched data (flag bit 5)")
            if info.flag_bits & _STRONG_ENCRYPTION:
                raise NotImplementedError("strong encryption (flag bit 6)")
            shown = raw.decode('utf-8' if header[3] & _UTF8 else self.metadata_encoding or 'cp437')
            if shown != info.orig_filename:
                raise BadZipFile('File name in directory %r and header %r differ.' % (info.orig_filename, raw))
            _check_decompression(info)
            if info.flag_bits & _ENCRYPTED:
                pwd = pwd or self.pwd
                if pwd and not isinstance(pwd, bytes):
                    raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
                if not pwd:
                    raise RuntimeError("File %r is encrypted, password required for extraction" % name)
            else:
                pwd = None
            return ZipExtFile(shared, mode, info, pwd, True)
        except BaseException:
            shared.close()
            raise

    def _open_to_write(self, info, force_zip64=False):
        if force_zip64 and not self._allowZip64:
            raise ValueError("force_zip64 is True, but allowZip64 was False when opening the ZIP file.")
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is another write handle open on it. "
                             "Close the first handle before opening another.")
        info.compress_size = 0
        info.CRC = 0
        info.flag_bits = 0x00
        if not self._seekable:
            info.flag_bits |= _USE_DATA_DESCRIPTOR
        if not info.external_attr:
            info.external_attr = 0o600 << 16
        # Compressing may make it a little larger.
        zip64 = force_zip64 or info.file_size * 1.05 > ZIP64_LIMIT
        if not self._allowZip64 and zip64:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        if self._seekable:
            self.fp.seek(self.start_dir)
        info.header_offset = self.fp.tell()
        self._writecheck(info)
        self._didModify = True
        self.fp.write(info.FileHeader(zip64))
        self._writing = True
        return _ZipWriteFile(self, info, zip64)

    def extract(self, member, path=None, pwd=None):
        """Extract a member from the archive to the current working directory, using its full name."""
        return self._extract_member(member, os.getcwd() if path is None else os.fspath(path), pwd)

    def extractall(self, path=None, members=None, pwd=None):
        """Extract all members from the archive to the current working directory."""
        path = os.getcwd() if path is None else os.fspath(path)
        for info in self.namelist() if members is None else members:
            self._extract_member(info, path, pwd)

    def _extract_member(self, member, targetpath, pwd):
        if not isinstance(member, ZipInfo):
            member = self.getinfo(member)
        # No member gets out of the folder.
        parts = [part for part in os.path.splitdrive(member.filename)[1].split('/') if part not in ('', os.curdir, os.pardir)]
        targetpath = os.path.normpath(os.path.join(targetpath, os.path.sep.join(parts)))
        above = os.path.dirname(targetpath)
        if above and not os.path.exists(above):
            os.makedirs(above)
        if member.is_dir():
            if not os.path.isdir(targetpath):
                os.mkdir(targetpath)
            return targetpath
        with self.open(member, pwd=pwd) as source, io.open(targetpath, "wb") as target:
            shutil.copyfileobj(source, target)
        return targetpath

    def _writecheck(self, info):
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn('Duplicate name: %r' % info.filename, stacklevel=3)
        if self.mode not in ('w', 'x', 'a'):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError("Attempt to write ZIP archive that was already closed")
        _check_compression(info.compress_type)
        if not self._allowZip64:
            what = None
            if len(self.filelist) >= ZIP_FILECOUNT_LIMIT:
                what = "Files count"
            elif info.file_size > ZIP64_LIMIT:
                what = "Filesize"
            elif info.header_offset > ZIP64_LIMIT:
                what = "Zipfile size"
            if what:
                raise LargeZipFile(what + " would require ZIP64 extensions")

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Put the bytes from filename into the archive under the name arcname."""
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if info.is_dir():
            info.compress_size = 0
            info.CRC = 0
            self.mkdir(info)
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info._compresslevel = self.compresslevel if compresslevel is None else compresslevel
        with io.open(filename, "rb") as source, self.open(info, 'w') as target:
            shutil.copyfileobj(source, target, 1024 * 8)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Write a file into the archive. The contents is 'data', which may be either a 'str' or a 'bytes' instance."""
        if isinstance(data, str):
            data = data.encode("utf-8")
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime(time.time())[:6])
            info.compress_type = self.compression
            info._compresslevel = self.compresslevel
            if info.filename[-1] == '/':
                info.external_attr = 0o40775 << 16 | 0x10
            else:
                info.external_attr = 0o600 << 16
        if not self.fp:
            raise ValueError("Attempt to write to ZIP archive that was already closed")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists")
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info._compresslevel = compresslevel
        info.file_size = len(data)
        with self._lock, self.open(info, mode='w') as target:
            target.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=511):
        """Creates a directory inside the zip archive."""
        if isinstance(zinfo_or_directory_name, ZipInfo):
            info = zinfo_or_directory_name
            if not info.is_dir():
                raise ValueError("The given ZipInfo does not describe a directory")
        elif isinstance(zinfo_or_directory_name, str):
            name = zinfo_or_directory_name
            info = ZipInfo(name if name.endswith("/") else name + "/")
            info.compress_size = 0
            info.CRC = 0
            info.external_attr = ((0o40000 | mode) & 0xFFFF) << 16 | 0x10
            info.file_size = 0
        else:
            raise TypeError("Expected type str or ZipInfo")
        with self._lock:
            if self._seekable:
                self.fp.seek(self.start_dir)
            info.header_offset = self.fp.tell()
            self._writecheck(info)
            self._didModify = True
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info
            self.fp.write(info.FileHeader(False))
            self.start_dir = self.fp.tell()

    def __del__(self):
        self.close()

    def close(self):
        """Close the file, and for mode 'w', 'x' and 'a' write the ending records."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. "
                             "Close the writing handle before closing the zip.")
        try:
            if self.mode in ('w', 'x', 'a') and self._didModify:
                with self._lock:
                    if self._seekable:
                        self.fp.seek(self.start_dir)
                    self._write_end_record()
        finally:
            fp, self.fp = self.fp, None
            self._fpclose(fp)

    def _write_end_record(self):
        for info in self.filelist:
            day, moment = info._stamp()
            large = []
            size, compressed, offset = info.file_size, info.compress_size, info.header_offset
            if size > ZIP64_LIMIT or compressed > ZIP64_LIMIT:
                large += [size, compressed]
                size = compressed = 0xffffffff
            if offset > ZIP64_LIMIT:
                large.append(offset)
                offset = 0xffffffff
            extra = info.extra
            version = 0
            if large:
                extra = struct.pack('<HH' + 'Q' * len(large), 1, 8 * len(large), *large) + _without_zip64(extra)
                version = ZIP64_VERSION
            name, flags = info._encoded()
            self.fp.write(_CENTRAL.pack(
                _CENTRAL_MAGIC, max(version, info.create_version), info.create_system, max(version, info.extract_version),
                info.reserved, flags, info.compress_type, moment, day, info.CRC, compressed, size, len(name), len(extra),
                len(info.comment), 0, info.internal_attr, info.external_attr, offset))
            self.fp.write(name + extra + info.comment)
        end = self.fp.tell()
        count, size, offset = len(self.filelist), end - self.start_dir, self.start_dir
        what = "Files count" if count > ZIP_FILECOUNT_LIMIT else "Central directory offset" if offset > ZIP64_LIMIT else (
            "Central directory size" if size > ZIP64_LIMIT else None)
        if what:
            if not self._allowZip64:
                raise LargeZipFile(what + " would require ZIP64 extensions")
            self.fp.write(_END64.pack(_END64_MAGIC, 44, 45, 45, 0, 0, count, count, size, offset))
            self.fp.write(_LOCATOR64.pack(_LOCATOR64_MAGIC, 0, end, 1))
            count, size, offset = min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(offset, 0xFFFFFFFF)
        self.fp.write(_END.pack(_END_MAGIC, 0, 0, count, count, size, offset, len(self._comment)))
        self.fp.write(self._comment)
        if self.mode == "a":
            self.fp.truncate()
        self.fp.flush()

    def _release(self):
        self._fpclose(self.fp if self.fp is not None else self._closing)

    def _fpclose(self, fp):
        self._fileRefCnt -= 1
        self._closing = fp
        if not self._fileRefCnt and not self._filePassed and fp is not None:
            fp.close()


def _check_decompression(info):
    if info.compress_type in (ZIP_STORED, ZIP_DEFLATED):
        return
    if info.compress_type in (ZIP_BZIP2, ZIP_LZMA):
        _check_compression(info.compress_type)
    name = compressor_names.get(info.compress_type)
    if name:
        raise NotImplementedError("compression type %d (%s)" % (info.compress_type, name))
    raise NotImplementedError("compression type %d" % info.compress_type)


def _without_zip64(extra):
    """An extra field without its large numbers."""
    kept = b''
    while len(extra) >= 4:
        kind, length = struct.unpack('<HH', extra[:4])
        if kind != 1:
            kept += extra[:4 + length]
        extra = extra[4 + length:]
    return kept + extra


class Path:
    """A place in an archive, with the methods of `pathlib.Path` that make sense there."""

    def __init__(self, root, at=""):
        self.root = root if isinstance(root, ZipFile) else ZipFile(root)
        self.at = at

    def _names(self):
        """All names, those of folders that have no member of their own included."""
        names = dict.fromkeys(self.root.namelist())
        for name in list(names):
            parts = name.rstrip('/').split('/')[:-1]
            for end in range(len(parts), 0, -1):
                names.setdefault('/'.join(parts[:end]) + '/')
        return names

    def __eq__(self, other):
        if self.__class__ is not other.__class__:
            return NotImplemented
        return (self.root, self.at) == (other.root, other.at)

    def __hash__(self):
        return hash((self.root, self.at))

    def open(self, mode='r', *args, pwd=None, **kwargs):
        """Open this member as text or binary."""
        if self.is_dir():
            raise IsADirectoryError(self)
        if not self.exists() and mode[0] == 'r':
            raise FileNotFoundError(self)
        stream = self.root.open(self.at, mode[0], pwd=pwd)
        if 'b' in mode:
            if args or kwargs:
                raise ValueError("encoding args invalid for binary operation")
            return stream
        return io.TextIOWrapper(stream, *args, **{'encoding': 'utf-8', **kwargs} if not args else kwargs)

    def _pure(self):
        import pathlib
        return pathlib.Path(self.root.filename).joinpath(self.at)

    @property
    def name(self):
        return self._pure().name

    @property
    def suffix(self):
        return self._pure().suffix

    @property
    def suffixes(self):
        return self._pure().suffixes

    @property
    def stem(self):
        return self._pure().stem

    @property
    def filename(self):
        return self._pure()

    def read_text(self, *args, **kwargs):
        """Return the contents as text."""
        with self.open('r', *args, **kwargs) as f:
            return f.read()

    def read_bytes(self):
        """Return the contents."""
        with self.open('rb') as f:
            return f.read()

    def _next(self, at):
        return self.__class__(self.root, at)

    def is_dir(self):
        """Return whether it is a folder."""
        return not self.at or self.at.endswith("/")

    def is_file(self):
        """Return whether it is a file."""
        return self.exists() and not self.is_dir()

    def exists(self):
        """Return whether there is such a member."""
        return self.at in self._names()

    def iterdir(self):
        """Yield what is in this folder."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        for name in self._names():
            above, _, _ = name.rstrip('/').rpartition('/')
            if (above and above + '/') == self.at:
                yield self._next(name)

    def joinpath(self, *other):
        """Return a place below this one."""
        at = '/'.join([self.at.rstrip('/'), *map(str, other)]).lstrip('/')
        names = self._names()
        return self._next(at + '/' if at not in names and at + '/' in names else at)

    __truediv__ = joinpath

    @property
    def parent(self):
        if not self.at:
            return self.filename.parent
        above = self.at.rstrip('/').rpartition('/')[0]
        return self._next(above + '/' if above else '')

    def __str__(self):
        return '/'.join((str(self.root.filename), self.at)) if self.at else str(self.root.filename) + '/'

    def __repr__(self):
        return "{}({!r}, {!r})".format(self.__class__.__name__, self.root.filename, self.at)


def main(args=None):
    """The command line: list, extract, create and test archives."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for zipfile module.')
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument('-l', '--list', metavar='<zipfile>', help='Show listing of a zipfile')
    group.add_argument('-e', '--extract', nargs=2, metavar=('<zipfile>', '<output_dir>'), help='Extract zipfile into target dir')
    group.add_argument('-c', '--create', nargs='+', metavar=('<name>', '<file>'), help='Create zipfile from sources')
    group.add_argument('-t', '--test', metavar='<zipfile>', help='Test if a zipfile is valid')
    parser.add_argument('--metadata-encoding', metavar='<encoding>', help='Specify encoding of member names for -l, -e and -t')
    args = parser.parse_args(args)
    encoding = args.metadata_encoding
    if args.test is not None:
        with ZipFile(args.test, 'r', metadata_encoding=encoding) as zf:
            bad = zf.testzip()
        if bad:
            print("The following enclosed file is corrupted: {!r}".format(bad))
        print("Done testing")
    elif args.list is not None:
        with ZipFile(args.list, 'r', metadata_encoding=encoding) as zf:
            zf.printdir()
    elif args.extract is not None:
        source, folder = args.extract
        with ZipFile(source, 'r', metadata_encoding=encoding) as zf:
            zf.extractall(folder)
    elif args.create is not None:
        if encoding:
            parser.exit(1, parser.prog + ': error: non-conforming encodings not supported with -c.\n')
        name, *files = args.create

        def add(zf, path, inside):
            if os.path.isfile(path):
                zf.write(path, inside, ZIP_DEFLATED)
            elif os.path.isdir(path):
                if inside:
                    zf.write(path, inside)
                for entry in sorted(os.listdir(path)):
                    add(zf, os.path.join(path, entry), os.path.join(inside, entry))

        with ZipFile(name, 'w') as zf:
            for path in files:
                inside = os.path.basename(path) or os.path.basename(os.path.dirname(path))
                add(zf, path, '' if inside in ('', os.curdir, os.pardir) else inside)


if __name__ == "__main__":
    main()
