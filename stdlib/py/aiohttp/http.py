"""What is said about HTTP itself: versions, the names of the software, the messages of WebSockets."""

import http.server
import sys
from typing import NamedTuple

from ._version import __version__
from .http_exceptions import HttpProcessingError
from .http_websocket import WS_KEY, WebSocketError, WSCloseCode, WSMessage, WSMsgType

RESPONSES = http.server.BaseHTTPRequestHandler.responses
SERVER_SOFTWARE = f'Python/{sys.version_info[0]}.{sys.version_info[1]} aiohttp/{__version__}'


class HttpVersion(NamedTuple):
    """The version of the protocol."""

    major: int
    minor: int


HttpVersion10 = HttpVersion(1, 0)
HttpVersion11 = HttpVersion(1, 1)
