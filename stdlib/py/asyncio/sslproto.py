"""TLS between a transport and a protocol: to the transport it is a protocol, to the protocol a transport."""

import collections
import ssl
import warnings

from . import constants, protocols, transports
from ._lazy import logger

_READ_SIZE = 256 * 1024


def _create_transport_context(server_side, server_hostname):
    """The context that `ssl=True` stands for."""
    if server_side:
        raise ValueError('Server side SSL needs a valid SSLContext')
    context = ssl.create_default_context()
    if not server_hostname:
        context.check_hostname = False
    return context


class _SSLProtocolTransport(transports.Transport):
    """What the program's protocol writes to."""

    _start_tls_compatible = True
    _sendfile_compatible = constants._SendfileMode.FALLBACK

    def __init__(self, loop, ssl_protocol):
        self._loop = loop
        self._ssl_protocol = ssl_protocol
        self._closed = False

    @property
    def _protocol_paused(self):
        return self._ssl_protocol._transport._protocol_paused

    def get_extra_info(self, name, default=None):
        return self._ssl_protocol._get_extra_info(name, default)

    def set_protocol(self, protocol):
        self._ssl_protocol._set_app_protocol(protocol)

    def get_protocol(self):
        return self._ssl_protocol._app_protocol

    def is_closing(self):
        return self._closed or self._ssl_protocol._transport is None or self._ssl_protocol._transport.is_closing()

    def close(self):
        if not self._closed:
            self._closed = True
            self._ssl_protocol._start_shutdown()

    def __del__(self, _warnings=warnings):
        if not self._closed:
            self._closed = True
            _warnings.warn(f'unclosed transport <asyncio._SSLProtocolTransport object at {id(self):#x}>', ResourceWarning)

    def is_reading(self):
        return not self._ssl_protocol._app_paused

    def pause_reading(self):
        self._ssl_protocol._pause_reading()

    def resume_reading(self):
        self._ssl_protocol._resume_reading()

    def set_write_buffer_limits(self, high=None, low=None):
        self._ssl_protocol._transport.set_write_buffer_limits(high, low)

    def get_write_buffer_limits(self):
        return self._ssl_protocol._transport.get_write_buffer_limits()

    def get_write_buffer_size(self):
        return self._ssl_protocol._unsent()

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data: expecting a bytes-like instance, got {type(data).__name__}')
        if data:
            self._ssl_protocol._write_app_data((data,))

    def writelines(self, list_of_data):
        self._ssl_protocol._write_app_data(list_of_data)

    def write_eof(self):
        raise NotImplementedError

    def can_write_eof(self):
        return False

    def abort(self):
        self._closed = True
        self._ssl_protocol._abort()


class SSLProtocol(protocols.Protocol):
    """The protocol that a transport sees; it has the state of the connection."""

    def __init__(self, loop, app_protocol, sslcontext, waiter, server_side=False, server_hostname=None,
                 call_connection_made=True, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        if ssl_handshake_timeout is None:
            ssl_handshake_timeout = constants.SSL_HANDSHAKE_TIMEOUT
        elif ssl_handshake_timeout <= 0:
            raise ValueError(f'ssl_handshake_timeout should be a positive number, got {ssl_handshake_timeout}')
        if ssl_shutdown_timeout is None:
            ssl_shutdown_timeout = constants.SSL_SHUTDOWN_TIMEOUT
        elif ssl_shutdown_timeout <= 0:
            raise ValueError(f'ssl_shutdown_timeout should be a positive number, got {ssl_shutdown_timeout}')
        if not sslcontext:
            sslcontext = _create_transport_context(server_side, server_hostname)
        self._loop = loop
        self._waiter = waiter
        self._sslcontext = sslcontext
        self._server_side = server_side
        self._server_hostname = None if server_side else server_hostname or None
        self._call_connection_made = call_connection_made
        self._handshake_timeout = ssl_handshake_timeout
        self._shutdown_timeout = ssl_shutdown_timeout
        self._extra = {'sslcontext': sslcontext}
        self._transport = None
        self._app_transport = None
        self._app_paused = False
        self._app_connected = not call_connection_made
        self._backlog = collections.deque()
        self._state = 'unwrapped'
        self._timer = None
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._sslobj = None
        self._set_app_protocol(app_protocol)

    def _set_app_protocol(self, app_protocol):
        self._app_protocol = app_protocol
        self._is_buffered = isinstance(app_protocol, protocols.BufferedProtocol)

    def _get_app_transport(self):
        if self._app_transport is None:
            self._app_transport = _SSLProtocolTransport(self._loop, self)
        return self._app_transport

    def _get_extra_info(self, name, default=None):
        if name in self._extra:
            return self._extra[name]
        if self._transport is not None:
            return self._transport.get_extra_info(name, default)
        return default

    def _wakeup_waiter(self, exc=None):
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return
        if exc is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(exc)

    # What the transport calls.

    def connection_made(self, transport):
        self._transport = transport
        self._state = 'handshake'
        self._timer = self._loop.call_later(self._handshake_timeout, self._handshake_is_late)
        try:
            self._sslobj = self._sslcontext.wrap_bio(self._incoming, self._outgoing, server_side=self._server_side,
                                                     server_hostname=self._server_hostname)
        except Exception as e:
            self._handshake_over(e)
        else:
            self._do_handshake()

    def connection_lost(self, exc):
        self._backlog.clear()
        self._cancel_timer()
        state, self._state = self._state, 'unwrapped'
        if state != 'handshake' and self._app_connected:
            self._app_connected = False
            self._loop.call_soon(self._app_protocol.connection_lost, exc)
        self._transport = None
        self._app_transport = None
        self._wakeup_waiter(exc or ConnectionResetError('SSL handshake was not completed'))

    def data_received(self, data):
        self._incoming.write(data)
        self._go_on()

    def eof_received(self):
        self._incoming.write_eof()
        if self._state == 'handshake':
            self._handshake_over(ConnectionResetError())
        elif self._state == 'wrapped':
            self._do_read()
            if self._state == 'wrapped':
                self._end_of_app_data()
        elif self._state == 'shutdown':
            self._do_shutdown()
        # The transport stays open as long as there is something to be sent.
        return self._state == 'wrapped'

    def pause_writing(self):
        self._app_protocol.pause_writing()

    def resume_writing(self):
        self._app_protocol.resume_writing()

    def _go_on(self):
        if self._state == 'handshake':
            self._do_handshake()
        elif self._state == 'wrapped':
            self._do_write()
            self._do_read()
        elif self._state == 'shutdown':
            self._do_shutdown()

    def _flush(self):
        data = self._outgoing.read()
        if data and self._transport is not None:
            self._transport.write(data)

    def _cancel_timer(self):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # The handshake.

    def _do_handshake(self):
        try:
            self._sslobj.do_handshake()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            self._flush()
        except (ssl.SSLError, ssl.CertificateError) as e:
            self._flush()
            self._handshake_over(e)
        else:
            self._flush()
            self._handshake_over(None)

    def _handshake_is_late(self):
        if self._state == 'handshake':
            self._fatal_error(ConnectionAbortedError(
                f'SSL handshake is taking longer than {self._handshake_timeout} seconds: aborting the connection'))

    def _handshake_over(self, exc):
        self._cancel_timer()
        if exc is not None:
            self._wakeup_waiter(exc)
            message = 'SSL handshake failed'
            if isinstance(exc, ssl.CertificateError):
                message = 'SSL handshake failed on verifying the certificate'
            self._fatal_error(exc, message)
            return
        sslobj = self._sslobj
        self._extra.update(peercert=sslobj.getpeercert(), cipher=sslobj.cipher(), compression=sslobj.compression(),
                           ssl_object=sslobj)
        self._state = 'wrapped'
        if self._call_connection_made:
            self._app_connected = True
            self._app_protocol.connection_made(self._get_app_transport())
        self._wakeup_waiter()
        self._do_read()

    # Data.

    def _write_app_data(self, parts):
        if self._state != 'wrapped':
            if self._state != 'handshake':
                logger.warning('SSL connection is closed')
                return
        self._backlog.extend(bytes(part) for part in parts if part)
        if self._state == 'wrapped':
            self._do_write()

    def _do_write(self):
        backlog = self._backlog
        try:
            while backlog:
                data = backlog[0]
                sent = self._sslobj.write(data)
                if sent < len(data):
                    backlog[0] = data[sent:]
                else:
                    backlog.popleft()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except ssl.SSLError as e:
            self._fatal_error(e, 'Fatal error on SSL protocol')
            return
        self._flush()

    def _unsent(self):
        size = sum(map(len, self._backlog))
        return size if self._transport is None else size + self._transport.get_write_buffer_size()

    def _pause_reading(self):
        self._app_paused = True
        if self._transport is not None:
            self._transport.pause_reading()

    def _resume_reading(self):
        if self._app_paused:
            self._app_paused = False
            if self._transport is not None:
                self._transport.resume_reading()
            self._loop.call_soon(self._do_read)

    def _do_read(self):
        ended = False
        while self._state == 'wrapped' and not self._app_paused:
            try:
                data = self._sslobj.read(_READ_SIZE)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                break
            except ssl.SSLZeroReturnError:
                ended = True
                break
            except ssl.SSLError as e:
                self._fatal_error(e, 'Fatal error on SSL protocol')
                return
            if not data:
                ended = True
                break
            try:
                if self._is_buffered:
                    protocols._feed_data_to_buffered_proto(self._app_protocol, data)
                else:
                    self._app_protocol.data_received(data)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as e:
                self._fatal_error(e, 'application protocol failed to receive SSL data')
                return
        if self._sslobj is not None:
            self._flush()
        if ended and self._state == 'wrapped':
            self._end_of_app_data()

    def _end_of_app_data(self):
        try:
            keeps_open = self._app_protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Error calling eof_received()')
            return
        if keeps_open:
            logger.warning('returning true from eof_received() has no effect when using ssl')
        self._start_shutdown()

    # The end.

    def _start_shutdown(self):
        if self._state in ('shutdown', 'unwrapped'):
            return
        if self._state == 'handshake':
            self._abort()
            return
        self._do_write()
        if self._state != 'wrapped':
            return
        self._state = 'shutdown'
        self._timer = self._loop.call_later(self._shutdown_timeout, self._shutdown_is_late)
        self._do_shutdown()

    def _shutdown_is_late(self):
        if self._state == 'shutdown' and self._transport is not None:
            self._transport._force_close(TimeoutError('SSL shutdown timed out'))

    def _do_shutdown(self):
        if self._transport is None:
            return
        try:
            # What still comes is for nobody.
            while self._sslobj.read(_READ_SIZE):
                pass
        except ssl.SSLError:
            pass
        try:
            self._sslobj.unwrap()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            self._flush()
            return
        except ssl.SSLError:
            pass
        self._flush()
        self._cancel_timer()
        self._transport.close()

    def _abort(self):
        self._state = 'unwrapped' if self._state == 'handshake' else self._state
        if self._transport is not None:
            self._transport.abort()

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if self._transport is not None:
            self._transport._force_close(exc)
        if isinstance(exc, OSError):
            if self._loop.get_debug():
                logger.debug('%r: %s', self, message, exc_info=True)
        else:
            self._loop.call_exception_handler({
                'message': message, 'exception': exc, 'transport': self._transport, 'protocol': self})
