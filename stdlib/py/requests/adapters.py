"""The transport: connections to servers, which are kept and used again."""

import http.client
import os
import socket
import ssl
import threading
import zlib
from urllib.parse import urlparse, urlsplit

from requests.auth import _basic_auth_str
from requests.cookies import extract_cookies_to_jar
from requests.exceptions import (ChunkedEncodingError, ConnectionError, ConnectTimeout, ContentDecodingError, InvalidProxyURL,
                                 InvalidSchema, InvalidURL, ProxyError, ReadTimeout, SSLError)
from requests.models import Response
from requests.structures import CaseInsensitiveDict
from requests.utils import (get_auth_from_url, get_encoding_from_headers, prepend_scheme_if_needed, select_proxy,
                            urldefragauth)

DEFAULT_POOLBLOCK = False
DEFAULT_POOLSIZE = 10
DEFAULT_RETRIES = 0


class _Decoder:
    """Unpacks a body as it comes."""

    def __init__(self, kinds):
        self._steps = []
        for kind in reversed(kinds):
            self._steps.append([kind, None])

    @staticmethod
    def _make(kind, data):
        if kind in ("gzip", "x-gzip"):
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # Some servers leave out the head of zlib's format.
        has_head = len(data) > 1 and data[0] & 0x0f == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return zlib.decompressobj() if has_head else zlib.decompressobj(-zlib.MAX_WBITS)

    def decode(self, data, last=False):
        """Unpack a piece."""
        for step in self._steps:
            if step[1] is None and data:
                step[1] = self._make(step[0], data)
            if step[1] is None:
                continue
            out = step[1].decompress(data)
            while step[0] in ("gzip", "x-gzip") and step[1].eof and step[1].unused_data:
                # One member follows the other.
                rest = step[1].unused_data
                step[1] = self._make(step[0], rest)
                out += step[1].decompress(rest)
            data = out + (step[1].flush() if last else b"")
        return data


class RawResponse:
    """The body of a response, and the connection that it comes from."""

    def __init__(self, response, connection, give_back):
        self._original_response = response
        self._fp = response
        self._connection = connection
        self._give_back = give_back
        self.status = response.status
        self.reason = response.reason
        self.version = response.version
        self.headers = CaseInsensitiveDict()
        for name, value in response.getheaders():
            self.headers[name] = f"{self.headers[name]}, {value}" if name in self.headers else value
        kinds = [k.strip().lower() for k in self.headers.get("content-encoding", "").split(",")]
        kinds = [k for k in kinds if k in ("gzip", "x-gzip", "deflate")]
        self._decoder = _Decoder(kinds) if kinds else None
        self.decode_content = True

    @property
    def closed(self):
        """Whether the body is at its end."""
        return self._fp.isclosed()

    def read(self, amt=None, decode_content=None):
        """Read some of the body."""
        data = self._read(amt)
        if decode_content is None:
            decode_content = False
        if decode_content and self._decoder:
            data = self._decode(data, not data or amt is None)
        return data

    def _decode(self, data, last):
        try:
            return self._decoder.decode(data, last)
        except zlib.error as e:
            raise ContentDecodingError(f"Received response with content-encoding that failed to decode: {e}") from e

    def _read(self, amt):
        try:
            data = self._fp.read(amt)
        except http.client.IncompleteRead as e:
            self.close()
            if e.partial and not self._fp.chunked and amt is not None:
                return e.partial
            raise ChunkedEncodingError(f"Connection broken: {e!r}") from e
        except TimeoutError as e:
            self.close()
            raise ConnectionError("Read timed out.") from e
        except (OSError, http.client.HTTPException) as e:
            self.close()
            raise ChunkedEncodingError(f"Connection broken: {e!r}") from e
        if self._fp.isclosed():
            self.release_conn()
        elif not data and amt:
            self.close()
        return data

    def stream(self, amt=2 ** 16, decode_content=True):
        """The body in pieces."""
        expected = self._fp.length
        while not self._fp.isclosed():
            if self._fp.chunked and amt is None:
                data = self._read(65536)
            else:
                data = self._read(amt)
            if not data and expected and self._fp.length:
                raise ChunkedEncodingError(f"Connection broken: IncompleteRead({expected - self._fp.length} bytes read, "
                                           f"{self._fp.length} more expected)")
            last = self._fp.isclosed() or not data
            if self._decoder and decode_content:
                data = self._decode(data, last)
            if data:
                yield data
            if last:
                break

    def release_conn(self):
        """Give the connection back if it can be used again."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if self._fp.isclosed() and connection.sock is not None:
            self._give_back(connection)
        else:
            connection.close()

    def close(self):
        """Give the body up, and the connection with it."""
        self._fp.close()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class BaseAdapter:
    """Sends requests."""

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Send a request."""
        raise NotImplementedError

    def close(self):
        """Close all connections."""
        raise NotImplementedError


class HTTPAdapter(BaseAdapter):
    """Sends requests over HTTP."""

    def __init__(self, pool_connections=DEFAULT_POOLSIZE, pool_maxsize=DEFAULT_POOLSIZE, max_retries=DEFAULT_RETRIES,
                 pool_block=DEFAULT_POOLBLOCK):
        self.max_retries = int(max_retries)
        self.config = {}
        self.proxy_manager = {}
        self._pool_maxsize = pool_maxsize
        self._idle = {}
        self._contexts = {}
        self._lock = threading.Lock()

    def close(self):
        """Close all connections that are kept."""
        with self._lock:
            idle, self._idle = self._idle, {}
        for connections in idle.values():
            for connection in connections:
                connection.close()

    def _context(self, verify, cert):
        key = (verify, cert)
        context = self._contexts.get(key)
        if context is None:
            context = ssl.create_default_context() if verify is True or not verify else ssl.create_default_context(
                **({"capath": verify} if os.path.isdir(verify) else {"cafile": verify}))
            if not verify:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            if cert:
                context.load_cert_chain(*([cert] if isinstance(cert, str) else cert))
            context.set_alpn_protocols(["http/1.1"])
            self._contexts[key] = context
        return context

    def _connection_for(self, request, verify, proxies, cert):
        """A connection, the key under which it is kept, and whether it was used before."""
        parts = urlsplit(request.url)
        proxy = select_proxy(request.url, proxies)
        try:
            port = parts.port
        except ValueError as e:
            raise InvalidURL(e, request=request) from e
        host, tunnel, headers = parts.hostname, None, {}
        secure = parts.scheme == "https"
        if proxy:
            proxy = prepend_scheme_if_needed(proxy, "http")
            address = urlparse(proxy)
            if not address.hostname:
                raise InvalidProxyURL("Please check proxy URL. It is malformed and could be missing the host.")
            if address.scheme != "http":
                raise InvalidSchema(f"proxies of the kind {address.scheme} are not supported by Pausa")
            user, password = get_auth_from_url(proxy)
            if user:
                headers["Proxy-Authorization"] = _basic_auth_str(user, password)
            if secure:
                tunnel = (host, port or 443)
            host, port = address.hostname, address.port
        verify = os.fspath(verify) if not isinstance(verify, bool) and verify is not None else verify
        cert = tuple(cert) if isinstance(cert, list) else cert
        key = (host, port, secure, tunnel, verify, cert) if secure else (host, port)
        with self._lock:
            idle = self._idle.get(key, [])
            while idle:
                connection = idle.pop()
                if _is_usable(connection):
                    return connection, key, True, proxy, headers
                connection.close()
        if not secure:
            connection = http.client.HTTPConnection(host, port)
        else:
            try:
                context = self._context(verify, cert)
            except OSError as e:
                what = "TLS CA certificate bundle" if verify not in (True, False, None) else "TLS certificate file"
                raise OSError(f"Could not find a suitable {what}: {e}") from e
            if tunnel:
                connection = http.client.HTTPSConnection(host, port, context=context)
                connection.set_tunnel(*tunnel, headers=headers)
            else:
                connection = http.client.HTTPSConnection(host, port, context=context)
        return connection, key, False, proxy, headers

    def _give_back(self, key, connection):
        with self._lock:
            idle = self._idle.setdefault(key, [])
            if len(idle) < self._pool_maxsize:
                idle.append(connection)
                return
        connection.close()

    def request_url(self, request, proxies):
        """What stands in the first line of a request."""
        proxy = select_proxy(request.url, proxies)
        if proxy and urlparse(request.url).scheme != "https":
            return urldefragauth(request.url)
        return request.path_url

    def add_headers(self, request, **kwargs):
        """For subclasses: add headers."""

    def build_response(self, req, raw):
        """The response for what a server sent."""
        response = Response()
        response.status_code = raw.status
        response.headers = CaseInsensitiveDict(raw.headers)
        response.encoding = get_encoding_from_headers(response.headers)
        response.raw = raw
        response.reason = raw.reason
        response.url = req.url.decode("utf-8") if isinstance(req.url, bytes) else req.url
        extract_cookies_to_jar(response.cookies, req, raw)
        response.request = req
        response.connection = self
        return response

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Send a request: its response, of which the body is not read yet."""
        if isinstance(timeout, tuple):
            try:
                connect, read = timeout
            except ValueError:
                raise ValueError(f"Invalid timeout {timeout}. Pass a (connect, read) timeout tuple, or a single float to "
                                 "set both timeouts to the same value.") from None
        else:
            connect = read = timeout
        self.add_headers(request, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies=proxies)
        tries = self.max_retries
        while True:
            connection, key, used, proxy, proxy_headers = self._connection_for(request, verify, proxies, cert)
            url = self.request_url(request, proxies)
            headers = dict(request.headers)
            if proxy and not key[2:3] == (True,):
                headers.update(proxy_headers)
            try:
                if connection.sock is None:
                    connection.timeout = socket._GLOBAL_DEFAULT_TIMEOUT if connect is None else connect
                    self._connect(connection, request, proxy)
                connection.sock.settimeout(read)
                response = self._exchange(connection, request, url, headers)
                return self.build_response(request, RawResponse(response, connection, lambda c: self._give_back(key, c)))
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as e:
                connection.close()
                # A connection that was kept may have been closed meanwhile.
                if used and not hasattr(request.body, "read") and not _is_iterator(request.body):
                    continue
                raise ConnectionError(("Connection aborted.", e), request=request) from e
            except TimeoutError as e:
                connection.close()
                raise ReadTimeout(f"HTTPConnectionPool(host={connection.host!r}, port={connection.port}): Read timed out. "
                                  f"(read timeout={read})", request=request) from e
            except ssl.SSLError as e:
                connection.close()
                raise SSLError(e, request=request) from e
            except ConnectionError:
                connection.close()
                if tries > 0:
                    tries -= 1
                    continue
                raise
            except http.client.InvalidURL as e:
                connection.close()
                raise InvalidURL(e, request=request) from e
            except (OSError, http.client.HTTPException) as e:
                connection.close()
                raise ConnectionError(e, request=request) from e
            except BaseException:
                connection.close()
                raise

    def _connect(self, connection, request, proxy):
        where = f"host={connection.host!r}, port={connection.port}"
        try:
            connection.connect()
        except TimeoutError as e:
            raise ConnectTimeout(f"HTTPConnectionPool({where}): Max retries exceeded with url: {request.path_url} "
                                 f"(Caused by ConnectTimeoutError: {e})", request=request) from e
        except ssl.SSLError as e:
            raise SSLError(f"HTTPSConnectionPool({where}): Max retries exceeded with url: {request.path_url} "
                           f"(Caused by SSLError({e!r}))", request=request) from e
        except OSError as e:
            kind = ProxyError if proxy else ConnectionError
            raise kind(f"HTTPConnectionPool({where}): Max retries exceeded with url: {request.path_url} "
                       f"(Caused by NewConnectionError: Failed to establish a new connection: {e})", request=request) from e

    def _exchange(self, connection, request, url, headers):
        chunked = not (request.body is None or "Content-Length" in request.headers)
        names = {name.lower() for name in headers}
        connection.putrequest(request.method, url, skip_host="host" in names, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        body = request.body
        if isinstance(body, str):
            body = body.encode("utf-8")
        connection.endheaders(body, encode_chunked=chunked)
        return connection.getresponse()


def _is_iterator(body):
    return hasattr(body, "__next__")


def _is_usable(connection):
    """Whether the server has kept a connection open, and is quiet."""
    sock = connection.sock
    if sock is None:
        return False
    timeout = sock.gettimeout()
    try:
        sock.settimeout(0)
        sock.recv(1)
        return False
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False
    finally:
        sock.settimeout(timeout)
