"""What can go wrong with a request."""

from json import JSONDecodeError as _JSONDecodeError


class RequestException(IOError):
    """Something went wrong with a request."""

    def __init__(self, *args, **kwargs):
        self.response = kwargs.pop("response", None)
        self.request = kwargs.pop("request", None)
        if self.response is not None and not self.request and hasattr(self.response, "request"):
            self.request = self.response.request
        IOError.__init__(self, *args, **kwargs)


class InvalidJSONError(RequestException):
    """Something is no JSON."""


class JSONDecodeError(InvalidJSONError, _JSONDecodeError):
    """A response is no JSON."""

    def __init__(self, *args, **kwargs):
        _JSONDecodeError.__init__(self, *args)
        InvalidJSONError.__init__(self, *self.args, **kwargs)

    def __str__(self):
        return str(self.args[0])

    def __reduce__(self):
        return _JSONDecodeError.__reduce__(self)


class HTTPError(RequestException):
    """The status of a response is an error."""


class ConnectionError(RequestException):
    """There is no connection, or it broke."""


class ProxyError(ConnectionError):
    """The proxy refuses."""


class SSLError(ConnectionError):
    """TLS failed."""


class Timeout(RequestException):
    """It took too long."""


class ConnectTimeout(ConnectionError, Timeout):
    """It took too long to connect."""


class ReadTimeout(Timeout):
    """The server sent nothing for too long."""


class URLRequired(RequestException):
    """A URL is needed."""


class TooManyRedirects(RequestException):
    """One redirection followed the other."""


class MissingSchema(RequestException, ValueError):
    """The URL has no scheme, such as http."""


class InvalidSchema(RequestException, ValueError):
    """The URL has a scheme that is not known."""


class InvalidURL(RequestException, ValueError):
    """The URL is not valid."""


class InvalidHeader(RequestException, ValueError):
    """A header is not valid."""


class InvalidProxyURL(InvalidURL):
    """The URL of a proxy is not valid."""


class ChunkedEncodingError(RequestException):
    """The body broke off."""


class ContentDecodingError(RequestException):
    """The body cannot be unpacked."""


class StreamConsumedError(RequestException, TypeError):
    """The body was read already."""


class RetryError(RequestException):
    """It did not go well, however often it was tried."""


class UnrewindableBodyError(RequestException):
    """A body cannot be sent a second time."""


class RequestsWarning(Warning):
    """Something that programs should know."""


class FileModeWarning(RequestsWarning, DeprecationWarning):
    """A file is open as text, and its length is not known."""


class RequestsDependencyWarning(RequestsWarning):
    """A library does not fit."""
