"""Base classes of protocols: what a transport calls."""

__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol')


class BaseProtocol:
    """What all protocols have: a connection begins, may ask for a pause in writing, and ends."""

    __slots__ = ()

    def connection_made(self, transport):
        """Called once, with the transport of the new connection."""

    def connection_lost(self, exc):
        """Called once, when the connection is closed: with None, or with what broke it."""

    def pause_writing(self):
        """Called when the transport's buffer is above its high-water mark."""

    def resume_writing(self):
        """Called when the transport's buffer is at or under its low-water mark again."""


class Protocol(BaseProtocol):
    """A protocol for a stream of bytes.

    Calls come in this order: connection_made, data_received any number of times, eof_received at most once,
    connection_lost.
    """

    __slots__ = ()

    def data_received(self, data):
        """Called with bytes that have come."""

    def eof_received(self):
        """Called when the peer sends no more.

        If this gives something false, the transport closes itself; else the protocol does so when it likes.
        """


class BufferedProtocol(BaseProtocol):
    """A protocol for a stream of bytes that reads into a buffer of its own."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """Called for a buffer to read into. `sizehint` is the size wished for, -1 if any will do."""

    def buffer_updated(self, nbytes):
        """Called when so many bytes have been written to the buffer."""

    def eof_received(self):
        """Called when the peer sends no more, as in `Protocol`."""


class DatagramProtocol(BaseProtocol):
    """A protocol for datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """Called with a datagram and where it came from."""

    def error_received(self, exc):
        """Called when sending or receiving raised an OSError."""


class SubprocessProtocol(BaseProtocol):
    """A protocol for a child process and its pipes."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """Called with bytes that the child has written to its stdout (1) or stderr (2)."""

    def pipe_connection_lost(self, fd, exc):
        """Called when one of the pipes is closed."""

    def process_exited(self):
        """Called when the child has ended."""


def _feed_data_to_buffered_proto(proto, data):
    """Hand bytes to a buffered protocol in as many pieces as its buffers make necessary."""
    rest = memoryview(data)
    while rest:
        buffer = proto.get_buffer(len(rest))
        room = len(buffer)
        if not room:
            raise RuntimeError('get_buffer() returned an empty buffer')
        piece = rest[:room]
        buffer[:len(piece)] = piece
        proto.buffer_updated(len(piece))
        rest = rest[len(piece):]
