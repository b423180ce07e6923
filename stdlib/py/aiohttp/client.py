"""Sessions: what sends requests."""

__all__ = ('ClientSession', 'ClientTimeout', 'ClientWSTimeout', 'request')

import asyncio
import base64
import json as json_module
import os
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Optional

from multidict import CIMultiDict, MultiDict, MultiDictProxy, istr
from yarl import URL

from . import payload
from .abc import AbstractCookieJar
from .client_exceptions import (ClientConnectionError, ClientError, ClientOSError, ClientResponseError, InvalidURL,
                                InvalidUrlClientError, InvalidUrlRedirectClientError, NonHttpUrlClientError,
                                NonHttpUrlRedirectClientError, ServerDisconnectedError, ServerTimeoutError,
                                TooManyRedirects, WSServerHandshakeError)
from .client_reqrep import ClientRequest, ClientResponse
from .client_ws import DEFAULT_WS_CLIENT_TIMEOUT, ClientWebSocketResponse, ClientWSTimeout
from .connector import BaseConnector, TCPConnector
from .cookiejar import CookieJar
from .helpers import BasicAuth, Deadlines, sentinel
from .http import HttpVersion11
from .http_exceptions import HttpProcessingError
from .http_websocket import WebSocketReader, WebSocketWriter, accept_key, extension_offer, read_extension
from .tracing import Traces


@dataclass(frozen=True)
class ClientTimeout:
    """How long things may take, in seconds; None: for ever."""

    total: Optional[float] = None
    connect: Optional[float] = None
    sock_read: Optional[float] = None
    sock_connect: Optional[float] = None
    ceil_threshold: float = 5


DEFAULT_TIMEOUT = ClientTimeout(total=5 * 60, sock_connect=30)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RETRIED = frozenset({'GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'})


class ClientSession:
    """Sends requests, and keeps connections, cookies and settings between them."""

    _source_traceback = None
    _connector = None

    def __init__(self, base_url=None, *, connector=None, loop=None, cookies=None, headers=None, proxy=None,
                 proxy_auth=None, skip_auto_headers=None, auth=None, json_serialize=json_module.dumps,
                 request_class=ClientRequest, response_class=ClientResponse,
                 ws_response_class=ClientWebSocketResponse, version=HttpVersion11, cookie_jar=None,
                 connector_owner=True, raise_for_status=False, read_timeout=sentinel, conn_timeout=None,
                 timeout=sentinel, auto_decompress=True, trust_env=False, requote_redirect_url=True,
                 trace_configs=None, read_bufsize=2 ** 16, max_line_size=8190, max_field_size=8190,
                 fallback_charset_resolver=lambda response, body: 'utf-8', middlewares=(), ssl_shutdown_timeout=None):
        self._base_url = None if base_url is None else URL(base_url)
        if self._base_url is not None:
            self._base_url_origin = self._base_url.origin()
            if not self._base_url.path.endswith('/'):
                raise ValueError("base_url must have a trailing '/'")
        if loop is None:
            loop = connector._loop if connector is not None else asyncio.get_running_loop()
        if timeout is sentinel or timeout is None:
            timeout = DEFAULT_TIMEOUT
        elif not isinstance(timeout, ClientTimeout):
            raise ValueError(f'timeout parameter cannot be of {type(timeout)} type, please use '
                             "'timeout=ClientTimeout(...)'")
        if conn_timeout is not None or read_timeout is not sentinel:
            raise ValueError('read_timeout and conn_timeout are gone, please use timeout=ClientTimeout(...)')
        self._timeout = timeout
        if connector is None:
            connector = TCPConnector(loop=loop)
        if connector._loop is not loop:
            raise RuntimeError('Session and connector has to use same event loop')
        self._loop = loop
        self._connector = connector
        self._connector_owner = connector_owner
        if cookie_jar is None:
            cookie_jar = CookieJar(loop=loop)
        self._cookie_jar = cookie_jar
        if cookies:
            cookie_jar.update_cookies(cookies)
        self._default_proxy = proxy
        self._default_proxy_auth = proxy_auth
        self._default_auth = auth
        self._version = version
        self._json_serialize = json_serialize
        self._raise_for_status = raise_for_status
        self._auto_decompress = auto_decompress
        self._trust_env = trust_env
        self._requote_redirect_url = requote_redirect_url
        self._read_bufsize = read_bufsize
        self._max_line_size = max_line_size
        self._max_field_size = max_field_size
        self._resolve_charset = fallback_charset_resolver
        self._default_headers = CIMultiDict(headers) if headers else CIMultiDict()
        self._skip_auto_headers = frozenset(istr(name) for name in skip_auto_headers or ())
        self._request_class = request_class
        self._response_class = response_class
        self._ws_response_class = ws_response_class
        self._middlewares = tuple(middlewares)
        self._retry_connection = True
        self._trace_configs = trace_configs or []
        for config in self._trace_configs:
            config.freeze()

    def __init_subclass__(cls):
        warnings.warn(f'Inheritance class {cls.__name__} from ClientSession is discouraged', DeprecationWarning,
                      stacklevel=2)

    def __del__(self, _warn=warnings.warn):
        if not self.closed:
            _warn(f'Unclosed client session {self!r}', ResourceWarning, source=self)
            if not self._loop.is_closed():
                self._loop.call_exception_handler({'client_session': self, 'message': 'Unclosed client session'})

    def request(self, method, url, **kwargs):
        """Send a request."""
        return _RequestContextManager(self._request(method, url, **kwargs))

    def get(self, url, *, allow_redirects=True, **kwargs):
        """Send a GET."""
        return self.request('GET', url, allow_redirects=allow_redirects, **kwargs)

    def options(self, url, *, allow_redirects=True, **kwargs):
        """Send an OPTIONS."""
        return self.request('OPTIONS', url, allow_redirects=allow_redirects, **kwargs)

    def head(self, url, *, allow_redirects=False, **kwargs):
        """Send a HEAD."""
        return self.request('HEAD', url, allow_redirects=allow_redirects, **kwargs)

    def post(self, url, *, data=None, **kwargs):
        """Send a POST."""
        return self.request('POST', url, data=data, **kwargs)

    def put(self, url, *, data=None, **kwargs):
        """Send a PUT."""
        return self.request('PUT', url, data=data, **kwargs)

    def patch(self, url, *, data=None, **kwargs):
        """Send a PATCH."""
        return self.request('PATCH', url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        """Send a DELETE."""
        return self.request('DELETE', url, **kwargs)

    def _build_url(self, url):
        url = URL(url)
        if self._base_url is None or url.absolute:
            return url
        return self._base_url.join(url)

    async def _request(self, method, url, *, params=None, data=None, json=None, cookies=None, headers=None,
                       skip_auto_headers=None, auth=None, allow_redirects=True, max_redirects=10, compress=None,
                       chunked=None, expect100=False, raise_for_status=None, read_until_eof=True, proxy=None,
                       proxy_auth=None, timeout=sentinel, verify_ssl=None, fingerprint=None, ssl_context=None,
                       ssl=True, server_hostname=None, proxy_headers=None, trace_request_ctx=None,
                       read_bufsize=None, auto_decompress=None, max_line_size=None, max_field_size=None,
                       middlewares=None):
        if self.closed:
            raise RuntimeError('Session is closed')
        if ssl_context is not None:
            ssl = ssl_context
        elif verify_ssl is False:
            ssl = False
        if data is not None and json is not None:
            raise ValueError('data and json parameters can not be used at the same time')
        if json is not None:
            data = payload.JsonPayload(json, dumps=self._json_serialize)
        if timeout is sentinel:
            timeout = self._timeout
        elif timeout is None:
            timeout = ClientTimeout()
        elif not isinstance(timeout, ClientTimeout):
            raise ValueError(f'Timeout parameter cannot be of {type(timeout)} type, please use '
                             "'timeout=ClientTimeout(...)'")
        headers = self._merge(headers)
        try:
            url = self._build_url(url)
        except ValueError as e:
            raise InvalidUrlClientError(url) from e
        if url.scheme not in self._connector.allowed_protocol_schema_set:
            raise NonHttpUrlClientError(url)
        if url.scheme and not url.raw_host:
            raise InvalidUrlClientError(url)
        proxy, proxy_auth = proxy or self._default_proxy, proxy_auth or self._default_proxy_auth
        if proxy is not None:
            try:
                proxy = URL(proxy)
            except ValueError as e:
                raise InvalidURL(proxy) from e
        traces = Traces(self, self._trace_configs, trace_request_ctx)
        deadlines = Deadlines(self._loop, timeout.total, timeout.sock_read)
        if traces:
            await traces.send('request_start', method.upper(), url.update_query(params) if params else url, headers)
        options = {
            'params': params, 'skip_auto_headers': self._skip_auto_headers | set(skip_auto_headers or ()),
            'compress': compress, 'chunked': chunked, 'expect100': expect100, 'proxy': proxy,
            'proxy_auth': proxy_auth, 'ssl': ssl}
        reading = {
            'decompress': self._auto_decompress if auto_decompress is None else auto_decompress,
            'limit': read_bufsize or self._read_bufsize, 'line_size': max_line_size or self._max_line_size,
            'field_size': max_field_size or self._max_field_size}
        try:
            try:
                async with asyncio.timeout_at(deadlines.when):
                    response = await self._follow(
                        method, url, data, cookies, headers, auth, allow_redirects, max_redirects, timeout, deadlines,
                        traces, options, reading)
            except TimeoutError as e:
                if isinstance(e, ClientError):
                    raise
                raise asyncio.TimeoutError from e
            if raise_for_status is None:
                raise_for_status = self._raise_for_status
            if raise_for_status is True:
                response.raise_for_status()
            elif raise_for_status:
                await raise_for_status(response)
        except BaseException as e:
            if traces:
                await traces.send('request_exception', method, url.update_query(params) if params else url, headers, e)
            raise
        if traces:
            await traces.send('request_end', method, response.url, headers, response)
        return response

    async def _follow(self, method, url, data, cookies, headers, auth, allow_redirects, max_redirects, timeout,
                      deadlines, traces, options, reading):
        history = []
        retries = 1 if method.upper() in _RETRIED else 0
        first = True
        while True:
            given_auth = auth
            if given_auth is None and not url.raw_user:
                if first and 'Authorization' not in headers:
                    given_auth = self._default_auth
                elif not first and self._default_auth and 'Authorization' not in headers \
                        and history and history[0].url.origin() == url.origin():
                    given_auth = self._default_auth
            if (auth is not None or url.raw_user) and 'Authorization' in headers:
                raise ValueError('Cannot combine AUTHORIZATION header with AUTH argument or credentials '
                                 'encoded in URL')
            all_cookies = self._cookie_jar.filter_cookies(url)
            if cookies is not None:
                jar = CookieJar(loop=self._loop, unsafe=True)
                jar.update_cookies(cookies)
                own = jar.filter_cookies(url)
                if own:
                    all_cookies.load(own)
            if self._trust_env and options['proxy'] is None:
                options = options | {'proxy': _proxy_from_env(url)}
            request = self._request_class(
                method, url, headers=headers, data=data, cookies=all_cookies, auth=given_auth, version=self._version,
                loop=self._loop, session=self, **options)
            try:
                response = await self._send(request, timeout, deadlines, traces, reading, history)
            except (ClientOSError, ServerDisconnectedError) as e:
                # A server may close a connection just when it is used again.
                if retries and getattr(e, '_reused', False):
                    retries -= 1
                    continue
                raise
            self._cookie_jar.update_cookies(response.cookies, response.url)
            if response.status not in _REDIRECTS or not allow_redirects:
                return response
            location = response.headers.get('Location') or response.headers.get('URI')
            if traces:
                await traces.send('request_redirect', method, url, headers, response)
            history.append(response)
            if max_redirects and len(history) >= max_redirects:
                response.close()
                raise TooManyRedirects(history[0].request_info, tuple(history))
            if response.status == 303 and response.method != 'HEAD' or \
                    response.status in (301, 302) and response.method == 'POST':
                method, data = 'GET', None
                for name in ('Content-Length', 'Content-Type', 'Transfer-Encoding'):
                    headers.popall(name, None)
            if location is None:
                history.pop()
                response._history = tuple(history)
                return response
            response.release()
            try:
                target = URL(location, encoded=not self._requote_redirect_url)
            except ValueError as e:
                raise InvalidUrlRedirectClientError(
                    location, 'Server attempted redirecting to a location that does not look like a URL') from e
            if target.scheme not in self._connector.allowed_protocol_schema_set:
                raise NonHttpUrlRedirectClientError(location)
            if not target.scheme:
                target = url.join(target)
            try:
                moved = target.origin() != url.origin()
            except ValueError as e:
                raise InvalidUrlRedirectClientError(target, 'Invalid redirect URL origin') from e
            if moved:
                auth = None
                headers.popall('Authorization', None)
                headers.popall('Cookie', None)
                cookies = None
            if target.raw_fragment == '' and url.raw_fragment:
                target = target.with_fragment(url.fragment)
            url, first = target, False
            options = options | {'params': None}

    async def _send(self, request, timeout, deadlines, traces, reading, history):
        conn = await self._connector.connect(request, traces, timeout)
        protocol = conn.protocol
        reused = getattr(protocol, '_used', False)
        protocol._used = True
        writer = None
        try:
            writer = await request.send(conn, traces)
            head = await protocol.read_head(request.method, deadlines, on_continue=request.continued, **reading)
        except BaseException as e:
            if writer is not None:
                writer.cancel()
            conn.close()
            if isinstance(e, (ClientOSError, ServerDisconnectedError)):
                e._reused = reused
            if isinstance(e, HttpProcessingError):
                raise ClientResponseError(request.request_info, tuple(history), status=e.code, message=e.message,
                                          headers=e.headers) from e
            if isinstance(e, OSError) and not isinstance(e, (ClientError, TimeoutError)):
                raise ClientOSError(*e.args) from e
            raise
        if request._continue is not None and not request._continue.done() and head.status >= 400:
            # It does not want the body.
            protocol.should_close = True
            writer.cancel()
        return self._response_class(
            request.method, request.original_url, request_info=request.request_info, session=self, head=head,
            connection=conn, history=history, loop=self._loop, traces=traces, writer=writer)

    def _merge(self, headers):
        result = CIMultiDict(self._default_headers)
        if headers:
            if not isinstance(headers, (MultiDict, MultiDictProxy)):
                headers = CIMultiDict(headers)
            seen = set()
            for key, value in headers.items():
                if key.lower() in seen:
                    result.add(key, value)
                else:
                    result[key] = value
                    seen.add(key.lower())
        return result

    def ws_connect(self, url, *, method='GET', protocols=(), timeout=sentinel, receive_timeout=None, autoclose=True,
                   autoping=True, heartbeat=None, auth=None, origin=None, params=None, headers=None, proxy=None,
                   proxy_auth=None, ssl=True, verify_ssl=None, fingerprint=None, ssl_context=None,
                   server_hostname=None, proxy_headers=None, compress=0, max_msg_size=4 * 1024 * 1024):
        """Connect over WebSocket."""
        return _WSRequestContextManager(self._ws_connect(
            url, method=method, protocols=protocols, timeout=timeout, receive_timeout=receive_timeout,
            autoclose=autoclose, autoping=autoping, heartbeat=heartbeat, auth=auth, origin=origin, params=params,
            headers=headers, proxy=proxy, proxy_auth=proxy_auth, ssl=ssl if ssl_context is None else ssl_context,
            compress=compress, max_msg_size=max_msg_size))

    async def _ws_connect(self, url, *, method, protocols, timeout, receive_timeout, autoclose, autoping, heartbeat,
                          auth, origin, params, headers, proxy, proxy_auth, ssl, compress, max_msg_size):
        if timeout is sentinel or timeout is None:
            timeout = DEFAULT_WS_CLIENT_TIMEOUT
        elif not isinstance(timeout, ClientWSTimeout):
            timeout = ClientWSTimeout(ws_close=timeout)
        if receive_timeout is not None:
            timeout = ClientWSTimeout(ws_receive=receive_timeout, ws_close=timeout.ws_close)
        real_headers = CIMultiDict(headers or ())
        for name, value in (('Upgrade', 'websocket'), ('Connection', 'Upgrade'), ('Sec-WebSocket-Version', '13')):
            real_headers.setdefault(name, value)
        key = base64.b64encode(os.urandom(16)).decode()
        real_headers['Sec-WebSocket-Key'] = key
        if protocols:
            real_headers['Sec-WebSocket-Protocol'] = ','.join(protocols)
        if origin is not None:
            real_headers['Origin'] = origin
        if compress:
            real_headers['Sec-WebSocket-Extensions'] = extension_offer(compress)
        response = await self.request(method, url, params=params, headers=real_headers, read_until_eof=False, auth=auth,
                                      proxy=proxy, proxy_auth=proxy_auth, ssl=ssl)
        try:
            def check(ok, message):
                if not ok:
                    raise WSServerHandshakeError(response.request_info, response.history, message=message,
                                                 status=response.status, headers=response.headers)

            check(response.status == 101, 'Invalid response status')
            check(response.headers.get('Upgrade', '').lower() == 'websocket', 'Invalid upgrade header')
            check(response.headers.get('Connection', '').lower() == 'upgrade', 'Invalid connection header')
            check(response.headers.get('Sec-WebSocket-Accept', '') == accept_key(key), 'Invalid challenge response')
            protocol = None
            if protocols and 'Sec-WebSocket-Protocol' in response.headers:
                for name in response.headers['Sec-WebSocket-Protocol'].split(','):
                    if name.strip() in protocols:
                        protocol = name.strip()
                        break
            notakeover = False
            if compress:
                compress, notakeover = read_extension(response.headers.get('Sec-WebSocket-Extensions'))
            conn = response.connection.protocol
            reader = WebSocketReader(self._loop, max_msg_size, isserver=False, compress=bool(compress),
                                     transport=conn.transport)
            writer = WebSocketWriter(conn, conn.transport, use_mask=True, compress=compress, notakeover=notakeover)
            conn.set_websocket(reader)
        except BaseException:
            response.close()
            raise
        return self._ws_response_class(reader, writer, protocol, response, timeout, autoclose, autoping, self._loop,
                                       heartbeat=heartbeat, compress=compress, client_notakeover=notakeover)

    async def close(self):
        """Close the session and its connections."""
        if not self.closed:
            if self._connector is not None and self._connector_owner:
                await self._connector.close()
            self._connector = None

    @property
    def closed(self):
        return self._connector is None or self._connector.closed

    @property
    def connector(self):
        return self._connector

    @property
    def cookie_jar(self):
        return self._cookie_jar

    @property
    def version(self):
        return self._version

    @property
    def loop(self):
        return self._loop

    @property
    def timeout(self):
        return self._timeout

    @property
    def headers(self):
        """The headers of all requests."""
        return self._default_headers

    @property
    def skip_auto_headers(self):
        return self._skip_auto_headers

    @property
    def auth(self):
        return self._default_auth

    @property
    def json_serialize(self):
        return self._json_serialize

    @property
    def connector_owner(self):
        return self._connector_owner

    @property
    def raise_for_status(self):
        return self._raise_for_status

    @property
    def auto_decompress(self):
        return self._auto_decompress

    @property
    def trust_env(self):
        return self._trust_env

    @property
    def trace_configs(self):
        return self._trace_configs

    def detach(self):
        """Give the connector away."""
        self._connector = None

    def __enter__(self):
        raise TypeError('Use async with instead')

    def __exit__(self, *exc_info):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.close()


class _BaseRequestContextManager:
    """What may be awaited, or entered with `async with`."""

    __slots__ = ('_coro', '_resp')

    def __init__(self, coro):
        self._coro = coro

    def send(self, arg):
        return self._coro.send(arg)

    def throw(self, *args):
        return self._coro.throw(*args)

    def close(self):
        return self._coro.close()

    def __await__(self):
        return self._coro.__await__()

    def __iter__(self):
        return self.__await__()

    async def __aenter__(self):
        self._resp = await self._coro
        return await self._resp.__aenter__()

    async def __aexit__(self, *exc_info):
        await self._resp.__aexit__(*exc_info)


class _RequestContextManager(_BaseRequestContextManager):
    """A request."""

    __slots__ = ()


class _WSRequestContextManager(_BaseRequestContextManager):
    """A connection over WebSocket."""

    __slots__ = ()


class _SessionRequestContextManager:
    """A request with a session of its own."""

    __slots__ = ('_coro', '_resp', '_session')

    def __init__(self, coro, session):
        self._coro = coro
        self._resp = None
        self._session = session

    async def __aenter__(self):
        try:
            self._resp = await self._coro
        except BaseException:
            await self._session.close()
            raise
        return self._resp

    async def __aexit__(self, *exc_info):
        self._resp.close()
        await self._session.close()


def request(method, url, *, connector=None, timeout=sentinel, cookies=None, version=HttpVersion11, **kwargs):
    """Send one request: `async with aiohttp.request('GET', url) as response`."""
    owner = connector is None
    session = ClientSession(connector=connector or TCPConnector(force_close=True), connector_owner=owner,
                            timeout=timeout, cookies=cookies, version=version)
    return _SessionRequestContextManager(session._request(method, url, **kwargs), session)


def _proxy_from_env(url):
    from urllib.request import getproxies, proxy_bypass
    scheme = {'ws': 'http', 'wss': 'https'}.get(url.scheme, url.scheme)
    proxy = getproxies().get(scheme)
    return None if proxy is None or url.host is None or proxy_bypass(url.host) else URL(proxy)
