"""WebSockets: the kinds of messages, and what reads and writes them."""

__all__ = ('WSCloseCode', 'WSMessage', 'WSMsgType', 'WebSocketError')

import base64
import hashlib
import json
import zlib
from collections import deque
from enum import IntEnum
from typing import Any, NamedTuple, Optional

from _websocket import frame as _frame, parse as _parse

WS_KEY = b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
_TAIL = b'\0\0\xff\xff'


class WSCloseCode(IntEnum):
    """Why a connection is closed."""

    OK = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    UNSUPPORTED_DATA = 1003
    ABNORMAL_CLOSURE = 1006
    INVALID_TEXT = 1007
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    MANDATORY_EXTENSION = 1010
    INTERNAL_ERROR = 1011
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    BAD_GATEWAY = 1014


_CLOSE_CODES = {int(code) for code in WSCloseCode if code != WSCloseCode.ABNORMAL_CLOSURE}


class WSMsgType(IntEnum):
    """The kinds of messages: those of the protocol, and what happens to the connection."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    PING = 0x9
    PONG = 0xA
    CLOSE = 0x8
    CLOSING = 0x100
    CLOSED = 0x101
    ERROR = 0x102

    text = TEXT
    binary = BINARY
    ping = PING
    pong = PONG
    close = CLOSE
    closing = CLOSING
    closed = CLOSED
    error = ERROR


class WSMessage(NamedTuple):
    """A message."""

    type: WSMsgType
    data: Any
    extra: Optional[str]

    def json(self, *, loads=json.loads):
        """Return what the text means as JSON."""
        return loads(self.data)


WS_CLOSED_MESSAGE = WSMessage(WSMsgType.CLOSED, None, None)
WS_CLOSING_MESSAGE = WSMessage(WSMsgType.CLOSING, None, None)


class WebSocketError(Exception):
    """The peer breaks the protocol."""

    def __init__(self, code, message):
        self.code = code
        super().__init__(code, message)

    def __str__(self):
        return self.args[1]


def accept_key(key):
    """Return what a server answers to the key of a client."""
    if isinstance(key, str):
        key = key.encode()
    return base64.b64encode(hashlib.sha1(key + WS_KEY).digest()).decode()


def extension_offer(compress):
    """Return the header with which compression is asked for or agreed to."""
    return 'permessage-deflate' + ('' if compress == 15 else f'; server_max_window_bits={compress}')


def read_extension(text, isserver=False):
    """Return (window bits, whether the context goes) of what the peer says; 0 bits: no compression."""
    for offer in (text or '').split(','):
        name, *params = [part.strip() for part in offer.split(';')]
        if name != 'permessage-deflate':
            continue
        bits, no_context = 15, False
        for param in params:
            key, _, value = param.partition('=')
            own = 'server' if isserver else 'client'
            if key == f'{own}_no_context_takeover':
                no_context = True
            elif key == f'{own}_max_window_bits' and value:
                if not value.strip('"').isdigit() or not 9 <= int(value.strip('"')) <= 15:
                    break
                bits = int(value.strip('"'))
        else:
            return bits, no_context
    return 0, False


class WebSocketReader:
    """Makes messages of the bytes of a connection; a task waits for them with read()."""

    def __init__(self, loop, max_msg_size, *, isserver, compress=False, transport=None):
        self._loop = loop
        self._max = max_msg_size
        self._isserver = isserver
        self._compress = compress
        self._inflate = None
        self._transport = transport
        self._paused = False
        self._buffer = bytearray()
        self._parts = []
        self._size = 0
        self._kind = None
        self._deflated = False
        self._messages = deque()
        self._held = 0
        self._waiter = None
        self._exception = None
        self._eof = False

    def feed_data(self, data):
        """Take bytes."""
        if self._exception is not None or self._eof:
            return
        self._buffer += data
        at = 0
        try:
            while (found := _parse(self._buffer, at)) is not None:
                if found is False:
                    raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, 'Received frame with non-zero reserved bits')
                end = found[6]
                self._check(found)
                if end is None:
                    break
                at = end
                self._take(found)
        except WebSocketError as e:
            self.set_exception(e)
            at = len(self._buffer)
        if at:
            del self._buffer[:at]
        if self._held > 2 ** 18 and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def _check(self, found):
        final, compressed, opcode, masked, size = found[:5]
        if compressed and not self._compress:
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, 'Received frame with non-zero reserved bits')
        if opcode > 2 and opcode not in (8, 9, 10):
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, f'Unexpected opcode={opcode!r}')
        if opcode >= 8 and not final:
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, 'Received fragmented control frame')
        if opcode >= 8 and size > 125:
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, 'Control frame payload cannot be larger than 125 bytes')
        if self._max and opcode < 8 and self._size + size > self._max:
            raise WebSocketError(WSCloseCode.MESSAGE_TOO_BIG,
                                 f'Message size {self._size + size} exceeds limit {self._max}')

    def _take(self, found):
        final, compressed, opcode, masked, size, payload, _ = found
        if opcode == 8:
            return self._close(payload)
        if opcode >= 9:
            return self._put(WSMessage(WSMsgType(opcode), payload, ''), size)
        if opcode == 0:
            if self._kind is None:
                raise WebSocketError(WSCloseCode.PROTOCOL_ERROR,
                                     'Continuation frame for non started message')
        elif self._kind is not None:
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR,
                                 f'The opcode in non-fin frame is expected to be zero, got {opcode!r}')
        else:
            self._kind, self._deflated = opcode, compressed
        self._parts.append(payload)
        self._size += size
        if not final:
            return None
        data, kind = b''.join(self._parts), self._kind
        self._parts.clear()
        self._size, self._kind = 0, None
        if self._deflated:
            data = self._decompress(data)
        size = len(data)
        if kind == WSMsgType.TEXT:
            try:
                data = data.decode('utf-8')
            except UnicodeDecodeError as e:
                raise WebSocketError(WSCloseCode.INVALID_TEXT, 'Invalid UTF-8 text message') from e
        self._put(WSMessage(WSMsgType(kind), data, ''), size)

    def _decompress(self, data):
        if self._inflate is None:
            self._inflate = zlib.decompressobj(-15)
        try:
            data = self._inflate.decompress(data + _TAIL, self._max + 1 if self._max else 0)
        except zlib.error as e:
            raise WebSocketError(WSCloseCode.INVALID_TEXT, str(e)) from e
        if self._max and (len(data) > self._max or self._inflate.unconsumed_tail):
            raise WebSocketError(WSCloseCode.MESSAGE_TOO_BIG, f'Decompressed message exceeds size limit {self._max}')
        return data

    def _close(self, payload):
        if not payload:
            return self._put(WSMessage(WSMsgType.CLOSE, 0, ''), 0)
        code = int.from_bytes(payload[:2], 'big')
        if len(payload) < 2 or (code < 3000 and code not in _CLOSE_CODES):
            raise WebSocketError(WSCloseCode.PROTOCOL_ERROR, f'Invalid close code: {code}')
        try:
            reason = payload[2:].decode('utf-8')
        except UnicodeDecodeError as e:
            raise WebSocketError(WSCloseCode.INVALID_TEXT, 'Invalid UTF-8 text message') from e
        self._put(WSMessage(WSMsgType.CLOSE, code, reason), 0)

    def _put(self, message, size):
        self._messages.append((message, size))
        self._held += size
        self._wake()

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def feed_eof(self):
        """The connection has ended."""
        self._eof = True
        self._wake()

    def set_exception(self, exc):
        """The connection has broken."""
        self._exception = exc
        self._eof = True
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            if self._messages:
                waiter.set_result(None)
            else:
                waiter.set_exception(exc)

    def exception(self):
        """Return what broke the connection."""
        return self._exception

    async def read(self):
        """Wait for a message."""
        if not self._messages and not self._eof:
            if self._paused:
                self._resume()
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        if self._messages:
            message, size = self._messages.popleft()
            self._held -= size
            if self._paused and self._held <= 2 ** 16:
                self._resume()
            return message
        if self._exception is not None:
            raise self._exception
        return WS_CLOSED_MESSAGE

    def _resume(self):
        self._paused = False
        self._transport.resume_reading()


class WebSocketWriter:
    """Writes messages."""

    def __init__(self, protocol, transport, *, use_mask=False, compress=0, notakeover=False):
        self.protocol = protocol
        self.transport = transport
        self.use_mask = use_mask
        self.compress = compress
        self.notakeover = notakeover
        self._closing = False
        self._deflate = None

    async def send_frame(self, message, opcode, compress=None):
        """Send one message."""
        if self._closing and opcode != WSMsgType.CLOSE:
            raise ConnectionResetError('Cannot write to closing transport')
        if opcode == WSMsgType.CLOSE:
            self._closing = True
        bits = compress or self.compress
        deflated = bool(bits) and opcode < 8
        if deflated:
            if self._deflate is None or compress:
                self._deflate = zlib.compressobj(wbits=-bits)
            message = self._deflate.compress(message) + self._deflate.flush(
                zlib.Z_FULL_FLUSH if self.notakeover or compress else zlib.Z_SYNC_FLUSH)
            message = message.removesuffix(_TAIL)
            if compress:
                self._deflate = None
        if self.transport is None or self.transport.is_closing():
            raise ConnectionResetError('Cannot write to closing transport')
        self.transport.write(_frame(opcode, message, self.use_mask, True, deflated))
        await self.protocol.drain()

    async def pong(self, message=b''):
        """Send a pong."""
        await self.send_frame(_bytes(message), WSMsgType.PONG)

    async def ping(self, message=b''):
        """Send a ping."""
        await self.send_frame(_bytes(message), WSMsgType.PING)

    async def send(self, message, compress=None):
        """Send text or bytes."""
        opcode = WSMsgType.TEXT if isinstance(message, str) else WSMsgType.BINARY
        await self.send_frame(_bytes(message), opcode, compress)

    async def close(self, code=1000, message=b''):
        """Say that the connection ends."""
        await self.send_frame(code.to_bytes(2, 'big') + _bytes(message), WSMsgType.CLOSE)


def _bytes(message):
    return message.encode('utf-8') if isinstance(message, str) else message
