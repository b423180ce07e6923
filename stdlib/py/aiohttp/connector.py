"""Connections: making them, and keeping them for the next request."""

__all__ = ('AddrInfoType', 'BaseConnector', 'Connection', 'NamedPipeConnector', 'SocketFactoryType', 'TCPConnector',
           'UnixConnector')

import asyncio
import socket
import ssl as ssl_module
import warnings
from collections import OrderedDict, defaultdict, deque
from http.cookies import SimpleCookie
from ipaddress import ip_address
from typing import Any, NamedTuple

from ._client_protocol import ResponseHandler
from .client_exceptions import (ClientConnectionError, ClientConnectorCertificateError, ClientConnectorDNSError,
                                ClientConnectorError, ClientConnectorSSLError, ClientHttpProxyError,
                                ClientProxyConnectionError, ConnectionTimeoutError, ServerFingerprintMismatch,
                                UnixClientConnectorError)
from .helpers import sentinel
from .resolver import DefaultResolver

AddrInfoType = SocketFactoryType = object


class Fingerprint:
    """The hash of the certificate that is expected."""

    _KINDS = {16: 'md5', 20: 'sha1', 32: 'sha256'}

    def __init__(self, fingerprint):
        kind = self._KINDS.get(len(fingerprint))
        if not kind:
            raise ValueError('fingerprint has invalid length')
        if kind in ('md5', 'sha1'):
            raise ValueError('md5 and sha1 are insecure and not supported. Use sha256.')
        self._fingerprint = fingerprint

    @property
    def fingerprint(self):
        return self._fingerprint

    def check(self, transport):
        """Complain if the certificate is another one."""
        import hashlib
        tls = transport.get_extra_info('ssl_object')
        if tls is None:
            return
        got = hashlib.sha256(tls.getpeercert(binary_form=True)).digest()
        if got != self._fingerprint:
            host, port, *_ = transport.get_extra_info('peername')
            raise ServerFingerprintMismatch(self._fingerprint, got, host, port)


class ConnectionKey(NamedTuple):
    """What connections have in common that can stand in for each other."""

    host: str
    port: Any
    is_ssl: bool
    ssl: Any
    proxy: Any
    proxy_auth: Any


class Connection:
    """A connection that a request uses; it goes back to its connector."""

    _source_traceback = None

    def __init__(self, connector, key, protocol, loop):
        self._key = key
        self._connector = connector
        self._loop = loop
        self.protocol = protocol
        self._callbacks = []

    def __repr__(self):
        return f'Connection<{self._key}>'

    def __del__(self, _warn=warnings.warn):
        if self.protocol is not None:
            _warn(f'Unclosed connection {self!r}', ResourceWarning, source=self)
            if self._loop.is_closed():
                return
            self._connector._release(self._key, self.protocol, should_close=True)
            self._loop.call_exception_handler({'client_connection': self, 'message': 'Unclosed connection'})

    @property
    def loop(self):
        return self._loop

    @property
    def transport(self):
        return None if self.protocol is None else self.protocol.transport

    @property
    def closed(self):
        return self.protocol is None or not self.protocol.connected

    def add_callback(self, callback):
        """Have something called when it goes back."""
        if callback is not None:
            self._callbacks.append(callback)

    def _done(self, should_close):
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()
        protocol, self.protocol = self.protocol, None
        if protocol is not None:
            self._connector._release(self._key, protocol, should_close=should_close)

    def close(self):
        """Close it."""
        self._done(True)

    def release(self):
        """Give it back."""
        self._done(self.protocol is not None and self.protocol.should_close)


class BaseConnector:
    """Keeps connections, and counts them."""

    _closed = True
    allowed_protocol_schema_set = frozenset({'', 'http', 'https', 'ws', 'wss'})

    def __init__(self, *, keepalive_timeout=sentinel, force_close=False, limit=100, limit_per_host=0,
                 enable_cleanup_closed=False, loop=None, timeout_ceil_threshold=5):
        if force_close:
            if keepalive_timeout is not None and keepalive_timeout is not sentinel:
                raise ValueError('keepalive_timeout cannot be set if force_close is True')
        elif keepalive_timeout is sentinel:
            keepalive_timeout = 15.0
        self._loop = loop or asyncio.get_running_loop()
        self._closed = False
        self._keepalive_timeout = keepalive_timeout
        self._force_close = force_close
        self._limit = limit
        self._limit_per_host = limit_per_host
        # Those nobody uses: for each key (protocol, since when), the last used last.
        self._idle = {}
        self._acquired = set()
        self._per_host = defaultdict(set)
        self._waiters = OrderedDict()
        self._cleanup_handle = None
        self.cookies = SimpleCookie()

    def __del__(self, _warn=warnings.warn):
        if self._closed or not self._idle:
            return
        conns = [repr(key) for key in self._idle]
        self._close_all()
        _warn(f'Unclosed connector {self!r}', ResourceWarning, source=self)
        if not self._loop.is_closed():
            self._loop.call_exception_handler(
                {'connector': self, 'connections': conns, 'message': 'Unclosed connector'})

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.close()

    @property
    def force_close(self):
        return self._force_close

    @property
    def limit(self):
        """How many connections there may be; 0: any number."""
        return self._limit

    @property
    def limit_per_host(self):
        """How many connections there may be to one end point; 0: any number."""
        return self._limit_per_host

    @property
    def closed(self):
        return self._closed

    async def close(self):
        """Close all connections."""
        if not self._closed:
            self._closed = True
            lost = [p.lost for rows in self._idle.values() for p, _ in rows]
            lost += [p.lost for p in self._acquired]
            self._close_all()
            # A transport ends in the next turn of the loop.
            if lost and not self._loop.is_closed():
                await asyncio.wait(lost, timeout=1)

    def _close_all(self):
        self._closed = True
        if self._cleanup_handle is not None:
            self._cleanup_handle.cancel()
            self._cleanup_handle = None
        if self._loop.is_closed():
            return
        for rows in self._idle.values():
            for protocol, _ in rows:
                protocol.close()
        for protocol in self._acquired:
            protocol.close()
        for waiters in self._waiters.values():
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(ClientConnectionError('Connector is closed'))
        self._idle.clear()
        self._acquired.clear()
        self._per_host.clear()
        self._waiters.clear()

    def _available(self, key):
        free = 1
        if self._limit:
            free = self._limit - len(self._acquired)
        if self._limit_per_host and free > 0:
            free = min(free, self._limit_per_host - len(self._per_host.get(key, ())))
        return free

    async def connect(self, req, traces, timeout):
        """Return a connection for a request."""
        key = req.connection_key
        place = self._place(key)
        try:
            if timeout.connect is None:
                await self._admit(key, place, traces)
            else:
                async with asyncio.timeout(timeout.connect):
                    await self._admit(key, place, traces)
            protocol = self._get_idle(key)
            if protocol is None:
                if traces:
                    await traces.send('connection_create_start')
                protocol = await self._create(req, key, traces, timeout)
                if traces:
                    await traces.send('connection_create_end')
            elif traces:
                await traces.send('connection_reuseconn')
            if self._closed:
                protocol.close()
                raise ClientConnectionError('Connector is closed.')
        except BaseException:
            if not self._closed:
                self._leave(key, place)
            raise
        self._leave(key, place, wake=False)
        self._acquired.add(protocol)
        self._per_host[key].add(protocol)
        return Connection(self, key, protocol, self._loop)

    async def _create(self, req, key, traces, timeout):
        limit = timeout.connect
        try:
            if limit is None:
                return await self._create_connection(req, traces, timeout)
            async with asyncio.timeout(limit):
                return await self._create_connection(req, traces, timeout)
        except TimeoutError as e:
            if isinstance(e, ConnectionTimeoutError):
                raise
            raise ConnectionTimeoutError(f'Connection timeout to host {req.url}') from e

    def _place(self, key):
        return _Place(key)

    async def _admit(self, key, place, traces):
        if self._available(key) <= 0 or self._waiters.get(key):
            waiters = self._waiters.setdefault(key, deque())
            waiter = self._loop.create_future()
            waiters.append(waiter)
            if traces:
                await traces.send('connection_queued_start')
            try:
                await waiter
            except BaseException:
                if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                    # It was this one's turn: the next one takes it.
                    self._wake()
                elif waiter in waiters:
                    waiters.remove(waiter)
                raise
            finally:
                if not waiters and self._waiters.get(key) is waiters:
                    del self._waiters[key]
            if traces:
                await traces.send('connection_queued_end')
        self._acquired.add(place)
        self._per_host[key].add(place)

    def _leave(self, key, holder, wake=True):
        self._acquired.discard(holder)
        held = self._per_host.get(key)
        if held is not None:
            held.discard(holder)
            if not held:
                del self._per_host[key]
        if wake:
            self._wake()

    def _wake(self):
        for key, waiters in self._waiters.items():
            if self._available(key) <= 0:
                continue
            while waiters:
                waiter = waiters.popleft()
                if not waiter.done():
                    waiter.set_result(None)
                    return

    def _get_idle(self, key):
        rows = self._idle.get(key)
        while rows:
            protocol, since = rows.pop()
            if not rows:
                self._idle.pop(key, None)
            if not protocol.reusable:
                protocol.close()
                continue
            if self._loop.time() - since > self._keepalive_timeout:
                protocol.close()
                continue
            return protocol
        return None

    def _release(self, key, protocol, *, should_close=False):
        if self._closed:
            return
        self._leave(key, protocol)
        if self._force_close or should_close or not protocol.reusable:
            protocol.close()
            return
        self._idle.setdefault(key, []).append((protocol, self._loop.time()))
        if self._cleanup_handle is None:
            self._cleanup_handle = self._loop.call_later(self._keepalive_timeout, self._cleanup)

    def _cleanup(self):
        self._cleanup_handle = None
        until = self._loop.time() - self._keepalive_timeout
        for key, rows in list(self._idle.items()):
            kept = []
            for protocol, since in rows:
                if protocol.reusable and since > until:
                    kept.append((protocol, since))
                else:
                    protocol.close()
            if kept:
                self._idle[key] = kept
            else:
                del self._idle[key]
        if self._idle:
            self._cleanup_handle = self._loop.call_later(self._keepalive_timeout, self._cleanup)

    async def _create_connection(self, req, traces, timeout):
        raise NotImplementedError


class _Place:
    """Stands for a connection that is being made."""

    def __init__(self, key):
        self.key = key
        self.lost = asyncio.get_running_loop().create_future()

    def close(self):
        if not self.lost.done():
            self.lost.set_result(None)


class TCPConnector(BaseConnector):
    """Connections over TCP, with TLS or without."""

    def __init__(self, *, verify_ssl=True, fingerprint=None, use_dns_cache=True, ttl_dns_cache=10,
                 family=socket.AF_UNSPEC, ssl_context=None, ssl=True, local_addr=None, resolver=None,
                 keepalive_timeout=sentinel, force_close=False, limit=100, limit_per_host=0,
                 enable_cleanup_closed=False, loop=None, timeout_ceil_threshold=5, happy_eyeballs_delay=0.25,
                 interleave=None, socket_factory=None, ssl_shutdown_timeout=sentinel):
        super().__init__(keepalive_timeout=keepalive_timeout, force_close=force_close, limit=limit,
                         limit_per_host=limit_per_host, enable_cleanup_closed=enable_cleanup_closed, loop=loop)
        if ssl_context is not None:
            ssl = ssl_context
        elif fingerprint is not None:
            ssl = Fingerprint(fingerprint)
        elif not verify_ssl:
            ssl = False
        self._ssl = ssl
        self._resolver = resolver or DefaultResolver(self._loop)
        self._use_dns_cache = use_dns_cache
        self._ttl = ttl_dns_cache
        self._dns = {}
        self._family = family
        self._local_addr = local_addr

    @property
    def family(self):
        return self._family

    @property
    def use_dns_cache(self):
        return self._use_dns_cache

    def clear_dns_cache(self, host=None, port=None):
        """Forget what was looked up."""
        if host is not None and port is not None:
            self._dns.pop((host, port), None)
        elif host is not None or port is not None:
            raise ValueError('either both host and port or none of them are allowed')
        else:
            self._dns.clear()

    async def _resolve(self, host, port, traces):
        try:
            ip = ip_address(host)
        except ValueError:
            pass
        else:
            return [{'hostname': host, 'host': host, 'port': port, 'proto': 0, 'flags': 0,
                     'family': socket.AF_INET6 if ip.version == 6 else socket.AF_INET}]
        key, now = (host, port), self._loop.time()
        if self._use_dns_cache:
            rows, until = self._dns.get(key, (None, 0))
            if rows is not None and (until is None or now < until):
                if traces:
                    await traces.send('dns_cache_hit', host)
                return rows
            if traces:
                await traces.send('dns_cache_miss', host)
        if traces:
            await traces.send('dns_resolvehost_start', host)
        rows = await self._resolver.resolve(host, port, family=self._family)
        if traces:
            await traces.send('dns_resolvehost_end', host)
        if self._use_dns_cache:
            self._dns[key] = rows, None if self._ttl is None else now + self._ttl
        return rows

    def _context(self, req):
        """Return (the context of TLS or None, the fingerprint or None)."""
        if not req.is_ssl():
            return None, None
        fingerprint = None
        for setting in (req.ssl, self._ssl):
            if isinstance(setting, ssl_module.SSLContext):
                return setting, fingerprint
            if isinstance(setting, Fingerprint):
                fingerprint = fingerprint or setting
            elif setting is False:
                return _unverified(), fingerprint
        return (_unverified() if fingerprint else _verified()), fingerprint

    async def _create_connection(self, req, traces, timeout):
        if req.proxy is not None:
            return await self._create_proxied(req, traces, timeout)
        context, fingerprint = self._context(req)
        return await self._open(req, req.url.raw_host, req.port, context, fingerprint, traces, timeout,
                                ClientConnectorError)

    async def _open(self, req, host, port, context, fingerprint, traces, timeout, error):
        key = req.connection_key
        try:
            rows = await self._resolve(host.rstrip('.'), port, traces)
        except OSError as e:
            if e.errno is None and isinstance(e, TimeoutError):
                raise
            raise ClientConnectorDNSError(key, e) from e
        last = None
        for row in rows:
            try:
                async with asyncio.timeout(timeout.sock_connect):
                    _, protocol = await self._loop.create_connection(
                        lambda: ResponseHandler(self._loop), row['host'], row['port'], family=row['family'],
                        proto=row['proto'], flags=row['flags'], ssl=context,
                        server_hostname=(row['hostname'].rstrip('.') if context is not None else None),
                        local_addr=self._local_addr)
            except ssl_module.SSLCertVerificationError as e:
                raise ClientConnectorCertificateError(key, e) from e
            except ssl_module.SSLError as e:
                raise ClientConnectorSSLError(key, e) from e
            except TimeoutError as e:
                if e.errno is None:
                    raise ConnectionTimeoutError(f'Connection timeout to host {req.url}') from e
                last = error(key, e)
                last.__cause__ = e
                continue
            except OSError as e:
                last = error(key, e)
                last.__cause__ = e
                continue
            if fingerprint is not None:
                try:
                    fingerprint.check(protocol.transport)
                except ServerFingerprintMismatch as e:
                    protocol.close()
                    last = e
                    continue
            return protocol
        if last is None:
            raise ClientConnectorDNSError(key, OSError(None, 'Name resolution gave no address'))
        raise last

    async def _create_proxied(self, req, traces, timeout):
        proxy = req.proxy
        protocol = await self._open(req, proxy.raw_host, proxy.port, None, None, traces, timeout,
                                    ClientProxyConnectionError)
        if not req.is_ssl():
            return protocol
        context, fingerprint = self._context(req)
        target = f'{req.url.host_subcomponent}:{req.port}'
        lines = [f'CONNECT {target} HTTP/1.1', f'Host: {target}']
        if req.proxy_auth is not None:
            lines.append(f'Proxy-Authorization: {req.proxy_auth.encode()}')
        protocol.write('\r\n'.join([*lines, '', '']).encode())
        head = await protocol.read_head('CONNECT', None)
        if head.status != 200:
            protocol.close()
            raise ClientHttpProxyError(req.request_info, (), status=head.status, message=head.reason,
                                       headers=head.headers)
        try:
            transport = await self._loop.start_tls(protocol.transport, protocol, context,
                                                   server_hostname=req.url.raw_host)
        except ssl_module.SSLCertVerificationError as e:
            raise ClientConnectorCertificateError(req.connection_key, e) from e
        except ssl_module.SSLError as e:
            raise ClientConnectorSSLError(req.connection_key, e) from e
        protocol.transport = transport
        if fingerprint is not None:
            fingerprint.check(transport)
        return protocol


class UnixConnector(BaseConnector):
    """Connections over a Unix socket."""

    allowed_protocol_schema_set = BaseConnector.allowed_protocol_schema_set | {'unix'}

    def __init__(self, path, force_close=False, keepalive_timeout=sentinel, limit=100, limit_per_host=0, loop=None):
        super().__init__(force_close=force_close, keepalive_timeout=keepalive_timeout, limit=limit,
                         limit_per_host=limit_per_host, loop=loop)
        self._path = path

    @property
    def path(self):
        return self._path

    async def _create_connection(self, req, traces, timeout):
        try:
            async with asyncio.timeout(timeout.sock_connect):
                _, protocol = await self._loop.create_unix_connection(lambda: ResponseHandler(self._loop), self._path)
        except OSError as e:
            if isinstance(e, TimeoutError) and e.errno is None:
                raise ConnectionTimeoutError(f'Connection timeout to host {req.url}') from e
            raise UnixClientConnectorError(self._path, req.connection_key, e) from e
        return protocol


class NamedPipeConnector(BaseConnector):
    """Named pipes of Windows."""

    def __init__(self, *args, **kwargs):
        raise RuntimeError('Named Pipes only available in proactor loop under windows')


_contexts = {}


def _verified():
    if 'verified' not in _contexts:
        _contexts['verified'] = ssl_module.create_default_context()
    return _contexts['verified']


def _unverified():
    if 'unverified' not in _contexts:
        context = ssl_module.SSLContext(ssl_module.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl_module.CERT_NONE
        _contexts['unverified'] = context
    return _contexts['unverified']
