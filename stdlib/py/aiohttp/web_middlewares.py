"""Middlewares."""

__all__ = ('middleware', 'normalize_path_middleware')

import re

from .web_exceptions import HTTPPermanentRedirect
from .web_urldispatcher import SystemRoute


def middleware(f):
    """Say that a function is a middleware."""
    f.__middleware_version__ = 1
    return f


async def _resolves(request, path):
    other = request.clone(rel_url=path)
    info = await request.app.router.resolve(other)
    other._match_info = info
    return info.http_exception is None, other


def normalize_path_middleware(*, append_slash=True, remove_slash=False, merge_slashes=True,
                              redirect_class=HTTPPermanentRedirect):
    """Return a middleware that redirects from paths that are not quite right."""
    assert not (append_slash and remove_slash), 'Cannot both remove and append slash'

    @middleware
    async def impl(request, handler):
        if isinstance(request.match_info.route, SystemRoute):
            path, _, query = request.raw_path.partition('?')
            query = '?' + query if query else ''
            candidates = []
            if merge_slashes:
                candidates.append(re.sub('//+', '/', path))
            if append_slash and not path.endswith('/'):
                candidates.append(path + '/')
            if remove_slash and path.endswith('/'):
                candidates.append(path[:-1])
            if merge_slashes and append_slash:
                candidates.append(re.sub('//+', '/', path + '/'))
            if merge_slashes and remove_slash and path.endswith('/'):
                candidates.append(re.sub('//+', '/', path)[:-1])
            for candidate in candidates:
                candidate = re.sub('^//+', '/', candidate)
                found, request = await _resolves(request, candidate)
                if found:
                    raise redirect_class(request.raw_path + query)
        return await handler(request)

    return impl
