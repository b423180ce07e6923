"""Streams: reading from and writing to connections with `await`."""

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server',
           'open_unix_connection', 'start_unix_server')

import _asyncio
from _asyncio import (
    _is_drained, _read, _read_exactly, _read_exactly_on, _read_line, _read_line_on, _read_on, _reader_find,
    _reader_forget, _reader_size, _reader_take, _wait_for_data)

from . import coroutines, events, exceptions, protocols
from ._native import completes
from .tasks import sleep

# How many bytes are read ahead, and how long a line may be, if the program does not say.
_DEFAULT_LIMIT = 2 ** 16


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connect to a host and port; return (reader, writer).

    The other arguments are those of loop.create_connection(). `limit` is that of the reader.
    """
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Serve at a host and port; return the server.

    For each connection the callback is called with (reader, writer); if it gives a coroutine that becomes a task.
    The other arguments are those of loop.create_server(). `limit` is that of the readers.
    """
    loop = events.get_running_loop()

    def factory():
        reader = StreamReader(limit=limit, loop=loop)
        return StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_server(factory, host, port, **kwds)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As open_connection(), at the Unix socket of a path."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As start_server(), at the Unix socket of a path."""
    loop = events.get_running_loop()

    def factory():
        reader = StreamReader(limit=limit, loop=loop)
        return StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_unix_server(factory, path, **kwds)


def _log_debug(*args):
    from .log import logger
    logger.debug(*args)


class FlowControlMixin(protocols.Protocol):
    """Lets drain() wait while the transport has too much in its buffer.

    A subclass says, by _get_close_waiter(), which future is done when the stream is closed.
    """

    # Most connections never wait: what they would wait with is made when they do.
    _paused = False
    _connection_lost = False
    _drain_waiters = ()

    def __init__(self, loop=None):
        self._loop = events._get_event_loop(stacklevel=4) if loop is None else loop

    def pause_writing(self):
        assert not self._paused
        self._paused = True
        if self._loop.get_debug():
            _log_debug('%r pauses writing', self)

    def resume_writing(self):
        assert self._paused
        self._paused = False
        if self._loop.get_debug():
            _log_debug('%r resumes writing', self)
        for waiter in self._drain_waiters:
            if not waiter.done():
                waiter.set_result(None)

    def connection_lost(self, exc):
        self._connection_lost = True
        if not self._paused:
            return
        for waiter in self._drain_waiters:
            if not waiter.done():
                if exc is None:
                    waiter.set_result(None)
                else:
                    waiter.set_exception(exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError('Connection lost')
        if not self._paused:
            return
        waiter = self._loop.create_future()
        if not self._drain_waiters:
            self._drain_waiters = []
        self._drain_waiters.append(waiter)
        try:
            await waiter
        finally:
            self._drain_waiters.remove(waiter)

    def _get_close_waiter(self, stream):
        raise NotImplementedError


# The classes of readers, writers and their protocol: what is hot of them is native. What is below is added to them.
StreamReader = _asyncio._define_reader()
StreamWriter = _asyncio._define_writer()
StreamReaderProtocol = _asyncio._define_protocol(FlowControlMixin)


@completes(StreamReaderProtocol)
class StreamReaderProtocol:
    """The protocol that fills a StreamReader.

    It is not the reader itself, so that users of a reader do not see a protocol's methods.
    """

    _source_traceback = None

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        self._loop = events._get_event_loop(stacklevel=4) if loop is None else loop
        if stream_reader is not None and stream_reader._source_traceback is not None:
            self._source_traceback = stream_reader._source_traceback
        # A server's protocol keeps its reader until the callback has it; from then on, as with a client's, it is the
        # program that does. A stream that the program drops has no use any more.
        self._set_reader(stream_reader, client_connected_cb is not None)
        self._client_connected_cb = client_connected_cb

    # The future of the stream's end is one that few programs wait for: it is made when one does.

    @property
    def _closed(self):
        ending = self._ending
        if ending is None or type(ending) is tuple:
            waiter = self._ending = self._loop.create_future()
            if ending is not None:
                self._tell_end(*ending)
            return waiter
        return ending

    def _tell_end(self, exc):
        waiter = self._ending
        if waiter is None:
            self._ending = exc,
        elif type(waiter) is not tuple and not waiter.done():
            if exc is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(exc)
                # If nobody waits for the end of the stream, that is no lost exception.
                waiter.exception()

    def _replace_writer(self, writer):
        transport = writer.transport
        self._stream_writer = writer
        self._transport = transport
        self._over_ssl = transport.get_extra_info('sslcontext') is not None

    def connection_made(self, transport):
        if self._reject_connection:
            context = {'message': 'An open stream was garbage collected prior to establishing network connection; '
                                  'call "stream.close()" explicitly.'}
            if self._source_traceback:
                context['source_traceback'] = self._source_traceback
            self._loop.call_exception_handler(context)
            transport.abort()
            return
        self._transport = transport
        reader = self._stream_reader
        if reader is not None:
            reader.set_transport(transport)
        if transport.get_extra_info('sslcontext') is not None:
            self._over_ssl = True
        if self._client_connected_cb is None:
            return
        self._stream_writer = StreamWriter(transport, self, reader, self._loop)
        result = self._client_connected_cb(reader, self._stream_writer)
        if coroutines.iscoroutine(result):
            self._task = self._loop.create_task(result)
            self._task.add_done_callback(self._stream_writer._served)
        self._strong_reader = None

    def connection_lost(self, exc):
        reader = self._stream_reader
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        self._tell_end(exc)
        FlowControlMixin.connection_lost(self, exc)
        self._stream_reader_wr = None
        self._stream_writer = None
        self._task = None
        self._transport = None

    def eof_received(self):
        reader = self._stream_reader
        if reader is not None:
            reader.feed_eof()
        # TLS has no half-closed connections: the transport closes itself.
        return not self._over_ssl

    def _get_close_waiter(self, stream):
        return self._closed


@completes(StreamWriter)
class StreamWriter:
    """The writing half of a stream: what a Transport has, and drain() to wait until there is room."""

    def __init__(self, transport, protocol, reader, loop):
        # drain() raises the reader's exception.
        assert reader is None or isinstance(reader, StreamReader)
        self._begin(transport, protocol, reader, loop)

    def _served(self, task):
        """The task that serves the connection has ended."""
        exc = task.exception()
        if exc is not None:
            self._loop.call_exception_handler({
                'message': 'Unhandled exception in client_connected_cb',
                'exception': exc,
                'transport': self._transport,
            })
            self._transport.close()

    def __repr__(self):
        info = [type(self).__name__, f'transport={self._transport!r}']
        if self._reader is not None:
            info.append(f'reader={self._reader!r}')
        return f'<{" ".join(info)}>'

    def writelines(self, data):
        """Write several pieces of bytes."""
        self._transport.writelines(data)

    def write_eof(self):
        """Close the writing half after what is buffered has been written."""
        return self._transport.write_eof()

    def can_write_eof(self):
        """Return whether the writing half can be closed by itself."""
        return self._transport.can_write_eof()

    def close(self):
        """Close the stream. Wait for it with wait_closed()."""
        return self._transport.close()

    def is_closing(self):
        """Return whether the stream is closed, or about to be."""
        return self._transport.is_closing()

    async def wait_closed(self):
        """Wait until the stream is closed."""
        await self._protocol._get_close_waiter(self)

    def get_extra_info(self, name, default=None):
        """Return what is known about the connection under this name."""
        return self._transport.get_extra_info(name, default)

    async def drain(self):
        """Wait until it is appropriate to write on.

        >>> writer.write(data)
        >>> await writer.drain()
        """
        if _is_drained(self):
            return
        if self._reader is not None:
            exc = self._reader.exception()
            if exc is not None:
                raise exc
        if self._transport.is_closing():
            # The end of the connection is told by the loop. A program that writes and drains without end, and waits for
            # nothing else, must let it do so.
            await sleep(0)
        await self._protocol._drain_helper()

    async def start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None):
        """Go over to TLS."""
        server_side = self._protocol._client_connected_cb is not None
        protocol = self._protocol
        await self.drain()
        transport = await self._loop.start_tls(
            self._transport, protocol, sslcontext, server_side=server_side, server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout)
        self._transport = transport
        protocol._replace_writer(self)

    def __del__(self):
        if not self._transport.is_closing():
            self.close()


@completes(StreamReader)
class StreamReader:
    """The reading half of a stream."""

    _source_traceback = None

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        # Twice as many bytes are buffered before the transport is asked to pause.
        if limit <= 0:
            raise ValueError('Limit cannot be <= 0')
        self._limit = limit
        self._loop = events._get_event_loop() if loop is None else loop
        if self._loop.get_debug():
            import sys
            from . import format_helpers
            self._source_traceback = format_helpers.extract_stack(sys._getframe(1))

    def __repr__(self):
        info = ['StreamReader']
        if size := _reader_size(self):
            info.append(f'{size} bytes')
        if self._eof:
            info.append('eof')
        if self._limit != _DEFAULT_LIMIT:
            info.append(f'limit={self._limit}')
        if self._waiter:
            info.append(f'waiter={self._waiter!r}')
        if self._exception:
            info.append(f'exception={self._exception!r}')
        if self._transport:
            info.append(f'transport={self._transport!r}')
        if self._paused:
            info.append('paused')
        return f'<{" ".join(info)}>'

    def set_exception(self, exc):
        """Break the stream."""
        self._exception = exc
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.cancelled():
                waiter.set_exception(exc)

    def _wakeup_waiter(self):
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.cancelled():
                waiter.set_result(None)

    def set_transport(self, transport):
        """Set the transport, which is asked to pause when too much comes."""
        assert self._transport is None, 'Transport already set'
        self._transport = transport

    def _maybe_resume_transport(self):
        if self._paused and _reader_size(self) <= self._limit:
            self._paused = False
            self._transport.resume_reading()

    def feed_eof(self):
        """Say that no more data will come."""
        self._eof = True
        self._wakeup_waiter()

    def _feed(self, data):
        self._buffer.extend(data)
        self._wakeup_waiter()
        if self._transport is not None and not self._paused:
            self._pause_if_full()

    def _pause_if_full(self):
        if _reader_size(self) > 2 * self._limit:
            try:
                self._transport.pause_reading()
            except NotImplementedError:
                # It cannot, and need not be asked again.
                self._transport = None
            else:
                self._paused = True

    def _begin_to_wait(self):
        if self._paused:
            # A paused transport would let this wait for ever.
            self._paused = False
            self._transport.resume_reading()
        self._waiter = self._loop.create_future()
        return self._waiter

    async def _wait_for_data(self, func_name):
        """Wait until there are more data, or no more will come."""
        # Two tasks that read from one stream would get parts of it by chance.
        waiter = _wait_for_data(self, func_name)
        try:
            await waiter
        finally:
            self._waiter = None

    async def readline(self):
        """Read a line, with its end; at the end of the stream what there is, b'' if that is nothing.

        ValueError if the line is longer than the limit; it is thrown away if its end has come already, else what has
        come of it.
        """
        line = _read_line(self)
        while type(line) is not bytes:
            if line is None:
                return await self._readline()
            try:
                await line
            except BaseException:
                self._waiter = None
                raise
            line = _read_line_on(self)
        return line

    async def _readline(self):
        try:
            return await self.readuntil(b'\n')
        except exceptions.IncompleteReadError as e:
            return e.partial
        except exceptions.LimitOverrunError as e:
            if _reader_find(self, b'\n', e.consumed) == e.consumed:
                _reader_take(self, e.consumed + 1)
            else:
                _reader_forget(self)
            self._maybe_resume_transport()
            raise ValueError(e.args[0])

    async def readuntil(self, separator=b'\n'):
        """Read up to and with a separator.

        IncompleteReadError if the stream ends before; LimitOverrunError if there is more than the limit, the data stay
        in the buffer then.
        """
        size = len(separator)
        if size == 0:
            raise ValueError('Separator should be at least one-byte string')
        if self._exception is not None:
            raise self._exception
        # What is before this in the buffer has been searched.
        offset = 0
        while True:
            length = _reader_size(self)
            if length - offset >= size:
                at = _reader_find(self, separator, offset)
                if at != -1:
                    if at > self._limit:
                        raise exceptions.LimitOverrunError(
                            'Separator is found, but chunk is longer than limit', at)
                    chunk = _reader_take(self, at + size)
                    self._maybe_resume_transport()
                    return chunk
                # The separator may have come in part.
                offset = length + 1 - size
                if offset > self._limit:
                    raise exceptions.LimitOverrunError(
                        'Separator is not found, and chunk exceed the limit', offset)
            # The end may come with data, so the data are looked at first.
            if self._eof:
                raise exceptions.IncompleteReadError(_reader_forget(self), None)
            waiter = _wait_for_data(self, 'readuntil')
            try:
                await waiter
            finally:
                self._waiter = None

    async def read(self, n=-1):
        """Read up to n bytes, as many as there are, after waiting until there are any; b'' at the end of the stream.

        With n negative, read to the end.
        """
        # Most connections wait here: the fewer variables there are, the smaller they are.
        data = _read(self, n)
        if data is None:
            return await self._read(n)
        if type(data) is not bytes:
            try:
                await data
            except BaseException:
                self._waiter = None
                raise
            data = _read_on(self, n)
        return data

    async def _read(self, n):
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b''
        if n < 0:
            return await self._read_all()
        if not _reader_size(self) and not self._eof:
            await self._wait_for_data('read')
        data = _reader_take(self, n)
        self._maybe_resume_transport()
        return data

    async def _read_all(self):
        # Not into the buffer alone: it is limited.
        blocks = []
        while block := await self.read(self._limit):
            blocks.append(block)
        return b''.join(blocks)

    async def readexactly(self, n):
        """Read n bytes. IncompleteReadError if the stream ends before."""
        data = _read_exactly(self, n)
        while type(data) is not bytes:
            if data is None:
                return await self._readexactly(n)
            try:
                await data
            except BaseException:
                self._waiter = None
                raise
            data = _read_exactly_on(self, n)
        return data

    async def _readexactly(self, n):
        if n < 0:
            raise ValueError('readexactly size can not be less than zero')
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b''
        while _reader_size(self) < n:
            if self._eof:
                raise exceptions.IncompleteReadError(_reader_forget(self), n)
            await self._wait_for_data('readexactly')
        data = _reader_take(self, n)
        self._maybe_resume_transport()
        return data

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if line == b'':
            raise StopAsyncIteration
        return line


def __getattr__(name):
    if name != 'logger':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from .log import logger
    return logger
