"""Which handler is for which request."""

__all__ = ('AbstractResource', 'AbstractRoute', 'DynamicResource', 'PlainResource', 'PrefixedSubAppResource',
           'Resource', 'ResourceRoute', 'StaticResource', 'UrlDispatcher', 'UrlMappingMatchInfo', 'View')

import abc
import asyncio
import base64
import hashlib
import html
import inspect
import os
import re
from collections.abc import Container, Iterable, Mapping, Sized
from pathlib import Path
from types import MappingProxyType

from yarl import URL

from . import hdrs
from .abc import AbstractMatchInfo, AbstractRouter, AbstractView
from .web_exceptions import (HTTPException, HTTPExpectationFailed, HTTPForbidden, HTTPMethodNotAllowed, HTTPNotFound)
from .web_fileresponse import FileResponse
from .web_response import Response, StreamResponse

_METHOD = re.compile(r"^[0-9A-Za-z!#\$%&'\*\+\-\.\^_`\|~]+$")
_BRACES = re.compile(r'(\{[_a-zA-Z][^{}]*(?:\{[^{}]*\}[^{}]*)*\})')
_VARIABLE = re.compile(r'\{(?P<var>[_a-zA-Z][_a-zA-Z0-9]*)\}')
_VARIABLE_RE = re.compile(r'\{(?P<var>[_a-zA-Z][_a-zA-Z0-9]*):(?P<re>.+)\}')


def _quoted(path):
    return URL.build(path=path).raw_path


def _unquoted(path):
    from urllib.parse import unquote
    return unquote(path)


async def _default_expect_handler(request):
    expect = request.headers.get('Expect', '')
    if request.version >= (1, 1):
        if expect.lower() == '100-continue':
            request.protocol.write(b'HTTP/1.1 100 Continue\r\n\r\n')
        else:
            raise HTTPExpectationFailed(text='Unknown Expect: %s' % expect)


class AbstractResource(Sized, Iterable):
    """A part of the tree of paths."""

    def __init__(self, *, name=None):
        self._name = name

    @property
    def name(self):
        return self._name

    @property
    @abc.abstractmethod
    def canonical(self):
        """The path as it was added."""

    @abc.abstractmethod
    def url_for(self, **kwargs):
        """Return its URL."""

    @abc.abstractmethod
    async def resolve(self, request):
        """Return (what was found or None, the methods that there are)."""

    @abc.abstractmethod
    def add_prefix(self, prefix):
        """Put something before its path."""

    @abc.abstractmethod
    def get_info(self):
        """Return what is known about it."""

    def freeze(self):
        """Nothing more is added."""

    @abc.abstractmethod
    def raw_match(self, path):
        """Return whether it is for a path as it was added."""


class AbstractRoute(abc.ABC):
    """A handler for a method."""

    def __init__(self, method, handler, *, expect_handler=None, resource=None):
        if expect_handler is None:
            expect_handler = _default_expect_handler
        assert inspect.iscoroutinefunction(expect_handler), \
            f'Coroutine is expected, got {expect_handler!r}'
        method = method.upper()
        if not _METHOD.match(method):
            raise ValueError(f'{method} is not allowed HTTP method')
        assert callable(handler), handler
        if not inspect.iscoroutinefunction(handler) and not (
                isinstance(handler, type) and issubclass(handler, AbstractView)) \
                and not inspect.iscoroutinefunction(getattr(handler, '__call__', None)) \
                and not inspect.iscoroutinefunction(getattr(handler, 'func', None)):
            raise TypeError(f'Only async functions are allowed as web-handlers, got {handler!r}')
        self._method = method
        self._handler = handler
        self._expect_handler = expect_handler
        self._resource = resource

    @property
    def method(self):
        return self._method

    @property
    def handler(self):
        return self._handler

    @property
    @abc.abstractmethod
    def name(self):
        """The name of its resource."""

    @property
    def resource(self):
        return self._resource

    @abc.abstractmethod
    def get_info(self):
        """Return what is known about it."""

    @abc.abstractmethod
    def url_for(self, *args, **kwargs):
        """Return its URL."""

    async def handle_expect_header(self, request):
        """Deal with the header Expect."""
        return await self._expect_handler(request)


class UrlMappingMatchInfo(dict, AbstractMatchInfo):
    """What was found for a request: the variables of the path, and the route."""

    def __init__(self, match_dict, route):
        super().__init__(match_dict)
        self._route = route
        self._apps = []
        self._current_app = None
        self._frozen = False

    @property
    def handler(self):
        return self._route.handler

    @property
    def route(self):
        return self._route

    @property
    def expect_handler(self):
        return self._route.handle_expect_header

    @property
    def http_exception(self):
        return None

    def get_info(self):
        return self._route.get_info()

    @property
    def apps(self):
        return tuple(self._apps)

    def add_app(self, app):
        if self._frozen:
            raise RuntimeError('Cannot change apps stack after .freeze() call')
        if self._current_app is None:
            self._current_app = app
        self._apps.insert(0, app)

    @property
    def current_app(self):
        """The application whose turn it is."""
        return self._current_app

    @current_app.setter
    def current_app(self, app):
        self._current_app = app

    def freeze(self):
        self._frozen = True

    def __repr__(self):
        return f'<MatchInfo {super().__repr__()}: {self._route}>'


class MatchInfoError(UrlMappingMatchInfo):
    """What was found if nothing was."""

    def __init__(self, http_exception):
        self._exception = http_exception
        super().__init__({}, SystemRoute(http_exception))

    @property
    def http_exception(self):
        return self._exception

    def __repr__(self):
        return f'<MatchInfoError {self._exception.status}: {self._exception.reason}>'


class SystemRoute(AbstractRoute):
    """The route of what was not found."""

    def __init__(self, http_exception):
        super().__init__('*', self._handle)
        self._http_exception = http_exception

    def url_for(self, *args, **kwargs):
        raise RuntimeError('.url_for() is not allowed for SystemRoute')

    @property
    def name(self):
        return None

    def get_info(self):
        return {'http_exception': self._http_exception}

    async def _handle(self, request):
        raise self._http_exception

    @property
    def status(self):
        return self._http_exception.status

    @property
    def reason(self):
        return self._http_exception.reason

    def __repr__(self):
        return f'<SystemRoute {self.status}: {self.reason}>'


class Resource(AbstractResource):
    """A path, with handlers for methods."""

    def __init__(self, *, name=None):
        super().__init__(name=name)
        self._routes = {}

    def add_route(self, method, handler, *, expect_handler=None):
        """Add a handler."""
        if method.upper() in self._routes or '*' in self._routes:
            have = self._routes.get(method.upper()) or self._routes['*']
            raise RuntimeError(f'Added route will never be executed, method {have.method} is already registered')
        route = ResourceRoute(method, handler, self, expect_handler=expect_handler)
        self.register_route(route)
        return route

    def register_route(self, route):
        """Add a route."""
        assert isinstance(route, ResourceRoute), f'Instance of Route class is required, got {route!r}'
        self._routes[route.method] = route

    async def resolve(self, request):
        variables = self._match(request._plain_path())
        if variables is None:
            return None, set()
        route = self._routes.get(request.method) or self._routes.get('*')
        if route is not None:
            return UrlMappingMatchInfo(variables, route), self._methods()
        return None, self._methods()

    def _methods(self):
        return set(self._routes)

    def _match(self, path):
        raise NotImplementedError

    def __len__(self):
        return len(self._routes)

    def __iter__(self):
        return iter(self._routes.values())


class PlainResource(Resource):
    """A path without variables."""

    def __init__(self, path, *, name=None):
        super().__init__(name=name)
        assert not path or path.startswith('/')
        self._path = path

    @property
    def canonical(self):
        return self._path

    def freeze(self):
        if not self._path:
            self._path = '/'

    def add_prefix(self, prefix):
        self._path = prefix + self._path

    def _match(self, path):
        if self._path == path or _unquoted(self._path) == _unquoted(path) and '%2F' not in path.upper():
            return {}
        return None

    def raw_match(self, path):
        return self._path == path

    def get_info(self):
        return {'path': self._path}

    def url_for(self):
        return URL.build(path=self._path, encoded=True)

    def __repr__(self):
        name = f"'{self.name}' " if self.name is not None else ''
        return f'<PlainResource {name} {self._path}>'


class DynamicResource(Resource):
    """A path with variables."""

    def __init__(self, path, *, name=None):
        super().__init__(name=name)
        self._orig_path = path
        pattern, formatter = '', ''
        for part in _BRACES.split(path):
            if match := _VARIABLE.fullmatch(part):
                pattern += f'(?P<{match["var"]}>[^{{}}/]+)'
                formatter += '{' + match['var'] + '}'
            elif match := _VARIABLE_RE.fullmatch(part):
                pattern += '(?P<{var}>{re})'.format(**match.groupdict())
                formatter += '{' + match['var'] + '}'
            elif '{' in part or '}' in part:
                raise ValueError(f"Invalid path '{path}'['{part}']")
            else:
                part = _quoted(part) if part else part
                formatter += part
                pattern += re.escape(part)
        try:
            self._pattern = re.compile(pattern)
        except re.error as e:
            raise ValueError(f"Bad pattern '{pattern}': {e}") from None
        self._formatter = formatter

    @property
    def canonical(self):
        return self._formatter

    def add_prefix(self, prefix):
        self._pattern = re.compile(re.escape(prefix) + self._pattern.pattern)
        self._formatter = prefix + self._formatter

    def _match(self, path):
        match = self._pattern.fullmatch(path)
        if match is None:
            return None
        return {key: _unquoted(value) for key, value in match.groupdict().items() if value is not None}

    def raw_match(self, path):
        return self._orig_path == path

    def get_info(self):
        return {'formatter': self._formatter, 'pattern': self._pattern}

    def url_for(self, **parts):
        return URL.build(path=self._formatter.format_map({
            k: URL.build(path=str(v)).raw_path.replace('/', '%2F') if v else v for k, v in parts.items()}),
            encoded=True)

    def __repr__(self):
        name = f"'{self.name}' " if self.name is not None else ''
        return f'<DynamicResource {name} {self._formatter}>'


class PrefixResource(AbstractResource):
    """All paths that begin in some way."""

    def __init__(self, prefix, *, name=None):
        assert not prefix or prefix.startswith('/'), prefix
        assert prefix in ('', '/') or not prefix.endswith('/'), prefix
        super().__init__(name=name)
        self._prefix = _quoted(prefix) if prefix else prefix
        self._with_slash = self._prefix + '/'

    @property
    def canonical(self):
        return self._prefix

    def add_prefix(self, prefix):
        self._prefix = prefix + self._prefix
        self._with_slash = self._prefix + '/'

    def raw_match(self, prefix):
        return False


class StaticResource(PrefixResource):
    """The files of a folder."""

    def __init__(self, prefix, directory, *, name=None, expect_handler=None, chunk_size=256 * 1024,
                 show_index=False, follow_symlinks=False, append_version=False):
        super().__init__(prefix, name=name)
        try:
            directory = Path(directory).expanduser().resolve(strict=True)
        except FileNotFoundError as e:
            raise ValueError(f"'{directory}' does not exist") from e
        if not directory.is_dir():
            raise ValueError(f"'{directory}' is not a directory")
        self._directory = directory
        self._show_index = show_index
        self._chunk_size = chunk_size
        self._follow_symlinks = follow_symlinks
        self._append_version = append_version
        self._routes = {method: ResourceRoute(method, self._handle, self, expect_handler=expect_handler)
                        for method in ('GET', 'HEAD')}

    def url_for(self, *, filename, append_version=None):
        filename = str(filename).lstrip('/')
        url = URL.build(path=self._prefix, encoded=True) / filename
        if self._append_version if append_version is None else append_version:
            path = (self._directory / filename).resolve()
            if path.is_relative_to(self._directory) and path.is_file():
                digest = hashlib.sha256(path.read_bytes()).digest()
                url = url.with_query({'v': base64.urlsafe_b64encode(digest).decode('ascii')})
        return url

    def get_info(self):
        return {'directory': self._directory, 'prefix': self._prefix, 'routes': self._routes}

    def set_options_route(self, handler):
        """Add a handler for OPTIONS."""
        if 'OPTIONS' in self._routes:
            raise RuntimeError('OPTIONS route was set already')
        self._routes['OPTIONS'] = ResourceRoute('OPTIONS', handler, self)

    async def resolve(self, request):
        path = request._plain_path()
        if not path.startswith(self._with_slash) and path != self._prefix:
            return None, set()
        route = self._routes.get(request.method)
        if route is None:
            return None, set(self._routes)
        return UrlMappingMatchInfo({'filename': _unquoted(path[len(self._with_slash):])}, route), set(self._routes)

    def __len__(self):
        return len(self._routes)

    def __iter__(self):
        return iter(self._routes.values())

    async def _handle(self, request):
        filename = request.match_info['filename']
        if Path(filename).is_absolute() or '\0' in filename:
            raise HTTPForbidden()
        try:
            plain = self._directory / filename
            if self._follow_symlinks:
                path = Path(os.path.normpath(plain))
                path.relative_to(self._directory)
                path = path.resolve()
            else:
                path = plain.resolve()
                path.relative_to(self._directory)
            is_folder = path.is_dir()
        except PermissionError:
            raise HTTPForbidden() from None
        except (ValueError, OSError, RuntimeError):
            raise HTTPNotFound() from None
        if is_folder:
            if not self._show_index:
                raise HTTPForbidden()
            try:
                return Response(text=self._index(path), content_type='text/html')
            except PermissionError:
                raise HTTPForbidden() from None
        # One that is not there gives a 404 of its own.
        return FileResponse(path, chunk_size=self._chunk_size)

    def _index(self, folder):
        rel = folder.relative_to(self._directory).as_posix()
        index = html.escape(f'Index of /{"" if rel == "." else rel}')
        rows = []
        for entry in sorted(folder.iterdir()):
            inner = entry.relative_to(self._directory).as_posix()
            name = entry.name + ('/' if entry.is_dir() else '')
            target = html.escape(_quoted(f'{self._prefix}/{inner}'))
            rows.append(f'<li><a href="{target}">{html.escape(name)}</a></li>')
        text = '\n'.join(rows)
        return f'<html>\n<head>\n<title>{index}</title>\n</head>\n<body>\n<h1>{index}</h1>\n<ul>\n{text}\n</ul>\n' \
               '</body>\n</html>'

    def __repr__(self):
        name = f"'{self.name}'" if self.name is not None else ''
        return f'<StaticResource {name} {self._prefix} -> {self._directory!r}>'


class PrefixedSubAppResource(PrefixResource):
    """An application under a path."""

    def __init__(self, prefix, app):
        super().__init__(prefix)
        self._app = app
        for resource in app.router.resources():
            resource.add_prefix(prefix)

    def add_prefix(self, prefix):
        super().add_prefix(prefix)
        for resource in self._app.router.resources():
            resource.add_prefix(prefix)

    def url_for(self, *args, **kwargs):
        raise RuntimeError('.url_for() is not supported by sub-application root')

    def get_info(self):
        return {'app': self._app, 'prefix': self._prefix}

    async def resolve(self, request):
        path = request._plain_path()
        if not path.startswith(self._with_slash) and path != self._prefix:
            return None, set()
        info = await self._app.router.resolve(request)
        info.add_app(self._app)
        methods = info.http_exception.allowed_methods if isinstance(info.http_exception, HTTPMethodNotAllowed) \
            else set()
        return info, methods

    def __len__(self):
        return len(self._app.router.routes())

    def __iter__(self):
        return iter(self._app.router.routes())

    def __repr__(self):
        return f'<PrefixedSubAppResource {self._prefix} -> {self._app!r}>'


class DomainResource(AbstractResource):
    """An application for a host."""

    def __init__(self, domain, app):
        super().__init__()
        self._domain = domain.lower()
        self._pattern = re.compile(re.escape(self._domain).replace(r'\*', '.*'))
        self._app = app

    @property
    def canonical(self):
        return self._domain

    def add_prefix(self, prefix):
        raise RuntimeError('.add_prefix() is not supported by a domain')

    def url_for(self, *args, **kwargs):
        raise RuntimeError('.url_for() is not supported by a domain')

    def raw_match(self, path):
        return False

    def get_info(self):
        return {'app': self._app, 'domain': self._domain}

    async def resolve(self, request):
        host = request.headers.get('Host', '').lower()
        if not self._pattern.fullmatch(host) and not self._pattern.fullmatch(host.partition(':')[0]):
            return None, set()
        info = await self._app.router.resolve(request)
        info.add_app(self._app)
        return info, set()

    def __len__(self):
        return len(self._app.router.routes())

    def __iter__(self):
        return iter(self._app.router.routes())


class ResourceRoute(AbstractRoute):
    """A handler for a method of a resource."""

    def __init__(self, method, handler, resource, *, expect_handler=None):
        super().__init__(method, handler, expect_handler=expect_handler, resource=resource)

    def __repr__(self):
        return f'<ResourceRoute [{self.method}] {self._resource} -> {self.handler!r}'

    @property
    def name(self):
        return None if self._resource is None else self._resource.name

    def url_for(self, *args, **kwargs):
        return self._resource.url_for(*args, **kwargs)

    def get_info(self):
        return self._resource.get_info()


class View(AbstractView):
    """A handler that is a class, with a method for each method."""

    async def _iter(self):
        if self.request.method not in hdrs.METH_ALL:
            self._raise_allowed_methods()
        method = getattr(self, self.request.method.lower(), None)
        if method is None:
            self._raise_allowed_methods()
        return await method()

    def __await__(self):
        return self._iter().__await__()

    def _raise_allowed_methods(self):
        allowed = {m for m in hdrs.METH_ALL if hasattr(self, m.lower())}
        raise HTTPMethodNotAllowed(self.request.method, allowed)


class ResourcesView(Sized, Iterable, Container):
    """The resources of a router."""

    def __init__(self, resources):
        self._resources = resources

    def __len__(self):
        return len(self._resources)

    def __iter__(self):
        return iter(self._resources)

    def __contains__(self, resource):
        return resource in self._resources


class RoutesView(ResourcesView):
    """The routes of a router."""

    def __init__(self, resources):
        super().__init__([route for resource in resources for route in resource])


class UrlDispatcher(AbstractRouter, Mapping):
    """A router: paths and their handlers, in the order in which they were added."""

    _NAME_SPLIT = re.compile(r'[.:-]')

    def __init__(self):
        super().__init__()
        self._resources = []
        self._named = {}
        # What has no variables is found by its path at once.
        self._plain = {}

    async def resolve(self, request):
        allowed = set()
        path = request._plain_path()
        plain = self._plain.get(path) if self._frozen else None
        if plain is not None:
            for resource in plain:
                route = resource._routes.get(request.method) or resource._routes.get('*')
                if route is not None and not self._before(resource):
                    return UrlMappingMatchInfo({}, route)
        for resource in self._resources:
            info, methods = await resource.resolve(request)
            if info is not None:
                return info
            allowed |= methods
        if allowed:
            return MatchInfoError(HTTPMethodNotAllowed(request.method, allowed))
        return MatchInfoError(HTTPNotFound())

    def _before(self, resource):
        """Whether something that is not plain comes before a resource and may match."""
        return resource in self._behind

    _behind = frozenset()

    def freeze(self):
        super().freeze()
        behind, free = set(), True
        for resource in self._resources:
            resource.freeze()
            if type(resource) is PlainResource:
                self._plain.setdefault(resource.canonical, []).append(resource)
                if not free:
                    behind.add(resource)
            else:
                free = False
        self._behind = behind

    def __iter__(self):
        return iter(self._named)

    def __len__(self):
        return len(self._named)

    def __contains__(self, name):
        return name in self._named

    def __getitem__(self, name):
        return self._named[name]

    def resources(self):
        """Return its resources."""
        return ResourcesView(self._resources)

    def routes(self):
        """Return its routes."""
        return RoutesView(self._resources)

    def named_resources(self):
        """Return its resources that have names."""
        return MappingProxyType(self._named)

    def register_resource(self, resource):
        """Add a resource."""
        assert isinstance(resource, AbstractResource), f'Instance of AbstractResource class is required, ' \
                                                       f'got {resource!r}'
        if self.frozen:
            raise RuntimeError('Cannot register a resource into frozen router.')
        name = resource.name
        if name is not None:
            import keyword
            for part in self._NAME_SPLIT.split(name):
                if keyword.iskeyword(part):
                    raise ValueError(f'Incorrect route name {name!r}, python keywords cannot be used for route name')
                if not part.isidentifier():
                    raise ValueError(f'Incorrect route name {name!r}, the name should be a sequence of python '
                                     'identifiers separated by dash, dot or column')
            if name in self._named:
                raise ValueError(f'Duplicate {name!r}, already handled by {self._named[name]!r}')
            self._named[name] = resource
        self._resources.append(resource)

    def add_resource(self, path, *, name=None):
        """Add a path."""
        if path and not path.startswith('/'):
            raise ValueError('path should be started with / or be empty')
        # Handlers that are added one after the other share their resource.
        if self._resources:
            last = self._resources[-1]
            if last.name == name and last.raw_match(path):
                return last
        if '{' in path or '}' in path:
            resource = DynamicResource(path, name=name)
        else:
            resource = PlainResource(_quoted(path) if path else path, name=name)
        self.register_resource(resource)
        return resource

    def add_route(self, method, path, handler, *, name=None, expect_handler=None):
        """Add a handler for a method of a path."""
        return self.add_resource(path, name=name).add_route(method, handler, expect_handler=expect_handler)

    def add_static(self, prefix, path, *, name=None, expect_handler=None, chunk_size=256 * 1024, show_index=False,
                   follow_symlinks=False, append_version=False):
        """Add the files of a folder."""
        assert prefix.startswith('/')
        resource = StaticResource(prefix.removesuffix('/'), path, name=name, expect_handler=expect_handler,
                                  chunk_size=chunk_size, show_index=show_index, follow_symlinks=follow_symlinks,
                                  append_version=append_version)
        self.register_resource(resource)
        return resource

    def add_head(self, path, handler, **kwargs):
        """Add a handler for HEAD."""
        return self.add_route('HEAD', path, handler, **kwargs)

    def add_options(self, path, handler, **kwargs):
        """Add a handler for OPTIONS."""
        return self.add_route('OPTIONS', path, handler, **kwargs)

    def add_get(self, path, handler, *, name=None, allow_head=True, **kwargs):
        """Add a handler for GET, and for HEAD with it."""
        resource = self.add_resource(path, name=name)
        if allow_head:
            resource.add_route('HEAD', handler, **kwargs)
        return resource.add_route('GET', handler, **kwargs)

    def add_post(self, path, handler, **kwargs):
        """Add a handler for POST."""
        return self.add_route('POST', path, handler, **kwargs)

    def add_put(self, path, handler, **kwargs):
        """Add a handler for PUT."""
        return self.add_route('PUT', path, handler, **kwargs)

    def add_patch(self, path, handler, **kwargs):
        """Add a handler for PATCH."""
        return self.add_route('PATCH', path, handler, **kwargs)

    def add_delete(self, path, handler, **kwargs):
        """Add a handler for DELETE."""
        return self.add_route('DELETE', path, handler, **kwargs)

    def add_view(self, path, handler, **kwargs):
        """Add a View."""
        return self.add_route('*', path, handler, **kwargs)

    def add_routes(self, routes):
        """Add definitions of routes; return the routes."""
        return [route for definition in routes for route in definition.register(self)]
