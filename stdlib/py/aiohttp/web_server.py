"""What makes the ends of the connections of a server."""

__all__ = ('Server',)

import asyncio

from .web_protocol import RequestHandler
from .web_request import BaseRequest


class Server:
    """A server of the lowest level: a handler for all requests."""

    def __init__(self, handler, *, request_factory=None, handler_cancellation=False, loop=None, **kwargs):
        self._loop = loop or asyncio.get_running_loop()
        self._connections = {}
        self._kwargs = kwargs
        self.requests_count = 0
        self.request_handler = handler
        self.request_factory = request_factory or self._make_request
        self.handler_cancellation = handler_cancellation

    @property
    def connections(self):
        """The connections that there are."""
        return list(self._connections)

    def connection_made(self, handler, transport):
        self._connections[handler] = transport

    def connection_lost(self, handler, exc=None):
        self._connections.pop(handler, None)

    @staticmethod
    def _make_request(head, stream, protocol, task, loop):
        return BaseRequest(head, stream, protocol, task, loop)

    def pre_shutdown(self):
        """No more requests: idle connections are closed."""
        for connection in list(self._connections):
            connection.close()

    async def shutdown(self, timeout=None):
        """Close all connections."""
        await asyncio.gather(*[connection.shutdown(timeout) for connection in list(self._connections)])
        self._connections.clear()

    def __call__(self):
        return RequestHandler(self, loop=self._loop, **self._kwargs)
