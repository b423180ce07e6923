"""Requests, as they are given and as they are sent, and responses."""

import codecs
import datetime
import json as complexjson
import os
from http.cookiejar import CookieJar
from io import UnsupportedOperation
from urllib.parse import urlencode, urlsplit, urlunsplit, urlparse, urlunparse, quote

from requests.auth import HTTPBasicAuth
from requests.cookies import RequestsCookieJar, cookiejar_from_dict, get_cookie_header
from requests.exceptions import (ChunkedEncodingError, ConnectionError, ContentDecodingError, HTTPError, InvalidJSONError,
                                 InvalidURL, MissingSchema, StreamConsumedError)
from requests.exceptions import JSONDecodeError as RequestsJSONDecodeError
from requests.hooks import default_hooks
from requests.status_codes import codes
from requests.structures import CaseInsensitiveDict
from requests.utils import (check_header_validity, get_auth_from_url, guess_filename, guess_json_utf, iter_slices,
                            parse_header_links, requote_uri, stream_decode_response_unicode, super_len, to_key_val_list,
                            to_native_string)

REDIRECT_STATI = (codes.moved, codes.found, codes.other, codes.temporary_redirect, codes.permanent_redirect)
DEFAULT_REDIRECT_LIMIT = 30
CONTENT_CHUNK_SIZE = 10 * 1024
ITER_CHUNK_SIZE = 512


def _is_string(value):
    return isinstance(value, (str, bytes))


def _encode_params(data):
    """Parameters as they stand in a URL or a form."""
    if _is_string(data) or hasattr(data, "read"):
        return data
    if not hasattr(data, "__iter__"):
        return data
    rows = []
    for key, values in to_key_val_list(data):
        if _is_string(values) or not hasattr(values, "__iter__"):
            values = [values]
        for v in values:
            if v is not None:
                rows.append((key.encode("utf-8") if isinstance(key, str) else key,
                             v.encode("utf-8") if isinstance(v, str) else v))
    return urlencode(rows, doseq=True)


def _quoted(name, value):
    """A parameter of a part's header, as browsers write it."""
    if isinstance(value, bytes):
        value = value.decode("utf-8")
    value = value.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return f'{name}="{value}"'


def _encode_files(files, data):
    """A body with files: (body, content type)."""
    if not files:
        raise ValueError("Files must be provided.")
    if _is_string(data):
        raise ValueError("Data must not be a string.")
    parts = []
    for field, values in to_key_val_list(data or {}):
        if _is_string(values) or not hasattr(values, "__iter__"):
            values = [values]
        for v in values:
            if v is not None:
                parts.append((field, None, v if isinstance(v, bytes) else str(v).encode("utf-8"), None, None))
    for key, value in to_key_val_list(files or {}):
        kind = headers = None
        if isinstance(value, (tuple, list)):
            name, content, *more = value
            kind = more[0] if more else None
            headers = more[1] if len(more) > 1 else None
        else:
            name, content = guess_filename(value) or key, value
        if isinstance(content, (str, bytes, bytearray)):
            raw = content
        elif hasattr(content, "read"):
            raw = content.read()
        elif content is None:
            continue
        else:
            raw = content
        parts.append((key, name, raw.encode("utf-8") if isinstance(raw, str) else bytes(raw), kind, headers))
    boundary = os.urandom(16).hex()
    lines = []
    for field, name, raw, kind, headers in parts:
        head = f"form-data; {_quoted('name', field)}"
        if name:
            head += f"; {_quoted('filename', name)}"
        rows = {"Content-Disposition": head}
        if kind:
            rows["Content-Type"] = kind
        rows.update(headers or {})
        lines.append(f"--{boundary}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in rows.items()) + "\r\n")
        lines += [raw, "\r\n"]
    lines.append(f"--{boundary}--\r\n")
    body = b"".join(line.encode("utf-8") if isinstance(line, str) else line for line in lines)
    return body, f"multipart/form-data; boundary={boundary}"


class RequestHooksMixin:
    """What has hooks."""

    def register_hook(self, event, hook):
        """Add a hook."""
        if event not in self.hooks:
            raise ValueError(f'Unsupported event specified, with event name "{event}"')
        if callable(hook):
            self.hooks[event].append(hook)
        elif hasattr(hook, "__iter__"):
            self.hooks[event].extend(h for h in hook if callable(h))

    def deregister_hook(self, event, hook):
        """Take a hook away: whether it was there."""
        try:
            self.hooks[event].remove(hook)
            return True
        except ValueError:
            return False


class Request(RequestHooksMixin):
    """A request as a program gives it."""

    def __init__(self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None,
                 hooks=None, json=None):
        self.hooks = default_hooks()
        for event, hook in (hooks or {}).items():
            self.register_hook(event=event, hook=hook)
        self.method = method
        self.url = url
        self.headers = {} if headers is None else headers
        self.files = [] if files is None else files
        self.data = [] if data is None else data
        self.json = json
        self.params = {} if params is None else params
        self.auth = auth
        self.cookies = cookies

    def __repr__(self):
        return f"<Request [{self.method}]>"

    def prepare(self):
        """The request as it is sent."""
        p = PreparedRequest()
        p.prepare(method=self.method, url=self.url, headers=self.headers, files=self.files, data=self.data,
                  json=self.json, params=self.params, auth=self.auth, cookies=self.cookies, hooks=self.hooks)
        return p


class PreparedRequest(RequestHooksMixin):
    """A request as it is sent."""

    def __init__(self):
        self.method = None
        self.url = None
        self.headers = None
        self._cookies = None
        self.body = None
        self.hooks = default_hooks()
        self._body_position = None

    def prepare(self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None,
                hooks=None, json=None):
        """Make the request ready."""
        self.prepare_method(method)
        self.prepare_url(url, params)
        self.prepare_headers(headers)
        self.prepare_cookies(cookies)
        self.prepare_body(data, files, json)
        self.prepare_auth(auth, url)
        # Last, so that a hook that proving oneself adds stays.
        self.prepare_hooks(hooks)

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"

    def copy(self):
        """Another one, the same."""
        p = PreparedRequest()
        p.method = self.method
        p.url = self.url
        p.headers = self.headers.copy() if self.headers is not None else None
        p._cookies = self._cookies.copy() if self._cookies is not None else None
        p.body = self.body
        p.hooks = self.hooks
        p._body_position = self._body_position
        return p

    def prepare_method(self, method):
        """Set the method."""
        self.method = to_native_string(method.upper()) if method is not None else None

    def prepare_url(self, url, params):
        """Set the URL."""
        url = url.decode("utf8") if isinstance(url, bytes) else str(url)
        url = url.lstrip()
        if ":" in url and not url.lower().startswith("http"):
            # Whoever knows this scheme knows what to do with the URL.
            self.url = url
            return
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as e:
            raise InvalidURL(f"Failed to parse: {url}") from e
        if not parts.scheme:
            raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
        host = parts.hostname
        if not host:
            raise InvalidURL(f"Invalid URL {url!r}: No host supplied")
        if not host.isascii():
            try:
                host = host.encode("idna").decode("ascii")
            except (UnicodeError, LookupError):
                raise InvalidURL("URL has an invalid label.") from None
        elif host.startswith(("*", ".")):
            raise InvalidURL("URL has an invalid label.")
        netloc = f"[{host}]" if ":" in host else host
        if "@" in parts.netloc:
            netloc = parts.netloc.rpartition("@")[0] + "@" + netloc
        if port is not None:
            netloc += f":{port}"
        query = parts.query
        if isinstance(params, (str, bytes)):
            params = to_native_string(params)
        added = _encode_params(params)
        if added:
            query = f"{query}&{added}" if query else added
        self.url = requote_uri(urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", query, parts.fragment)))

    def prepare_headers(self, headers):
        """Set the headers."""
        self.headers = CaseInsensitiveDict()
        for header in (headers or {}).items():
            check_header_validity(header)
            name, value = header
            self.headers[to_native_string(name)] = value

    def prepare_body(self, data, files, json=None):
        """Set the body."""
        body = content_type = None
        if not data and json is not None:
            content_type = "application/json"
            try:
                body = complexjson.dumps(json, allow_nan=False)
            except ValueError as e:
                raise InvalidJSONError(e, request=self) from e
            if not isinstance(body, bytes):
                body = body.encode("utf-8")
        is_stream = hasattr(data, "__iter__") and not isinstance(data, (str, bytes, list, tuple, dict)) and \
            not hasattr(data, "items")
        if is_stream:
            try:
                length = super_len(data)
            except (TypeError, AttributeError, UnsupportedOperation):
                length = None
            body = data
            if getattr(body, "tell", None) is not None:
                try:
                    self._body_position = body.tell()
                except OSError:
                    # That it is unknown shows when the body has to be sent again.
                    self._body_position = object()
            if files:
                raise NotImplementedError("Streamed bodies and files are mutually exclusive.")
            if length:
                self.headers["Content-Length"] = str(length)
            else:
                self.headers["Transfer-Encoding"] = "chunked"
        else:
            if files:
                body, content_type = _encode_files(files, data)
            elif data:
                body = _encode_params(data)
                if not (_is_string(data) or hasattr(data, "read")):
                    content_type = "application/x-www-form-urlencoded"
            self.prepare_content_length(body)
            if content_type and "content-type" not in self.headers:
                self.headers["Content-Type"] = content_type
        self.body = body

    def prepare_content_length(self, body):
        """Set the header with the length of the body."""
        if body is not None:
            length = super_len(body)
            if length:
                self.headers["Content-Length"] = str(length)
        elif self.method not in ("GET", "HEAD") and self.headers.get("Content-Length") is None:
            self.headers["Content-Length"] = "0"

    def prepare_auth(self, auth, url=""):
        """Give the request what proves who it is from."""
        if auth is None:
            found = get_auth_from_url(self.url)
            auth = found if any(found) else None
        if auth:
            if isinstance(auth, tuple) and len(auth) == 2:
                auth = HTTPBasicAuth(*auth)
            r = auth(self)
            self.__dict__.update(r.__dict__)
            self.prepare_content_length(self.body)

    def prepare_cookies(self, cookies):
        """Set the header with the cookies."""
        self._cookies = cookies if isinstance(cookies, CookieJar) else cookiejar_from_dict(cookies)
        header = get_cookie_header(self._cookies, self)
        if header is not None:
            self.headers["Cookie"] = header

    def prepare_hooks(self, hooks):
        """Set the hooks."""
        for event in hooks or []:
            self.register_hook(event, hooks[event])

    @property
    def path_url(self):
        """What stands in the first line of the request."""
        parts = urlsplit(self.url)
        path = parts.path or "/"
        return f"{path}?{parts.query}" if parts.query else path


class Response:
    """What a server answered."""

    __attrs__ = ["_content", "status_code", "url", "headers", "history", "encoding", "reason", "cookies", "elapsed", "request"]

    def __init__(self):
        self._content = False
        self._content_consumed = False
        self._next = None
        self.status_code = None
        self.headers = CaseInsensitiveDict()
        self.raw = None
        self.url = None
        self.encoding = None
        self.history = []
        self.reason = None
        self.cookies = cookiejar_from_dict({})
        self.elapsed = datetime.timedelta(0)
        self.request = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getstate__(self):
        if not self._content_consumed:
            self.content
        return {attr: getattr(self, attr, None) for attr in self.__attrs__}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._content_consumed = True
        self.raw = None

    def __repr__(self):
        return f"<Response [{self.status_code}]>"

    def __bool__(self):
        return self.ok

    def __iter__(self):
        return self.iter_content(128)

    @property
    def ok(self):
        """Whether the status is no error."""
        try:
            self.raise_for_status()
        except HTTPError:
            return False
        return True

    @property
    def is_redirect(self):
        """Whether the response sends one elsewhere."""
        return "location" in self.headers and self.status_code in REDIRECT_STATI

    @property
    def is_permanent_redirect(self):
        """Whether the response sends one elsewhere for ever."""
        return "location" in self.headers and self.status_code in (codes.moved_permanently, codes.permanent_redirect)

    @property
    def next(self):
        """The request to which a redirection leads, if it was not followed."""
        return self._next

    @property
    def apparent_encoding(self):
        """The encoding that the body seems to have."""
        content = self.content
        if content.isascii():
            return "ascii"
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf_16"
        try:
            content.decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            return "cp1252"

    def iter_content(self, chunk_size=1, decode_unicode=False):
        """The body in pieces of up to chunk_size bytes."""
        def generate():
            yield from self.raw.stream(chunk_size)
            self._content_consumed = True

        if self._content_consumed and isinstance(self._content, bool):
            raise StreamConsumedError()
        if chunk_size is not None and not isinstance(chunk_size, int):
            raise TypeError(f"chunk_size must be an int, it is instead a {type(chunk_size)}.")
        chunks = iter_slices(self._content, chunk_size) if self._content_consumed else generate()
        return stream_decode_response_unicode(chunks, self) if decode_unicode else chunks

    def iter_lines(self, chunk_size=ITER_CHUNK_SIZE, decode_unicode=False, delimiter=None):
        """The lines of the body."""
        pending = None
        for chunk in self.iter_content(chunk_size=chunk_size, decode_unicode=decode_unicode):
            if pending is not None:
                chunk = pending + chunk
            lines = chunk.split(delimiter) if delimiter else chunk.splitlines()
            pending = lines.pop() if lines and lines[-1] and chunk and lines[-1][-1] == chunk[-1] else None
            yield from lines
        if pending is not None:
            yield pending

    @property
    def content(self):
        """The body as bytes."""
        if self._content is False:
            if self._content_consumed:
                raise RuntimeError("The content for this response was already consumed")
            if self.status_code == 0 or self.raw is None:
                self._content = None
            else:
                self._content = b"".join(self.iter_content(CONTENT_CHUNK_SIZE)) or b""
        self._content_consumed = True
        return self._content

    @property
    def text(self):
        """The body as text."""
        if not self.content:
            return ""
        encoding = self.encoding
        if encoding is None:
            encoding = self.apparent_encoding
        try:
            return str(self.content, encoding, errors="replace")
        except (LookupError, TypeError):
            return str(self.content, errors="replace")

    def json(self, **kwargs):
        """What the body says as JSON."""
        if not self.encoding and self.content and len(self.content) > 3:
            encoding = guess_json_utf(self.content)
            if encoding is not None:
                try:
                    return complexjson.loads(self.content.decode(encoding), **kwargs)
                except UnicodeDecodeError:
                    # It says one encoding and has another, which is looked for below.
                    pass
                except complexjson.JSONDecodeError as e:
                    raise RequestsJSONDecodeError(e.msg, e.doc, e.pos) from None
        try:
            return complexjson.loads(self.text, **kwargs)
        except complexjson.JSONDecodeError as e:
            raise RequestsJSONDecodeError(e.msg, e.doc, e.pos) from None

    @property
    def links(self):
        """The links of the header Link."""
        header = self.headers.get("link")
        return {link.get("rel") or link.get("url"): link for link in parse_header_links(header)} if header else {}

    def raise_for_status(self):
        """Raise HTTPError if the status is an error."""
        reason = self.reason
        if isinstance(reason, bytes):
            try:
                reason = reason.decode("utf-8")
            except UnicodeDecodeError:
                reason = reason.decode("iso-8859-1")
        if 400 <= self.status_code < 500:
            raise HTTPError(f"{self.status_code} Client Error: {reason} for url: {self.url}", response=self)
        if 500 <= self.status_code < 600:
            raise HTTPError(f"{self.status_code} Server Error: {reason} for url: {self.url}", response=self)

    def close(self):
        """Give the connection back."""
        if not self._content_consumed and self.raw is not None:
            self.raw.close()
        release = getattr(self.raw, "release_conn", None)
        if release is not None:
            release()
