"""Requests and responses of clients."""

__all__ = ('ClientRequest', 'ClientResponse', 'ContentDisposition', 'Fingerprint', 'RequestInfo')

import asyncio
import json
import re
import warnings
from http.cookies import CookieError, Morsel, SimpleCookie
from types import MappingProxyType
from typing import Any, NamedTuple

from multidict import CIMultiDict, CIMultiDictProxy, MultiDict, MultiDictProxy
from yarl import URL

from . import multipart, payload
from ._messages import BodyWriter, head_bytes
from .client_exceptions import (ClientConnectionError, ClientError, ClientOSError, ClientPayloadError,
                                ClientResponseError, ContentTypeError, InvalidURL)
from .connector import ConnectionKey, Fingerprint
from .formdata import FormData
from .helpers import BasicAuth, HeadersMixin, reify, sentinel
from .http import SERVER_SOFTWARE, HttpVersion, HttpVersion10, HttpVersion11
from .http_exceptions import HttpProcessingError

_BODILESS = frozenset({'GET', 'HEAD', 'OPTIONS', 'TRACE'})
_JSON = re.compile(r'^application/(?:[\w.+-]+?\+)?json$', re.IGNORECASE)
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


class ContentDisposition(NamedTuple):
    """How a body is to be shown."""

    type: Any
    parameters: Any
    filename: Any


class RequestInfo(NamedTuple):
    """What a response says about its request."""

    url: URL
    method: str
    headers: CIMultiDictProxy
    real_url: URL = None


class ClientRequest:
    """A request that is about to be sent."""

    def __init__(self, method, url, *, params=None, headers=None, skip_auto_headers=(), data=None, cookies=None,
                 auth=None, version=HttpVersion11, compress=None, chunked=None, expect100=False, loop=None,
                 proxy=None, proxy_auth=None, ssl=True, proxy_headers=None, server_hostname=None, session=None,
                 timer=None):
        if not _TOKEN.fullmatch(method):
            raise ValueError(f'Method cannot contain non-token characters {method!r} '
                             '(found at least one of these characters)')
        if params:
            url = url.extend_query(params)
        self.original_url = url
        self.url = url.with_fragment(None) if url.raw_fragment else url
        self.method = method.upper()
        self.loop = loop
        self.version = version
        self.compress = compress
        self.chunked = chunked
        self.ssl = ssl
        self.proxy = proxy
        self.proxy_auth = proxy_auth
        self.body = None
        self._continue = None
        if not url.raw_host:
            raise InvalidURL(url)
        self._set_headers(headers, skip_auto_headers)
        self._set_auth(auth)
        self._set_cookies(cookies)
        self._set_body(data, skip_auto_headers)
        if expect100 or self.headers.get('Expect', '').lower() == '100-continue':
            self.headers['Expect'] = '100-continue'
            self._continue = loop.create_future()

    @property
    def host(self):
        return self.url.raw_host

    @property
    def port(self):
        return self.url.port

    def is_ssl(self):
        """Return whether it goes over TLS."""
        return self.url.scheme in ('https', 'wss')

    @property
    def connection_key(self):
        return ConnectionKey(self.url.raw_host or '', self.port, self.is_ssl(), self.ssl, self.proxy,
                             None if self.proxy_auth is None else self.proxy_auth.encode())

    @property
    def request_info(self):
        return RequestInfo(self.url, self.method, CIMultiDictProxy(self.headers), self.original_url)

    def _set_headers(self, headers, skip):
        self.headers = CIMultiDict()
        self.headers['Host'] = self.url.host_port_subcomponent or ''
        rows = []
        if headers:
            rows = headers.items() if hasattr(headers, 'items') else headers
        for key, value in rows:
            if not isinstance(value, str):
                raise TypeError(f'Header {key} must be str, got {type(value)}')
            if key.lower() == 'host':
                self.headers['Host'] = value
            else:
                self.headers.add(key, value)
        skip = {name.lower() for name in skip}
        for key, value in (('Accept', '*/*'), ('Accept-Encoding', 'gzip, deflate'), ('User-Agent', SERVER_SOFTWARE)):
            if key not in self.headers and key.lower() not in skip:
                self.headers.add(key, value)

    def _set_auth(self, auth):
        if auth is None:
            auth = BasicAuth.from_url(self.url)
        if auth is not None:
            if not isinstance(auth, BasicAuth):
                raise TypeError('BasicAuth() tuple is required instead')
            self.headers['Authorization'] = auth.encode()
        if self.url.raw_user or self.url.raw_password:
            self.url = self.url.with_user(None)
        if self.proxy is not None and self.proxy_auth is None:
            self.proxy_auth = BasicAuth.from_url(self.proxy)
        if self.proxy is not None and self.proxy_auth is not None and not self.is_ssl():
            self.headers['Proxy-Authorization'] = self.proxy_auth.encode()

    def _set_cookies(self, cookies):
        if not cookies:
            return
        pairs = SimpleCookie()
        if 'Cookie' in self.headers:
            pairs.load(self.headers['Cookie'])
            del self.headers['Cookie']
        for name, value in cookies.items() if hasattr(cookies, 'items') else cookies:
            if isinstance(value, Morsel):
                copy = Morsel()
                copy.set(value.key, value.value, value.coded_value)
                dict.__setitem__(pairs, name, copy)
            else:
                pairs[name] = value
        self.headers['Cookie'] = '; '.join(f'{m.key}={m.coded_value}' for _, m in sorted(pairs.items()))

    def _set_body(self, data, skip):
        if self.compress and data is not None:
            if 'Content-Encoding' in self.headers:
                raise ValueError('compress can not be set if Content-Encoding header is set')
            self.compress = self.compress if isinstance(self.compress, str) else 'deflate'
            self.headers['Content-Encoding'] = self.compress
            self.chunked = True
        else:
            self.compress = None
        if data is not None:
            if isinstance(data, FormData):
                data = data()
            try:
                body = payload.get_payload(data)
            except payload.LookupError:
                body = FormData(data)()
            self.body = body
            skipped = {name.lower() for name in skip}
            for key, value in body.headers.items():
                if key not in self.headers and key.lower() not in skipped:
                    self.headers[key] = value
            if 'Transfer-Encoding' not in self.headers and not self.chunked \
                    and 'Content-Length' not in self.headers:
                if body.size is None:
                    self.chunked = True
                else:
                    self.headers['Content-Length'] = str(body.size)
        coding = self.headers.get('Transfer-Encoding', '').lower()
        if 'chunked' in coding:
            if self.chunked:
                raise ValueError('chunked can not be set if "Transfer-Encoding: chunked" header is set')
            self.chunked = True
        elif self.chunked:
            if 'Content-Length' in self.headers and not self.compress:
                raise ValueError('chunked can not be set if Content-Length header is set')
            self.headers.popall('Content-Length', None)
            self.headers['Transfer-Encoding'] = 'chunked'
        elif data is None and self.method not in _BODILESS and 'Content-Length' not in self.headers:
            self.headers['Content-Length'] = '0'

    async def send(self, conn, traces):
        """Send head and body; return the task that still sends the body, if there is one."""
        protocol = conn.protocol
        if self.proxy is not None and not self.is_ssl():
            target = str(self.url)
        else:
            target = self.url.raw_path_qs
        if self.version < HttpVersion11:
            self.headers.setdefault('Connection', 'keep-alive')
        first = f'{self.method} {target} HTTP/{self.version[0]}.{self.version[1]}'
        data = head_bytes(first, self.headers)
        if traces:
            await traces.send('request_headers_sent', self.method, self.url, self.headers)
        protocol.write(data)
        if self.body is None:
            if self.chunked:
                protocol.write(b'0\r\n\r\n')
            return None
        return self.loop.create_task(self._send_body(conn, protocol, traces))

    async def _send_body(self, conn, protocol, traces):
        length = self.headers.get('Content-Length')
        writer = BodyWriter(protocol, chunked=bool(self.chunked), compress=self.compress,
                            length=None if length is None else int(length))
        if traces:
            writer = _TracedWriter(writer, traces, self)
        try:
            if self._continue is not None:
                await self._continue
            await self.body.write(writer)
            await writer.write_eof()
        except asyncio.CancelledError:
            protocol.should_close = True
        except OSError as e:
            # A server may answer before it has read everything; the response says what happened.
            if protocol._exception is None and not isinstance(e, ClientConnectionError):
                error = ClientOSError(e.errno, f'Can not write request body for {self.url}')
                error.__cause__ = e
                protocol._fail(error)
            protocol.should_close = True
        except ClientConnectionError:
            protocol.should_close = True
        except Exception as e:
            error = ClientConnectionError(f'Failed to send bytes into the underlying connection {conn}: {e!r}')
            error.__cause__ = e
            protocol._fail(error)
            protocol.close()

    def continued(self):
        """The server wants the body."""
        if self._continue is not None and not self._continue.done():
            self._continue.set_result(True)


class _TracedWriter:
    """Tells the traces what is written."""

    def __init__(self, writer, traces, request):
        self._writer, self._traces, self._request = writer, traces, request

    async def write(self, data):
        await self._traces.send('request_chunk_sent', self._request.method, self._request.url, data)
        await self._writer.write(data)

    async def write_eof(self, data=b''):
        await self._writer.write_eof(data)


class ClientResponse(HeadersMixin):
    """A response: its head is there, its body comes."""

    version = None
    status = None
    reason = None
    content = None
    _source_traceback = None

    def __init__(self, method, url, *, request_info, session, head, connection, history, loop, traces, writer):
        self.method = method
        self._real_url = url
        self._url = request_info.url
        self._request_info = request_info
        self._session = session
        self._loop = loop
        self._cache = {}
        self._body = None
        self._connection = connection
        self._protocol = connection.protocol
        self._history = tuple(history)
        self._traces = traces
        self._writer = writer
        self._closed = False
        self._released = False
        self.version = HttpVersion(*head.version)
        self.status = head.status
        self.reason = head.reason
        self._headers = head.headers
        self._raw_headers = head.raw_headers
        self.content = head.stream
        self.cookies = SimpleCookie()
        for text in self._headers.getall('Set-Cookie', ()):
            try:
                self.cookies.load(text)
            except CookieError:
                from .log import client_logger
                client_logger.warning('Can not load cookies: %s', text)
        self.content.on_eof(self._on_eof)

    def __repr__(self):
        url = str(self._url).encode('ascii', 'backslashreplace').decode('ascii')
        reason = self.reason and self.reason.encode('ascii', 'backslashreplace').decode('ascii')
        return f'<ClientResponse({url}) [{self.status} {reason}]>\n{self._headers}\n'

    def __del__(self, _warn=warnings.warn):
        if getattr(self, '_closed', True) or self._connection is None:
            return
        self._connection.release()
        if self._loop.get_debug():
            _warn(f'Unclosed response {self!r}', ResourceWarning, source=self)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        self.release()
        if self._writer is not None:
            await asyncio.wait([self._writer])

    @property
    def url(self):
        """The URL, without its fragment."""
        return self._url

    @property
    def real_url(self):
        """The URL."""
        return self._real_url

    @property
    def host(self):
        return self._url.host

    @property
    def headers(self):
        return self._headers

    @property
    def raw_headers(self):
        return self._raw_headers

    @property
    def request_info(self):
        return self._request_info

    @property
    def history(self):
        """The responses that redirected to this one."""
        return self._history

    @property
    def connection(self):
        return self._connection

    @property
    def closed(self):
        return self._closed

    @property
    def ok(self):
        """Whether the status is below 400."""
        return 400 > self.status

    @reify
    def content_disposition(self):
        """How the body is to be shown."""
        raw = self._headers.get('Content-Disposition')
        if raw is None:
            return None
        kind, params = multipart.parse_content_disposition(raw)
        return ContentDisposition(kind, MappingProxyType(params), multipart.content_disposition_filename(params))

    @reify
    def links(self):
        """The headers Link."""
        found = MultiDict()
        for value in re.split(r',(?=\s*<)', ', '.join(self._headers.getall('link', []))):
            match = re.match(r'\s*<(.*)>(.*)', value)
            if match is None:
                continue
            link = MultiDict()
            for param in match[2].split(';')[1:]:
                pair = re.match(r'^\s*(\S*)\s*=\s*([\'"]?)(.*?)(\2)\s*$', param, re.M)
                if pair is not None:
                    link.add(pair[1], pair[3])
            key = link.get('rel', match[1])
            link.add('url', self._url.join(URL(match[1])))
            found.add(key, MultiDictProxy(link))
        return MultiDictProxy(found)

    def _on_eof(self):
        # The body has come: the connection is free, unless it has changed its protocol.
        if self._connection is not None and self.status != 101:
            self._give_back()

    def _give_back(self):
        connection, self._connection = self._connection, None
        if self._writer is not None and not self._writer.done():
            # What is still sent belongs to this request.
            connection.protocol.should_close = True
            self._writer.cancel()
        connection.release()
        self._closed = True

    def close(self):
        """Close the connection."""
        self._released = True
        self._notify()
        self._closed = True
        if self._writer is not None and not self._writer.done():
            self._writer.cancel()
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    def release(self):
        """Give the connection back; one whose body has not come is closed."""
        self._released = True
        self._notify()
        self._closed = True
        if self._connection is not None:
            if not self.content.is_eof():
                self._connection.protocol.should_close = True
            self._give_back()
        return _Nothing()

    def _notify(self):
        if self.content is not None and self.content.exception() is None and not self.content.is_eof():
            self.content.set_exception(ClientConnectionError('Connection closed'))

    async def wait_for_close(self):
        """Wait until everything has been sent, and give the connection back."""
        if self._writer is not None:
            await self._writer
        self.release()

    def raise_for_status(self):
        """Raise if the status is 400 or above."""
        if not self.ok:
            self.release()
            raise ClientResponseError(self._request_info, self._history, status=self.status,
                                      message=self.reason, headers=self._headers)

    async def read(self):
        """Read the body."""
        if self._body is None:
            try:
                self._body = await self.content.read()
                if self._traces:
                    await self._traces.send('response_chunk_received', self.method, self._url, self._body)
            except BaseException:
                self.close()
                raise
        return self._body

    def get_encoding(self):
        """Return the encoding of the text."""
        charset = self.charset
        if charset:
            import codecs
            try:
                return codecs.lookup(charset).name
            except LookupError:
                pass
        if self._body is None and not _JSON.match(self.content_type):
            raise RuntimeError('Cannot compute fallback encoding of a not yet read body')
        resolve = getattr(self._session, '_resolve_charset', None)
        if _JSON.match(self.content_type) or resolve is None:
            return 'utf-8'
        return resolve(self, self._body)

    async def text(self, encoding=None, errors='strict'):
        """Read the body as text."""
        await self.read()
        return self._body.decode(encoding or self.get_encoding(), errors=errors)

    async def json(self, *, encoding=None, loads=json.loads, content_type='application/json'):
        """Read the body as JSON."""
        await self.read()
        if content_type:
            kind = self._headers.get('Content-Type', '').lower()
            if not self._is_expected(content_type, kind):
                raise ContentTypeError(self._request_info, self._history, status=self.status,
                                       message=f'Attempt to decode JSON with unexpected mimetype: {kind}',
                                       headers=self._headers)
        text = self._body.strip()
        if not text:
            return None
        return loads(text.decode(encoding or self.get_encoding()))

    def _is_expected(self, wanted, kind):
        if wanted == 'application/json':
            return _JSON.match(kind.partition(';')[0].strip()) is not None
        return wanted in kind


class _Nothing:
    """What may be awaited or not."""

    __slots__ = ()

    def __await__(self):
        return
        yield
