"""What can go wrong for clients."""

__all__ = (
    'ClientConnectionError', 'ClientConnectionResetError', 'ClientConnectorCertificateError',
    'ClientConnectorDNSError', 'ClientConnectorError', 'ClientConnectorSSLError', 'ClientError',
    'ClientHttpProxyError', 'ClientOSError', 'ClientPayloadError', 'ClientProxyConnectionError',
    'ClientResponseError', 'ClientSSLError', 'ConnectionTimeoutError', 'ContentTypeError', 'InvalidURL',
    'InvalidUrlClientError', 'InvalidUrlRedirectClientError', 'NonHttpUrlClientError',
    'NonHttpUrlRedirectClientError', 'RedirectClientError', 'ServerConnectionError', 'ServerDisconnectedError',
    'ServerFingerprintMismatch', 'ServerTimeoutError', 'SocketTimeoutError', 'TooManyRedirects',
    'UnixClientConnectorError', 'WSMessageTypeError', 'WSServerHandshakeError')

import asyncio
import ssl

cert_errors = (ssl.CertificateError,)
ssl_errors = (ssl.SSLError,)


class ClientError(Exception):
    """The base of what goes wrong."""


class ClientResponseError(ClientError):
    """The response is not what was wanted."""

    def __init__(self, request_info, history, *, code=None, status=None, message='', headers=None):
        self.request_info = request_info
        self.status = status if status is not None else code if code is not None else 0
        self.message = message
        self.headers = headers
        self.history = history
        self.args = (request_info, history)

    def __str__(self):
        return f'{self.status}, message={self.message!r}, url={str(self.request_info.real_url)!r}'

    def __repr__(self):
        args = f'{self.request_info!r}, {self.history!r}'
        if self.status != 0:
            args += f', status={self.status!r}'
        if self.message != '':
            args += f', message={self.message!r}'
        if self.headers is not None:
            args += f', headers={self.headers!r}'
        return f'{type(self).__name__}({args})'

    @property
    def code(self):
        """The status."""
        return self.status

    @code.setter
    def code(self, value):
        self.status = value


class ContentTypeError(ClientResponseError):
    """The content is of another kind."""


class WSServerHandshakeError(ClientResponseError):
    """The server does not want to speak WebSocket."""


class ClientHttpProxyError(ClientResponseError):
    """The proxy does not want to connect."""


class TooManyRedirects(ClientResponseError):
    """The redirects do not end."""


class ClientConnectionError(ClientError):
    """There is something wrong with the connection."""


class ClientConnectionResetError(ClientConnectionError, ConnectionResetError):
    """The connection is gone."""


class ClientOSError(ClientConnectionError, OSError):
    """The system says no."""


class ClientConnectorError(ClientOSError):
    """There is no connection to be had."""

    def __init__(self, connection_key, os_error):
        self._conn_key = connection_key
        self._os_error = os_error
        super().__init__(os_error.errno, os_error.strerror)
        self.args = (connection_key, os_error)

    @property
    def os_error(self):
        return self._os_error

    @property
    def host(self):
        return self._conn_key.host

    @property
    def port(self):
        return self._conn_key.port

    @property
    def ssl(self):
        return self._conn_key.ssl

    def __str__(self):
        return 'Cannot connect to host {0.host}:{0.port} ssl:{1} [{2}]'.format(
            self, 'default' if self.ssl is True else self.ssl, self.strerror)

    __reduce__ = BaseException.__reduce__


class ClientConnectorDNSError(ClientConnectorError):
    """The name is not known."""


class ClientProxyConnectionError(ClientConnectorError):
    """There is no connection to the proxy to be had."""


class UnixClientConnectorError(ClientConnectorError):
    """There is no connection to a Unix socket to be had."""

    def __init__(self, path, connection_key, os_error):
        self._path = path
        super().__init__(connection_key, os_error)

    @property
    def path(self):
        return self._path

    def __str__(self):
        return f'Cannot connect to unix socket {self._path} ssl:{"default" if self.ssl is True else self.ssl} ' \
               f'[{self.strerror}]'


class ServerConnectionError(ClientConnectionError):
    """There is something wrong with the server."""


class ServerDisconnectedError(ServerConnectionError):
    """The server has closed the connection."""

    def __init__(self, message=None):
        self.message = 'Server disconnected' if message is None else message
        self.args = (self.message,)


class ServerTimeoutError(ServerConnectionError, asyncio.TimeoutError):
    """The server is too slow."""


class ConnectionTimeoutError(ServerTimeoutError):
    """Connecting takes too long."""


class SocketTimeoutError(ServerTimeoutError):
    """The server is silent for too long."""


class ServerFingerprintMismatch(ServerConnectionError):
    """The certificate is another one."""

    def __init__(self, expected, got, host, port):
        self.expected, self.got, self.host, self.port = expected, got, host, port
        self.args = (expected, got, host, port)

    def __repr__(self):
        return f'<{type(self).__name__} expected={self.expected!r} got={self.got!r} host={self.host!r} ' \
               f'port={self.port!r}>'


class ClientPayloadError(ClientError):
    """The body is not complete, or not what it should be."""


class InvalidURL(ClientError, ValueError):
    """The URL is none."""

    def __init__(self, url, description=None):
        self._url = url
        self._description = description
        if description:
            super().__init__(url, description)
        else:
            super().__init__(url)

    @property
    def url(self):
        return self._url

    @property
    def description(self):
        return self._description

    def __repr__(self):
        return f'<{type(self).__name__} {self}>'

    def __str__(self):
        return f'{self._url} - {self._description}' if self._description else str(self._url)


class InvalidUrlClientError(InvalidURL):
    """The URL is none."""


class RedirectClientError(ClientError):
    """The redirect is none."""


class NonHttpUrlClientError(ClientError):
    """The URL is not one of HTTP."""


class InvalidUrlRedirectClientError(InvalidUrlClientError, RedirectClientError):
    """The redirect goes to what is no URL."""


class NonHttpUrlRedirectClientError(NonHttpUrlClientError, RedirectClientError):
    """The redirect goes to what is not HTTP."""


class ClientSSLError(ClientConnectorError):
    """There is something wrong with TLS."""


class ClientConnectorSSLError(ClientSSLError, ssl.SSLError):
    """TLS does not work."""


class ClientConnectorCertificateError(ClientSSLError, ssl.CertificateError):
    """The certificate is not to be trusted."""

    def __init__(self, connection_key, certificate_error):
        self._conn_key = connection_key
        self._certificate_error = certificate_error
        self._os_error = certificate_error
        self.args = (connection_key, certificate_error)

    @property
    def certificate_error(self):
        return self._certificate_error

    def __str__(self):
        return f'Cannot connect to host {self.host}:{self.port} ssl:{self.ssl} ' \
               f'[{type(self._certificate_error).__name__}: {self._certificate_error.args}]'


class WSMessageTypeError(TypeError):
    """The message is of another kind."""
