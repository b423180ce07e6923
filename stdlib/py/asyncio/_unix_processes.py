"""What an event loop of Unix can do with pipes and child processes."""

from . import events

# subprocess.PIPE, without loading that module.
_PIPE = -1


def _refuse(universal_newlines, shell, wanted_shell, bufsize, text, encoding, errors):
    """The streams of a child are streams of bytes without a buffer."""
    if universal_newlines:
        raise ValueError('universal_newlines must be False')
    if bool(shell) != wanted_shell:
        raise ValueError(f'shell must be {wanted_shell}')
    if bufsize != 0:
        raise ValueError('bufsize must be 0')
    if text:
        raise ValueError('text must be False')
    if encoding is not None:
        raise ValueError('encoding must be None')
    if errors is not None:
        raise ValueError('errors must be None')


class UnixProcesses:
    """A part of the event loop: pipes and child processes."""

    def _make_read_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        from ._unix_pipes import _UnixReadPipeTransport
        return _UnixReadPipeTransport(self, pipe, protocol, waiter, extra)

    def _make_write_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        from ._unix_pipes import _UnixWritePipeTransport
        return _UnixWritePipeTransport(self, pipe, protocol, waiter, extra)

    async def _connect_pipe(self, make, protocol_factory, pipe, direction):
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = make(pipe, protocol, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        if self.get_debug():
            from .log import logger
            logger.debug('%s pipe %r connected: (%r, %r)', direction, pipe.fileno(), transport, protocol)
        return transport, protocol

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Watch the reading end of a pipe; return (transport, protocol)."""
        return await self._connect_pipe(self._make_read_pipe_transport, protocol_factory, pipe, 'Read')

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Watch the writing end of a pipe; return (transport, protocol)."""
        return await self._connect_pipe(self._make_write_pipe_transport, protocol_factory, pipe, 'Write')

    async def _make_subprocess_transport(self, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None,
                                         **kwargs):
        from ._unix_subprocess import _UnixSubprocessTransport
        with events.get_child_watcher() as watcher:
            if not watcher.is_active():
                raise RuntimeError('asyncio.get_child_watcher() is not activated, '
                                   'subprocess support is not installed.')
            waiter = self.create_future()
            transport = _UnixSubprocessTransport(self, protocol, args, shell, stdin, stdout, stderr, bufsize,
                                                 waiter=waiter, extra=extra, **kwargs)
            watcher.add_child_handler(transport.get_pid(), self._child_watcher_callback, transport)
            try:
                await waiter
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException:
                transport.close()
                await transport._wait()
                raise
        return transport

    def _child_watcher_callback(self, pid, returncode, transport):
        # The watcher may have been called in another thread.
        self.call_soon_threadsafe(transport._process_exited, returncode)

    async def _start_process(self, protocol_factory, args, shell, stdin, stdout, stderr, bufsize, kwargs):
        protocol = protocol_factory()
        transport = await self._make_subprocess_transport(protocol, args, shell, stdin, stdout, stderr, bufsize,
                                                          **kwargs)
        if self.get_debug():
            from .log import logger
            logger.info('%s: %r', 'run shell command' if shell else 'execute program', transport)
        return transport, protocol

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE,
                               universal_newlines=False, shell=True, bufsize=0, encoding=None, errors=None, text=None,
                               **kwargs):
        """Start a command of the shell; return (transport, protocol)."""
        if not isinstance(cmd, (bytes, str)):
            raise ValueError('cmd must be a string')
        _refuse(universal_newlines, shell, True, bufsize, text, encoding, errors)
        return await self._start_process(protocol_factory, cmd, True, stdin, stdout, stderr, bufsize, kwargs)

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE,
                              universal_newlines=False, shell=False, bufsize=0, encoding=None, errors=None, text=None,
                              **kwargs):
        """Start a program; return (transport, protocol)."""
        _refuse(universal_newlines, shell, False, bufsize, text, encoding, errors)
        return await self._start_process(protocol_factory, (program, *args), False, stdin, stdout, stderr, bufsize,
                                         kwargs)
