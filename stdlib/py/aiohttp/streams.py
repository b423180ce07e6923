"""The bodies of messages, as they come."""

__all__ = ('EMPTY_PAYLOAD', 'EofStream', 'StreamReader')

import asyncio
from collections import deque


class EofStream(Exception):
    """A stream has ended."""


class _Iterator:
    __slots__ = ('_read',)

    def __init__(self, read):
        self._read = read

    def __aiter__(self):
        return self

    async def __anext__(self):
        data = await self._read()
        if data == b'':
            raise StopAsyncIteration
        return data


class _ChunkTuples:
    __slots__ = ('_stream',)

    def __init__(self, stream):
        self._stream = stream

    def __aiter__(self):
        return self

    async def __anext__(self):
        found = await self._stream.readchunk()
        if found == (b'', False):
            raise StopAsyncIteration
        return found


class StreamReader:
    """A body. What has come waits in a buffer of limited size; the sender has to wait when it is full."""

    total_bytes = 0

    def __init__(self, protocol, limit=2 ** 16, *, timer=None, loop=None):
        self._protocol = protocol
        self._low, self._high = limit, limit * 2
        self._loop = loop or asyncio.get_event_loop()
        self._timer = timer
        self._buffer = bytearray()
        # Where chunks end, in the count of all bytes; None if the message has none.
        self._splits = None
        self._cursor = 0
        self._eof = False
        self._waiter = None
        self._eof_waiters = []
        self._exception = None
        self._on_eof = []
        self._paused = False
        self.total_bytes = 0

    def __repr__(self):
        info = [type(self).__name__]
        if self._buffer:
            info.append(f'{len(self._buffer)} bytes')
        if self._eof:
            info.append('eof')
        if self._waiter:
            info.append(f'w={self._waiter!r}')
        if self._exception:
            info.append(f'e={self._exception!r}')
        return f'<{" ".join(info)}>'

    def __aiter__(self):
        return _Iterator(self.readline)

    def iter_chunked(self, n):
        """Iterate over pieces of at most n bytes."""
        return _Iterator(lambda: self.read(n))

    def iter_any(self):
        """Iterate over what has come, as it comes."""
        return _Iterator(self.readany)

    def iter_chunks(self):
        """Iterate over (data, whether a chunk ends)."""
        return _ChunkTuples(self)

    def exception(self):
        """Return what broke the stream."""
        return self._exception

    def set_exception(self, exc, cause=None):
        """Break the stream."""
        if cause is not None:
            exc.__cause__ = cause
        self._exception = exc
        self._on_eof.clear()
        self._wake(exc)

    def _wake(self, exc=None):
        waiters, self._eof_waiters = self._eof_waiters, []
        if self._waiter is not None:
            waiters.append(self._waiter)
            self._waiter = None
        for waiter in waiters:
            if not waiter.done():
                if exc is None:
                    waiter.set_result(None)
                else:
                    waiter.set_exception(exc)

    def on_eof(self, callback):
        """Have something called at the end."""
        if self._eof:
            callback()
        else:
            self._on_eof.append(callback)

    def feed_eof(self):
        """The body is complete."""
        self._eof = True
        self._wake()
        callbacks, self._on_eof = self._on_eof, []
        for callback in callbacks:
            callback()

    def is_eof(self):
        """Return whether the body is complete, read or not."""
        return self._eof

    def at_eof(self):
        """Return whether everything has been read."""
        return self._eof and not self._buffer

    async def wait_eof(self):
        """Wait until the body is complete."""
        while not self._eof:
            if self._exception is not None:
                raise self._exception
            waiter = self._loop.create_future()
            self._eof_waiters.append(waiter)
            self._resume()
            await waiter

    def unread_data(self, data):
        """Put data back."""
        self._buffer[:0] = data
        self._cursor -= len(data)

    def feed_data(self, data, size=0):
        """Take data."""
        assert not self._eof, 'feed_data after feed_eof'
        if not data:
            return
        self._buffer += data
        self.total_bytes += len(data)
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
        if len(self._buffer) > self._high and not self._paused:
            self._paused = True
            self._protocol.pause_reading()

    def end_http_chunk_receiving(self):
        """A chunk ends here."""
        if self._splits is None:
            self._splits = deque()
        last = self._splits[-1] if self._splits else self._cursor
        if self.total_bytes != last:
            self._splits.append(self.total_bytes)
            waiter, self._waiter = self._waiter, None
            if waiter is not None and not waiter.done():
                waiter.set_result(None)

    async def _wait(self, what):
        if self._waiter is not None:
            raise RuntimeError(f'{what}() called while another coroutine is already waiting for incoming data')
        self._resume()
        waiter = self._waiter = self._loop.create_future()
        try:
            if self._timer is None:
                await waiter
            else:
                await self._timer.wait(waiter)
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def _resume(self):
        if self._paused:
            self._paused = False
            self._protocol.resume_reading()

    def _take(self, n):
        data = bytes(memoryview(self._buffer)[:n]) if n >= 0 else bytes(self._buffer)
        del self._buffer[:len(data)]
        self._cursor += len(data)
        splits = self._splits
        while splits and splits[0] < self._cursor:
            splits.popleft()
        if self._paused and len(self._buffer) < self._low:
            self._resume()
        return data

    def _check(self):
        if self._exception is not None:
            raise self._exception

    async def readline(self):
        """Read a line."""
        return await self.readuntil()

    async def readuntil(self, separator=b'\n'):
        """Read up to and with a separator, or to the end."""
        if not separator:
            raise ValueError('Separator should be at least one-byte string')
        self._check()
        start = 0
        while True:
            at = self._buffer.find(separator, start)
            if at >= 0:
                if at + len(separator) > self._high:
                    raise ValueError('Chunk too big')
                return self._take(at + len(separator))
            if len(self._buffer) > self._high:
                raise ValueError('Chunk too big')
            if self._eof:
                return self._take(-1)
            start = max(0, len(self._buffer) + 1 - len(separator))
            await self._wait('readuntil')
            self._check()

    async def read(self, n=-1):
        """Read up to n bytes, or everything."""
        self._check()
        if n == 0:
            return b''
        if n < 0:
            blocks = []
            while block := await self.readany():
                blocks.append(block)
            return b''.join(blocks)
        while not self._buffer and not self._eof:
            await self._wait('read')
            self._check()
        return self._take(n)

    async def readany(self):
        """Read what has come, after waiting until something has."""
        self._check()
        while not self._buffer and not self._eof:
            await self._wait('readany')
            self._check()
        return self._take(-1)

    async def readchunk(self):
        """Read (data, whether a chunk ends)."""
        while True:
            self._check()
            splits = self._splits
            while splits:
                end = splits.popleft()
                if end == self._cursor:
                    return b'', True
                if end > self._cursor:
                    return self._take(end - self._cursor), True
            if self._buffer:
                return self._take(-1), False
            if self._eof:
                return b'', False
            await self._wait('readchunk')

    async def readexactly(self, n):
        """Read n bytes."""
        self._check()
        while len(self._buffer) < n:
            if self._eof:
                partial = self._take(-1)
                raise asyncio.IncompleteReadError(partial, n)
            # More than the limit may be wanted.
            self._high = max(self._high, n)
            await self._wait('readexactly')
            self._check()
        return self._take(n)

    def read_nowait(self, n=-1):
        """Read what is there."""
        self._check()
        if self._waiter is not None and not self._waiter.done():
            raise RuntimeError('Called while some coroutine is waiting for incoming data.')
        return self._take(n)


class EmptyStreamReader(StreamReader):
    """The body of messages that have none."""

    def __init__(self):
        self._buffer = bytearray()
        self._eof = True
        self._exception = None
        self._splits = None
        self._cursor = 0
        self._paused = False
        self._waiter = None
        self._on_eof = []
        self._high = 2 ** 17

    def __repr__(self):
        return f'<{type(self).__name__}>'

    def set_exception(self, exc, cause=None):
        pass

    def feed_data(self, data, size=0):
        pass

    def feed_eof(self):
        pass

    async def wait_eof(self):
        return


EMPTY_PAYLOAD = EmptyStreamReader()
