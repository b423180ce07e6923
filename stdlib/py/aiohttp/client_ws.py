"""The client's end of a connection over WebSocket."""

__all__ = ('ClientWSTimeout', 'ClientWebSocketResponse')

import asyncio
import json
from dataclasses import dataclass
from typing import Optional

from ._websocket_end import WebSocketEnd
from .http_websocket import WSCloseCode, WSMessage, WSMsgType


@dataclass(frozen=True)
class ClientWSTimeout:
    """How long receiving and closing may take; None: for ever."""

    ws_receive: Optional[float] = None
    ws_close: Optional[float] = 10.0


DEFAULT_WS_CLIENT_TIMEOUT = ClientWSTimeout()


class ClientWebSocketResponse(WebSocketEnd):
    """A connection over WebSocket."""

    def __init__(self, reader, writer, protocol, response, timeout, autoclose, autoping, loop, *, heartbeat=None,
                 compress=0, client_notakeover=False):
        self._response = response
        self._conn = response.connection
        self._timeout = timeout
        self._compress = compress
        self._client_notakeover = client_notakeover
        self._begin(loop, reader, writer, protocol, autoclose, autoping, heartbeat, timeout.ws_receive,
                    timeout.ws_close)

    @property
    def compress(self):
        return self._compress

    @property
    def client_notakeover(self):
        return self._client_notakeover

    def get_extra_info(self, name, default=None):
        """Return what is known about the connection."""
        transport = None if self._conn is None else self._conn.transport
        return default if transport is None else transport.get_extra_info(name, default)

    def _end(self):
        self._response.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.close()
