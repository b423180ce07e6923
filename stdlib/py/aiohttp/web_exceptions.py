"""Responses that are raised."""

import warnings
from http import HTTPStatus

from yarl import URL

from .web_response import Response

# The codes, and what their classes are called.
_CLASSES = {
    'HTTPSuccessful': {200: 'HTTPOk', 201: 'HTTPCreated', 202: 'HTTPAccepted', 203: 'HTTPNonAuthoritativeInformation',
                       204: 'HTTPNoContent', 205: 'HTTPResetContent', 206: 'HTTPPartialContent'},
    'HTTPRedirection': {304: 'HTTPNotModified'},
    '_HTTPMove': {300: 'HTTPMultipleChoices', 301: 'HTTPMovedPermanently', 302: 'HTTPFound', 303: 'HTTPSeeOther',
                  305: 'HTTPUseProxy', 307: 'HTTPTemporaryRedirect', 308: 'HTTPPermanentRedirect'},
    'HTTPClientError': {
        400: 'HTTPBadRequest', 401: 'HTTPUnauthorized', 402: 'HTTPPaymentRequired', 403: 'HTTPForbidden',
        404: 'HTTPNotFound', 406: 'HTTPNotAcceptable', 407: 'HTTPProxyAuthenticationRequired',
        408: 'HTTPRequestTimeout', 409: 'HTTPConflict', 410: 'HTTPGone', 411: 'HTTPLengthRequired',
        412: 'HTTPPreconditionFailed', 414: 'HTTPRequestURITooLong', 415: 'HTTPUnsupportedMediaType',
        416: 'HTTPRequestRangeNotSatisfiable', 417: 'HTTPExpectationFailed', 421: 'HTTPMisdirectedRequest',
        422: 'HTTPUnprocessableEntity', 424: 'HTTPFailedDependency', 426: 'HTTPUpgradeRequired',
        428: 'HTTPPreconditionRequired', 429: 'HTTPTooManyRequests', 431: 'HTTPRequestHeaderFieldsTooLarge'},
    'HTTPServerError': {
        500: 'HTTPInternalServerError', 501: 'HTTPNotImplemented', 502: 'HTTPBadGateway',
        503: 'HTTPServiceUnavailable', 504: 'HTTPGatewayTimeout', 505: 'HTTPVersionNotSupported',
        506: 'HTTPVariantAlsoNegotiates', 507: 'HTTPInsufficientStorage', 510: 'HTTPNotExtended',
        511: 'HTTPNetworkAuthenticationRequired'},
}


class NotAppKeyWarning(UserWarning):
    """A key of an application is no AppKey."""


class HTTPException(Response, Exception):
    """A response that is raised."""

    status_code = -1
    empty_body = False
    __http_exception__ = True

    def __init__(self, *, headers=None, reason=None, body=None, text=None, content_type=None):
        if body is not None:
            warnings.warn('body argument is deprecated for http web exceptions', DeprecationWarning)
        Response.__init__(self, status=self.status_code, headers=headers, reason=reason, body=body, text=text,
                          content_type=content_type)
        Exception.__init__(self, self.reason)
        if self.body is None and not self.empty_body:
            self.text = f'{self.status}: {self.reason}'

    def __bool__(self):
        return True

    __hash__ = Exception.__hash__
    __eq__ = object.__eq__


class HTTPError(HTTPException):
    """Something is wrong: 400 and above."""


class HTTPRedirection(HTTPException):
    """It is elsewhere: 3xx."""


class HTTPSuccessful(HTTPException):
    """All is well: 2xx."""


class HTTPClientError(HTTPError):
    """The client is wrong: 4xx."""


class HTTPServerError(HTTPError):
    """The server is wrong: 5xx."""


class _HTTPMove(HTTPRedirection):
    def __init__(self, location, *, headers=None, reason=None, body=None, text=None, content_type=None):
        if not location:
            raise ValueError('HTTP redirects need a location to redirect to.')
        super().__init__(headers=headers, reason=reason, body=body, text=text, content_type=content_type)
        self.headers['Location'] = str(URL(location))
        self.location = location


class HTTPMethodNotAllowed(HTTPClientError):
    """The resource does not have this method."""

    status_code = 405

    def __init__(self, method, allowed_methods, *, headers=None, reason=None, body=None, text=None,
                 content_type=None):
        super().__init__(headers=headers, reason=reason, body=body, text=text, content_type=content_type)
        self.headers['Allow'] = ','.join(sorted(allowed_methods))
        self.allowed_methods = set(allowed_methods)
        self.method = method.upper()


class HTTPRequestEntityTooLarge(HTTPClientError):
    """The body is too large."""

    status_code = 413

    def __init__(self, max_size, actual_size, **kwargs):
        kwargs.setdefault('text', f'Maximum request body size {max_size} exceeded.')
        super().__init__(**kwargs)


class HTTPUnavailableForLegalReasons(HTTPClientError):
    """The law forbids it."""

    status_code = 451

    def __init__(self, link, *, headers=None, reason=None, body=None, text=None, content_type=None):
        super().__init__(headers=headers, reason=reason, body=body, text=text, content_type=content_type)
        self._link = None
        if link is not None:
            self._link = URL(link)
            self.headers['Link'] = f'<{self._link}>; rel="blocked-by"'

    @property
    def link(self):
        return self._link


__all__ = ['HTTPException', 'HTTPError', 'HTTPRedirection', 'HTTPSuccessful', 'HTTPClientError', 'HTTPServerError',
           'HTTPMethodNotAllowed', 'HTTPRequestEntityTooLarge', 'HTTPUnavailableForLegalReasons', 'NotAppKeyWarning']
for _base, _rows in _CLASSES.items():
    for _code, _name in _rows.items():
        globals()[_name] = type(_name, (globals()[_base],), {
            'status_code': _code, 'empty_body': _code in (204, 205, 304), '__module__': __name__,
            '__doc__': f'{_code}.'})
        __all__.append(_name)
del _base, _rows, _code, _name
