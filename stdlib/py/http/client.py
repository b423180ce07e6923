"""HTTP/1.1 for clients: connections, requests and responses."""

import collections.abc
import email.message
import email.parser
import errno
import http
import io
import re
import socket
import sys
from urllib.parse import urlsplit

import _http

__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL", "ImproperConnectionState",
           "CannotSendRequest", "CannotSendHeader", "ResponseNotReady", "BadStatusLine", "LineTooLong",
           "RemoteDisconnected", "error", "responses"]

HTTP_PORT = 80
HTTPS_PORT = 443

_UNKNOWN = "UNKNOWN"
_CS_IDLE = "Idle"
_CS_REQ_STARTED = "Request-started"
_CS_REQ_SENT = "Request-sent"

globals().update(http.HTTPStatus.__members__)
responses = {status: status.phrase for status in http.HTTPStatus}

# No line may be longer, and there may be no more headers.
_MAXLINE = 65536
_MAXHEADERS = 100

_header_name = re.compile(rb"[^:\s][^:\r\n]*").fullmatch
_bad_header_value = re.compile(rb"\n(?![ \t])|\r(?![ \t\n])").search
_bad_path = re.compile("[\x00-\x20\x7f]")
_bad_method = re.compile("[\x00-\x1f]")
_METHODS_EXPECTING_BODY = {"PATCH", "POST", "PUT"}


def _encode(data, name="data"):
    """Text as Latin-1, with a good reason why it cannot be."""
    try:
        return data.encode("latin-1")
    except UnicodeEncodeError as e:
        raise UnicodeEncodeError(
            e.encoding, e.object, e.start, e.end,
            f"{name.title()} ({data[e.start:e.end]!r:.20}) is not valid Latin-1. "
            f"Use {name}.encode('utf-8') if you want to send it encoded in UTF-8.") from None


class HTTPMessage(email.message.Message):
    """The headers of a response."""

    def getallmatchingheaders(self, name):
        """The lines of all headers of a name."""
        name = name.lower()
        return [f"{k}: {v}" for k, v in self.items() if k.lower() == name]


def _read_headers(fp):
    """The lines of a head, with the empty one at its end."""
    lines = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("header line")
        lines.append(line)
        if len(lines) > _MAXHEADERS:
            raise HTTPException(f"got more than {_MAXHEADERS} headers")
        if line in (b"\r\n", b"\n", b""):
            return lines


def parse_headers(fp, _class=HTTPMessage):
    """Read headers up to the empty line behind them."""
    lines = _read_headers(fp)
    rows = _http.headers(b"".join(lines))
    if rows is None:
        # What is not as it should be is left to the parser of messages, which is patient.
        return email.parser.Parser(_class=_class).parsestr(b"".join(lines).decode("iso-8859-1"))
    message = _class()
    message._headers = rows
    message._payload = ""
    return message


class HTTPResponse(io.BufferedIOBase):
    """A response: its head is there, and its body can be read."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile("rb")
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = _UNKNOWN
        self.status = _UNKNOWN
        self.reason = _UNKNOWN
        self.chunked = _UNKNOWN
        self.chunk_left = _UNKNOWN
        self.length = _UNKNOWN
        self.will_close = _UNKNOWN

    def _read_status(self):
        line = str(self.fp.readline(_MAXLINE + 1), "iso-8859-1")
        if len(line) > _MAXLINE:
            raise LineTooLong("status line")
        if self.debuglevel > 0:
            print("reply:", repr(line))
        if not line:
            raise RemoteDisconnected("Remote end closed connection without response")
        parts = line.split(None, 2)
        if len(parts) == 3:
            version, status, reason = parts
        elif len(parts) == 2:
            version, status, reason = parts[0], parts[1], ""
        else:
            version = status = reason = ""
        if not version.startswith("HTTP/"):
            self._close_conn()
            raise BadStatusLine(line)
        try:
            status = int(status)
            if not 100 <= status <= 999:
                raise BadStatusLine(line)
        except ValueError:
            raise BadStatusLine(line) from None
        return version, status, reason

    def begin(self):
        """Read the head."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != 100:
                break
            skipped = _read_headers(self.fp)
            if self.debuglevel > 0:
                print("headers:", skipped)
        self.code = self.status = status
        self.reason = reason.strip()
        if version in ("HTTP/1.0", "HTTP/0.9"):
            self.version = 10
        elif version.startswith("HTTP/1."):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print("header:", name + ":", value)
        encoding = self.headers.get("transfer-encoding")
        self.chunked = bool(encoding) and encoding.lower() == "chunked"
        self.chunk_left = None
        self.will_close = self._check_close()
        self.length = None
        length = self.headers.get("content-length")
        if length and not self.chunked:
            try:
                self.length = int(length)
            except ValueError:
                pass
            else:
                if self.length < 0:
                    self.length = None
        if status in (204, 304) or 100 <= status < 200 or self._method == "HEAD":
            self.length = 0
        if not self.will_close and not self.chunked and self.length is None:
            self.will_close = True

    def _check_close(self):
        connection = self.headers.get("connection")
        if self.version == 11:
            return bool(connection) and "close" in connection.lower()
        if self.headers.get("keep-alive"):
            return False
        if connection and "keep-alive" in connection.lower():
            return False
        proxy = self.headers.get("proxy-connection")
        return not (proxy and "keep-alive" in proxy.lower())

    def _close_conn(self):
        fp = self.fp
        self.fp = None
        fp.close()

    def close(self):
        """Close the response."""
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        super().flush()
        if self.fp:
            self.fp.flush()

    def readable(self):
        return True

    def isclosed(self):
        """Whether all has been read."""
        return self.fp is None

    def read(self, amt=None):
        """Read the body, or up to `amt` bytes of it."""
        if self.fp is None:
            return b""
        if self._method == "HEAD":
            self._close_conn()
            return b""
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None and amt >= 0:
            if self.length is not None and amt > self.length:
                amt = self.length
            data = self.fp.read(amt)
            if not data and amt:
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            try:
                data = self._safe_read(self.length)
            except IncompleteRead:
                self._close_conn()
                raise
            self.length = 0
        self._close_conn()
        return data

    def readinto(self, b):
        """Read into a buffer: the number of bytes."""
        if self.fp is None:
            return 0
        if self._method == "HEAD":
            self._close_conn()
            return 0
        if self.chunked:
            return self._readinto_chunked(b)
        if self.length is not None and len(b) > self.length:
            b = memoryview(b)[0:self.length]
        n = self.fp.readinto(b)
        if not n and b:
            self._close_conn()
        elif self.length is not None:
            self.length -= n
            if not self.length:
                self._close_conn()
        return n

    def _read_next_chunk_size(self):
        line = self.fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("chunk size")
        try:
            return int(line.split(b";", 1)[0], 16)
        except ValueError:
            self._close_conn()
            raise

    def _read_and_discard_trailer(self):
        while True:
            line = self.fp.readline(_MAXLINE + 1)
            if len(line) > _MAXLINE:
                raise LineTooLong("trailer line")
            if not line or line in (b"\r\n", b"\n"):
                return

    def _get_chunk_left(self):
        """What is left of the current chunk, of which the next one begins if it is used up; None at the end."""
        left = self.chunk_left
        if not left:
            if left is not None:
                # The end of the line behind the chunk.
                self._safe_read(2)
            try:
                left = self._read_next_chunk_size()
            except ValueError:
                raise IncompleteRead(b"") from None
            if left == 0:
                self._read_and_discard_trailer()
                self._close_conn()
                left = None
            self.chunk_left = left
        return left

    def _read_chunked(self, amt=None):
        if amt is not None and amt < 0:
            amt = None
        parts = []
        try:
            while (left := self._get_chunk_left()) is not None:
                if amt is not None and amt <= left:
                    parts.append(self._safe_read(amt))
                    self.chunk_left = left - amt
                    break
                parts.append(self._safe_read(left))
                if amt is not None:
                    amt -= left
                self.chunk_left = 0
            return b"".join(parts)
        except IncompleteRead as e:
            raise IncompleteRead(b"".join(parts)) from e

    def _readinto_chunked(self, b):
        total = 0
        view = memoryview(b)
        try:
            while True:
                left = self._get_chunk_left()
                if left is None:
                    return total
                if len(view) <= left:
                    n = self._safe_readinto(view)
                    self.chunk_left = left - n
                    return total + n
                n = self._safe_readinto(view[:left])
                view = view[n:]
                total += n
                self.chunk_left = 0
        except IncompleteRead:
            raise IncompleteRead(bytes(b[0:total])) from None

    def _safe_read(self, amt):
        data = self.fp.read(amt)
        if len(data) < amt:
            raise IncompleteRead(data, amt - len(data))
        return data

    def _safe_readinto(self, b):
        n = self.fp.readinto(b)
        if n < len(b):
            raise IncompleteRead(bytes(b[:n]), len(b) - n)
        return n

    def read1(self, n=-1):
        """Read with at most one call of the system."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            left = self._get_chunk_left()
            if left is None or n == 0:
                return b""
            if not 0 <= n <= left:
                n = left
            data = self.fp.read1(n)
            self.chunk_left -= len(data)
            if not data:
                raise IncompleteRead(b"")
            return data
        if self.length is not None and (n < 0 or n > self.length):
            n = self.length
        data = self.fp.read1(n)
        if not data and n:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
        return data

    def peek(self, n=-1):
        """Look at what comes next."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            try:
                left = self._get_chunk_left()
            except IncompleteRead:
                return b""
            return b"" if left is None else self.fp.peek(left)[:left]
        return self.fp.peek(n)

    def readline(self, limit=-1):
        """Read a line."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            return super().readline(limit)
        if self.length is not None and (limit < 0 or limit > self.length):
            limit = self.length
        line = self.fp.readline(limit)
        if not line and limit:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(line)
        return line

    def fileno(self):
        return self.fp.fileno()

    def getheader(self, name, default=None):
        """A header's value; those of several of one name in one."""
        if self.headers is None:
            raise ResponseNotReady()
        found = self.headers.get_all(name) or default
        if isinstance(found, str) or not hasattr(found, "__iter__"):
            return found
        return ", ".join(found)

    def getheaders(self):
        """All headers: (name, value)."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def __iter__(self):
        return self

    def info(self):
        """The headers."""
        return self.headers

    def geturl(self):
        """The URL from which the response came."""
        return self.url

    def getcode(self):
        """The status."""
        return self.status


class HTTPConnection:
    """A connection to a server, for one request after the other."""

    _http_vsn = 11
    _http_vsn_str = "HTTP/1.1"
    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0

    @staticmethod
    def _is_textIO(stream):
        return isinstance(stream, io.TextIOBase)

    @staticmethod
    def _get_content_length(body, method):
        """How long a body is, if that is known."""
        if body is None:
            return 0 if method.upper() in _METHODS_EXPECTING_BODY else None
        if hasattr(body, "read"):
            return None
        try:
            return memoryview(body).nbytes
        except TypeError:
            pass
        return len(body) if isinstance(body, str) else None

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=8192):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.sock = None
        self._buffer = []
        self.__response = None
        self.__state = _CS_IDLE
        self._method = None
        self._tunnel_host = None
        self._tunnel_port = None
        self._tunnel_headers = {}
        self.host, self.port = self._get_hostport(host, port)
        self._validate_host(self.host)
        # Programs put something of their own here.
        self._create_connection = socket.create_connection

    def set_tunnel(self, host, port=None, headers=None):
        """Reach `host` through the server that is connected to."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._get_hostport(host, port)
        self._tunnel_headers = headers if headers else {}
        if not headers:
            self._tunnel_headers.clear()

    def _get_hostport(self, host, port):
        if port is None:
            colon = host.rfind(":")
            bracket = host.rfind("]")
            if colon > bracket:
                try:
                    port = int(host[colon + 1:])
                except ValueError:
                    if host[colon + 1:] != "":
                        raise InvalidURL(f"nonnumeric port: '{host[colon + 1:]}'") from None
                    port = self.default_port
                host = host[:colon]
            else:
                port = self.default_port
            if host and host[0] == "[" and host[-1] == "]":
                host = host[1:-1]
        return host, port

    def set_debuglevel(self, level):
        """Print what goes on."""
        self.debuglevel = level

    def _tunnel(self):
        head = f"CONNECT {self._tunnel_host}:{self._tunnel_port} HTTP/1.0\r\n"
        lines = [head.encode("ascii")]
        for name, value in self._tunnel_headers.items():
            lines.append(f"{name}: {value}\r\n".encode("latin-1"))
        lines.append(b"\r\n")
        self.send(b"".join(lines))
        response = self.response_class(self.sock, method=self._method)
        version, code, message = response._read_status()
        if code != http.HTTPStatus.OK:
            self.close()
            raise OSError(f"Tunnel connection failed: {code} {message.strip()}")
        _read_headers(response.fp)
        response.close()

    def connect(self):
        """Connect."""
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as e:
            if e.errno != errno.ENOPROTOOPT:
                raise
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close the connection."""
        self.__state = _CS_IDLE
        try:
            sock = self.sock
            if sock:
                self.sock = None
                sock.close()
        finally:
            response = self.__response
            if response:
                self.__response = None
                response.close()

    def _read_readable(self, readable):
        encode = self._is_textIO(readable)
        while data := readable.read(self.blocksize):
            yield data.encode("iso-8859-1") if encode else data

    def send(self, data):
        """Send bytes, what a file has, or an iterable of bytes."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print("send:", repr(data))
        if hasattr(data, "read"):
            for piece in self._read_readable(data):
                self.sock.sendall(piece)
            return
        try:
            self.sock.sendall(data)
        except TypeError:
            if not isinstance(data, collections.abc.Iterable):
                raise TypeError(f"data should be a bytes-like object or an iterable, got {type(data)!r}") from None
            for piece in data:
                self.sock.sendall(piece)

    def _output(self, s):
        self._buffer.append(s)

    def _send_output(self, message_body=None, encode_chunked=False):
        self._buffer.extend((b"", b""))
        head = b"\r\n".join(self._buffer)
        del self._buffer[:]
        self.send(head)
        if message_body is None:
            return
        if hasattr(message_body, "read"):
            pieces = self._read_readable(message_body)
        else:
            try:
                memoryview(message_body)
            except TypeError:
                try:
                    pieces = iter(message_body)
                except TypeError:
                    raise TypeError("message_body should be a bytes-like object or an iterable, "
                                    f"got {type(message_body)!r}") from None
            else:
                pieces = (message_body,)
        for piece in pieces:
            if not piece:
                continue
            if encode_chunked and self._http_vsn == 11:
                piece = f"{len(piece):X}\r\n".encode("ascii") + piece + b"\r\n"
            self.send(piece)
        if encode_chunked and self._http_vsn == 11:
            self.send(b"0\r\n\r\n")

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_IDLE:
            raise CannotSendRequest(self.__state)
        self.__state = _CS_REQ_STARTED
        self._method = method
        self._validate_method(method)
        url = url or "/"
        self._validate_path(url)
        self._output(self._encode_request(f"{method} {url} {self._http_vsn_str}"))
        if self._http_vsn != 11:
            return
        if not skip_host:
            netloc = urlsplit(url).netloc if url.startswith("http") else ""
            if netloc:
                self.putheader("Host", self._host_bytes(netloc))
            else:
                if self._tunnel_host:
                    host, port = self._tunnel_host, self._tunnel_port
                else:
                    host, port = self.host, self.port
                name = self._host_bytes(host)
                if host.find(":") >= 0:
                    name = b"[" + name + b"]"
                if port == self.default_port:
                    self.putheader("Host", name)
                else:
                    self.putheader("Host", name.decode("ascii") + f":{port}")
        if not skip_accept_encoding:
            self.putheader("Accept-Encoding", "identity")

    @staticmethod
    def _host_bytes(host):
        try:
            return host.encode("ascii")
        except UnicodeEncodeError:
            return host.encode("idna")

    def _encode_request(self, request):
        return request.encode("ascii")

    def _validate_method(self, method):
        match = _bad_method.search(method)
        if match:
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {match.group()!r})")

    def _validate_path(self, url):
        match = _bad_path.search(url)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {match.group()!r})")

    def _validate_host(self, host):
        match = _bad_path.search(host)
        if match:
            raise InvalidURL(f"URL can't contain control characters. {host!r} (found at least {match.group()!r})")

    def putheader(self, header, *values):
        """Add a header to the request."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        if hasattr(header, "encode"):
            header = header.encode("ascii")
        if not _header_name(header):
            raise ValueError(f"Invalid header name {header!r}")
        encoded = []
        for value in values:
            if hasattr(value, "encode"):
                value = value.encode("latin-1")
            elif isinstance(value, int):
                value = str(value).encode("ascii")
            if _bad_header_value(value):
                raise ValueError(f"Invalid header value {value!r}")
            encoded.append(value)
        self._output(header + b": " + b"\r\n\t".join(encoded))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """End the head of the request, and send it."""
        if self.__state != _CS_REQ_STARTED:
            raise CannotSendHeader()
        self.__state = _CS_REQ_SENT
        self._send_output(message_body, encode_chunked=encode_chunked)

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request."""
        names = frozenset(name.lower() for name in headers)
        skips = {}
        if "host" in names:
            skips["skip_host"] = 1
        if "accept-encoding" in names:
            skips["skip_accept_encoding"] = 1
        self.putrequest(method, url, **skips)
        if "content-length" not in names:
            if "transfer-encoding" not in names:
                encode_chunked = False
                length = self._get_content_length(body, method)
                if length is not None:
                    self.putheader("Content-Length", str(length))
                elif body is not None:
                    if self.debuglevel > 0:
                        print(f"Unable to determine size of {body!r}")
                    encode_chunked = True
                    self.putheader("Transfer-Encoding", "chunked")
        else:
            encode_chunked = False
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            body = _encode(body, "body")
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """Wait for the response to the request."""
        if self.__response and self.__response.isclosed():
            self.__response = None
        if self.__state != _CS_REQ_SENT or self.__response:
            raise ResponseNotReady(self.__state)
        if self.debuglevel > 0:
            response = self.response_class(self.sock, self.debuglevel, method=self._method)
        else:
            response = self.response_class(self.sock, method=self._method)
        try:
            try:
                response.begin()
            except ConnectionError:
                self.close()
                raise
            self.__state = _CS_IDLE
            if response.will_close:
                self.close()
            else:
                self.__response = response
            return response
        except:
            response.close()
            raise


try:
    import ssl
except ImportError:
    pass
else:
    class HTTPSConnection(HTTPConnection):
        """A connection with TLS."""

        default_port = HTTPS_PORT

        def __init__(self, host, port=None, key_file=None, cert_file=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT,
                     source_address=None, *, context=None, check_hostname=None, blocksize=8192):
            super().__init__(host, port, timeout, source_address, blocksize=blocksize)
            if key_file is not None or cert_file is not None or check_hostname is not None:
                import warnings
                warnings.warn("key_file, cert_file and check_hostname are deprecated, use a custom context instead.",
                              DeprecationWarning, 2)
            self.key_file = key_file
            self.cert_file = cert_file
            if context is None:
                context = ssl._create_default_https_context()
                if self._http_vsn == 11:
                    context.set_alpn_protocols(["http/1.1"])
            needs_name = context.verify_mode != ssl.CERT_NONE
            if check_hostname is None:
                check_hostname = context.check_hostname
            if check_hostname and not needs_name:
                raise ValueError("check_hostname needs a SSL context with either CERT_OPTIONAL or CERT_REQUIRED")
            if key_file or cert_file:
                context.load_cert_chain(cert_file, key_file)
            self._context = context
            if context.check_hostname != check_hostname:
                context.check_hostname = check_hostname

        def connect(self):
            """Connect, and begin TLS."""
            super().connect()
            name = self._tunnel_host if self._tunnel_host else self.host
            self.sock = self._context.wrap_socket(self.sock, server_hostname=name)

    __all__.append("HTTPSConnection")


class HTTPException(Exception):
    """An error of HTTP."""


class NotConnected(HTTPException):
    """There is no connection."""


class InvalidURL(HTTPException):
    """A URL is not valid."""


class UnknownProtocol(HTTPException):
    """The server speaks something else."""

    def __init__(self, version):
        self.args = version,
        self.version = version


class UnknownTransferEncoding(HTTPException):
    """The body is encoded in an unknown way."""


class UnimplementedFileMode(HTTPException):
    """A file is open in a way that does not do."""


class IncompleteRead(HTTPException):
    """The connection ended before the body did."""

    def __init__(self, partial, expected=None):
        self.args = partial,
        self.partial = partial
        self.expected = expected

    def __repr__(self):
        more = f", {self.expected} more expected" if self.expected is not None else ""
        return f"{self.__class__.__name__}({len(self.partial)} bytes read{more})"

    __str__ = object.__str__


class ImproperConnectionState(HTTPException):
    """It is not the time for this."""


class CannotSendRequest(ImproperConnectionState):
    """A request is on its way already."""


class CannotSendHeader(ImproperConnectionState):
    """No request has been begun."""


class ResponseNotReady(ImproperConnectionState):
    """There is no response to be had."""


class BadStatusLine(HTTPException):
    """The first line of a response is none."""

    def __init__(self, line):
        if not line:
            line = repr(line)
        self.args = line,
        self.line = line


class LineTooLong(HTTPException):
    """A line is too long."""

    def __init__(self, line_type):
        super().__init__(f"got more than {_MAXLINE} bytes when reading {line_type}")


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server closed the connection without a response."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, "")
        ConnectionResetError.__init__(self, *pos, **kw)


error = HTTPException
