"""Base classes of transports: what a protocol writes to."""

__all__ = ('BaseTransport', 'ReadTransport', 'WriteTransport', 'Transport', 'DatagramTransport', 'SubprocessTransport')


class BaseTransport:
    """What all transports have."""

    __slots__ = ('_extra',)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Return what is known about the connection under this name."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Return whether the transport is closed, or about to be."""
        raise NotImplementedError

    def close(self):
        """Close the transport, after what is buffered has been written; then connection_lost(None) is called."""
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Set the protocol that is called from now on."""
        raise NotImplementedError

    def get_protocol(self):
        """Return the protocol that is called."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """A transport that can be read from."""

    __slots__ = ()

    def is_reading(self):
        """Return whether data are received."""
        raise NotImplementedError

    def pause_reading(self):
        """Receive no data until resume_reading() is called."""
        raise NotImplementedError

    def resume_reading(self):
        """Receive data again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """A transport that can be written to."""

    __slots__ = ()

    def set_write_buffer_limits(self, high=None, low=None):
        """Set how full the buffer may be before the protocol is paused, and how empty before it is resumed.

        The default of `low` follows from `high`. With `high` 0 the protocol is paused whenever there is anything in
        the buffer.
        """
        raise NotImplementedError

    def get_write_buffer_size(self):
        """Return how many bytes are buffered."""
        raise NotImplementedError

    def get_write_buffer_limits(self):
        """Return the (low, high) limits of the buffer."""
        raise NotImplementedError

    def write(self, data):
        """Have bytes written. This does not wait: what cannot be written at once is buffered."""
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Have several pieces of bytes written."""
        self.write(b''.join(list_of_data))

    def write_eof(self):
        """Close the writing end after what is buffered has been written; reading goes on."""
        raise NotImplementedError

    def can_write_eof(self):
        """Return whether write_eof() is supported."""
        raise NotImplementedError

    def abort(self):
        """Close at once and throw away what is buffered; then connection_lost(None) is called."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A transport for both directions.

    A program does not make transports: it gives a protocol factory to one of the loop's methods, which makes the
    transport and calls the protocol's methods with what happens.
    """

    __slots__ = ()


class DatagramTransport(BaseTransport):
    """A transport for datagrams."""

    __slots__ = ()

    def sendto(self, data, addr=None):
        """Send a datagram to this address, or to the peer that was named when the transport was made."""
        raise NotImplementedError

    def abort(self):
        """Close at once and throw away what is buffered; then connection_lost(None) is called."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    """A transport for a child process."""

    __slots__ = ()

    def get_pid(self):
        """Return the child's number."""
        raise NotImplementedError

    def get_returncode(self):
        """Return how the child ended, None while it runs."""
        raise NotImplementedError

    def get_pipe_transport(self, fd):
        """Return the transport of the child's stdin (0), stdout (1) or stderr (2)."""
        raise NotImplementedError

    def send_signal(self, signal):
        """Send a signal to the child."""
        raise NotImplementedError

    def terminate(self):
        """Ask the child to end: SIGTERM."""
        raise NotImplementedError

    def kill(self):
        """End the child: SIGKILL."""
        raise NotImplementedError


class _FlowControlMixin(Transport):
    """Tells the protocol to stop and to go on writing, by the fill of the buffer.

    A subclass has get_write_buffer_size(), and calls _maybe_pause_protocol() and _maybe_resume_protocol() whenever it
    has put something into its buffer or taken something out.
    """

    __slots__ = ('_loop', '_protocol_paused', '_high_water', '_low_water')

    def __init__(self, extra=None, loop=None):
        super().__init__(extra)
        assert loop is not None
        self._loop = loop
        self._protocol_paused = False
        self._set_write_buffer_limits()

    def _tell_protocol(self, method):
        try:
            getattr(self._protocol, method)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                'message': f'protocol.{method}() failed',
                'exception': exc,
                'transport': self,
                'protocol': self._protocol,
            })

    def _maybe_pause_protocol(self):
        if not self._protocol_paused and self.get_write_buffer_size() > self._high_water:
            self._protocol_paused = True
            self._tell_protocol('pause_writing')

    def _maybe_resume_protocol(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell_protocol('resume_writing')

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def _set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = 64 * 1024 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f'high ({high!r}) must be >= low ({low!r}) must be >= 0')
        self._high_water = high
        self._low_water = low

    def set_write_buffer_limits(self, high=None, low=None):
        self._set_write_buffer_limits(high=high, low=low)
        self._maybe_pause_protocol()

    def get_write_buffer_size(self):
        raise NotImplementedError
