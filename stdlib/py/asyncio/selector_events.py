"""The event loop on descriptors: readers, writers, and the operations of sockets that wait."""

__all__ = ('BaseSelectorEventLoop',)

from _asyncio import _transport_at

from . import events
from ._lazy import Lazy, logger
from .base_events import BaseEventLoop
from .connections import Connections

socket = Lazy('socket')


class _KernelSelector:
    """Waits for the events of a loop in the kernel, which makes ready itself what they concern."""

    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout=None):
        self._loop._core_look()
        if timeout is None or timeout > 0:
            self._loop._core_wait(timeout)
            self._loop._core_look()
        return []


def _number(fd):
    """The number of a descriptor that is given as a number or as something that has one."""
    if isinstance(fd, int):
        number = fd
    else:
        try:
            number = int(fd.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fd!r}') from None
    if number < 0:
        raise ValueError(f'Invalid file descriptor: {number}')
    return number


class BaseSelectorEventLoop(Connections, BaseEventLoop):
    """An event loop that waits for descriptors."""

    def __init__(self, selector=None):
        super().__init__()
        if selector is not None:
            logger.debug('Using selector: %s', type(selector).__name__)
        self._selector = _KernelSelector(self)
        self._transports = {}
        self._ssock = self._csock = None

    def close(self):
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self.is_closed():
            return
        self._close_self_pipe()
        super().close()

    def _process_events(self, event_list):
        pass

    # Where signals make themselves known.

    def _make_self_pipe(self):
        if self._ssock is None:
            self._ssock, self._csock = socket.socketpair()
            self._ssock.setblocking(False)
            self._csock.setblocking(False)
            self._internal_fds += 1
            self._add_reader(self._ssock.fileno(), self._read_from_self)

    def _close_self_pipe(self):
        if self._ssock is not None:
            self._remove_reader(self._ssock.fileno())
            self._ssock.close()
            self._csock.close()
            self._ssock = self._csock = None
            self._internal_fds -= 1

    def _process_self_data(self, data):
        pass

    def _read_from_self(self):
        while self._ssock is not None:
            try:
                data = self._ssock.recv(4096)
            except InterruptedError:
                continue
            except BlockingIOError:
                break
            if not data:
                break
            self._process_self_data(data)

    def _write_to_self(self):
        self._core_wake()

    # Readers and writers.

    def _ensure_fd_no_transport(self, fd):
        number = _number(fd)
        transport = self._transports.get(number) or _transport_at(self, number)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f'File descriptor {fd!r} is used by transport {transport!r}')

    def _add_reader(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        old = self._core_set_reader(_number(fd), handle)
        if old is not None:
            old.cancel()
        return handle

    def _remove_reader(self, fd):
        if self.is_closed():
            return False
        old = self._core_set_reader(_number(fd), None)
        if old is None:
            return False
        old.cancel()
        return True

    def _add_writer(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        old = self._core_set_writer(_number(fd), handle)
        if old is not None:
            old.cancel()
        return handle

    def _remove_writer(self, fd):
        if self.is_closed():
            return False
        old = self._core_set_writer(_number(fd), None)
        if old is None:
            return False
        old.cancel()
        return True

    def add_reader(self, fd, callback, *args):
        """Add a reader callback."""
        self._ensure_fd_no_transport(fd)
        self._add_reader(fd, callback, *args)

    def remove_reader(self, fd):
        """Remove a reader callback."""
        self._ensure_fd_no_transport(fd)
        return self._remove_reader(fd)

    def add_writer(self, fd, callback, *args):
        """Add a writer callback.."""
        self._ensure_fd_no_transport(fd)
        self._add_writer(fd, callback, *args)

    def remove_writer(self, fd):
        """Remove a writer callback."""
        self._ensure_fd_no_transport(fd)
        return self._remove_writer(fd)

    # Operations of sockets.

    def _check_nonblocking(self, sock):
        if self._debug and sock.gettimeout() != 0:
            raise ValueError('the socket must be non-blocking')

    async def _retry(self, sock, writes, operation, *args):
        """Do an operation of a socket, by its name, again until it need not wait."""
        self._check_nonblocking(sock)
        try:
            return getattr(sock, operation)(*args)
        except (BlockingIOError, InterruptedError):
            pass
        fd = sock.fileno()
        self._ensure_fd_no_transport(fd)
        future = self.create_future()

        def attempt():
            if future.done():
                return
            try:
                result = getattr(sock, operation)(*args)
            except (BlockingIOError, InterruptedError):
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as e:
                future.set_exception(e)
            else:
                future.set_result(result)

        add, remove = ((self._add_writer, self._remove_writer) if writes
                       else (self._add_reader, self._remove_reader))
        handle = add(fd, attempt)
        try:
            return await future
        finally:
            # Another operation may have taken its place.
            if not handle.cancelled():
                remove(fd)

    async def sock_recv(self, sock, n):
        """Receive up to n bytes."""
        return await self._retry(sock, False, 'recv', n)

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; the result is how many bytes."""
        return await self._retry(sock, False, 'recv_into', buf)

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram: the bytes, and where they are from."""
        return await self._retry(sock, False, 'recvfrom', bufsize)

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer: how many bytes, and where they are from."""
        return await self._retry(sock, False, 'recvfrom_into', buf, nbytes or len(buf))

    async def sock_sendto(self, sock, data, address):
        """Send a datagram."""
        return await self._retry(sock, True, 'sendto', data, address)

    async def sock_sendall(self, sock, data):
        """Send all of the data."""
        self._check_nonblocking(sock)
        rest = memoryview(data).cast('B') if len(data) else b''
        while len(rest):
            n = await self._retry(sock, True, 'send', rest)
            rest = rest[n:]

    async def sock_accept(self, sock):
        """Accept a connection: the socket, which does not block, and the address of the other side."""
        conn, address = await self._retry(sock, False, 'accept')
        conn.setblocking(False)
        return conn, address

    async def sock_connect(self, sock, address):
        """Connect to a remote address."""
        self._check_nonblocking(sock)
        if sock.family in (socket.AF_INET, getattr(socket, 'AF_INET6', socket.AF_INET)):
            infos = await self._ensure_resolved(address, family=sock.family, type=sock.type, proto=sock.proto)
            address = infos[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        fd = sock.fileno()
        future = self.create_future()

        def attempt():
            if future.done():
                return
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code == 0:
                future.set_result(None)
            else:
                future.set_exception(OSError(code, f'Connect call failed {address}'))

        handle = self._add_writer(fd, attempt)
        try:
            await future
        finally:
            if not handle.cancelled():
                self._remove_writer(fd)


def __getattr__(name):
    if name in ('_SelectorTransport', '_SelectorSocketTransport', '_SelectorDatagramTransport'):
        from . import socket_transports
        return getattr(socket_transports, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
