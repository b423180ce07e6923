"""HTTP for asyncio: a client here, a server in `aiohttp.web`.

This is Pausa's own implementation of the interface of the package `aiohttp`, on `_http` (httparse) and `_websocket`
(tungstenite). Where the real package stands on `sys.path`, that one is imported.
"""

from . import hdrs
from ._version import __version__
from .client import ClientSession, ClientTimeout, ClientWSTimeout, request
from .client_exceptions import *
from .client_exceptions import __all__ as _exceptions
from .client_reqrep import ClientRequest, ClientResponse, Fingerprint, RequestInfo
from .client_ws import ClientWebSocketResponse
from .connector import AddrInfoType, BaseConnector, NamedPipeConnector, SocketFactoryType, TCPConnector, UnixConnector
from .cookiejar import CookieJar, DummyCookieJar
from .formdata import FormData
from .helpers import BasicAuth, ChainMapProxy, ETag
from .http import HttpVersion, HttpVersion10, HttpVersion11, WebSocketError, WSCloseCode, WSMessage, WSMsgType
from .multipart import (BadContentDispositionHeader, BadContentDispositionParam, BodyPartReader, MultipartReader,
                        MultipartWriter, content_disposition_filename, parse_content_disposition)
from .payload import (PAYLOAD_REGISTRY, AsyncIterablePayload, BufferedReaderPayload, BytesIOPayload, BytesPayload,
                      IOBasePayload, JsonPayload, Payload, StringIOPayload, StringPayload, TextIOPayload, get_payload,
                      payload_type)
from .resolver import AsyncResolver, DefaultResolver, ThreadedResolver
from .streams import EMPTY_PAYLOAD, EofStream, StreamReader
from .tracing import *
from .tracing import __all__ as _tracing

__all__ = (
    'hdrs', 'ClientSession', 'ClientTimeout', 'ClientWSTimeout', 'request', 'ClientRequest', 'ClientResponse',
    'Fingerprint', 'RequestInfo', 'ClientWebSocketResponse', 'AddrInfoType', 'BaseConnector', 'NamedPipeConnector',
    'SocketFactoryType', 'TCPConnector', 'UnixConnector', 'CookieJar', 'DummyCookieJar', 'FormData', 'BasicAuth',
    'ChainMapProxy', 'ETag', 'HttpVersion', 'HttpVersion10', 'HttpVersion11', 'WebSocketError', 'WSCloseCode',
    'WSMessage', 'WSMsgType', 'BadContentDispositionHeader', 'BadContentDispositionParam', 'BodyPartReader',
    'MultipartReader', 'MultipartWriter', 'content_disposition_filename', 'parse_content_disposition',
    'PAYLOAD_REGISTRY', 'AsyncIterablePayload', 'BufferedReaderPayload', 'BytesIOPayload', 'BytesPayload',
    'IOBasePayload', 'JsonPayload', 'Payload', 'StringIOPayload', 'StringPayload', 'TextIOPayload', 'get_payload',
    'payload_type', 'AsyncResolver', 'DefaultResolver', 'ThreadedResolver', 'EMPTY_PAYLOAD', 'EofStream',
    'StreamReader', *_exceptions, *_tracing)
