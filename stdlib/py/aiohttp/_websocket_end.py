"""What both ends of a connection over WebSocket have in common."""

import asyncio
import json

from .client_exceptions import WSMessageTypeError
from .http_websocket import (WS_CLOSED_MESSAGE, WS_CLOSING_MESSAGE, WebSocketError, WSCloseCode, WSMessage, WSMsgType)


class WebSocketEnd:
    """Sending, receiving, closing, and beating."""

    _reader = None
    _writer = None
    _heart = None
    _pong_waiter = None
    _server = False

    def _begin(self, loop, reader, writer, protocol, autoclose, autoping, heartbeat, receive_timeout, close_timeout):
        self._loop = loop
        self._reader = reader
        self._writer = writer
        self._protocol = protocol
        self._autoclose = autoclose
        self._autoping = autoping
        self._heartbeat = heartbeat
        self._receive_timeout = receive_timeout
        self._close_timeout = close_timeout
        self._closed = False
        self._closing = False
        self._close_code = None
        self._exception = None
        self._waiting = False
        self._close_wait = None
        self._beat_later()

    def _beat_later(self):
        if self._heart is not None:
            self._heart.cancel()
            self._heart = None
        if self._pong_waiter is not None:
            self._pong_waiter.cancel()
            self._pong_waiter = None
        if self._heartbeat is not None and not self._closed:
            self._heart = self._loop.call_later(self._heartbeat, self._beat)

    def _beat(self):
        self._heart = None
        if self._closed or self._closing:
            return
        self._pong_waiter = self._loop.call_later(self._heartbeat / 2, self._no_pong)
        self._ping_task = self._loop.create_task(self._send_ping())

    async def _send_ping(self):
        try:
            await self._writer.ping()
        except (ConnectionError, asyncio.CancelledError):
            self._no_pong()

    def _no_pong(self):
        from .client_exceptions import ServerTimeoutError
        self._pong_waiter = None
        if not self._closed:
            self._set_closed()
            self._close_code = WSCloseCode.ABNORMAL_CLOSURE
            self._exception = ServerTimeoutError('No PONG received after %s seconds' % (self._heartbeat / 2))
            self._end()
            if self._waiting:
                self._reader._put(WSMessage(WSMsgType.ERROR, self._exception, None), 0)

    def _set_closed(self):
        self._closed = True
        if self._heart is not None:
            self._heart.cancel()
            self._heart = None
        if self._pong_waiter is not None:
            self._pong_waiter.cancel()
            self._pong_waiter = None

    def _end(self):
        """Close the connection under it."""
        raise NotImplementedError

    def _ready(self):
        """Complain if it has not begun."""

    @property
    def closed(self):
        """Whether it has been closed."""
        return self._closed

    @property
    def close_code(self):
        """Why it has been closed."""
        return self._close_code

    @property
    def protocol(self):
        """The protocol that was agreed upon."""
        return self._protocol

    ws_protocol = protocol

    def exception(self):
        """Return what broke it."""
        return self._exception

    async def ping(self, message=b''):
        """Send a ping."""
        self._ready()
        await self._writer.ping(message)

    async def pong(self, message=b''):
        """Send a pong."""
        self._ready()
        await self._writer.pong(message)

    async def send_frame(self, message, opcode, compress=None):
        """Send a frame."""
        self._ready()
        await self._writer.send_frame(message, opcode, compress)

    async def send_str(self, data, compress=None):
        """Send text."""
        self._ready()
        if not isinstance(data, str):
            raise TypeError(f'data argument must be str ({type(data)!r})')
        await self._writer.send(data, compress=compress)

    async def send_bytes(self, data, compress=None):
        """Send bytes."""
        self._ready()
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be byte-ish ({type(data)!r})')
        await self._writer.send(data, compress=compress)

    async def send_json(self, data, compress=None, *, dumps=json.dumps):
        """Send a value as JSON."""
        await self.send_str(dumps(data), compress=compress)

    async def close(self, *, code=WSCloseCode.OK, message=b'', drain=True):
        """Close it; return whether this call did."""
        self._ready()
        if self._waiting and not self._closing:
            # The task that receives sees the end.
            self._closing = True
            self._close_wait = self._loop.create_future()
            self._reader._put(WS_CLOSING_MESSAGE, 0)
            await self._close_wait
        if self._closed:
            return False
        self._set_closed()
        try:
            await self._writer.close(code, message)
        except asyncio.CancelledError:
            self._close_code = WSCloseCode.ABNORMAL_CLOSURE
            self._end()
            raise
        except Exception as e:
            # The peer may be gone already; if it has said why, that counts.
            self._close_code = self._close_code or WSCloseCode.ABNORMAL_CLOSURE
            self._exception = e
            self._end()
            return True
        if self._close_code:
            self._end()
            return True
        try:
            async with asyncio.timeout(self._close_timeout):
                while True:
                    message = await self._reader.read()
                    if message.type == WSMsgType.CLOSE:
                        self._close_code = message.data
                        break
                    if message.type == WSMsgType.CLOSED:
                        self._close_code = WSCloseCode.ABNORMAL_CLOSURE
                        break
        except asyncio.CancelledError:
            self._close_code = WSCloseCode.ABNORMAL_CLOSURE
            self._end()
            raise
        except Exception as e:
            self._close_code = WSCloseCode.ABNORMAL_CLOSURE
            self._exception = e
        self._end()
        return True

    async def receive(self, timeout=None):
        """Wait for a message."""
        self._ready()
        while True:
            if self._waiting:
                raise RuntimeError('Concurrent call to receive() is not allowed')
            if self._closed:
                return self._receive_closed()
            if self._closing:
                await self.close()
                return WS_CLOSED_MESSAGE
            try:
                self._waiting = True
                try:
                    async with asyncio.timeout(timeout or self._receive_timeout):
                        message = await self._reader.read()
                finally:
                    self._waiting = False
                    if self._close_wait is not None and not self._close_wait.done():
                        self._close_wait.set_result(None)
                self._beat_later()
            except (asyncio.CancelledError, TimeoutError) as e:
                if isinstance(e, TimeoutError) or not self._server:
                    self._close_code = WSCloseCode.ABNORMAL_CLOSURE if not self._server else self._close_code
                raise
            except WebSocketError as e:
                self._close_code = e.code
                await self.close(code=e.code)
                return WSMessage(WSMsgType.ERROR, e, None)
            except Exception as e:
                self._exception = e
                self._closing = True
                self._close_code = WSCloseCode.ABNORMAL_CLOSURE
                await self.close()
                return WSMessage(WSMsgType.ERROR, e, None)
            if message.type == WSMsgType.CLOSE:
                self._closing = True
                self._close_code = message.data
                if not self._closed and self._autoclose:
                    await self.close()
            elif message.type == WSMsgType.CLOSED:
                # The peer went without a word.
                self._closing = True
                if self._close_code is None:
                    self._close_code = WSCloseCode.ABNORMAL_CLOSURE
                self._set_closed()
                self._end()
            elif message.type == WSMsgType.CLOSING:
                self._closing = True
            elif message.type == WSMsgType.PING and self._autoping:
                await self._writer.pong(message.data)
                continue
            elif message.type == WSMsgType.PONG and self._autoping:
                continue
            return message

    def _receive_closed(self):
        return WS_CLOSED_MESSAGE

    async def receive_str(self, *, timeout=None):
        """Wait for text."""
        message = await self.receive(timeout)
        if message.type != WSMsgType.TEXT:
            raise WSMessageTypeError(f'Received message {message.type}:{message.data!r} is not WSMsgType.TEXT')
        return message.data

    async def receive_bytes(self, *, timeout=None):
        """Wait for bytes."""
        message = await self.receive(timeout)
        if message.type != WSMsgType.BINARY:
            raise WSMessageTypeError(f'Received message {message.type}:{message.data!r} is not WSMsgType.BINARY')
        return message.data

    async def receive_json(self, *, loads=json.loads, timeout=None):
        """Wait for JSON."""
        return loads(await self.receive_str(timeout=timeout))

    def __aiter__(self):
        return self

    async def __anext__(self):
        message = await self.receive()
        if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
            raise StopAsyncIteration
        return message
