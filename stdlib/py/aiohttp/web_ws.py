"""The server's end of a connection over WebSocket."""

__all__ = ('WSMsgType', 'WebSocketReady', 'WebSocketResponse')

import asyncio
import base64
import binascii
from dataclasses import dataclass
from typing import Optional

from multidict import CIMultiDict

from ._websocket_end import WebSocketEnd
from .http_websocket import (WebSocketReader, WebSocketWriter, WSCloseCode, WSMessage, WSMsgType, accept_key,
                             extension_offer, read_extension)
from .web_exceptions import HTTPBadRequest, HTTPException
from .web_response import StreamResponse


@dataclass(frozen=True)
class WebSocketReady:
    """Whether a request can become a connection over WebSocket."""

    ok: bool
    protocol: Optional[str]

    def __bool__(self):
        return self.ok


class WebSocketResponse(WebSocketEnd, StreamResponse):
    """A connection over WebSocket, as the response to a request."""

    _length_check = False
    _server = True
    _closed = False
    _closing = False
    _protocol = None
    _close_code = None
    _exception = None

    def __init__(self, *, timeout=10.0, receive_timeout=None, autoclose=True, autoping=True, heartbeat=None,
                 protocols=(), compress=True, max_msg_size=4 * 1024 * 1024, writer_limit=2 ** 16):
        StreamResponse.__init__(self, status=101)
        self._length_check = False
        self._protocols = protocols
        self._settings = autoclose, autoping, heartbeat, receive_timeout, timeout
        self._compress_allowed = compress
        self._max_msg_size = max_msg_size
        self._conn_losses = 0
        self._ws_writer = None

    @property
    def prepared(self):
        return self._ws_writer is not None or self._eof_sent

    @property
    def compress(self):
        return self._ws_compress if self._ws_writer is not None else self._compress_allowed

    def _set_status(self, status, reason):
        self._status, self._reason = 101, 'Switching Protocols'

    def _handshake(self, request):
        headers = request.headers
        if headers.get('Upgrade', '').lower().strip() != 'websocket':
            raise HTTPBadRequest(text='No WebSocket UPGRADE hdr: {}\n Can "Upgrade" only to "WebSocket".'.format(
                headers.get('Upgrade')))
        if 'upgrade' not in headers.get('Connection', '').lower():
            raise HTTPBadRequest(text='No CONNECTION upgrade hdr: {}'.format(headers.get('Connection')))
        protocol = None
        if 'Sec-WebSocket-Protocol' in headers:
            offered = [p.strip() for p in headers['Sec-WebSocket-Protocol'].split(',')]
            protocol = next((p for p in offered if p in self._protocols), None)
        version = headers.get('Sec-WebSocket-Version', '')
        if version not in ('13', '8', '7'):
            raise HTTPBadRequest(text=f'Unsupported version: {version}')
        key = headers.get('Sec-WebSocket-Key')
        try:
            if not key or len(base64.b64decode(key)) != 16:
                raise HTTPBadRequest(text=f'Handshake error: {key!r}')
        except binascii.Error:
            raise HTTPBadRequest(text=f'Handshake error: {key!r}') from None
        answer = CIMultiDict()
        answer['Upgrade'] = 'websocket'
        answer['Connection'] = 'upgrade'
        answer['Sec-WebSocket-Accept'] = accept_key(key)
        compress, notakeover = 0, False
        if self._compress_allowed:
            compress, notakeover = read_extension(headers.get('Sec-WebSocket-Extensions'), isserver=True)
            if compress:
                text = extension_offer(compress)
                answer['Sec-WebSocket-Extensions'] = text + ('; server_no_context_takeover' if notakeover else '')
        if protocol:
            answer['Sec-WebSocket-Protocol'] = protocol
        return answer, protocol, compress, notakeover

    def can_prepare(self, request):
        """Return whether the request wants this."""
        if self._ws_writer is not None:
            raise RuntimeError('Already started')
        try:
            _, protocol, _, _ = self._handshake(request)
        except HTTPException:
            return WebSocketReady(False, None)
        return WebSocketReady(True, protocol)

    async def prepare(self, request):
        """Change the protocol of the connection."""
        if self._ws_writer is not None:
            return self._ws_writer
        headers, protocol, compress, notakeover = self._handshake(request)
        self._headers.update(headers)
        self._keep_alive = True
        self._req = request
        await super().prepare(request)
        conn, loop = request.protocol, request._loop
        transport = request.transport
        if transport is None:
            raise ConnectionResetError('Connection lost')
        self._ws_compress = compress
        reader = WebSocketReader(loop, self._max_msg_size, isserver=True, compress=bool(compress), transport=transport)
        writer = self._ws_writer = WebSocketWriter(conn, transport, compress=compress, notakeover=notakeover)
        autoclose, autoping, heartbeat, receive_timeout, timeout = self._settings
        self._begin(loop, reader, writer, protocol, autoclose, autoping, heartbeat, receive_timeout, timeout)
        self._writer = writer
        conn.set_websocket(reader)
        return writer

    def _ready(self):
        if self._ws_writer is None:
            raise RuntimeError('Call .prepare() first')

    def _end(self):
        request = self._req
        if request is not None and request.transport is not None:
            request.transport.close()

    def _receive_closed(self):
        self._conn_losses += 1
        if self._conn_losses >= 5:
            raise RuntimeError('WebSocket connection is closed.')
        return super()._receive_closed()

    def get_extra_info(self, name, default=None):
        """Return what is known about the connection."""
        return default if self._req is None else self._req.get_extra_info(name, default)

    @property
    def body_length(self):
        return 0

    async def write(self, data):
        raise RuntimeError('Cannot call .write() for websocket')

    async def write_eof(self, data=b''):
        if self._eof_sent:
            return
        if self._ws_writer is None:
            raise RuntimeError('Response has not been started')
        await self.close()
        self._eof_sent = True
        self._writer = None

    async def close(self, *, code=WSCloseCode.OK, message=b'', drain=True):
        return await WebSocketEnd.close(self, code=code, message=message, drain=drain)
