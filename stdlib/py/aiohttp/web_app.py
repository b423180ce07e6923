"""Applications."""

__all__ = ('AppKey', 'Application', 'CleanupError')

import asyncio
import logging
import sys
import warnings
from collections.abc import MutableMapping
from functools import partial, update_wrapper

from . import hdrs
from ._signal import Signal
from .log import web_logger
from .web_exceptions import NotAppKeyWarning
from .web_middlewares import middleware as _middleware
from .web_request import Request
from .web_response import StreamResponse
from .web_server import Server
from .web_urldispatcher import DomainResource, PrefixedSubAppResource, UrlDispatcher


class AppKey:
    """A key of what an application keeps."""

    def __init__(self, name, t=object):
        frame = sys._getframe(1)
        module = frame.f_globals.get('__name__', '__main__')
        self._name = f'{module}.{name}'
        self._t = t

    def __class_getitem__(cls, item):
        return cls

    def __lt__(self, other):
        return self._name < other._name if isinstance(other, AppKey) else True

    def __repr__(self):
        t = self._t
        if isinstance(t, type):
            text = t.__qualname__ if t.__module__ == 'builtins' else f'{t.__module__}.{t.__qualname__}'
        else:
            text = repr(t)
        return f'<AppKey({self._name}, type={text})>'


class Application(MutableMapping):
    """Routes, middlewares, what happens at the start and at the end, and whatever a program keeps in it."""

    _subapp = False

    def __init__(self, *, logger=web_logger, router=None, middlewares=(), handler_args=None,
                 client_max_size=1024 ** 2, loop=None, debug=...):
        if router is not None:
            warnings.warn('router argument is deprecated', DeprecationWarning, stacklevel=2)
        self._router = UrlDispatcher() if router is None else router
        self.logger = logger
        self._handler_args = handler_args
        self._state = {}
        self._frozen = False
        self._pre_frozen = False
        self._subapps = []
        self._middlewares = Signal(self)
        self._middlewares.extend(middlewares)
        self._run_middlewares = ()
        self._client_max_size = client_max_size
        self._on_response_prepare = Signal(self)
        self._on_startup = Signal(self)
        self._on_shutdown = Signal(self)
        self._on_cleanup = Signal(self)
        self._cleanup_ctx = CleanupContext()
        self._on_startup.append(self._cleanup_ctx._on_startup)
        self._on_cleanup.append(self._cleanup_ctx._on_cleanup)

    def __init_subclass__(cls):
        warnings.warn(f'Inheritance class {cls.__name__} from web.Application is discouraged', DeprecationWarning,
                      stacklevel=3)

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def __getitem__(self, key):
        return self._state[key]

    def _check_frozen(self):
        if self._frozen:
            raise RuntimeError('Changing state of started or joined application is forbidden')

    def __setitem__(self, key, value):
        self._check_frozen()
        if not isinstance(key, AppKey):
            warnings.warn('It is recommended to use web.AppKey instances for keys.\n'
                          'https://docs.aiohttp.org/en/stable/web_advanced.html#application-s-config',
                          category=NotAppKeyWarning, stacklevel=2)
        self._state[key] = value

    def __delitem__(self, key):
        self._check_frozen()
        del self._state[key]

    def __len__(self):
        return len(self._state)

    def __iter__(self):
        return iter(self._state)

    def __bool__(self):
        return True

    def __repr__(self):
        return f'<Application 0x{id(self):x}>'

    def get(self, key, default=None):
        """Return what it keeps."""
        return self._state.get(key, default)

    @property
    def frozen(self):
        return self._frozen

    @property
    def pre_frozen(self):
        return self._pre_frozen

    @property
    def debug(self):
        return asyncio.get_event_loop().get_debug()

    @property
    def router(self):
        return self._router

    @property
    def middlewares(self):
        return self._middlewares

    @property
    def on_response_prepare(self):
        return self._on_response_prepare

    @property
    def on_startup(self):
        return self._on_startup

    @property
    def on_shutdown(self):
        return self._on_shutdown

    @property
    def on_cleanup(self):
        return self._on_cleanup

    @property
    def cleanup_ctx(self):
        """Generators that run up to their yield at the start, and on from there at the end."""
        return self._cleanup_ctx

    def pre_freeze(self):
        """Nothing more is added."""
        if self._pre_frozen:
            return
        self._pre_frozen = True
        self._middlewares.freeze()
        self._router.freeze()
        for signal in (self._on_response_prepare, self._on_startup, self._on_shutdown, self._on_cleanup,
                       self._cleanup_ctx):
            signal.freeze()
        for middleware in self._middlewares:
            if not asyncio.iscoroutinefunction(middleware) and not asyncio.iscoroutinefunction(
                    getattr(middleware, '__call__', None)) and not hasattr(middleware, '__middleware_version__'):
                raise TypeError(f'{middleware!r} is no middleware')
        for subapp in self._subapps:
            subapp.pre_freeze()

    def freeze(self):
        """Nothing more is changed."""
        if self._frozen:
            return
        self.pre_freeze()
        self._frozen = True
        for subapp in self._subapps:
            subapp.freeze()

    def add_subapp(self, prefix, subapp):
        """Put another application under a path."""
        if not isinstance(prefix, str):
            raise TypeError('Prefix must be str')
        prefix = prefix.rstrip('/')
        if not prefix:
            raise ValueError('Prefix cannot be empty')
        return self._add_subapp(partial(PrefixedSubAppResource, prefix, subapp), subapp)

    def _add_subapp(self, factory, subapp):
        if self.frozen:
            raise RuntimeError('Cannot add sub application to frozen application')
        if subapp.frozen:
            raise RuntimeError('Cannot add frozen application')
        resource = factory()
        self.router.register_resource(resource)
        for name in ('on_startup', 'on_shutdown', 'on_cleanup'):
            async def handler(app, name=name):
                await getattr(subapp, name).send(subapp)
            getattr(self, name).append(handler)
        self._subapps.append(subapp)
        subapp.pre_freeze()
        subapp._subapp = True
        return resource

    def add_domain(self, domain, subapp):
        """Put another application under a host."""
        if not isinstance(domain, str):
            raise TypeError('Domain must be str')
        return self._add_subapp(partial(DomainResource, domain, subapp), subapp)

    def add_routes(self, routes):
        """Add definitions of routes."""
        return self.router.add_routes(routes)

    async def startup(self):
        """It starts."""
        await self.on_startup.send(self)

    async def shutdown(self):
        """It is about to end."""
        await self.on_shutdown.send(self)

    async def cleanup(self):
        """It ends."""
        if self.on_cleanup.frozen:
            await self.on_cleanup.send(self)
        else:
            await self._cleanup_ctx._on_cleanup(self)

    def _make_handler(self, *, loop=None, access_log_class=None, **kwargs):
        self.freeze()
        if self._handler_args:
            kwargs = self._handler_args | kwargs
        if access_log_class is not None:
            kwargs['access_log_class'] = access_log_class
        kwargs.setdefault('debug', asyncio.get_running_loop().get_debug())
        return Server(self._handle, request_factory=self._make_request, **kwargs)

    def _make_request(self, head, stream, protocol, task, loop):
        return Request(head, stream, protocol, task, loop, client_max_size=self._client_max_size)

    async def _handle(self, request):
        info = await self._router.resolve(request)
        info.add_app(self)
        info.freeze()
        request._match_info = info
        if 'Expect' in request.headers:
            response = await info.expect_handler(request)
            if isinstance(response, StreamResponse):
                return response
        handler = info.handler
        for app in reversed(info._apps):
            if app._middlewares:
                for middleware in reversed(app._middlewares):
                    handler = _In(app, middleware, handler)
        if len(info._apps) == 1:
            return await handler(request)
        info.current_app = info._apps[-1]
        return await handler(request)

    def __call__(self):
        """Return itself: what gunicorn wants."""
        return self


class _In:
    """A middleware before a handler; the application of a middleware is the current one while it runs."""

    def __init__(self, app, middleware, handler):
        self._app, self._middleware, self._handler = app, middleware, handler
        for name in ('__module__', '__name__', '__qualname__', '__doc__'):
            if hasattr(handler, name):
                setattr(self, name, getattr(handler, name))

    async def __call__(self, request):
        info = request.match_info
        before, info.current_app = info.current_app, self._app
        try:
            return await self._middleware(request, _At(before, self._handler))
        finally:
            info.current_app = before


class _At:
    """A handler, for which its own application is the current one."""

    def __init__(self, app, handler):
        self._app, self._handler = app, handler
        self.__name__ = getattr(handler, '__name__', type(handler).__name__)
        self.__doc__ = getattr(handler, '__doc__', None)
        self.__wrapped__ = handler

    async def __call__(self, request):
        info = request.match_info
        before, info.current_app = info.current_app, self._app
        try:
            return await self._handler(request)
        finally:
            info.current_app = before


class CleanupError(RuntimeError):
    """Several things went wrong at the end."""

    @property
    def exceptions(self):
        return self.args[1]


class CleanupContext(Signal):
    """Generators that run up to their yield at the start, and on from there at the end."""

    def __init__(self):
        super().__init__()
        self._running = []

    async def _on_startup(self, app):
        for function in self:
            iterator = function(app)
            if hasattr(iterator, '__aenter__') and not hasattr(iterator, '__anext__'):
                await iterator.__aenter__()
            else:
                iterator = aiter(iterator)
                await anext(iterator)
            self._running.append(iterator)

    async def _on_cleanup(self, app):
        errors = []
        for iterator in reversed(self._running):
            try:
                if hasattr(iterator, '__aexit__') and not hasattr(iterator, '__anext__'):
                    await iterator.__aexit__(None, None, None)
                    continue
                await anext(iterator)
            except StopAsyncIteration:
                pass
            except (Exception, asyncio.CancelledError) as e:
                errors.append(e)
            else:
                errors.append(RuntimeError(f"{iterator!r} has more than one 'yield'"))
        self._running.clear()
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise CleanupError('Multiple errors on cleanup stage', errors)
