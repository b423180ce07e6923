"""The server's end of a connection."""

__all__ = ('PayloadAccessError', 'RequestHandler', 'RequestPayloadError')

import asyncio
import traceback
from collections import deque
from html import escape

from _http import request as parse_request

from ._messages import (ChunkedBody, Inflating, LengthBody, MessageProtocol, check_head, content_length, head_end,
                        is_chunked, raw_headers, read_text_headers)
from .http import HttpVersion
from .http_exceptions import BadHttpMessage, BadStatusLine, InvalidHeader, LineTooLong
from .log import access_logger, server_logger
from .streams import EMPTY_PAYLOAD, StreamReader
from .web_exceptions import HTTPException, HTTPInternalServerError
from .web_log import AccessLogger
from .web_response import Response, StreamResponse

# How many requests are read ahead on one connection.
_AHEAD = 16


class RequestPayloadError(Exception):
    """The body of a request cannot be read."""


class PayloadAccessError(Exception):
    """The body is read after the response."""


class RequestHead:
    """The head of a request."""

    __slots__ = ('method', 'target', 'version', 'headers', 'rows', 'should_close', 'upgrade')

    @property
    def raw_headers(self):
        """The headers as bytes."""
        return raw_headers(self.rows)

    def replace(self):
        """Return a copy."""
        copy = RequestHead()
        for name in self.__slots__:
            setattr(copy, name, getattr(self, name))
        return copy


class _Broken:
    """Stands for a request that could not be read."""

    def __init__(self, error):
        self.error = error


class RequestHandler(MessageProtocol):
    """Reads requests and has them handled, one after the other."""

    def __init__(self, manager, *, loop, keepalive_timeout=75.0, tcp_keepalive=True, logger=server_logger,
                 access_log_class=AccessLogger, access_log=access_logger, access_log_format=AccessLogger.LOG_FORMAT,
                 debug=False, max_line_size=8190, max_headers=32768, max_field_size=8190, lingering_time=10.0,
                 read_bufsize=2 ** 16, auto_decompress=True, timeout_ceil_threshold=5):
        super().__init__(loop)
        self._manager = manager
        self._keepalive_timeout = keepalive_timeout
        self._tcp_keepalive = tcp_keepalive
        self._lingering_time = lingering_time
        self._limit = read_bufsize
        self._line_size = max_line_size
        self._field_size = max_field_size
        self._auto_decompress = auto_decompress
        self.logger = logger
        self.debug = debug
        self.access_log = access_log
        self._access_logger = None
        if access_log:
            self._access_logger = access_log_class(access_log, access_log_format)
        self._requests = deque()
        self._stream = None
        self._searched = 0
        self._waiter = None
        self._task = None
        self._handler_task = None
        self._current = None
        self._websocket = None
        self._upgraded = False
        self._force_close = False
        self._keepalive_handle = None
        self._idle_since = 0
        self._stalled = False

    def __repr__(self):
        return f'<{type(self).__name__} {"connected" if self.transport is not None else "disconnected"}>'

    @property
    def keepalive_timeout(self):
        return self._keepalive_timeout

    def connection_made(self, transport):
        super().connection_made(transport)
        if self._tcp_keepalive:
            import socket
            sock = transport.get_extra_info('socket')
            if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._manager.connection_made(self, transport)
        self._task = self._loop.create_task(self.start())

    def connection_lost(self, exc):
        manager, self._manager = self._manager, None
        if manager is None:
            return
        manager.connection_lost(self, exc)
        super().connection_lost(exc)
        self._force_close = True
        if self._keepalive_handle is not None:
            self._keepalive_handle.cancel()
        error = exc if exc is not None else ConnectionResetError('Connection lost')
        if self._body is not None:
            self._body = None
            self._stream.set_exception(error)
        if self._websocket is not None:
            self._websocket.feed_eof()
        if manager.handler_cancellation and self._handler_task is not None:
            self._handler_task.cancel()
        self._wake()

    def eof_received(self):
        return False

    def set_websocket(self, reader):
        """From now on messages come."""
        self._websocket = reader
        if self._buffer:
            data = bytes(self._buffer)
            self._buffer.clear()
            reader.feed_data(data)

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def data_received(self, data):
        if self._force_close:
            return
        if self._websocket is not None:
            self._websocket.feed_data(data)
            return
        self._buffer += data
        self._process()

    def _process(self):
        while self._buffer:
            if self._body is not None:
                try:
                    if not self._body.feed(self._buffer):
                        return
                except BadHttpMessage as e:
                    self._stream.set_exception(RequestPayloadError(str(e)), e)
                    self._body = None
                    self._buffer.clear()
                    self._force_close = True
                    return
                self._body = None
                continue
            if self._upgraded:
                return
            if len(self._requests) >= _AHEAD:
                # The rest is read when these have been dealt with.
                if not self._stalled:
                    self._stalled = True
                    self.pause_reading()
                return
            try:
                request = self._parse()
            except BadHttpMessage as e:
                self._buffer.clear()
                self._upgraded = True
                request = _Broken(e), EMPTY_PAYLOAD
            if request is None:
                return
            self._requests.append(request)
            self._wake()

    def _parse(self):
        buffer = self._buffer
        if not self._searched:
            # Empty lines before a request are passed over.
            while buffer[:2] == b'\r\n':
                del buffer[:2]
        end = head_end(buffer, max(0, self._searched - 3))
        check_head(buffer, end, self._line_size, self._field_size)
        if end < 0:
            self._searched = len(buffer)
            return None
        self._searched = 0
        found = parse_request(memoryview(buffer)[:end])
        if not found:
            lines = bytes(buffer[:end]).splitlines()
            first = (lines or [b''])[0].decode('latin-1')
            if len(first.split(' ')) != 3 or ' HTTP/1.' not in first:
                raise BadStatusLine(first)
            for line in lines[1:]:
                name, colon, _ = line.partition(b':')
                if line and (not colon or not name or name.strip() != name):
                    raise InvalidHeader(line.decode('latin-1'))
            raise BadHttpMessage('Bad request')
        del buffer[:end]
        method, target, minor, rows, _ = found
        head = RequestHead()
        head.method, head.target, head.version = method, target, HttpVersion(1, minor)
        head.rows = rows
        headers = head.headers = read_text_headers(rows)
        names = [name.lower() for name, _ in rows]
        connection = headers.get('Connection', '').lower() if 'connection' in names else ''
        if minor == 0:
            head.should_close = 'keep-alive' not in connection
        else:
            head.should_close = 'close' in connection
        head.upgrade = 'upgrade' in connection and 'Upgrade' in headers
        if len(set(names)) < len(names):
            for name in ('Host', 'Content-Type', 'Content-Length', 'Transfer-Encoding'):
                if names.count(name.lower()) > 1:
                    raise BadHttpMessage(f"Duplicate '{name}' header found.")
        length = content_length(headers) if 'content-length' in names else None
        chunked = is_chunked(headers) if 'transfer-encoding' in names else False
        if head.upgrade and not chunked and not length:
            self._upgraded = True
        if not chunked and not length:
            return head, EMPTY_PAYLOAD
        stream = target = self._stream = StreamReader(self, self._limit, loop=self._loop)
        encoding = headers.get('Content-Encoding', '').lower()
        if self._auto_decompress and encoding in ('gzip', 'deflate'):
            target = Inflating(stream, encoding)
        self._body = ChunkedBody(target) if chunked else LengthBody(target, length)
        return head, stream

    def keep_alive(self, val):
        """Say whether the connection stays."""
        if not val:
            self._force_close = True

    def close(self):
        """Close the connection when the request at hand has been dealt with."""
        self._force_close = True
        self._wake()

    def force_close(self):
        """Close the connection now."""
        self._force_close = True
        self._wake()
        if self.transport is not None:
            self.transport.close()

    async def shutdown(self, timeout=15.0):
        """End: the request at hand has some time."""
        self._force_close = True
        if self._keepalive_handle is not None:
            self._keepalive_handle.cancel()
        if self._current is None:
            self._wake()
        elif self._task is not None and not self._task.done():
            await asyncio.wait([self._task], timeout=timeout)
        task = self._task
        if task is not None and not task.done():
            if self._handler_task is not None:
                self._handler_task.cancel()
            task.cancel()
        if self.transport is not None:
            self.transport.close()

    def _process_keepalive(self):
        # One timer serves many requests: it looks how long ago the last one was.
        self._keepalive_handle = None
        if self._force_close or self._current is not None or self._requests:
            return
        left = self._idle_since + self._keepalive_timeout - self._loop.time()
        if left <= 0:
            self.force_close()
        else:
            self._keepalive_handle = self._loop.call_later(left, self._process_keepalive)

    async def start(self):
        """Handle the requests of the connection."""
        loop, manager = self._loop, self._manager
        try:
            while not self._force_close:
                if not self._requests:
                    self._waiter = loop.create_future()
                    try:
                        await self._waiter
                    finally:
                        self._waiter = None
                    if not self._requests:
                        continue
                head, stream = self._requests.popleft()
                if self._stalled and len(self._requests) < _AHEAD // 2:
                    self._stalled = False
                    self.resume_reading()
                    self._process()
                if isinstance(head, _Broken):
                    await self._answer_broken(head.error)
                    break
                manager.requests_count += 1
                request = manager.request_factory(head, stream, self, self._task, loop)
                self._current = request
                try:
                    if not await self._serve(request, head, stream):
                        break
                finally:
                    self._current = None
                self._idle_since = loop.time()
                if self._keepalive_handle is None and not self._force_close:
                    self._keepalive_handle = loop.call_later(self._keepalive_timeout, self._process_keepalive)
        except asyncio.CancelledError:
            self.log_debug('Ignored premature client disconnection')
            raise
        except ConnectionError:
            self.log_debug('Ignored premature client disconnection')
        except Exception as e:
            self.log_exception('Unhandled exception', exc_info=e)
        finally:
            if self.transport is not None:
                self.transport.close()

    async def _serve(self, request, head, stream):
        """Handle one request; return whether the connection can go on."""
        start = self._loop.time() if self._access_logger is not None else 0
        if self._manager is None:
            return False
        if self._manager.handler_cancellation:
            self._handler_task = self._loop.create_task(self._manager.request_handler(request))
            handled = self._handler_task
        else:
            handled = self._manager.request_handler(request)
        try:
            response = await handled
        except HTTPException as e:
            response = e
        except asyncio.CancelledError:
            raise
        except asyncio.TimeoutError as e:
            self.log_debug('Request handler timed out.', exc_info=e)
            response = self.handle_error(request, 504)
        except Exception as e:
            if self._lost and isinstance(e, ConnectionError):
                return False
            response = self.handle_error(request, 500, e)
        finally:
            self._handler_task = None
        if not isinstance(response, StreamResponse):
            if response is None:
                self.log_exception('Missing return statement on request handler')
                message = 'Missing return statement on request handler'
            else:
                self.log_exception(f'Web-handler should return a response instance, got {response!r}')
                message = f'Web-handler should return a response instance, got {response!r}'
            response = self.handle_error(request, 500, RuntimeError(message), log=False)
        if self._lost:
            return False
        try:
            await response.prepare(request)
            await response.write_eof()
        except ConnectionError:
            return False
        if self._access_logger is not None and self._access_logger.enabled:
            self._access_logger.log(request, response, self._loop.time() - start)
        if not response.keep_alive or self._websocket is not None:
            return False
        if not stream.is_eof():
            # What was not read is passed over, if that does not take too long.
            try:
                async with asyncio.timeout(self._lingering_time):
                    while not stream.is_eof() and not self._force_close and stream.exception() is None:
                        stream._take(-1)
                        if stream.is_eof():
                            break
                        await stream._wait('lingering')
            except Exception:
                return False
            if not stream.is_eof():
                return False
        elif stream is not EMPTY_PAYLOAD:
            stream._resume()
        if self._upgraded:
            # The handler did not want to change the protocol.
            self._upgraded = False
            self._process()
        return True

    async def _answer_broken(self, error):
        message = str(error)
        response = Response(status=getattr(error, 'code', 400) or 400, text=message)
        response.force_close()
        head = RequestHead()
        head.method, head.target, head.version = 'UNKNOWN', '/', HttpVersion(1, 0)
        head.rows = []
        head.headers = read_text_headers([])
        head.should_close, head.upgrade = True, False
        self.log_debug('Error handling request: %s', message)
        request = self._manager.request_factory(head, EMPTY_PAYLOAD, self, self._task, self._loop)
        request._prepare_hook = None
        await response.prepare(request)
        await response.write_eof()

    def handle_error(self, request, status=500, exc=None, message=None, log=True):
        """Return the response that says that something went wrong."""
        if log:
            self.log_exception('Error handling request from %s', request.remote, exc_info=exc)
        if request._response_begun:
            raise ConnectionError('Response is sent already, cannot send another response with the error message')
        title = f'{status} {"Internal Server Error" if status == 500 else "Gateway Timeout"}'
        about = 'Server got itself in trouble'
        trace = None
        if self.debug and exc is not None:
            trace = ''.join(traceback.format_exception(exc))
        if 'text/html' in request.headers.get('Accept', ''):
            kind = 'text/html'
            if trace:
                about = f'<h2>Traceback:</h2>\n<pre>{escape(trace)}</pre>'
            text = f'<html><head><title>{title}</title></head><body>\n<h1>{title}</h1>\n{about}\n</body></html>\n'
        else:
            kind = 'text/plain'
            text = trace if trace else f'{title}\n\n{about}'
        response = Response(status=status, text=text, content_type=kind)
        response.force_close()
        return response

    def log_debug(self, *args, **kwargs):
        if self.debug:
            self.logger.debug(*args, **kwargs)

    def log_exception(self, *args, **kwargs):
        self.logger.exception(*args, **kwargs)
