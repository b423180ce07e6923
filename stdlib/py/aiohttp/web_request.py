"""Requests that a server gets."""

__all__ = ('BaseRequest', 'FileField', 'Request')

import asyncio
import io
import json
import re
import socket
import tempfile
from collections.abc import MutableMapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from multidict import CIMultiDict, CIMultiDictProxy, MultiDict, MultiDictProxy
from yarl import URL

from .abc import AbstractStreamWriter
from .helpers import ChainMapProxy, ETag, HeadersMixin, parse_http_date, reify, sentinel
from .http import HttpVersion, HttpVersion10
from .multipart import BodyPartReader, MultipartReader
from .streams import EmptyStreamReader

_FORWARDED = re.compile(r'\s*([!#$%&\'*+\-.^_`|~\w]+)=("(?:[^"\\]|\\.)*"|[!#$%&\'*+\-.^_`|~\w:\[\]]*)\s*(;|,|$)')
_ETAG = re.compile(r'(W/)?"([^"]*)"|(\*)')


@dataclass(frozen=True)
class FileField:
    """A file of a form."""

    name: str
    filename: str
    file: io.BufferedReader
    content_type: str
    headers: CIMultiDictProxy


class BaseRequest(MutableMapping, HeadersMixin):
    """A request: its head is there, its body comes."""

    POST_METHODS = {'PATCH', 'POST', 'PUT', 'TRACE', 'DELETE'}
    _post = None
    _read_bytes = None
    _prepare_hook = None
    _response_begun = False

    def __init__(self, head, stream, protocol, task, loop, *, client_max_size=1024 ** 2, state=None, scheme=None,
                 host=None, remote=None):
        self._message = head
        self._protocol = protocol
        self._payload = stream
        self._headers = head.headers
        self._method = head.method
        self._version = head.version
        self._task = task
        self._loop = loop
        self._client_max_size = client_max_size
        self._state = {} if state is None else state
        self._cache = {}
        self._match_info = None
        self._rel_url = None
        if scheme is not None:
            self._cache['scheme'] = scheme
        if host is not None:
            self._cache['host'] = host
        if remote is not None:
            self._cache['remote'] = remote

    def clone(self, *, method=sentinel, rel_url=sentinel, headers=sentinel, scheme=sentinel, host=sentinel,
              remote=sentinel, client_max_size=sentinel):
        """Return a request like this one, with some things changed."""
        if self._read_bytes:
            raise RuntimeError('Cannot clone request after reading its content')
        head = self._message.replace()
        if method is not sentinel:
            head.method = method
        if rel_url is not sentinel:
            head.target = str(URL(rel_url))
        if headers is not sentinel:
            head.headers = CIMultiDictProxy(CIMultiDict(headers))
            head.rows = [(k, v.encode('utf-8', 'surrogateescape').decode('latin-1')) for k, v in head.headers.items()]
        fixed = {}
        for name, value in (('scheme', scheme), ('host', host), ('remote', remote)):
            if value is not sentinel:
                fixed[name] = value
        if client_max_size is sentinel:
            client_max_size = self._client_max_size
        return type(self)(head, self._payload, self._protocol, self._task, self._loop,
                          client_max_size=client_max_size, state=self._state.copy(), **fixed)

    @property
    def task(self):
        return self._task

    @property
    def protocol(self):
        return self._protocol

    @property
    def transport(self):
        return None if self._protocol is None else self._protocol.transport

    @property
    def loop(self):
        return self._loop

    @property
    def client_max_size(self):
        return self._client_max_size

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

    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other

    @reify
    def secure(self):
        """Whether it came over TLS."""
        return self.scheme == 'https'

    @reify
    def forwarded(self):
        """The headers Forwarded: a tuple of mappings."""
        elements = []
        for header in self._headers.getall('Forwarded', ()):
            element, at = {}, 0
            elements.append(MappingProxyType(element))
            while at < len(header):
                match = _FORWARDED.match(header, at)
                if match is None:
                    # What cannot be read is passed over, up to the next element.
                    at = header.find(',', at) + 1 or len(header)
                    element = {}
                    elements.append(MappingProxyType(element))
                    continue
                value = match[2]
                if value.startswith('"'):
                    value = re.sub(r'\\(.)', r'\1', value[1:-1])
                element[match[1].lower()] = value
                at = match.end()
                if match[3] == ',':
                    element = {}
                    elements.append(MappingProxyType(element))
        return tuple(elements)

    @reify
    def scheme(self):
        """http or https."""
        transport = self.transport
        return 'https' if transport is not None and transport.get_extra_info('sslcontext') else 'http'

    @property
    def method(self):
        return self._method

    @property
    def version(self):
        return self._version

    @reify
    def host(self):
        """The host that the client asks."""
        host = self._headers.get('Host')
        return host if host is not None else socket.getfqdn()

    @reify
    def remote(self):
        """The address of the client."""
        transport = self.transport
        peer = None if transport is None else transport.get_extra_info('peername')
        return str(peer[0]) if isinstance(peer, (list, tuple)) else (None if peer is None else str(peer))

    @reify
    def url(self):
        """The whole URL."""
        rel = self.rel_url
        if rel.absolute:
            return rel
        return URL.build(scheme=self.scheme, authority=self.host).join(rel)

    @property
    def rel_url(self):
        """The URL without the host."""
        if self._rel_url is None:
            target = self._message.target
            if target.startswith('/'):
                path, _, query = target.partition('?')
                # A path may begin with two slashes, which is no host.
                self._rel_url = URL.build(path=path, query_string=query.partition('#')[0], encoded=True)
            elif self._method == 'CONNECT':
                self._rel_url = URL.build(authority=target, encoded=True)
            else:
                self._rel_url = URL(target, encoded=True)
        return self._rel_url

    def _plain_path(self):
        """The path as it was sent."""
        target = self._message.target
        if target.startswith('/') and '#' not in target:
            return target.partition('?')[0]
        return self.rel_url.raw_path

    @reify
    def path(self):
        """The path, decoded."""
        return self.rel_url.path

    @reify
    def path_qs(self):
        """Path and query."""
        return str(self.rel_url)

    @reify
    def raw_path(self):
        """The target as it was sent."""
        return self._message.target

    @property
    def query(self):
        """The query as a multidict."""
        return self.rel_url.query

    @reify
    def query_string(self):
        """The query as text."""
        return self.rel_url.query_string

    @property
    def headers(self):
        return self._headers

    @property
    def raw_headers(self):
        return self._message.raw_headers

    @reify
    def if_modified_since(self):
        return parse_http_date(self._headers.get('If-Modified-Since'))

    @reify
    def if_unmodified_since(self):
        return parse_http_date(self._headers.get('If-Unmodified-Since'))

    @reify
    def if_range(self):
        return parse_http_date(self._headers.get('If-Range'))

    @staticmethod
    def _etags(text):
        if not text:
            return None
        return tuple(ETag('*') if m[3] else ETag(m[2], bool(m[1])) for m in _ETAG.finditer(text))

    @reify
    def if_match(self):
        return self._etags(self._headers.get('If-Match'))

    @reify
    def if_none_match(self):
        return self._etags(self._headers.get('If-None-Match'))

    @property
    def keep_alive(self):
        return not self._message.should_close

    @reify
    def cookies(self):
        """The cookies: a mapping of strings."""
        parsed = SimpleCookie(self._headers.get('Cookie', ''))
        return MappingProxyType({key: morsel.value for key, morsel in parsed.items()})

    @reify
    def http_range(self):
        """The header Range as a slice."""
        text = self._headers.get('Range')
        start = end = None
        if text is not None:
            match = re.fullmatch(r'bytes=(\d*)-(\d*)', text, re.ASCII)
            if match is None:
                raise ValueError('range not in acceptable format')
            end = int(match[2]) if match[2] else None
            start = int(match[1]) if match[1] else None
            if start is None and end is not None:
                start, end = -end, None
            elif start is not None and end is not None:
                end += 1
                if start >= end:
                    raise ValueError('start cannot be after end')
            elif start is None:
                raise ValueError('No start or end of range specified')
        return slice(start, end, 1)

    @property
    def content(self):
        """The stream of the body."""
        return self._payload

    @property
    def has_body(self):
        """Whether there is more of the body to be read."""
        return not self._payload.at_eof()

    @property
    def can_read_body(self):
        """Whether there is more of the body to be read."""
        return not self._payload.at_eof()

    @reify
    def body_exists(self):
        """Whether it has a body."""
        return not isinstance(self._payload, EmptyStreamReader)

    async def release(self):
        """Skip the rest of the body."""
        while not self._payload.at_eof():
            await self._payload.readany()

    async def read(self):
        """Read the body."""
        if self._read_bytes is None:
            body = bytearray()
            while chunk := await self._payload.readany():
                body += chunk
                self._check_size(len(body))
            self._read_bytes = bytes(body)
        return self._read_bytes

    def _check_size(self, size):
        if self._client_max_size and size >= self._client_max_size + 1:
            from .web_exceptions import HTTPRequestEntityTooLarge
            raise HTTPRequestEntityTooLarge(max_size=self._client_max_size, actual_size=size)

    async def text(self):
        """Read the body as text."""
        data = await self.read()
        try:
            return data.decode(self.charset or 'utf-8')
        except LookupError:
            from .web_exceptions import HTTPUnsupportedMediaType
            raise HTTPUnsupportedMediaType()

    async def json(self, *, loads=json.loads):
        """Read the body as JSON."""
        return loads(await self.text())

    async def multipart(self):
        """Return a reader of the parts of the body."""
        return MultipartReader(self._headers, self._payload)

    async def post(self):
        """Read the body as a form: a multidict of strings and FileFields."""
        if self._post is not None:
            return self._post
        kind = self.content_type
        form = MultiDict()
        if self._method in self.POST_METHODS:
            if kind == 'multipart/form-data':
                await self._read_parts(form)
            elif kind in ('', 'application/x-www-form-urlencoded') or 'Content-Type' not in self._headers:
                data = await self.read()
                if data:
                    charset = self.charset or 'utf-8'
                    form.extend(parse_qsl(data.rstrip().decode(charset), keep_blank_values=True, encoding=charset))
        self._post = MultiDictProxy(form)
        return self._post

    async def _read_parts(self, form):
        size = 0
        async for part in await self.multipart():
            if not isinstance(part, BodyPartReader):
                raise ValueError('To decode nested multipart you need to use custom reader')
            if not part.name:
                raise ValueError('Multipart field missing name.')
            kind = part.headers.get('Content-Type')
            if part.filename:
                file = tempfile.TemporaryFile()
                while chunk := await part.read_chunk(2 ** 16):
                    chunk = part.decode(chunk)
                    file.write(chunk)
                    size += len(chunk)
                    self._check_size(size)
                file.seek(0)
                form.add(part.name, FileField(part.name, part.filename, file, kind or 'application/octet-stream',
                                              part.headers))
                continue
            value = bytearray()
            while chunk := await part.read_chunk(2 ** 16):
                value += chunk
                size += len(chunk)
                self._check_size(size)
            value = part.decode(bytes(value))
            if kind is None or kind.startswith('text/'):
                form.add(part.name, value.decode(part.get_charset('utf-8')))
            else:
                form.add(part.name, bytearray(value))

    def get_extra_info(self, name, default=None):
        """Return what is known about the connection."""
        transport = self.transport
        return default if transport is None else transport.get_extra_info(name, default)

    def __repr__(self):
        path = self.path.encode('ascii', 'backslashreplace').decode('ascii')
        return f'<{type(self).__name__} {self._method} {path} >'


class Request(BaseRequest):
    """A request to an application."""

    @property
    def match_info(self):
        """What was found in its path."""
        return self._match_info

    @property
    def app(self):
        """The application."""
        return self._match_info.current_app

    @property
    def config_dict(self):
        """What the application and those around it keep."""
        apps = self._match_info.apps
        return ChainMapProxy([app for app in reversed(apps[:apps.index(self.app) + 1])])

    async def _prepare_hook(self, response):
        info = self._match_info
        if info is None:
            return
        for app in info._apps:
            if app.on_response_prepare:
                await app.on_response_prepare.send(self, response)
