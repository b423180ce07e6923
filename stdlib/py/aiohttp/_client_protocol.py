"""The client's end of a connection."""

from _http import response as parse_response

from ._messages import (ChunkedBody, EndlessBody, Inflating, LengthBody, MessageProtocol, check_head, content_length,
                        head_end, header_text, is_chunked, read_headers)
from .client_exceptions import (ClientConnectionError, ClientOSError, ClientPayloadError, ServerDisconnectedError)
from .http_exceptions import BadHttpMessage, BadStatusLine
from .streams import EMPTY_PAYLOAD, StreamReader


class Head:
    """The head of a response, and the stream of its body."""

    __slots__ = ('version', 'status', 'reason', 'headers', 'raw_headers', 'stream', 'should_close')

    def __init__(self, minor, status, reason, rows):
        self.version = 1, minor
        self.status = status
        self.reason = header_text(reason)
        self.headers, self.raw_headers = read_headers(rows)
        connection = self.headers.get('Connection', '').lower()
        self.should_close = 'close' in connection or (minor == 0 and 'keep-alive' not in connection)


class ResponseHandler(MessageProtocol):
    """Reads responses."""

    def __init__(self, loop):
        super().__init__(loop)
        self.lost = loop.create_future()
        self.should_close = False
        self._searched = 0
        self._head_waiter = None
        self._stream = None
        self._websocket = None
        self._exception = None
        self._settings = None

    @property
    def reusable(self):
        """Whether another request can be sent."""
        return (self.transport is not None and not self.should_close and self._body is None and not self._buffer
                and not self.transport.is_closing() and self._exception is None)

    def close(self):
        """Close the connection."""
        self.should_close = True
        transport = self.transport
        if transport is not None:
            transport.close()

    def connection_lost(self, exc):
        super().connection_lost(exc)
        self.should_close = True
        if not self.lost.done():
            self.lost.set_result(None)
        if exc is not None:
            error = ClientOSError(*exc.args) if isinstance(exc, OSError) else ClientConnectionError(str(exc))
            error.__cause__ = exc
        else:
            error = None
        if self._websocket is not None:
            if error is None:
                self._websocket.feed_eof()
            else:
                self._websocket.set_exception(error)
        body, self._body = self._body, None
        if body is not None:
            try:
                if error is not None:
                    raise error
                body.feed_eof()
            except Exception as e:
                self._break(e)
        self._fail(error or ServerDisconnectedError())

    def _break(self, exc):
        """The body that comes cannot be read."""
        if isinstance(exc, BadHttpMessage):
            error = ClientPayloadError(f'Response payload is not completed: {exc!r}')
        elif isinstance(exc, ClientOSError):
            error = exc
        else:
            error = ClientPayloadError(f'Response payload is not completed: {exc!r}')
        self._stream.set_exception(error, exc)

    def _fail(self, exc):
        self._exception = exc
        waiter, self._head_waiter = self._head_waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def eof_received(self):
        return False

    def set_websocket(self, reader):
        """From now on messages come."""
        self._websocket = reader
        self.should_close = True
        if self._buffer:
            data = bytes(self._buffer)
            self._buffer.clear()
            reader.feed_data(data)
        if self.transport is None:
            reader.feed_eof()

    def data_received(self, data):
        if self._websocket is not None:
            self._websocket.feed_data(data)
            return
        self._buffer += data
        self._process()

    def _process(self):
        if self._body is not None:
            self._feed()
        elif self._head_waiter is not None:
            try:
                head = self._parse()
            except BadHttpMessage as e:
                self.should_close = True
                self._fail(e)
                return
            if head is not None:
                waiter, self._head_waiter = self._head_waiter, None
                if not waiter.done():
                    waiter.set_result(head)
        elif self._settings is None:
            # Nobody has asked for this.
            self.should_close = True

    def _feed(self):
        try:
            if self._body.feed(self._buffer):
                self._body = None
        except BadHttpMessage as e:
            self._body = None
            self.should_close = True
            self._break(e)

    def _parse(self):
        while True:
            end = head_end(self._buffer, max(0, self._searched - 3))
            check_head(self._buffer, end, *self._settings[2:])
            if end < 0:
                self._searched = len(self._buffer)
                if self._buffer[:5] != b'HTTP/'[:len(self._buffer)]:
                    raise BadStatusLine(bytes(self._buffer[:100]).decode('latin-1'), 'Expected HTTP/')
                return None
            self._searched = 0
            found = parse_response(memoryview(self._buffer)[:end])
            if not found:
                raise BadStatusLine(bytes(self._buffer[:100]).partition(b'\n')[0].decode('latin-1'))
            del self._buffer[:end]
            minor, status, reason, rows, _ = found
            # What a server says ahead of the response is passed over.
            if 100 <= status < 200 and status != 101:
                if status == 100 and self._settings[1] is not None:
                    self._settings[1]()
                continue
            head = Head(minor, status, reason, rows)
            self._begin_body(head)
            return head

    def _begin_body(self, head):
        method = self._settings[0]
        status, headers = head.status, head.headers
        if method == 'HEAD' or status in (101, 204, 304) or method == 'CONNECT' and status == 200:
            head.stream = EMPTY_PAYLOAD
        else:
            length = content_length(headers)
            chunked = is_chunked(headers)
            if length == 0:
                head.stream = EMPTY_PAYLOAD
            else:
                head.stream = target = self._stream = StreamReader(self, self._limit, timer=self._timer,
                                                                   loop=self._loop)
                encoding = headers.get('Content-Encoding', '').lower()
                if self._decompress and encoding in ('gzip', 'deflate'):
                    target = Inflating(target, encoding)
                if chunked:
                    self._body = ChunkedBody(target)
                elif length is not None:
                    self._body = LengthBody(target, length)
                else:
                    self._body = EndlessBody(target)
                    head.should_close = True
        if head.should_close:
            self.should_close = True
        self._settings = None
        if self._body is not None and self._buffer:
            self._feed()

    async def read_head(self, method, timer, *, on_continue=None, decompress=True, limit=2 ** 16, line_size=8190,
                        field_size=8190):
        """Wait for the head of a response."""
        self._settings = method, on_continue, line_size, field_size
        self._timer, self._decompress, self._limit = timer, decompress, limit
        if self._exception is not None:
            raise self._exception
        head = self._parse() if self._buffer else None
        if head is not None:
            return head
        waiter = self._head_waiter = self._loop.create_future()
        try:
            return await (waiter if timer is None else timer.wait(waiter))
        finally:
            self._head_waiter = None
