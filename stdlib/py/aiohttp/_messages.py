"""Messages on a connection: heads are parsed by `_http`, bodies come as they are read."""

import asyncio
import zlib

from multidict import CIMultiDict, CIMultiDictProxy

from .http_exceptions import (BadHttpMessage, ContentEncodingError, ContentLengthError, InvalidHeader, LineTooLong,
                              TransferEncodingError)

# The most bytes of a first line, of a header, and of a head.
MAX_LINE_SIZE = 8190
MAX_FIELD_SIZE = 8190
MAX_HEAD_SIZE = 128 * 1024


def header_text(value):
    """A header's value as programs see it."""
    return value if value.isascii() else value.encode('latin-1').decode('utf-8', 'surrogateescape')


def read_headers(rows):
    """Return (headers, raw headers) of the rows that `_http` gives."""
    return read_text_headers(rows), raw_headers(rows)


def read_text_headers(rows):
    """Return the headers of the rows that `_http` gives."""
    return CIMultiDictProxy(CIMultiDict([(name, header_text(value)) for name, value in rows]))


def raw_headers(rows):
    """Return the headers as bytes."""
    return tuple([(name.encode('latin-1'), value.encode('latin-1')) for name, value in rows])


def head_end(buffer, start=0):
    """Return where the head ends, -1 if that has not come."""
    at = buffer.find(b'\r\n\r\n', start)
    other = buffer.find(b'\n\n', start)
    if at < 0 or 0 <= other < at:
        return -1 if other < 0 else other + 2
    return at + 4


def check_head(buffer, end, line_size=MAX_LINE_SIZE, field_size=MAX_FIELD_SIZE):
    """Complain about a head that is too long, as far as it has come."""
    size = end if end >= 0 else len(buffer)
    if size <= line_size:
        return
    lines = bytes(buffer[:size]).split(b'\n')
    if len(lines[0]) > line_size:
        raise LineTooLong(lines[0][:100] + b'...', line_size, len(lines[0]))
    for line in lines[1:]:
        if len(line) > field_size:
            raise LineTooLong(line[:100] + b'...', field_size, len(line))
    if size > MAX_HEAD_SIZE:
        raise LineTooLong(b'headers', MAX_HEAD_SIZE, size)


def content_length(headers):
    """Return the length that a message says, None if it does not."""
    values = headers.getall('Content-Length', None)
    if values is None:
        return None
    text = values[0].strip()
    if len(set(values)) > 1 or not (text.isascii() and text.isdigit()):
        raise InvalidHeader('Content-Length')
    return int(text)


def is_chunked(headers):
    """Return whether the body comes in chunks."""
    coding = headers.get('Transfer-Encoding')
    if coding is None:
        return False
    if coding.lower() == 'chunked':
        if 'Content-Length' in headers:
            raise BadHttpMessage("Transfer-Encoding can't be present with Content-Length")
        return True
    if coding.lower().split(',')[-1].strip() != 'chunked':
        raise BadHttpMessage('Request has invalid `Transfer-Encoding`')
    raise BadHttpMessage(f'Transfer-Encoding {coding!r} is not supported')


class Inflating:
    """Unpacks a body on its way to its stream."""

    def __init__(self, stream, encoding):
        self._stream = stream
        self._encoding = encoding
        self._inflate = zlib.decompressobj(47) if encoding == 'gzip' else None
        self._started = False

    def feed_data(self, data):
        if self._inflate is None:
            # `deflate` comes with zlib's head, or, from some servers, without.
            self._inflate = zlib.decompressobj(15 if data[0] & 0xf == 8 else -15)
        try:
            data = self._inflate.decompress(data)
        except zlib.error:
            raise ContentEncodingError(f'Can not decode content-encoding: {self._encoding}') from None
        self._started = True
        self._stream.feed_data(data)

    def feed_eof(self):
        if self._inflate is not None:
            self._stream.feed_data(self._inflate.flush())
            if not self._inflate.eof and self._encoding == 'gzip':
                raise ContentEncodingError(f'Can not decode content-encoding: {self._encoding}')
        self._stream.feed_eof()

    def end_http_chunk_receiving(self):
        self._stream.end_http_chunk_receiving()


class LengthBody:
    """A body of a known length."""

    def __init__(self, stream, length):
        self._stream = stream
        self._left = length

    def feed(self, buffer):
        """Take what belongs to the body off the buffer; return whether that is all."""
        data = bytes(memoryview(buffer)[:self._left])
        del buffer[:len(data)]
        self._left -= len(data)
        if data:
            self._stream.feed_data(data)
        if not self._left:
            self._stream.feed_eof()
            return True
        return False

    def feed_eof(self):
        """The connection has ended: complain if that is too early."""
        raise ContentLengthError('Not enough data to satisfy content length header.')


class EndlessBody:
    """A body that ends with the connection."""

    def __init__(self, stream):
        self._stream = stream

    def feed(self, buffer):
        """Take everything off the buffer."""
        data = bytes(buffer)
        buffer.clear()
        if data:
            self._stream.feed_data(data)
        return False

    def feed_eof(self):
        """The connection has ended, and with it the body."""
        self._stream.feed_eof()


class ChunkedBody:
    """A body in chunks."""

    def __init__(self, stream):
        self._stream = stream
        self._left = 0
        self._state = 'size'

    def feed(self, buffer):
        """Take what belongs to the body off the buffer; return whether that is all."""
        at, size, view = 0, len(buffer), memoryview(buffer)
        done = False
        try:
            while at < size:
                if self._state == 'data':
                    data = bytes(view[at:at + self._left])
                    at += len(data)
                    self._left -= len(data)
                    self._stream.feed_data(data)
                    if self._left:
                        break
                    self._stream.end_http_chunk_receiving()
                    self._state = 'end'
                    continue
                end = buffer.find(b'\n', at)
                if end < 0:
                    if size - at > MAX_LINE_SIZE:
                        raise TransferEncodingError('chunk line is too long')
                    break
                line = bytes(view[at:end]).removesuffix(b'\r')
                at = end + 1
                if self._state == 'end':
                    if line:
                        raise TransferEncodingError(line[:50].decode('ascii', 'replace'))
                    self._state = 'size'
                elif self._state == 'size':
                    digits = line.partition(b';')[0].strip()
                    if not digits or digits.strip(b'0123456789abcdefABCDEF') or len(digits) > 16:
                        raise TransferEncodingError(digits[:50].decode('ascii', 'surrogateescape'))
                    self._left = int(digits, 16)
                    self._state = 'data' if self._left else 'trailer'
                elif not line:
                    done = True
                    break
        finally:
            view.release()
            del buffer[:at]
        if done:
            self._stream.feed_eof()
        return done

    def feed_eof(self):
        """The connection has ended: that is too early."""
        raise TransferEncodingError('Not enough data to satisfy transfer length header.')


class MessageProtocol(asyncio.Protocol):
    """A connection: writing with flow control, reading into a buffer."""

    transport = None

    def __init__(self, loop):
        self._loop = loop
        self._buffer = bytearray()
        self._body = None
        self._write_paused = False
        self._drain_waiter = None
        self._read_paused = False
        self._lost = False

    @property
    def connected(self):
        """Whether there is a connection."""
        return self.transport is not None

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, exc):
        self._lost = True
        self.transport = None
        waiter, self._drain_waiter = self._drain_waiter, None
        if waiter is not None and not waiter.done():
            if exc is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(exc)

    def pause_writing(self):
        self._write_paused = True

    def resume_writing(self):
        self._write_paused = False
        waiter, self._drain_waiter = self._drain_waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def pause_reading(self):
        """Let the peer wait."""
        if not self._read_paused and self.transport is not None:
            self._read_paused = True
            self.transport.pause_reading()

    def resume_reading(self):
        """Let the peer go on."""
        if self._read_paused:
            self._read_paused = False
            if self.transport is not None:
                self.transport.resume_reading()

    def write(self, data):
        """Send bytes."""
        transport = self.transport
        if transport is None or transport.is_closing():
            from .client_exceptions import ClientConnectionResetError
            raise ClientConnectionResetError('Cannot write to closing transport')
        transport.write(data)

    async def drain(self):
        """Wait until there is room for more."""
        if self._lost:
            from .client_exceptions import ClientConnectionResetError
            raise ClientConnectionResetError('Connection lost')
        if self._write_paused:
            if self._drain_waiter is None:
                self._drain_waiter = self._loop.create_future()
            await asyncio.shield(self._drain_waiter)


class BodyWriter:
    """Writes the body of a message as its head says: in chunks, compressed, of a known length."""

    def __init__(self, protocol, *, chunked=False, length=None, compress=None):
        self._protocol = protocol
        self._chunked = chunked
        self._left = length
        self._deflate = None
        if compress is not None:
            self._deflate = zlib.compressobj(wbits=31 if compress == 'gzip' else 15)
        self.output_size = 0

    async def write(self, data):
        """Write a piece."""
        if self._deflate is not None and data:
            data = self._deflate.compress(data)
        self._put(data)
        await self._protocol.drain()

    def _put(self, data):
        if isinstance(data, memoryview):
            data = data.tobytes()
        if self._left is not None and self._deflate is None:
            data = data[:self._left]
            self._left -= len(data)
        if data:
            self.output_size += len(data)
            if self._chunked:
                data = b'%x\r\n%b\r\n' % (len(data), data)
            self._protocol.write(data)

    async def write_eof(self, data=b''):
        """Write the last piece."""
        if self._deflate is not None:
            data = (self._deflate.compress(data) if data else b'') + self._deflate.flush()
        if data:
            self._put(data)
        if self._chunked:
            self._protocol.write(b'0\r\n\r\n')
        await self._protocol.drain()


def head_bytes(first, headers):
    """Return the head of a message as it is sent."""
    lines = [first]
    for name, value in headers.items():
        if '\r' in name or '\n' in name or '\r' in value or '\n' in value:
            raise ValueError('Newline or carriage return detected in headers. Potential header injection attack.')
        lines.append(f'{name}: {value}')
    lines.append('\r\n')
    return '\r\n'.join(lines).encode('utf-8', 'surrogateescape')
