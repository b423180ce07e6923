"""Child processes."""

__all__ = ('create_subprocess_exec', 'create_subprocess_shell')

from . import events, protocols, streams, tasks

# The same numbers as in the module `subprocess`, which is loaded when a process is started.
PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessStreamProtocol(streams.FlowControlMixin, protocols.SubprocessProtocol):
    """The protocol that fills the streams of a child."""

    def __init__(self, limit, loop):
        super().__init__(loop=loop)
        self._limit = limit
        self.stdin = self.stdout = self.stderr = None
        self._transport = None
        self._process_exited = False
        # Of the child's outputs, those that are open.
        self._pipe_fds = []
        self._stdin_closed = self._loop.create_future()

    def __repr__(self):
        info = [type(self).__name__]
        for name in ('stdin', 'stdout', 'stderr'):
            stream = getattr(self, name)
            if stream is not None:
                info.append(f'{name}={stream!r}')
        return f'<{" ".join(info)}>'

    def _reader_of(self, fd, transport):
        pipe = transport.get_pipe_transport(fd)
        if pipe is None:
            return None
        reader = streams.StreamReader(limit=self._limit, loop=self._loop)
        reader.set_transport(pipe)
        self._pipe_fds.append(fd)
        return reader

    def connection_made(self, transport):
        self._transport = transport
        self.stdout = self._reader_of(1, transport)
        self.stderr = self._reader_of(2, transport)
        stdin = transport.get_pipe_transport(0)
        if stdin is not None:
            self.stdin = streams.StreamWriter(stdin, protocol=self, reader=None, loop=self._loop)

    def _output(self, fd):
        if fd == 1:
            return self.stdout
        if fd == 2:
            return self.stderr
        return None

    def pipe_data_received(self, fd, data):
        reader = self._output(fd)
        if reader is not None:
            reader.feed_data(data)

    def pipe_connection_lost(self, fd, exc):
        if fd == 0:
            if self.stdin is not None:
                self.stdin.close()
            self.connection_lost(exc)
            if exc is None:
                self._stdin_closed.set_result(None)
            else:
                self._stdin_closed.set_exception(exc)
                # wait_closed() raises it; a program that never calls that has lost nothing.
                self._stdin_closed._log_traceback = False
            return
        reader = self._output(fd)
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        if fd in self._pipe_fds:
            self._pipe_fds.remove(fd)
        self._maybe_close_transport()

    def process_exited(self):
        self._process_exited = True
        self._maybe_close_transport()

    def _maybe_close_transport(self):
        if not self._pipe_fds and self._process_exited:
            self._transport.close()
            self._transport = None

    def _get_close_waiter(self, stream):
        if stream is self.stdin:
            return self._stdin_closed


class Process:
    """A child process: its streams `stdin`, `stdout` and `stderr`, if they are pipes, its `pid` and `returncode`."""

    def __init__(self, transport, protocol, loop):
        self._transport = transport
        self._protocol = protocol
        self._loop = loop
        self.stdin = protocol.stdin
        self.stdout = protocol.stdout
        self.stderr = protocol.stderr
        self.pid = transport.get_pid()

    def __repr__(self):
        return f'<{type(self).__name__} {self.pid}>'

    @property
    def returncode(self):
        """How the process ended: its exit code, or minus a signal; None while it runs."""
        return self._transport.get_returncode()

    async def wait(self):
        """Wait until the process has ended; return how.

        A child that writes more than fits into a pipe does not end before that is read: see communicate().
        """
        return await self._transport._wait()

    def send_signal(self, signal):
        """Send a signal to the process."""
        self._transport.send_signal(signal)

    def terminate(self):
        """Ask the process to end: SIGTERM."""
        self._transport.terminate()

    def kill(self):
        """End the process: SIGKILL."""
        self._transport.kill()

    def _debug(self, text, *args):
        if self._loop.get_debug():
            from .log import logger
            logger.debug(text, *args)

    async def _feed_stdin(self, input):
        self.stdin.write(input)
        self._debug('%r communicate: feed stdin (%s bytes)', self, len(input))
        try:
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as exc:
            # The child has closed its input; that is its right.
            self._debug('%r communicate: stdin got %r', self, exc)
        self._debug('%r communicate: close stdin', self)
        self.stdin.close()

    async def _noop(self):
        return None

    async def _read_stream(self, fd):
        transport = self._transport.get_pipe_transport(fd)
        stream = self.stderr if fd == 2 else self.stdout
        name = 'stderr' if fd == 2 else 'stdout'
        self._debug('%r communicate: read %s', self, name)
        output = await stream.read()
        self._debug('%r communicate: close %s', self, name)
        transport.close()
        return output

    async def communicate(self, input=None):
        """Write to the child's input and close it, read its outputs to their ends, wait; return (stdout, stderr).

        An output that is no pipe is None.
        """
        stdin = self._noop() if input is None else self._feed_stdin(input)
        stdout = self._noop() if self.stdout is None else self._read_stream(1)
        stderr = self._noop() if self.stderr is None else self._read_stream(2)
        stdin, stdout, stderr = await tasks.gather(stdin, stdout, stderr)
        await self.wait()
        return stdout, stderr


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT, **kwds):
    """Start a command of the shell; return its Process. The other arguments are those of subprocess.Popen."""
    loop = events.get_running_loop()
    transport, protocol = await loop.subprocess_shell(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop),
        cmd, stdin=stdin, stdout=stdout, stderr=stderr, **kwds)
    return Process(transport, protocol, loop)


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT,
                                 **kwds):
    """Start a program; return its Process. The other arguments are those of subprocess.Popen."""
    loop = events.get_running_loop()
    transport, protocol = await loop.subprocess_exec(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop),
        program, *args, stdin=stdin, stdout=stdout, stderr=stderr, **kwds)
    return Process(transport, protocol, loop)
