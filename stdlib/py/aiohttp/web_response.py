"""Responses of servers."""

__all__ = ('ContentCoding', 'Response', 'StreamResponse', 'json_response')

import asyncio
import datetime
import enum
import json
import time
import zlib
from collections.abc import MutableMapping
from email.utils import formatdate
from http import HTTPStatus
from http.cookies import SimpleCookie

from multidict import CIMultiDict

from . import payload
from ._messages import BodyWriter, head_bytes
from .helpers import ETag, HeadersMixin, http_date, parse_http_date, sentinel
from .http import SERVER_SOFTWARE, HttpVersion10, HttpVersion11

REASON_PHRASES = {status.value: status.phrase for status in HTTPStatus}


_last_date = 0, ''


def _date():
    """The header Date, which is made once a second."""
    global _last_date
    now = int(time.time())
    if _last_date[0] != now:
        _last_date = now, formatdate(now, usegmt=True)
    return _last_date[1]


class ContentCoding(enum.Enum):
    """How a body may be compressed."""

    deflate = 'deflate'
    gzip = 'gzip'
    identity = 'identity'


class StreamResponse(MutableMapping, HeadersMixin):
    """A response whose body is written piece by piece."""

    _body = None

    def __init__(self, *, status=200, reason=None, headers=None):
        self._keep_alive = None
        self._chunked = False
        self._compression = None
        self._compress = False
        self._cookies = None
        self._request = None
        self._writer = None
        self._eof_sent = False
        self._length_check = True
        self._body_length = 0
        self._state = {}
        self._headers = CIMultiDict(headers) if headers is not None else CIMultiDict()
        self._set_status(status, reason)

    @property
    def prepared(self):
        """Whether the head has been sent."""
        return self._eof_sent or self._writer is not None

    @property
    def task(self):
        return getattr(self._request, 'task', None)

    @property
    def status(self):
        return self._status

    @property
    def chunked(self):
        return self._chunked

    @property
    def compression(self):
        return self._compress

    @property
    def reason(self):
        return self._reason

    def set_status(self, status, reason=None):
        """Set status and reason."""
        assert not self.prepared, 'Cannot change the response status code after the headers have been sent'
        self._set_status(status, reason)

    def _set_status(self, status, reason):
        self._status = int(status)
        if reason is None:
            reason = REASON_PHRASES.get(self._status, '')
        elif '\n' in reason or '\r' in reason:
            raise ValueError('Reason cannot contain \\r or \\n')
        self._reason = reason

    @property
    def keep_alive(self):
        return self._keep_alive

    def force_close(self):
        """Close the connection afterwards."""
        self._keep_alive = False

    @property
    def body_length(self):
        """How much of the body has been sent."""
        return self._writer.output_size if self._writer is not None else self._body_length

    def enable_chunked_encoding(self, chunk_size=None):
        """Send the body in chunks."""
        if 'Content-Length' in self._headers:
            raise RuntimeError("You can't enable chunked encoding when a content length is set")
        self._chunked = True

    def enable_compression(self, force=None, strategy=None):
        """Compress the body."""
        if isinstance(force, bool):
            force = ContentCoding.deflate if force else ContentCoding.identity
        elif force is not None:
            assert isinstance(force, ContentCoding), 'force should one of None, bool or ContentEncoding'
        self._compress = True
        self._compression = force

    @property
    def headers(self):
        return self._headers

    @property
    def cookies(self):
        """The cookies to be set."""
        if self._cookies is None:
            self._cookies = SimpleCookie()
        return self._cookies

    def set_cookie(self, name, value, *, expires=None, domain=None, max_age=None, path='/', secure=None,
                   httponly=None, version=None, samesite=None, partitioned=None):
        """Set a cookie."""
        cookies = self.cookies
        old = cookies.get(name)
        if old is not None and old.coded_value == '':
            cookies.pop(name, None)
        cookies[name] = value
        morsel = cookies[name]
        if expires is not None:
            morsel['expires'] = expires
        elif morsel.get('expires') == 'Thu, 01 Jan 1970 00:00:00 GMT':
            del morsel['expires']
        if domain is not None:
            morsel['domain'] = domain
        if max_age is not None:
            morsel['max-age'] = str(max_age)
        elif 'max-age' in morsel:
            del morsel['max-age']
        morsel['path'] = path
        for key, setting in (('secure', secure), ('httponly', httponly), ('version', version),
                             ('samesite', samesite)):
            if setting is not None:
                morsel[key] = setting

    def del_cookie(self, name, *, domain=None, path='/', secure=None, httponly=None, samesite=None):
        """Remove a cookie."""
        self.cookies.pop(name, None)
        self.set_cookie(name, '', max_age=0, expires='Thu, 01 Jan 1970 00:00:00 GMT', domain=domain, path=path,
                        secure=secure, httponly=httponly, samesite=samesite)

    @property
    def content_length(self):
        return HeadersMixin.content_length.fget(self)

    @content_length.setter
    def content_length(self, value):
        if value is not None:
            if self._chunked:
                raise RuntimeError("You can't set content length when chunked encoding is enable")
            self._headers['Content-Length'] = str(int(value))
        else:
            self._headers.pop('Content-Length', None)

    @property
    def content_type(self):
        return HeadersMixin.content_type.fget(self)

    @content_type.setter
    def content_type(self, value):
        self._set_content_type(str(value), self._parsed()[1])

    @property
    def charset(self):
        return HeadersMixin.charset.fget(self)

    @charset.setter
    def charset(self, value):
        kind, params = self._parsed()
        if kind == 'application/octet-stream':
            raise RuntimeError('Setting charset for application/octet-stream doesn\'t make sense, setup content_type '
                               'before')
        params = dict(params)
        if value is None:
            params.pop('charset', None)
        else:
            params['charset'] = str(value).lower()
        self._set_content_type(kind, params)

    def _set_content_type(self, kind, params):
        self._headers['Content-Type'] = '; '.join([kind, *(f'{k}={v}' for k, v in params.items())])

    @property
    def last_modified(self):
        return parse_http_date(self._headers.get('Last-Modified'))

    @last_modified.setter
    def last_modified(self, value):
        if value is None:
            self._headers.pop('Last-Modified', None)
        elif isinstance(value, str):
            self._headers['Last-Modified'] = value
        else:
            self._headers['Last-Modified'] = http_date(value)

    @property
    def etag(self):
        text = self._headers.get('ETag')
        if not text:
            return None
        weak = text.startswith('W/')
        return ETag(text.removeprefix('W/').strip('"') if text != '*' else '*', weak)

    @etag.setter
    def etag(self, value):
        if value is None:
            self._headers.pop('ETag', None)
        elif value == '*' or isinstance(value, ETag) and value.value == '*':
            self._headers['ETag'] = '*'
        elif isinstance(value, str):
            if '"' in value:
                raise ValueError('Value is not a valid etag. Maybe it contains \'"\'')
            self._headers['ETag'] = f'"{value}"'
        elif isinstance(value, ETag) and isinstance(value.value, str):
            self._headers['ETag'] = f'W/"{value.value}"' if value.is_weak else f'"{value.value}"'
        else:
            raise ValueError(f'Unsupported etag type: {type(value)}. etag must be str, ETag or None')

    async def prepare(self, request):
        """Send the head."""
        if self._eof_sent:
            return None
        if self._writer is not None:
            return self._writer
        return await self._start(request)

    async def _start(self, request):
        self._request = request
        if self._keep_alive is None:
            self._keep_alive = request.keep_alive
        self._begin_compression(request)
        version = request.version
        headers = self._headers
        if self._cookies:
            for morsel in self._cookies.values():
                headers.add('Set-Cookie', morsel.OutputString())
        if request._prepare_hook is not None:
            await request._prepare_hook(self)
        has_body = request.method != 'HEAD' and self._status not in (204, 304) and self._status >= 200
        length = None
        if self._chunked:
            if version != HttpVersion11:
                raise RuntimeError(f'Using chunked encoding is forbidden for HTTP/{request.version.major}.'
                                   f'{request.version.minor}')
            if has_body:
                headers['Transfer-Encoding'] = 'chunked'
        else:
            length = self.content_length if self._length_check else None
            if length is None:
                if self._status in (100, 101, 102, 103, 204, 304) or request.method == 'HEAD':
                    pass
                elif version >= HttpVersion11:
                    if self._length_check:
                        self._chunked = True
                        headers['Transfer-Encoding'] = 'chunked'
                        headers.popall('Content-Length', None)
                elif self._length_check:
                    self._keep_alive = False
        if self._status >= 200 and self._status not in (204, 304):
            headers.setdefault('Content-Type', 'application/octet-stream')
        elif self._status in (204, 304):
            headers.popall('Content-Length', None) if self._status == 204 else None
        if 'Date' not in headers:
            headers['Date'] = _date()
        headers.setdefault('Server', SERVER_SOFTWARE)
        if 'Connection' not in headers:
            if self._keep_alive:
                if version == HttpVersion10:
                    headers['Connection'] = 'keep-alive'
            elif version == HttpVersion11:
                headers['Connection'] = 'close'
        data = head_bytes(f'HTTP/{version[0]}.{version[1]} {self._status} {self._reason}', headers)
        protocol = request.protocol
        request._response_begun = True
        writer = BodyWriter(_Quiet(protocol) if not has_body else protocol, chunked=self._chunked and has_body,
                            length=length, compress=self._packing if has_body else None)
        self._writer = writer
        if self._waits_with_head and has_body:
            # One packet for head and body.
            self._head = data
        else:
            self._head = None
            protocol.write(data)
        return writer

    _waits_with_head = False
    _packing = None

    def _begin_compression(self, request):
        if not self._compress or self._status in (204, 304):
            return
        coding = self._compression
        if coding is None:
            accepted = request.headers.get('Accept-Encoding', '').lower()
            coding = next((c for c in ContentCoding if c.value in accepted), None)
        if coding is not None and coding is not ContentCoding.identity:
            self._packing = coding.value
            self._headers['Content-Encoding'] = coding.value
            self._pack()

    def _pack(self):
        self._headers.popall('Content-Length', None)

    async def write(self, data):
        """Send a piece of the body."""
        assert isinstance(data, (bytes, bytearray, memoryview)), f'data argument must be byte-ish ({type(data)!r})'
        if self._eof_sent:
            raise RuntimeError('Cannot call write() after write_eof()')
        if self._writer is None:
            raise RuntimeError('Cannot call write() before prepare()')
        await self._writer.write(data)

    async def drain(self):
        """Wait until there is room for more."""
        assert not self._eof_sent, 'EOF has already been sent'
        assert self._writer is not None, 'Response has not been started'
        await self._request.protocol.drain()

    async def write_eof(self, data=b''):
        """Send the last piece of the body."""
        assert isinstance(data, (bytes, bytearray, memoryview)), f'data argument must be byte-ish ({type(data)!r})'
        if self._eof_sent:
            return
        assert self._writer is not None, 'Response has not been started'
        await self._writer.write_eof(data)
        self._eof_sent = True
        self._request = None
        self._body_length = self._writer.output_size
        self._writer = None

    def __repr__(self):
        if self._eof_sent:
            info = 'eof'
        elif self.prepared:
            info = f'{self._request.method} {self._request.path} '
        else:
            info = 'not prepared'
        return f'<{type(self).__name__} {self.reason} {info}>'

    def __getitem__(self, key):
        return self._state[key]

    def __setitem__(self, key, value):
        self._state[key] = value

    def __delitem__(self, key):
        del self._state[key]

    def __len__(self):
        return len(self._state)

    def __iter__(self):
        return iter(self._state)

    def __bool__(self):
        return True

    def __hash__(self):
        return hash(id(self))

    def __eq__(self, other):
        return self is other


class _Quiet:
    """Where the bodies go of responses that have none."""

    def __init__(self, protocol):
        self._protocol = protocol

    def write(self, data):
        pass

    async def drain(self):
        await self._protocol.drain()


class Response(StreamResponse):
    """A response whose body is known."""

    _waits_with_head = True

    def __init__(self, *, body=None, status=200, reason=None, text=None, headers=None, content_type=None,
                 charset=None, zlib_executor_size=None, zlib_executor=None):
        if body is not None and text is not None:
            raise ValueError('body and text are not allowed together')
        real = CIMultiDict(headers) if headers is not None else CIMultiDict()
        if content_type is not None and 'charset' in content_type:
            raise ValueError('charset must not be in content_type argument')
        if text is not None:
            if 'Content-Type' in real:
                if content_type or charset:
                    raise ValueError('passing both Content-Type header and content_type or charset params with text '
                                     'is forbidden')
            else:
                if not isinstance(text, str):
                    raise TypeError(f'text argument must be str ({type(text)!r})')
                charset = charset or 'utf-8'
                real['Content-Type'] = f'{content_type or "text/plain"}; charset={charset}'
                body, text = text.encode(charset), None
        elif 'Content-Type' in real:
            if content_type is not None or charset is not None:
                raise ValueError('passing both Content-Type header and content_type or charset params is forbidden')
        elif content_type is not None:
            real['Content-Type'] = content_type + (f'; charset={charset}' if charset is not None else '')
        super().__init__(status=status, reason=reason)
        self._headers = real
        if text is not None:
            self.text = text
        else:
            self.body = body

    @property
    def body(self):
        """The body."""
        return self._body

    @body.setter
    def body(self, body):
        if body is None or isinstance(body, (bytes, bytearray)):
            self._body = body
        else:
            try:
                self._body = body = payload.PAYLOAD_REGISTRY.get(body)
            except payload.LookupError:
                raise ValueError('Unsupported body type %r' % type(body)) from None
            for key, value in body.headers.items():
                if key not in self._headers:
                    self._headers[key] = value
        self._packed = None

    @property
    def text(self):
        """The body as text."""
        if self._body is None:
            return None
        data = self._body
        return (data.decode(self.charset or 'utf-8') if isinstance(data, (bytes, bytearray))
                else data.decode(self.charset or 'utf-8'))

    @text.setter
    def text(self, text):
        assert text is None or isinstance(text, str), f'text argument must be str ({type(text)!r})'
        if self.content_type == 'application/octet-stream':
            self.content_type = 'text/plain'
        if self.charset is None:
            self.charset = 'utf-8'
        self._body = text.encode(self.charset)
        self._packed = None

    _packed = None

    def _size(self):
        if self._packed is not None:
            return len(self._packed)
        if isinstance(self._body, payload.Payload):
            return None if self._packing else self._body.size
        return len(self._body) if self._body is not None else 0

    @property
    def content_length(self):
        if self._chunked:
            return None
        if 'Content-Length' in self._headers:
            return int(self._headers['Content-Length'])
        return self._size()

    @content_length.setter
    def content_length(self, value):
        raise RuntimeError('Content length is set automatically')

    def _pack(self):
        super()._pack()
        if isinstance(self._body, payload.Payload) or self._body is None or self._chunked:
            return
        deflate = zlib.compressobj(wbits=31 if self._packing == 'gzip' else 15)
        self._packed = deflate.compress(self._body) + deflate.flush()
        self._packing = None

    async def _start(self, request):
        if 'Content-Length' in self._headers:
            if self._chunked or self._body is None and request.method != 'HEAD' and self._status not in (204, 304):
                del self._headers['Content-Length']
        self._begin_compression(request)
        if not self._chunked and 'Content-Length' not in self._headers and self._status >= 200 \
                and self._status != 204:
            size = self._size()
            if size is not None and not (self._status == 304 and not size):
                self._headers['Content-Length'] = str(size)
        self._begin_compression = lambda request: None
        return await super()._start(request)

    async def write_eof(self, data=b''):
        if self._eof_sent:
            return
        body = self._packed if self._packed is not None else self._body
        assert not data, f'data arg is not supported, got {data!r}'
        head, self._head = self._head, None
        quiet = isinstance(self._writer._protocol, _Quiet)
        if head is not None:
            protocol = self._request.protocol
            if isinstance(body, (bytes, bytearray)) and not self._chunked and self._packing is None \
                    and len(body) < 2 ** 16:
                protocol.write(head + body)
                self._writer.output_size += len(body)
                body = None
                await protocol.drain()
            else:
                protocol.write(head)
        if body is None or quiet:
            await super().write_eof()
        elif isinstance(body, payload.Payload):
            await body.write(self._writer)
            await super().write_eof()
        else:
            await super().write_eof(body)

    _head = None


def json_response(data=sentinel, *, text=None, body=None, status=200, reason=None, headers=None,
                  content_type='application/json', dumps=json.dumps):
    """Return a response with a value as JSON."""
    if data is not sentinel:
        if text or body:
            raise ValueError('only one of data, text, or body should be specified')
        text = dumps(data)
    return Response(text=text, body=body, status=status, reason=reason, headers=headers, content_type=content_type)
