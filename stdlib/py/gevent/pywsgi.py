"""A server for WSGI applications."""

import errno
import sys
import time
import traceback
from datetime import datetime
from urllib.parse import unquote_to_bytes

import gevent
from gevent import socket
from gevent.hub import get_hub
from gevent.server import StreamServer

__all__ = ["WSGIServer", "WSGIHandler", "LoggingLogAdapter", "Environ", "SecureEnviron", "WSGISecureEnviron"]

MAX_REQUEST_LINE = 8192
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_INTERNAL_ERROR_STATUS = "500 Internal Server Error"
_INTERNAL_ERROR_BODY = b"Internal Server Error"
_INTERNAL_ERROR_HEADERS = (("Content-Type", "text/plain"), ("Connection", "close"),
                           ("Content-Length", str(len(_INTERNAL_ERROR_BODY))))
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_NO_BODY = (204, 304)


def format_date_time(timestamp):
    """A time as the header Date has it."""
    year, month, day, hour, minute, second, weekday, _, _ = time.gmtime(timestamp)
    return "%s, %02d %3s %4d %02d:%02d:%02d GMT" % (_WEEKDAYS[weekday], day, _MONTHS[month], year, hour, minute, second)


def _bad_request(body):
    text = f"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-length: {len(body)}\r\n\r\n{body}"
    return text.encode("latin-1")


_TOO_LONG = b"HTTP/1.1 414 Request URI Too Long\r\nConnection: close\r\nContent-length: 0\r\n\r\n"


class _InvalidClientRequest(ValueError):
    """The request is none."""

    formatted = False


class _InvalidClientInput(OSError):
    """The body of a request is not what its headers say."""


class Input:
    """The body of a request, as the application reads it."""

    __slots__ = ("rfile", "content_length", "socket", "position", "chunked_input", "chunk_left", "_buffer", "_sent")

    def __init__(self, rfile, content_length, socket=None, chunked_input=False):
        self.rfile = rfile
        self.content_length = content_length
        # None unless the client waits to be told to go on.
        self.socket = socket
        self.position = 0
        self.chunked_input = chunked_input
        self.chunk_left = 0
        self._buffer = b""

    def _discard(self):
        """Read what the application did not, so that the next request can be read."""
        if self.socket is not None and self.position < (self.content_length or 0) or self.chunked_input:
            # The client was never told to send it.
            if self.socket is not None:
                return
        while self.read(16384):
            pass

    def _tell_to_go_on(self):
        sock, self.socket = self.socket, None
        if sock is not None:
            sock.sendall(_CONTINUE)

    def _read_plain(self, length, read):
        self._tell_to_go_on()
        left = (self.content_length or 0) - self.position
        if length is None or length < 0 or length > left:
            length = left
        if length <= 0:
            return b""
        data = read(length)
        self.position += len(data)
        if len(data) < length and (read is self.rfile.read or not data):
            raise OSError("unexpected end of file while reading request at position %s" % (self.position,))
        return data

    def _next_chunk(self):
        line = self.rfile.readline(MAX_REQUEST_LINE)
        size = line.split(b";", 1)[0].strip()
        if not line.endswith(b"\n") or not size or any(c not in b"0123456789abcdefABCDEF" for c in size):
            raise _InvalidClientInput("Invalid chunk length")
        count = int(size, 16)
        if count == 0:
            while True:
                trailer = self.rfile.readline(MAX_REQUEST_LINE)
                if trailer in (b"\r\n", b"\n", b""):
                    break
            self.chunk_left = None
        else:
            self.chunk_left = count

    def _read_chunked(self, length, read):
        self._tell_to_go_on()
        parts = []
        left = -1 if length is None or length < 0 else length
        while left and self.chunk_left is not None:
            if self.chunk_left == 0:
                self._next_chunk()
                if self.chunk_left is None:
                    break
            wanted = self.chunk_left if left < 0 else min(left, self.chunk_left)
            data = read(wanted)
            if not data:
                raise _InvalidClientInput("unexpected end of file while reading a chunk")
            self.position += len(data)
            self.chunk_left -= len(data)
            if self.chunk_left == 0:
                end = self.rfile.readline(MAX_REQUEST_LINE)
                if end not in (b"\r\n", b"\n"):
                    raise _InvalidClientInput("a chunk is longer than it says")
            parts.append(data)
            if left > 0:
                left -= len(data)
            if read is not self.rfile.read and data.endswith(b"\n"):
                break
        return b"".join(parts)

    def read(self, length=None):
        """Read the body, or some bytes of it."""
        if self.chunked_input:
            return self._read_chunked(length, self.rfile.read)
        return self._read_plain(length, self.rfile.read)

    def readline(self, size=None):
        """Read a line of the body."""
        if self.chunked_input:
            return self._read_chunked(size, self.rfile.readline)
        return self._read_plain(size, self.rfile.readline)

    def readlines(self, hint=None):
        """Read all lines of the body."""
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    next = __next__


class WSGIHandler:
    """Handles the requests of a connection."""

    protocol_version = "HTTP/1.1"
    ignored_socket_errors = (errno.EPIPE, errno.ECONNRESET, errno.ECONNABORTED)
    application = None

    def __init__(self, sock, address, server, rfile=None):
        self.socket = sock
        self.client_address = address
        self.server = server
        self.rfile = sock.makefile("rb", -1) if rfile is None else rfile
        self.environ = None
        self.headers = {}
        self.requestline = None
        self.command = None
        self.path = None
        self.request_version = None
        self.close_connection = False
        self.response_length = 0
        self.response_headers = None
        self.status = None
        self.code = None
        self.headers_sent = False
        self.connection_upgraded = False
        self.result = None
        self.time_start = self.time_finish = 0

    def handle(self):
        """Handle requests until the connection ends."""
        try:
            while self.socket is not None:
                self.time_start = time.time()
                self.time_finish = 0
                result = self.handle_one_request()
                if result is None:
                    break
                if result is True:
                    if self.connection_upgraded:
                        break
                    continue
                self.status, response = result
                try:
                    self._drain()
                    self.socket.sendall(response)
                except OSError as e:
                    self._note_client_error(e)
                if self.time_finish == 0:
                    self.time_finish = time.time()
                self.log_request()
                break
        finally:
            if self.socket is not None:
                sock, self.socket = self.socket, None
                try:
                    self.rfile.close()
                finally:
                    sock.close()

    def _drain(self):
        # What the client has sent is taken: to close a connection with something unread resets it, the answer with it.
        self.socket.settimeout(0.0)
        try:
            while self.socket.recv(65536):
                pass
        except BlockingIOError:
            pass
        finally:
            self.socket.settimeout(None)

    def _note_client_error(self, e):
        if e.errno not in self.ignored_socket_errors:
            raise e

    def read_requestline(self):
        """Read the first line of a request."""
        return self.rfile.readline(MAX_REQUEST_LINE)

    def _read_headers(self):
        headers = []
        size = 0
        while True:
            line = self.rfile.readline(MAX_REQUEST_LINE)
            size += len(line)
            if line in (b"\r\n", b"\n", b""):
                return headers
            if size > 65536:
                raise _InvalidClientRequest("the headers are too long")
            if line[:1] in b" \t":
                raise _InvalidClientRequest(f"Invalid header line: {line!r}")
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or not name or name != name.strip():
                raise _InvalidClientRequest(f"Invalid header line: {line.decode('latin-1')!r}")
            headers.append((name, value.strip()))

    def get_header(self, name, default=None):
        """A header of the request."""
        name = name.lower()
        for key, value in self.headers:
            if key.lower() == name:
                return value
        return default

    def _check_http_version(self):
        text = self.request_version
        if not text.startswith("HTTP/"):
            return False
        version = tuple(int(x) if x.isdigit() else -1 for x in text[5:].split("."))
        return (1, 0) <= version < (2, 0)

    def read_request(self, raw_requestline):
        """Take the first line of a request apart, and read its headers."""
        self.requestline = raw_requestline.decode("latin-1").rstrip("\r\n")
        words = self.requestline.split()
        if len(words) == 3:
            self.command, self.path, self.request_version = words
            if not self._check_http_version():
                raise _InvalidClientRequest(f"Invalid http version: {raw_requestline!r}")
        elif len(words) == 2:
            self.command, self.path = words
            if self.command != "GET":
                raise _InvalidClientRequest(f"Expected GET method; Got command={self.command!r}; "
                                            f"path={self.path!r}; raw={raw_requestline!r}")
            self.request_version = "HTTP/0.9"
        else:
            raise _InvalidClientRequest(f"Invalid HTTP method: {raw_requestline!r}")
        self.headers = self._read_headers() if len(words) == 3 else []
        length = self.get_header("Content-Length")
        if length is not None:
            if not (length.isascii() and length.isdigit()):
                raise _InvalidClientRequest(f"Invalid Content-Length: {length!r}")
            self.content_length = int(length)
            if self.get_header("Transfer-Encoding") is not None:
                raise _InvalidClientRequest("a request has either Content-Length or Transfer-Encoding")
        else:
            self.content_length = None
        if self.request_version == "HTTP/1.1":
            self.close_connection = self.get_header("Connection", "").lower() == "close"
        else:
            self.close_connection = self.get_header("Connection", "").lower() != "keep-alive"
        return True

    def handle_one_request(self):
        """Handle a request: True if another one may come, None if none will, else a status and what to send."""
        if self.rfile.closed:
            return None
        try:
            self.requestline = None
            raw = self.read_requestline()
        except (OSError, ValueError):
            return None
        if not raw:
            return None
        self.response_length = 0
        self.response_headers = None
        self.status = None
        if len(raw) >= MAX_REQUEST_LINE:
            self.requestline = raw[:100].decode("latin-1")
            return "414", _TOO_LONG
        try:
            if not self.read_request(raw):
                return "400", _bad_request("")
        except _InvalidClientRequest as e:
            self.log_error("Invalid request: %s", e)
            return "400", _bad_request("")
        except OSError:
            return None
        self.environ = self.get_environ()
        self.application = self.server.application
        self.handle_one_response()
        if self.close_connection:
            return None
        if self.rfile.closed:
            return None
        return True

    # The response.

    def finalize_headers(self):
        """Add the headers that a response needs."""
        names = {name.lower() for name, _ in self.response_headers}
        if "date" not in names:
            self.response_headers.append(("Date", format_date_time(time.time())))
        self.response_use_chunked = False
        if self.code in _NO_BODY or 100 <= self.code < 200:
            return
        if "content-length" not in names:
            if hasattr(self.result, "__len__"):
                total = sum(map(len, self.result))
                self.response_headers.append(("Content-Length", str(total)))
            elif self.request_version == "HTTP/1.1" and "transfer-encoding" not in names:
                self.response_use_chunked = True
                self.response_headers.append(("Transfer-Encoding", "chunked"))
            else:
                self.close_connection = True

    def _sendall(self, data):
        try:
            self.socket.sendall(data)
        except OSError as e:
            self.status = f"socket error: {e}"
            if self.code > 0:
                self.code = -self.code
            raise
        self.response_length += len(data)

    def _write(self, data, _bytearray=bytearray):
        if not data:
            return
        if self.response_use_chunked:
            data = b"%x\r\n%s\r\n" % (len(data), data)
        self._sendall(data)

    def _write_with_headers(self, data):
        self.headers_sent = True
        self.finalize_headers()
        lines = [f"HTTP/1.1 {self.status}\r\n"]
        lines += [f"{name}: {value}\r\n" for name, value in self.response_headers]
        out = ("".join(lines) + "\r\n").encode("latin-1")
        if data:
            out += b"%x\r\n%s\r\n" % (len(data), data) if self.response_use_chunked else data
        self._sendall(out)

    def write(self, data):
        """Send a piece of the response."""
        if self.code in _NO_BODY and data:
            raise AssertionError(f"The {self.code} response must have no body")
        if self.headers_sent:
            self._write(data)
        else:
            if not self.status:
                raise AssertionError("The application did not call start_response()")
            self._write_with_headers(data)

    def start_response(self, status, headers, exc_info=None):
        """What the application calls with the status and the headers of its response."""
        if exc_info:
            try:
                if self.headers_sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        code = int(status.split(" ", 1)[0])
        made = []
        for name, value in headers:
            if not isinstance(name, str):
                raise UnicodeError("The header must be a native string", name, value)
            if not isinstance(value, str):
                raise UnicodeError("The value must be a native string", name, value)
            if "\r" in name or "\n" in name:
                raise ValueError("carriage return or newline in header name", name)
            if "\r" in value or "\n" in value:
                raise ValueError("carriage return or newline in header value", value)
            made.append((name, value))
        self.status = status
        self.code = code
        self.response_headers = made
        connection = [value.lower() for name, value in made if name.lower() == "connection"]
        if not connection and self.request_version == "HTTP/1.0":
            if self.close_connection:
                made.append(("Connection", "close"))
            else:
                made.append(("Connection", "keep-alive"))
        if "close" in connection:
            self.close_connection = True
        if code == 101:
            self.connection_upgraded = True
        return self.write

    def log_request(self):
        """Note a request in the log."""
        self.server.log.write(self.format_request() + "\n")

    def format_request(self):
        """A request as the log has it."""
        now = datetime.now().replace(microsecond=0)
        length = self.response_length or "-"
        delta = f"{self.time_finish - self.time_start:.6f}" if self.time_finish else "-"
        address = self.client_address[0] if isinstance(self.client_address, tuple) else self.client_address
        status = (self.status or "000").split()[0]
        return f"{address or '-'} - - [{now}] \"{self.requestline or ''}\" {status} {length} {delta}"

    def log_error(self, msg, *args):
        """Note an error in the log of errors."""
        try:
            message = msg % args
        except Exception:
            traceback.print_exc()
            message = f"{msg!r} {args!r}"
        try:
            message = f"{self.socket}: {message}"
        except Exception:
            pass
        self.server.error_log.write(message + "\n")

    def process_result(self):
        """Send what the application returned."""
        for data in self.result:
            if data:
                self.write(data)
        if self.status and not self.headers_sent:
            self.write(b"")
        if self.response_use_chunked:
            self._sendall(b"0\r\n\r\n")

    def run_application(self):
        """Call the application, and send what it returns."""
        self.result = self.application(self.environ, self.start_response)
        self.process_result()

    def handle_one_response(self):
        """Handle a request whose headers were read."""
        self.time_start = time.time()
        self.status = None
        self.headers_sent = False
        self.result = None
        self.response_use_chunked = False
        self.connection_upgraded = False
        self.response_length = 0
        try:
            try:
                self.run_application()
            finally:
                try:
                    self.wsgi_input._discard()
                except OSError:
                    self.close_connection = True
                close = getattr(self.result, "close", None)
                if close is not None:
                    close()
        except _InvalidClientInput as e:
            self._handle_client_error(e)
        except OSError as e:
            if e.errno in self.ignored_socket_errors:
                self.close_connection = True
            else:
                self.handle_error(*sys.exc_info())
        except Exception:
            self.handle_error(*sys.exc_info())
        finally:
            self.time_finish = time.time()
            self.log_request()

    def _send_error_response_if_possible(self, error_status, error_body=_INTERNAL_ERROR_BODY):
        if self.response_length:
            self.close_connection = True
            return
        self.status = None
        self.headers_sent = False
        self.result = [error_body]
        self.start_response(error_status, [("Content-Type", "text/plain"), ("Connection", "close"),
                                           ("Content-Length", str(len(error_body)))])
        try:
            self.write(error_body)
        except OSError:
            pass
        self.close_connection = True

    def _handle_client_error(self, error):
        self.log_error("Invalid input: %s", error)
        self._send_error_response_if_possible("400 Bad Request", b"Bad Request")

    def handle_error(self, t, v, tb):
        """An application failed: say so to the log of errors and to the client."""
        if not issubclass(t, gevent.GreenletExit):
            context = self.environ
            if not isinstance(context, SecureEnviron):
                context = self.server.secure_environ_class(context)
            get_hub().handle_error(context, t, v, tb)
        self._send_error_response_if_possible(_INTERNAL_ERROR_STATUS)

    def get_environ(self):
        """The environment of a request."""
        env = self.server.get_environ()
        env["REQUEST_METHOD"] = self.command
        env["SCRIPT_NAME"] = ""
        path, _, query = self.path.partition("?")
        if path.startswith(("http://", "https://")):
            path = "/" + path.split("/", 3)[3] if path.count("/") > 2 else "/"
        env["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
        env["QUERY_STRING"] = query
        kind = self.get_header("Content-Type")
        if kind is not None:
            env["CONTENT_TYPE"] = kind
        length = self.get_header("Content-Length")
        if length is not None:
            env["CONTENT_LENGTH"] = length
        env["SERVER_PROTOCOL"] = self.request_version
        address = self.client_address
        env["REMOTE_ADDR"] = str(address[0]) if isinstance(address, tuple) else str(address)
        env["REMOTE_PORT"] = str(address[1]) if isinstance(address, tuple) else str(address)
        for name, value in self.headers:
            if "_" in name:
                # It would be taken for the one with a hyphen.
                continue
            key = "HTTP_" + name.replace("-", "_").upper()
            if key in ("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"):
                continue
            if key in env:
                env[key] += ("; " if "COOKIE" in key else ",") + value
            else:
                env[key] = value
        expects = env.get("HTTP_EXPECT", "").lower() == "100-continue"
        chunked = env.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        self.wsgi_input = Input(self.rfile, self.content_length, socket=self.socket if expects else None,
                                chunked_input=chunked)
        env["wsgi.input"] = self.wsgi_input
        # Reading it comes to an end by itself, however it is encoded.
        env["wsgi.input_terminated"] = True
        return env


class _NoopLog:
    """A log that notes nothing."""

    def write(self, *args, **kwargs):
        """Note nothing."""

    def flush(self):
        """Nothing is left."""

    def writelines(self, lines):
        """Note nothing."""


class LoggingLogAdapter:
    """Makes a log of a logger."""

    __slots__ = ("_logger", "_level", "__dict__")

    def __init__(self, logger, level=20):
        self._logger = logger
        self._level = level

    def write(self, msg):
        """Note a line."""
        if msg and msg.endswith("\n"):
            msg = msg[:-1]
        self._logger.log(self._level, msg)

    def flush(self):
        """Nothing is left."""

    def writelines(self, lines):
        """Note lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name):
        return getattr(self._logger, name)


class Environ(dict):
    """The environment of a request."""

    __slots__ = ()

    def iteritems(self):
        """Its items."""
        return self.items()


class SecureEnviron(Environ):
    """An environment of which little is shown."""

    default_secure_repr = True
    default_whitelist_keys = ()
    default_print_masked_keys = True
    __slots__ = ("secure_repr", "whitelist_keys", "print_masked_keys")

    def __getattr__(self, name):
        if name in SecureEnviron.__slots__:
            return getattr(type(self), "default_" + name)
        raise AttributeError(name)

    def __repr__(self):
        if not self.secure_repr:
            return dict.__repr__(self)
        keys = self.whitelist_keys
        shown = [f"{key!r}: {dict.get(self, key)!r}" for key in self if key in keys]
        if self.print_masked_keys:
            shown += [f"{key!r}: '<MASKED>'" for key in self if key not in keys]
            return "{" + ", ".join(shown) + "}"
        hidden = len(self) - len(shown)
        return "{" + ", ".join(shown) + (", " if shown else "") + f"(hidden keys: {hidden})" + "}"

    __str__ = __repr__


class WSGISecureEnviron(SecureEnviron):
    """The same, with what does no harm shown."""

    default_whitelist_keys = ("REMOTE_ADDR", "REMOTE_PORT", "HTTP_HOST")
    default_print_masked_keys = False


class WSGIServer(StreamServer):
    """A server for a WSGI application."""

    handler_class = WSGIHandler
    environ_class = Environ
    secure_environ_class = WSGISecureEnviron
    base_env = {"GATEWAY_INTERFACE": "CGI/1.1", "SERVER_SOFTWARE": "gevent/20.0 Python/3.11",
                "SCRIPT_NAME": "", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
                "wsgi.run_once": False}
    application = None

    def __init__(self, listener, application=None, backlog=None, spawn="default", log="default", error_log="default",
                 handler_class=None, environ=None, **ssl_args):
        if application is not None:
            self.application = application
        if handler_class is not None:
            self.handler_class = handler_class
        StreamServer.__init__(self, listener, backlog=backlog, spawn=spawn, **ssl_args)
        self.log = self._log_of(log)
        self.error_log = self._log_of(error_log)
        self.set_environ(environ)
        self.set_max_accept()

    @staticmethod
    def _log_of(log):
        if log is None:
            return _NoopLog()
        if log == "default":
            return sys.stderr
        if not hasattr(log, "write") and hasattr(log, "log"):
            return LoggingLogAdapter(log)
        return log

    def set_environ(self, environ=None):
        """What the environment of each request begins with."""
        self.environ = environ if environ is not None else {}
        secure = isinstance(self.environ, SecureEnviron)
        made = self.environ_class(self.base_env) if not secure else type(self.environ)(self.base_env)
        made["wsgi.url_scheme"] = "https" if self.ssl_enabled else "http"
        made.update(self.environ)
        if made.get("wsgi.errors") is None:
            made["wsgi.errors"] = sys.stderr if self.error_log is sys.stderr else self.error_log
        self.environ = made

    def set_max_accept(self):
        """With several processes at one socket each takes one connection at a time."""
        if self.environ.get("wsgi.multiprocess"):
            self.max_accept = 1

    def get_environ(self):
        """What the environment of a request begins with."""
        return type(self.environ)(self.environ)

    def init_socket(self):
        """Make the socket, if there is none."""
        StreamServer.init_socket(self)
        self.update_environ()

    def update_environ(self):
        """Note the name and the port of the server."""
        address = self.address
        if isinstance(address, tuple):
            if "SERVER_NAME" not in self.environ:
                name = str(address[0])
                try:
                    name = socket.getfqdn(address[0])
                except OSError:
                    pass
                self.environ["SERVER_NAME"] = name
            self.environ.setdefault("SERVER_PORT", str(address[1]))
        else:
            self.environ.setdefault("SERVER_NAME", "")
            self.environ.setdefault("SERVER_PORT", "")

    def handle(self, sock, address):
        """Handle the requests of a connection."""
        self.handler_class(sock, address, self).handle()
