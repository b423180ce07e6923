"""Sending a file: by the system itself where it can, else in pieces that are read by a thread."""

import errno
import io
import os
import socket

from . import constants, exceptions, protocols

# The size of the pieces of what is sent over a transport, whose buffer is no place for large ones.
_PIECE = 16 * 1024


def _check(sock, file, offset, count):
    if 'b' not in getattr(file, 'mode', 'b'):
        raise ValueError('file should be opened in binary mode')
    if sock.type != socket.SOCK_STREAM:
        raise ValueError('only SOCK_STREAM type sockets are supported')
    if count is not None:
        if not isinstance(count, int):
            raise TypeError(f'count must be a positive integer (got {count!r})')
        if count <= 0:
            raise ValueError(f'count must be a positive integer (got {count!r})')
    if not isinstance(offset, int):
        raise TypeError(f'offset must be a non-negative integer (got {offset!r})')
    if offset < 0:
        raise ValueError(f'offset must be a non-negative integer (got {offset!r})')


async def over_socket(loop, sock, file, offset, count, fallback):
    """What loop.sock_sendfile() does."""
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError('the socket must be non-blocking')
    _check(sock, file, offset, count)
    try:
        return await _by_system(loop, sock, file, offset, count)
    except exceptions.SendfileNotAvailableError:
        if not fallback:
            raise
    return await _pieces(loop, file, offset, count, constants.SENDFILE_FALLBACK_READBUFFER_SIZE,
                         lambda piece: loop.sock_sendall(sock, piece))


async def _until_writable(loop, number):
    future = loop.create_future()

    def ready():
        if not future.done():
            future.set_result(None)

    handle = loop._add_writer(number, ready)
    try:
        await future
    finally:
        # Another operation may have taken its place.
        if not handle.cancelled():
            loop._remove_writer(number)


async def _by_system(loop, sock, file, offset, count):
    try:
        source = file.fileno()
        size = os.fstat(source).st_size
    except (AttributeError, io.UnsupportedOperation, OSError):
        raise exceptions.SendfileNotAvailableError('not a regular file') from None
    if not (count or size):
        return 0
    sent = 0
    has_waited = False
    try:
        while count is None or sent < count:
            number = sock.fileno()
            try:
                n = os.sendfile(number, source, offset + sent, size if count is None else count - sent)
            except (BlockingIOError, InterruptedError):
                has_waited = True
                await _until_writable(loop, number)
                continue
            except OSError as e:
                if not sent:
                    raise exceptions.SendfileNotAvailableError('os.sendfile call failed') from e
                if has_waited and e.errno == errno.ENOTCONN and type(e) is not ConnectionError:
                    raise ConnectionError('socket is not connected', errno.ENOTCONN) from e
                raise
            if not n:
                break
            sent += n
    finally:
        if sent:
            os.lseek(source, offset + sent, os.SEEK_SET)
    return sent


async def _pieces(loop, file, offset, count, size, send):
    """Read a file piece by piece, and have each sent by a coroutine function; the number of bytes is returned."""
    seekable = hasattr(file, 'seek')
    if seekable:
        file.seek(offset)
    buffer = memoryview(bytearray(size if count is None else min(size, count)))
    sent = 0
    try:
        while count is None or sent < count:
            room = buffer if count is None else buffer[:count - sent]
            n = await loop.run_in_executor(None, file.readinto, room)
            if not n:
                break
            await send(room[:n])
            sent += n
    finally:
        if sent and seekable:
            file.seek(offset + sent)
    return sent


async def over_transport(loop, transport, file, offset, count, fallback):
    """What loop.sendfile() does."""
    if transport.is_closing():
        raise RuntimeError('Transport is closing')
    mode = getattr(transport, '_sendfile_compatible', constants._SendfileMode.UNSUPPORTED)
    if mode == constants._SendfileMode.UNSUPPORTED:
        raise RuntimeError(f'sendfile is not supported for transport {transport!r}')
    if mode == constants._SendfileMode.TRY_NATIVE:
        try:
            return await _past_transport(loop, transport, file, offset, count)
        except exceptions.SendfileNotAvailableError:
            if not fallback:
                raise
    if not fallback:
        raise RuntimeError(f'fallback is disabled and native sendfile is not supported for transport {transport!r}')
    between = _Between(transport)
    try:
        async def send(piece):
            await between.drain()
            transport.write(bytes(piece))

        return await _pieces(loop, file, offset, count, _PIECE, send)
    finally:
        await between.restore()


async def _past_transport(loop, transport, file, offset, count):
    """Send by the system, after the transport has written everything, and while it does nothing."""
    reads = transport.is_reading()
    transport.pause_reading()
    try:
        await transport._begin_to_be_passed()
        return await over_socket(loop, transport._sock, file, offset, count, False)
    finally:
        transport._end_being_passed()
        if reads:
            transport.resume_reading()


class _Between(protocols.Protocol):
    """Stands in for a transport's protocol while a file is sent, to know when there is room for the next piece."""

    def __init__(self, transport):
        if not hasattr(transport, '_protocol_paused'):
            raise TypeError('transport should be _FlowControlMixin instance')
        self._transport = transport
        self._protocol = transport.get_protocol()
        self._reads = transport.is_reading()
        self._is_paused = transport._protocol_paused
        self._room = None
        transport.pause_reading()
        transport.set_protocol(self)
        if self._is_paused:
            self._room = transport._loop.create_future()

    async def drain(self):
        if self._transport.is_closing():
            raise ConnectionError('Connection closed by peer')
        if self._room is not None:
            await self._room

    async def restore(self):
        self._transport.set_protocol(self._protocol)
        if self._reads:
            self._transport.resume_reading()
        if self._room is not None:
            self._room.cancel()
        if self._is_paused:
            self._protocol.resume_writing()

    def connection_made(self, transport):
        raise RuntimeError('Invalid state: connection should have been established already.')

    def connection_lost(self, exc):
        if self._room is not None:
            self._room.set_exception(exc or ConnectionError('Connection is closed by peer'))
        self._protocol.connection_lost(exc)

    def pause_writing(self):
        if self._room is None:
            self._room = self._transport._loop.create_future()

    def resume_writing(self):
        if self._room is not None:
            self._room.set_result(False)
            self._room = None

    def data_received(self, data):
        raise RuntimeError('Invalid state: reading should be paused')

    def eof_received(self):
        raise RuntimeError('Invalid state: reading should be paused')
