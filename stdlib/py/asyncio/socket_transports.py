"""Transports over sockets.

A connection's transport is native where it is hot (`_asyncio`); here is the rest of it, and datagrams.
"""

import _asyncio
import socket
import warnings
from collections import deque

from . import constants, futures, protocols, transports
from ._lazy import logger
from ._native import completes
from .trsock import TransportSocket

# How much is read at once.
_CHUNK = 256 * 1024


class _SelectorTransport(transports._FlowControlMixin, transports.Transport):
    """What transports over connections and datagrams have in common."""

    __module__ = 'asyncio.selector_events'

    def get_extra_info(self, name, default=None):
        if name == 'peername':
            return self._peername
        extra = self._facts
        if extra is not None and name in extra:
            return extra[name]
        # What few programs ask for is found out when they do, or before it is too late.
        if name == 'socket':
            value = TransportSocket(self._any_socket())
        elif name == 'sockname' and self._is_open():
            value = self._find_own_name()
        else:
            return default
        self._extra[name] = value
        return value

    def __repr__(self):
        info = [type(self).__name__]
        if not self._is_open():
            info.append('closed')
        elif self._closing:
            info.append('closing')
        info.append(f'fd={self._sock_fd}')
        if self._loop is not None and not self._loop.is_closed():
            info.append('read=polling' if self._awaits(True) else 'read=idle')
            state = 'polling' if self._awaits(False) else 'idle'
            info.append(f'write=<{state}, bufsize={self.get_write_buffer_size()}>')
        return '<{}>'.format(' '.join(info))

    def abort(self):
        self._force_close(None)

    def set_protocol(self, protocol):
        self._protocol = protocol
        self._protocol_connected = True

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing and not self._paused

    def pause_reading(self):
        if not self.is_reading():
            return
        self._paused = True
        self._stop_reading()

    def resume_reading(self):
        if self._closing or not self._paused:
            return
        self._paused = False
        self._start_reading()

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._stop_reading()
        if not self.get_write_buffer_size():
            self._conn_lost += 1
            self._stop_writing()
            self._loop.call_soon(self._call_connection_lost, None)

    def __del__(self, _warn=warnings.warn):
        if self._is_open():
            _warn(f'unclosed transport {self!r}', ResourceWarning, source=self)
            self._close_socket()

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if isinstance(exc, OSError):
            if self._loop.get_debug():
                logger.debug('%r: %s', self, message, exc_info=True)
        else:
            self._loop.call_exception_handler({
                'message': message, 'exception': exc, 'transport': self, 'protocol': self._protocol})
        self._force_close(exc)

    def _force_close(self, exc):
        if self._conn_lost:
            return
        if self.get_write_buffer_size():
            self._drop_buffer()
            self._stop_writing()
        if not self._closing:
            self._closing = True
            self._stop_reading()
        self._conn_lost += 1
        self._loop.call_soon(self._call_connection_lost, exc)

    def _call_connection_lost(self, exc):
        try:
            if self._protocol_connected:
                self._protocol.connection_lost(exc)
        finally:
            self.get_extra_info('sockname')
            self._leave_loop()
            self._close_socket()
            self._protocol = None
            self._loop = None
            server = self._server
            if server is not None:
                server._detach()
                self._server = None


_Connection = _asyncio._define_transport(_SelectorTransport)


@completes(_Connection)
class _SelectorSocketTransport:
    """A connection."""

    _start_tls_compatible = True
    _sendfile_compatible = constants._SendfileMode.TRY_NATIVE

    # The future of the moment in which everything is written, while a file is sent past the transport.
    _empty_waiter = None

    def __init__(self, loop, sock, protocol, waiter=None, extra=None, server=None):
        if extra is not None and 'peername' in extra:
            peername = extra['peername']
            if len(extra) > 1:
                self._extra = extra
        else:
            try:
                peername = sock.getpeername()
            except OSError:
                peername = None
            if extra:
                self._extra = extra
        self._begin(loop, sock, sock.fileno(), sock.family, peername, server)
        self._begin_to_serve(protocol)
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    @property
    def _extra(self):
        if self._facts is None:
            self._facts = {}
        return self._facts

    @_extra.setter
    def _extra(self, extra):
        self._facts = extra

    def _begin_to_serve(self, protocol):
        self.set_protocol(protocol)
        if self._server is not None:
            self._server._attach()
        loop = self._loop
        if not self._is_native:
            loop._transports[self._sock_fd] = self
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._start_reading)

    def set_protocol(self, protocol):
        self._protocol = protocol
        self._protocol_connected = True
        self._is_buffered = isinstance(protocol, protocols.BufferedProtocol)

    # The socket. Few programs ask for it: where a server has accepted a connection, there is none until one does.

    def _is_open(self):
        return self._owns_number or self._made_socket is not None

    def _any_socket(self):
        sock = self._sock
        if sock is None:
            # It is closed, and so is what stands for it.
            sock = socket.socket(self._family, socket.SOCK_STREAM)
            sock.close()
        return sock

    def _find_own_name(self):
        try:
            return self._own_name()
        except OSError:
            return None

    def _close_socket(self):
        if self._owns_number:
            self._close_number()
        else:
            sock = self._made_socket
            if sock is not None:
                self.get_extra_info('socket')
                sock.close()
                self._sock = None

    # The loop.

    def _start_reading(self):
        if self.is_reading() and not self._has_ended and not self._watch_reading():
            self._loop._add_reader(self._sock_fd, self._read_ready)

    def _stop_reading(self):
        # A native loop goes on telling of events, which are not heard until the transport reads again.
        if not self._is_native:
            self._loop._remove_reader(self._sock_fd)

    def _stop_writing(self):
        if self._is_native:
            self._stop_watching(False)
        else:
            self._loop._remove_writer(self._sock_fd)

    def _leave_loop(self):
        if self._is_native:
            self._stop_watching(True)
            self._stop_watching(False)
        elif self._loop._transports.get(self._sock_fd) is self:
            del self._loop._transports[self._sock_fd]

    def _delivery_failed(self, exc):
        if self._take_delivering():
            self._fatal_error(exc, 'Fatal error: protocol.data_received() call failed.')
            return True
        return False

    def _deliver(self, data):
        try:
            self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal error: protocol.data_received() call failed.')

    def _read_into_buffer(self):
        if self._conn_lost:
            return
        try:
            buf = self._protocol.get_buffer(-1)
            if not len(buf):
                raise RuntimeError('get_buffer() returned an empty buffer')
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal error: protocol.get_buffer() call failed.')
            return
        try:
            n = self._sock.recv_into(buf)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal read error on socket transport')
            return
        if not n:
            self._read_eof()
            return
        try:
            self._protocol.buffer_updated(n)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal error: protocol.buffer_updated() call failed.')

    def _read_eof(self):
        if self._loop.get_debug():
            logger.debug('%r received EOF', self)
        try:
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal error: protocol.eof_received() call failed.')
            return
        if keep_open:
            # It may still write; there is nothing more to read.
            self._has_ended = True
            self._stop_reading()
        else:
            self.close()

    def writelines(self, list_of_data):
        self.write(b''.join(list_of_data))

    def _write_ready(self):
        if self._conn_lost:
            return
        try:
            self._flush()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._stop_writing()
            self._drop_buffer()
            self._fatal_error(e, 'Fatal write error on socket transport')
            return
        self._maybe_resume_protocol()
        if not self.get_write_buffer_size():
            self._stop_writing()
            if self._empty_waiter is not None:
                self._empty_waiter.set_result(None)
            if self._closing:
                self._call_connection_lost(None)
            elif self._eof:
                self._shut_down_writing()

    def can_write_eof(self):
        return True

    def write_eof(self):
        if self._closing or self._eof:
            return
        self._eof = True
        if not self.get_write_buffer_size():
            self._shut_down_writing()

    def _call_connection_lost(self, exc):
        _SelectorTransport._call_connection_lost(self, exc)
        waiter = self._empty_waiter
        if waiter is not None and not waiter.done():
            waiter.set_exception(ConnectionError('Connection is closed by peer'))

    def _begin_to_be_passed(self):
        if self._empty_waiter is not None:
            raise RuntimeError('Empty waiter is already set')
        self._empty_waiter = self._loop.create_future()
        if not self.get_write_buffer_size():
            self._empty_waiter.set_result(None)
        self._is_passed = True
        return self._empty_waiter

    def _end_being_passed(self):
        self._empty_waiter = None
        self._is_passed = False

    def _awaits(self, reading):
        return self._is_registered(reading)


def of_accepted(loop, fd, family, peername, protocol, server):
    """The transport of a connection that a server has accepted."""
    transport = _SelectorSocketTransport.__new__(_SelectorSocketTransport)
    transport._begin(loop, None, fd, family, peername, server)
    transport._begin_to_serve(protocol)
    return transport


class _SelectorDatagramTransport(_SelectorTransport, transports.DatagramTransport):
    """Datagrams."""

    __module__ = 'asyncio.selector_events'

    _conn_lost = 0
    _closing = False
    _paused = False

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        super().__init__({} if extra is None else extra, loop)
        if extra is not None and 'peername' in extra:
            self._peername = extra['peername']
        else:
            try:
                self._peername = sock.getpeername()
            except OSError:
                self._peername = None
        self._sock = sock
        self._sock_fd = sock.fileno()
        self._server = None
        self._buffer = deque()
        self.set_protocol(protocol)
        loop._transports[self._sock_fd] = self
        self._address = address
        self._size = 0
        loop.call_soon(self._protocol.connection_made, self)
        loop.call_soon(self._start_reading)
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    @property
    def _facts(self):
        return self._extra

    def _is_open(self):
        return self._sock is not None

    def _any_socket(self):
        return self._sock

    def _find_own_name(self):
        try:
            return self._sock.getsockname()
        except OSError:
            return None

    def _close_socket(self):
        self.get_extra_info('socket')
        self._sock.close()
        self._sock = None

    def _start_reading(self):
        if self.is_reading():
            self._loop._add_reader(self._sock_fd, self._read_ready)

    def _stop_reading(self):
        self._loop._remove_reader(self._sock_fd)

    def _stop_writing(self):
        self._loop._remove_writer(self._sock_fd)

    def _leave_loop(self):
        if self._loop._transports.get(self._sock_fd) is self:
            del self._loop._transports[self._sock_fd]

    def _drop_buffer(self):
        self._buffer.clear()
        self._size = 0

    def _awaits(self, reading):
        return self.is_reading() if reading else bool(self._buffer)

    def get_write_buffer_size(self):
        return self._size

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            data, address = self._sock.recvfrom(_CHUNK)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as e:
            self._protocol.error_received(e)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal read error on datagram transport')
        else:
            self._protocol.datagram_received(data, address)

    def _send(self, data, address):
        if self._peername:
            self._sock.send(data)
        else:
            self._sock.sendto(data, address)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')
        if not data:
            return
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f'Invalid address: must be None or {self._address}')
            addr = self._address
        if self._conn_lost and self._address:
            if self._conn_lost >= constants.LOG_THRESHOLD_FOR_CONNLOST_WRITES:
                logger.warning('socket.send() raised exception.')
            self._conn_lost += 1
            return
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except (BlockingIOError, InterruptedError):
                self._loop._add_writer(self._sock_fd, self._sendto_ready)
            except OSError as e:
                self._protocol.error_received(e)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as e:
                self._fatal_error(e, 'Fatal write error on datagram transport')
                return
        self._buffer.append((bytes(data), addr))
        self._size += len(data)
        self._maybe_pause_protocol()

    def _sendto_ready(self):
        while self._buffer:
            data, addr = self._buffer.popleft()
            self._size -= len(data)
            try:
                self._send(data, addr)
            except (BlockingIOError, InterruptedError):
                self._buffer.appendleft((data, addr))
                self._size += len(data)
                break
            except OSError as e:
                self._protocol.error_received(e)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as e:
                self._fatal_error(e, 'Fatal write error on datagram transport')
                return
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
            if self._closing:
                self._call_connection_lost(None)
