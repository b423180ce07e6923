"""The abstract base classes of loops and of servers, which list what those can do."""


class AbstractServer:
    """What create_server() gives."""

    def close(self):
        """Accept no more connections; those there are stay open."""
        raise NotImplementedError

    def get_loop(self):
        """Return the loop of the server."""
        raise NotImplementedError

    def is_serving(self):
        """Return whether connections are accepted."""
        raise NotImplementedError

    async def start_serving(self):
        """Begin to accept connections; does nothing if that is so already."""
        raise NotImplementedError

    async def serve_forever(self):
        """Accept connections until this is cancelled, which closes the server."""
        raise NotImplementedError

    async def wait_closed(self):
        """Wait until the server is closed."""
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoop:
    """What every event loop can do."""

    # Running and stopping.

    def run_forever(self):
        """Run until stop() is called."""
        raise NotImplementedError

    def run_until_complete(self, future):
        """Run until a future is done; return its result, or raise its exception."""
        raise NotImplementedError

    def stop(self):
        """Have the loop stop as soon as it reasonably can."""
        raise NotImplementedError

    def is_running(self):
        """Return whether the loop runs."""
        raise NotImplementedError

    def is_closed(self):
        """Return whether the loop is closed."""
        raise NotImplementedError

    def close(self):
        """Close the loop, which must not be running. It cannot be used again."""
        raise NotImplementedError

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that are in use."""
        raise NotImplementedError

    async def shutdown_default_executor(self):
        """Wait for the threads of the default executor, and end them."""
        raise NotImplementedError

    # Callbacks.

    def _timer_handle_cancelled(self, handle):
        """Called when a timer is cancelled that is waiting."""
        raise NotImplementedError

    def call_soon(self, callback, *args, context=None):
        return self.call_later(0, callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        raise NotImplementedError

    def call_at(self, when, callback, *args, context=None):
        raise NotImplementedError

    def time(self):
        raise NotImplementedError

    def create_future(self):
        raise NotImplementedError

    # Tasks.

    def create_task(self, coro, *, name=None, context=None):
        raise NotImplementedError

    # Threads.

    def call_soon_threadsafe(self, callback, *args, context=None):
        raise NotImplementedError

    def run_in_executor(self, executor, func, *args):
        raise NotImplementedError

    def set_default_executor(self, executor):
        raise NotImplementedError

    # Names and addresses.

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        raise NotImplementedError

    async def getnameinfo(self, sockaddr, flags=0):
        raise NotImplementedError

    # Connections and servers.

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
                                sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None):
        raise NotImplementedError

    # The numbers are AF_UNSPEC and AI_PASSIVE: the module `socket` is not loaded for them.
    async def create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None,
                            backlog=100, ssl=None, reuse_address=None, reuse_port=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """Make a TCP server that listens at host and port.

        An empty host or None means all interfaces; a list of hosts, all of these. `sock` is a socket to use instead of
        a host and a port. `backlog` is how many connections may wait to be accepted. With `start_serving` false the
        server accepts nothing until start_serving() or serve_forever() is called.
        """
        raise NotImplementedError

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file over a transport; return how many bytes were sent.

        If the system cannot do it and `fallback` is false, SendfileNotAvailableError is raised.
        """
        raise NotImplementedError

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Go over to TLS on this transport; return the transport to be used from now on."""
        raise NotImplementedError

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        raise NotImplementedError

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """Make a server that listens at the Unix socket of this path."""
        raise NotImplementedError

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """Serve a connection that was accepted without asyncio; return (transport, protocol)."""
        raise NotImplementedError

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
                                       flags=0, reuse_address=None, reuse_port=None, allow_broadcast=None, sock=None):
        """Make a socket for datagrams; return (transport, protocol)."""
        raise NotImplementedError

    # Pipes and child processes.

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Watch the reading end of a pipe; return (transport, protocol)."""
        raise NotImplementedError

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Watch the writing end of a pipe; return (transport, protocol)."""
        raise NotImplementedError

    # The number is subprocess.PIPE.
    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        raise NotImplementedError

    async def subprocess_exec(self, protocol_factory, *args, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        raise NotImplementedError

    # Descriptors.

    def add_reader(self, fd, callback, *args):
        raise NotImplementedError

    def remove_reader(self, fd):
        raise NotImplementedError

    def add_writer(self, fd, callback, *args):
        raise NotImplementedError

    def remove_writer(self, fd):
        raise NotImplementedError

    # Sockets.

    async def sock_recv(self, sock, nbytes):
        raise NotImplementedError

    async def sock_recv_into(self, sock, buf):
        raise NotImplementedError

    async def sock_recvfrom(self, sock, bufsize):
        raise NotImplementedError

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        raise NotImplementedError

    async def sock_sendall(self, sock, data):
        raise NotImplementedError

    async def sock_sendto(self, sock, data, address):
        raise NotImplementedError

    async def sock_connect(self, sock, address):
        raise NotImplementedError

    async def sock_accept(self, sock):
        raise NotImplementedError

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=None):
        raise NotImplementedError

    # Signals.

    def add_signal_handler(self, sig, callback, *args):
        raise NotImplementedError

    def remove_signal_handler(self, sig):
        raise NotImplementedError

    # Task factory, errors, debug mode.

    def set_task_factory(self, factory):
        raise NotImplementedError

    def get_task_factory(self):
        raise NotImplementedError

    def get_exception_handler(self):
        raise NotImplementedError

    def set_exception_handler(self, handler):
        raise NotImplementedError

    def default_exception_handler(self, context):
        raise NotImplementedError

    def call_exception_handler(self, context):
        raise NotImplementedError

    def get_debug(self):
        raise NotImplementedError

    def set_debug(self, enabled):
        raise NotImplementedError


# Programs know these classes as those of asyncio.events.
AbstractServer.__module__ = AbstractEventLoop.__module__ = __package__ + '.events'
