"""Definitions of routes, which are added to an application together."""

__all__ = ('AbstractRouteDef', 'RouteDef', 'RouteTableDef', 'StaticDef', 'delete', 'get', 'head', 'options', 'patch',
           'post', 'put', 'route', 'static', 'view')

import abc
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import hdrs


class AbstractRouteDef(abc.ABC):
    """A definition."""

    @abc.abstractmethod
    def register(self, router):
        """Add the routes to a router; return them."""


@dataclass(frozen=True, repr=False)
class RouteDef(AbstractRouteDef):
    """A handler for a method of a path."""

    method: str
    path: str
    handler: Any
    kwargs: dict

    def __repr__(self):
        info = ''.join(f', {name}={value!r}' for name, value in sorted(self.kwargs.items()))
        return f'<RouteDef {self.method} {self.path} -> {self.handler.__name__!r}{info}>'

    def register(self, router):
        if self.method in hdrs.METH_ALL:
            return [getattr(router, 'add_' + self.method.lower())(self.path, self.handler, **self.kwargs)]
        return [router.add_route(self.method, self.path, self.handler, **self.kwargs)]


@dataclass(frozen=True, repr=False)
class StaticDef(AbstractRouteDef):
    """The files of a folder."""

    prefix: str
    path: Any
    kwargs: dict

    def __repr__(self):
        info = ''.join(f', {name}={value!r}' for name, value in sorted(self.kwargs.items()))
        return f'<StaticDef {self.prefix} -> {os.fspath(self.path)}{info}>'

    def register(self, router):
        resource = router.add_static(self.prefix, self.path, **self.kwargs)
        return list(resource.get_info().get('routes', {}).values())


def route(method, path, handler, **kwargs):
    """Define a route."""
    return RouteDef(method, path, handler, kwargs)


def head(path, handler, **kwargs):
    """Define a route for HEAD."""
    return route('HEAD', path, handler, **kwargs)


def options(path, handler, **kwargs):
    """Define a route for OPTIONS."""
    return route('OPTIONS', path, handler, **kwargs)


def get(path, handler, *, name=None, allow_head=True, **kwargs):
    """Define a route for GET."""
    return route('GET', path, handler, name=name, allow_head=allow_head, **kwargs)


def post(path, handler, **kwargs):
    """Define a route for POST."""
    return route('POST', path, handler, **kwargs)


def put(path, handler, **kwargs):
    """Define a route for PUT."""
    return route('PUT', path, handler, **kwargs)


def patch(path, handler, **kwargs):
    """Define a route for PATCH."""
    return route('PATCH', path, handler, **kwargs)


def delete(path, handler, **kwargs):
    """Define a route for DELETE."""
    return route('DELETE', path, handler, **kwargs)


def view(path, handler, **kwargs):
    """Define the route of a View."""
    return route('*', path, handler, **kwargs)


def static(prefix, path, **kwargs):
    """Define the files of a folder."""
    return StaticDef(prefix, path, kwargs)


class RouteTableDef(Sequence):
    """Definitions that decorators collect."""

    def __init__(self):
        self._items = []

    def __repr__(self):
        return f'<RouteTableDef count={len(self._items)}>'

    def __getitem__(self, index):
        return self._items[index]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return item in self._items

    def route(self, method, path, **kwargs):
        """Define a route: a decorator."""
        def add(handler):
            self._items.append(RouteDef(method, path, handler, kwargs))
            return handler
        return add

    def head(self, path, **kwargs):
        """Define a route for HEAD."""
        return self.route('HEAD', path, **kwargs)

    def get(self, path, **kwargs):
        """Define a route for GET."""
        return self.route('GET', path, **kwargs)

    def post(self, path, **kwargs):
        """Define a route for POST."""
        return self.route('POST', path, **kwargs)

    def put(self, path, **kwargs):
        """Define a route for PUT."""
        return self.route('PUT', path, **kwargs)

    def patch(self, path, **kwargs):
        """Define a route for PATCH."""
        return self.route('PATCH', path, **kwargs)

    def delete(self, path, **kwargs):
        """Define a route for DELETE."""
        return self.route('DELETE', path, **kwargs)

    def options(self, path, **kwargs):
        """Define a route for OPTIONS."""
        return self.route('OPTIONS', path, **kwargs)

    def view(self, path, **kwargs):
        """Define the route of a View."""
        return self.route('*', path, **kwargs)

    def static(self, prefix, path, **kwargs):
        """Define the files of a folder."""
        self._items.append(StaticDef(prefix, path, kwargs))
