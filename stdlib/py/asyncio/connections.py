"""What a loop does about connections: making them, serving them, and datagrams."""

import _socket

from . import events, exceptions, tasks
from ._lazy import Lazy, logger

os, socket, stat = Lazy('os'), Lazy('socket'), Lazy('stat')


def _interleave(infos):
    """Addresses of different families in turn, beginning with the first one's."""
    groups = {}
    for info in infos:
        groups.setdefault(info[0], []).append(info)
    order = []
    queues = list(groups.values())
    while any(queues):
        for queue in queues:
            if queue:
                order.append(queue.pop(0))
    return order


def _check_ssl_timeouts(ssl, handshake, shutdown):
    """Refuse times for what will not happen."""
    if handshake is not None and not ssl:
        raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
    if shutdown is not None and not ssl:
        raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')


class Server(events.AbstractServer):
    """Listening sockets, and the connections that came in through them."""

    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout=None,
                 ssl_shutdown_timeout=None):
        self._loop = loop
        self._sockets = sockets
        self._active_count = 0
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._ssl_context = ssl_context
        self._ssl_handshake_timeout = ssl_handshake_timeout
        self._ssl_shutdown_timeout = ssl_shutdown_timeout
        self._serving = False
        self._serving_forever_fut = None

    def __repr__(self):
        return f'<{type(self).__name__} sockets={self.sockets!r}>'

    def _attach(self):
        self._active_count += 1

    def _detach(self):
        self._active_count -= 1
        if self._active_count == 0 and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(waiter)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._start_accepting(sock, self)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    @property
    def sockets(self):
        if self._sockets is None:
            return ()
        from .trsock import TransportSocket
        return tuple(TransportSocket(sock) for sock in self._sockets)

    def close(self):
        sockets = self._sockets
        if sockets is None:
            return
        self._sockets = None
        for sock in sockets:
            self._loop._remove_reader(sock.fileno())
            sock.close()
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if self._active_count == 0:
            self._wakeup()

    async def start_serving(self):
        self._start_serving()
        # The accepting begins before the caller goes on.
        await tasks.sleep(0)

    async def serve_forever(self):
        if self._serving_forever_fut is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._sockets is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        if self._sockets is None or self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


class Connections:
    """The part of a loop that makes connections."""

    async def _ensure_resolved(self, address, *, family=0, type=_socket.SOCK_STREAM, proto=0, flags=0):
        host, port = address[:2]
        for known, parse in ((socket.AF_INET, host), (socket.AF_INET6, host)):
            if family not in (0, known) or not isinstance(host, str):
                continue
            try:
                socket.inet_pton(known, host)
            except OSError:
                continue
            if isinstance(port, int):
                kind = type & ~(socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
                if known == socket.AF_INET6:
                    rest = tuple(address[2:]) or (0, 0)
                    return [(known, kind, proto or socket.IPPROTO_TCP, '', (host, port, *rest))]
                return [(known, kind, proto or socket.IPPROTO_TCP, '', (host, port))]
        return await self.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)

    async def _connect_sock(self, errors, info, local_infos):
        family, kind, proto, _, address = info
        sock = None
        try:
            sock = socket.socket(family=family, type=kind, proto=proto)
            sock.setblocking(False)
            if local_infos is not None:
                failures = []
                for lfamily, _, _, _, laddress in local_infos:
                    if lfamily != family:
                        continue
                    try:
                        sock.bind(laddress)
                        break
                    except OSError as e:
                        failures.append(OSError(e.errno, 'error while attempting to bind on address '
                                                         f'{laddress!r}: {(e.strerror or "").lower()}'))
                else:
                    raise failures.pop() if failures else OSError(
                        f'no matching local address with family={family!r} found')
            await self.sock_connect(sock, address)
            return sock
        except OSError as e:
            errors.append(e)
            if sock is not None:
                sock.close()
            raise
        except BaseException:
            if sock is not None:
                sock.close()
            raise

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0,
                                flags=0, sock=None, local_addr=None, server_hostname=None,
                                ssl_handshake_timeout=None, ssl_shutdown_timeout=None, happy_eyeballs_delay=None,
                                interleave=None):
        """Connect to a TCP server: the transport and the protocol."""
        if server_hostname is not None and not ssl:
            raise ValueError('server_hostname is only meaningful with ssl')
        if server_hostname is None and ssl:
            if not host:
                raise ValueError('You must set server_hostname when using ssl without a host')
            server_hostname = host
        _check_ssl_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            infos = await self._ensure_resolved((host, port), family=family, proto=proto, flags=flags)
            if not infos:
                raise OSError('getaddrinfo() returned empty list')
            local_infos = None
            if local_addr is not None:
                local_infos = await self._ensure_resolved(local_addr, family=family, proto=proto, flags=flags)
                if not local_infos:
                    raise OSError('getaddrinfo() returned empty list')
            if interleave or happy_eyeballs_delay is not None:
                infos = _interleave(infos)
            errors = []
            for info in infos:
                try:
                    sock = await self._connect_sock(errors, info, local_infos)
                    break
                except OSError:
                    continue
            if sock is None:
                try:
                    if len(errors) == 1:
                        raise errors[0]
                    if all(str(e) == str(errors[0]) for e in errors):
                        raise errors[0]
                    raise OSError('Multiple exceptions: {}'.format(', '.join(map(str, errors))))
                finally:
                    errors = None
        else:
            if sock is None:
                raise ValueError('host and port was not specified and no sock specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sock.setblocking(False)
        return await self._make_connection(sock, protocol_factory, ssl, server_hostname, False, ssl_handshake_timeout,
                                           ssl_shutdown_timeout)

    async def _make_connection(self, sock, protocol_factory, ssl, server_hostname, server_side=False,
                               ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        protocol = protocol_factory()
        waiter = self.create_future()
        if ssl:
            transport = self._make_ssl_transport(
                sock, protocol, None if isinstance(ssl, bool) else ssl, waiter, server_side, server_hostname,
                ssl_handshake_timeout, ssl_shutdown_timeout)
        else:
            transport = self._make_socket_transport(sock, protocol, waiter)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """Handle a connection that was accepted outside of asyncio."""
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        _check_ssl_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        sock.setblocking(False)
        return await self._make_connection(sock, protocol_factory, ssl, None, True, ssl_handshake_timeout,
                                           ssl_shutdown_timeout)

    def _make_ssl_transport(self, sock, protocol, context, waiter=None, server_side=False, server_hostname=None,
                            ssl_handshake_timeout=None, ssl_shutdown_timeout=None, extra=None, server=None):
        from .sslproto import SSLProtocol
        between = SSLProtocol(self, protocol, context, waiter, server_side, server_hostname,
                              ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
        self._make_socket_transport(sock, between, None, extra, server)
        return between._get_app_transport()

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Go over to TLS on this transport; return the transport to be used from now on."""
        import ssl
        if not isinstance(sslcontext, ssl.SSLContext):
            raise TypeError(f'sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}')
        if not getattr(transport, '_start_tls_compatible', False):
            raise TypeError(f'transport {transport!r} is not supported by start_tls()')
        from .sslproto import SSLProtocol
        waiter = self.create_future()
        between = SSLProtocol(self, protocol, sslcontext, waiter, server_side, server_hostname, False,
                              ssl_handshake_timeout, ssl_shutdown_timeout)
        # What comes before the handshake can begin would be lost.
        transport.pause_reading()
        transport.set_protocol(between)
        begun = self.call_soon(between.connection_made, transport)
        goes_on = self.call_soon(transport.resume_reading)
        try:
            await waiter
        except BaseException:
            transport.close()
            begun.cancel()
            goes_on.cancel()
            raise
        return between._get_app_transport()

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file over a transport; the result is how many bytes."""
        from . import _sendfile
        return await _sendfile.over_transport(self, transport, file, offset, count, fallback)

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file over a socket; the result is how many bytes."""
        from . import _sendfile
        return await _sendfile.over_socket(self, sock, file, offset, count, fallback)

    def _make_socket_transport(self, sock, protocol, waiter=None, extra=None, server=None):
        from .socket_transports import _SelectorSocketTransport
        return _SelectorSocketTransport(self, sock, protocol, waiter, extra, server)

    async def create_server(self, protocol_factory, host=None, port=None, *, family=_socket.AF_UNSPEC,
                            flags=_socket.AI_PASSIVE, sock=None, backlog=100, ssl=None, reuse_address=None,
                            reuse_port=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                            start_serving=True):
        """Create a TCP server, which the Server object that is the result can close."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        if ssl_handshake_timeout is not None and ssl is None:
            raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
        if ssl_shutdown_timeout is not None and ssl is None:
            raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            if reuse_address is None:
                reuse_address = True
            if host == '':
                hosts = [None]
            elif isinstance(host, str) or not hasattr(host, '__iter__'):
                hosts = [host]
            else:
                hosts = host
            infos = []
            for one in hosts:
                for info in await self._ensure_resolved((one, port), family=family, flags=flags):
                    if info not in infos:
                        infos.append(info)
            sockets = []
            completed = False
            try:
                for af, kind, proto, _, address in infos:
                    try:
                        sock = socket.socket(af, kind, proto)
                    except OSError:
                        # The system has no such family.
                        continue
                    sockets.append(sock)
                    if reuse_address:
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
                    if reuse_port:
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, True)
                    if af == socket.AF_INET6:
                        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                    try:
                        sock.bind(address)
                    except OSError as e:
                        raise OSError(e.errno, 'error while attempting to bind on address '
                                               f'{address!r}: {(e.strerror or "").lower()}') from None
                completed = True
            finally:
                if not completed:
                    for sock in sockets:
                        sock.close()
        else:
            if sock is None:
                raise ValueError('Neither host/port nor sock were specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sockets = [sock]
        return await self._serve(sockets, protocol_factory, ssl, backlog, start_serving, ssl_handshake_timeout,
                                 ssl_shutdown_timeout)

    async def _serve(self, sockets, protocol_factory, ssl, backlog, start_serving, ssl_handshake_timeout,
                     ssl_shutdown_timeout):
        for sock in sockets:
            sock.setblocking(False)
        server = Server(self, sockets, protocol_factory, ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)
        if start_serving:
            server._start_serving()
            await tasks.sleep(0)
        if self._debug:
            logger.info('%r is serving', server)
        return server

    def _start_accepting(self, sock, server):
        self._add_reader(sock.fileno(), self._accept, sock, server)

    def _accept(self, sock, server):
        # Where the connection's socket is only the transport's, there need not be one.
        is_plain = not server._ssl_context and (
            type(self)._make_socket_transport is Connections._make_socket_transport and type(sock) is socket.socket)
        if is_plain:
            from .socket_transports import of_accepted
        for _ in range(server._backlog or 1):
            try:
                conn, address = sock._accept() if is_plain else sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as e:
                import errno
                if e.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    raise
                # There will be descriptors again: until then it would be told of the connection for nothing.
                self.call_exception_handler({
                    'message': 'socket.accept() out of system resource', 'exception': e, 'socket': sock})
                self._remove_reader(sock.fileno())
                self.call_later(1, self._accept_again, sock, server)
                return
            try:
                if is_plain:
                    of_accepted(self, conn, sock.family, address, server._protocol_factory(), server)
                    continue
                conn.setblocking(False)
                extra = {'peername': address}
                if server._ssl_context:
                    self._make_ssl_transport(
                        conn, server._protocol_factory(), server._ssl_context, None, True, None,
                        server._ssl_handshake_timeout, server._ssl_shutdown_timeout, extra, server)
                else:
                    self._make_socket_transport(conn, server._protocol_factory(), None, extra, server)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as e:
                if self._debug:
                    self.call_exception_handler({
                        'message': 'Error on transport creation for incoming connection', 'exception': e})
                if is_plain:
                    os.close(conn)
                else:
                    conn.close()

    def _accept_again(self, sock, server):
        if server._sockets is not None:
            self._start_accepting(sock, server)

    # Unix sockets.

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None,
                                     server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Connect to a server on a Unix socket."""
        if ssl:
            if server_hostname is None:
                raise ValueError('you have to pass server_hostname when using ssl')
        elif server_hostname is not None:
            raise ValueError('server_hostname is only meaningful with ssl')
        _check_ssl_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
            try:
                sock.setblocking(False)
                await self.sock_connect(sock, path)
            except BaseException:
                sock.close()
                raise
        else:
            if sock is None:
                raise ValueError('no path and sock were specified')
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
            sock.setblocking(False)
        return await self._make_connection(sock, protocol_factory, ssl, server_hostname, False, ssl_handshake_timeout,
                                           ssl_shutdown_timeout)

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """Create a server on a Unix socket."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        _check_ssl_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            if path[0] not in (0, '\x00'):
                try:
                    if stat.S_ISSOCK(os.stat(path).st_mode):
                        os.remove(path)
                except FileNotFoundError:
                    pass
            try:
                sock.bind(path)
            except OSError as e:
                sock.close()
                import errno
                if e.errno == errno.EADDRINUSE:
                    raise OSError(errno.EADDRINUSE, f'Address {path!r} is already in use') from None
                raise
        else:
            if sock is None:
                raise ValueError('path was not specified, and no sock specified')
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        return await self._serve([sock], protocol_factory, ssl, backlog, start_serving, ssl_handshake_timeout,
                                 ssl_shutdown_timeout)

    # Datagrams.

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0,
                                       proto=0, flags=0, reuse_port=None, allow_broadcast=None, sock=None):
        """Create a datagram connection: the transport and the protocol."""
        address = None
        if sock is not None:
            if sock.type == socket.SOCK_STREAM:
                raise ValueError(f'A datagram socket was expected, got {sock!r}')
            sock.setblocking(False)
        else:
            if not (local_addr or remote_addr):
                if family == 0:
                    raise ValueError('unexpected address family')
                choices = [(family, None, None)]
            elif family == getattr(socket, 'AF_UNIX', None):
                choices = [(family, local_addr, remote_addr)]
            else:
                choices = {}
                for index, given in enumerate((local_addr, remote_addr)):
                    if given is None:
                        continue
                    if not (isinstance(given, tuple) and len(given) == 2):
                        raise TypeError('2-tuple is expected')
                    infos = await self._ensure_resolved(given, family=family, type=socket.SOCK_DGRAM, proto=proto,
                                                        flags=flags)
                    if not infos:
                        raise OSError('getaddrinfo() returned empty list')
                    for info in infos:
                        choices.setdefault(info[0], [None, None])[index] = info[4]
                choices = [(af, *pair) for af, pair in choices.items()
                           if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)]
                if not choices:
                    raise ValueError('can not get address information')
            failures = []
            for af, local, remote in choices:
                try:
                    sock = socket.socket(af, socket.SOCK_DGRAM, 0)
                    if reuse_port:
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                    if allow_broadcast:
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                    sock.setblocking(False)
                    if local_addr:
                        sock.bind(local)
                    if remote_addr:
                        if not allow_broadcast:
                            await self.sock_connect(sock, remote)
                        address = remote
                    break
                except OSError as e:
                    if sock is not None:
                        sock.close()
                        sock = None
                    failures.append(e)
                except BaseException:
                    if sock is not None:
                        sock.close()
                    raise
            if sock is None:
                raise failures[0]
        from .socket_transports import _SelectorDatagramTransport
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _SelectorDatagramTransport(self, sock, protocol, address, waiter)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol
