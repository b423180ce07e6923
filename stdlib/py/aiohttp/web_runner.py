"""Running servers."""

__all__ = ('AppRunner', 'BaseRunner', 'BaseSite', 'GracefulExit', 'NamedPipeSite', 'ServerRunner', 'SockSite',
           'TCPSite', 'UnixSite')

import asyncio
import signal
import socket
from abc import ABC, abstractmethod

from yarl import URL

from .web_app import Application
from .web_server import Server


class GracefulExit(SystemExit):
    """The program is asked to end."""

    code = 1


def _raise_graceful_exit():
    raise GracefulExit()


class BaseSite(ABC):
    """Where a server listens."""

    def __init__(self, runner, *, ssl_context=None, backlog=128):
        if runner.server is None:
            raise RuntimeError('Call runner.setup() before making a site')
        self._runner = runner
        self._ssl_context = ssl_context
        self._backlog = backlog
        self._server = None

    @property
    @abstractmethod
    def name(self):
        """Its URL."""

    @abstractmethod
    async def start(self):
        """Listen."""
        self._runner._reg_site(self)

    async def stop(self):
        """Listen no more."""
        self._runner._check_site(self)
        if self._server is not None:
            self._server.close()
        self._runner._unreg_site(self)


class TCPSite(BaseSite):
    """A port."""

    def __init__(self, runner, host=None, port=None, *, ssl_context=None, backlog=128, reuse_address=None,
                 reuse_port=None, shutdown_timeout=60.0):
        super().__init__(runner, ssl_context=ssl_context, backlog=backlog)
        self._host = host
        if port is None:
            port = 8443 if ssl_context else 8080
        self._port = port
        self._reuse_address = reuse_address
        self._reuse_port = reuse_port

    @property
    def port(self):
        """The port, once it is known."""
        if self._server is not None and self._server.sockets:
            return self._server.sockets[0].getsockname()[1]
        return self._port

    @property
    def name(self):
        scheme = 'https' if self._ssl_context else 'http'
        host = self._host or '0.0.0.0'
        return str(URL.build(scheme=scheme, host=host, port=self._port))

    async def start(self):
        await super().start()
        self._server = await asyncio.get_running_loop().create_server(
            self._runner.server, self._host, self._port, ssl=self._ssl_context, backlog=self._backlog,
            reuse_address=self._reuse_address, reuse_port=self._reuse_port)


class UnixSite(BaseSite):
    """A Unix socket."""

    def __init__(self, runner, path, *, ssl_context=None, backlog=128, shutdown_timeout=60.0):
        super().__init__(runner, ssl_context=ssl_context, backlog=backlog)
        self._path = path

    @property
    def name(self):
        return f'{"https" if self._ssl_context else "http"}://unix:{self._path}:'

    async def start(self):
        await super().start()
        self._server = await asyncio.get_running_loop().create_unix_server(
            self._runner.server, self._path, ssl=self._ssl_context, backlog=self._backlog)


class NamedPipeSite(BaseSite):
    """Named pipes of Windows."""

    def __init__(self, runner, path, *, shutdown_timeout=60.0):
        raise RuntimeError('Named Pipes only available in proactor loop under windows')

    name = None

    async def start(self):
        raise RuntimeError('Named Pipes only available in proactor loop under windows')


class SockSite(BaseSite):
    """A socket that is there already."""

    def __init__(self, runner, sock, *, ssl_context=None, backlog=128, shutdown_timeout=60.0):
        super().__init__(runner, ssl_context=ssl_context, backlog=backlog)
        self._sock = sock
        scheme = 'https' if ssl_context else 'http'
        if sock.family == socket.AF_UNIX:
            self._name = f'{scheme}://unix:{sock.getsockname()}:'
        else:
            host, port = sock.getsockname()[:2]
            self._name = str(URL.build(scheme=scheme, host=host, port=port))

    @property
    def name(self):
        return self._name

    async def start(self):
        await super().start()
        self._server = await asyncio.get_running_loop().create_server(
            self._runner.server, sock=self._sock, ssl=self._ssl_context, backlog=self._backlog)


class BaseRunner(ABC):
    """Prepares a server, and ends it."""

    def __init__(self, *, handle_signals=False, shutdown_timeout=60.0, **kwargs):
        self._handle_signals = handle_signals
        self._kwargs = kwargs
        self._server = None
        self._sites = []
        self._shutdown_timeout = shutdown_timeout

    @property
    def server(self):
        return self._server

    @property
    def addresses(self):
        """The addresses at which it listens."""
        return [sock.getsockname() for site in self._sites if site._server is not None
                for sock in site._server.sockets or ()]

    @property
    def sites(self):
        return set(self._sites)

    async def setup(self):
        """Prepare it."""
        loop = asyncio.get_running_loop()
        if self._handle_signals:
            try:
                loop.add_signal_handler(signal.SIGINT, _raise_graceful_exit)
                loop.add_signal_handler(signal.SIGTERM, _raise_graceful_exit)
            except (NotImplementedError, ValueError, RuntimeError):
                # Signals are the main thread's.
                pass
        self._server = await self._make_server()

    @abstractmethod
    async def shutdown(self):
        """Tell the application that it is about to end."""

    async def cleanup(self):
        """End it: no new connections, then the requests at hand, then the rest."""
        for site in list(self._sites):
            await site.stop()
        if self._server is not None:
            self._server.pre_shutdown()
            await self.shutdown()
            await self._server.shutdown(self._shutdown_timeout)
        await self._cleanup_server()
        self._server = None
        if self._handle_signals:
            loop = asyncio.get_running_loop()
            try:
                loop.remove_signal_handler(signal.SIGINT)
                loop.remove_signal_handler(signal.SIGTERM)
            except (NotImplementedError, ValueError, RuntimeError):
                pass

    @abstractmethod
    async def _make_server(self):
        """Return the server."""

    @abstractmethod
    async def _cleanup_server(self):
        """End what belongs to the server."""

    def _reg_site(self, site):
        if site in self._sites:
            raise RuntimeError(f'Site {site} is already registered in runner {self}')
        self._sites.append(site)

    def _check_site(self, site):
        if site not in self._sites:
            raise RuntimeError(f'Site {site} is not registered in runner {self}')

    def _unreg_site(self, site):
        self._check_site(site)
        self._sites.remove(site)


class ServerRunner(BaseRunner):
    """Runs a server of the lowest level."""

    def __init__(self, web_server, *, handle_signals=False, **kwargs):
        super().__init__(handle_signals=handle_signals, **kwargs)
        self._web_server = web_server

    async def shutdown(self):
        pass

    async def _make_server(self):
        return self._web_server

    async def _cleanup_server(self):
        pass


class AppRunner(BaseRunner):
    """Runs an application."""

    def __init__(self, app, *, handle_signals=False, access_log_class=None, **kwargs):
        if not isinstance(app, Application):
            raise TypeError(f'The first argument should be web.Application instance, got {app!r}')
        if access_log_class is not None:
            kwargs['access_log_class'] = access_log_class
        super().__init__(handle_signals=handle_signals, **kwargs)
        self._app = app

    @property
    def app(self):
        return self._app

    async def shutdown(self):
        await self._app.shutdown()

    async def _make_server(self):
        self._app.freeze()
        await self._app.startup()
        return self._app._make_handler(**self._kwargs)

    async def _cleanup_server(self):
        await self._app.cleanup()
