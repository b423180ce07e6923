"""Small things that several modules need."""

__all__ = ('BasicAuth', 'ChainMapProxy', 'ETag', 'sentinel')

import asyncio
import base64
import binascii
import contextlib
import datetime
import enum
import functools
from collections import ChainMap, namedtuple
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from email.utils import formatdate, parsedate
from urllib.parse import quote

from multidict import MultiDict, MultiDictProxy


class _Sentinel(enum.Enum):
    sentinel = object()


sentinel = _Sentinel.sentinel


class BasicAuth(namedtuple('BasicAuth', ['login', 'password', 'encoding'])):
    """A name and a password."""

    def __new__(cls, login, password='', encoding='latin1'):
        if login is None:
            raise ValueError('None is not allowed as login value')
        if password is None:
            raise ValueError('None is not allowed as password value')
        if ':' in login:
            raise ValueError('A ":" is not allowed in login (RFC 1945#section-11.1)')
        return super().__new__(cls, login, password, encoding)

    @classmethod
    def decode(cls, auth_header, encoding='latin1'):
        """Read the header Authorization."""
        try:
            kind, text = auth_header.split(' ', 1)
        except ValueError:
            raise ValueError('Could not parse authorization header.')
        if kind.lower() != 'basic':
            raise ValueError(f'Unknown authorization method {kind}')
        try:
            decoded = base64.b64decode(text.encode('ascii'), validate=True).decode(encoding)
        except binascii.Error:
            raise ValueError('Invalid base64 encoding.')
        name, colon, password = decoded.partition(':')
        if not colon:
            raise ValueError('Invalid credentials.')
        return cls(name, password, encoding=encoding)

    @classmethod
    def from_url(cls, url, *, encoding='latin1'):
        """Take them from a URL; None if it has none."""
        if url.user is None and url.password is None:
            return None
        return cls(url.user or '', url.password or '', encoding=encoding)

    def encode(self):
        """Return the header Authorization."""
        text = f'{self.login}:{self.password}'.encode(self.encoding)
        return 'Basic ' + base64.b64encode(text).decode(self.encoding)


@dataclass(frozen=True)
class MimeType:
    """A kind of content."""

    type: str
    subtype: str
    suffix: str
    parameters: MultiDictProxy


@functools.lru_cache(56)
def parse_mimetype(text):
    """Read a header Content-Type."""
    if not text:
        return MimeType('', '', '', MultiDictProxy(MultiDict()))
    kind, *params = text.split(';')
    rows = MultiDict()
    for param in params:
        if param:
            key, _, value = param.partition('=')
            rows.add(key.lower().strip(), value.strip(' "'))
    full = kind.strip().lower()
    if full == '*':
        full = '*/*'
    main, _, sub = full.partition('/')
    sub, _, suffix = sub.partition('+')
    return MimeType(main, sub, suffix, MultiDictProxy(rows))


@functools.lru_cache(56)
def _content_type(raw):
    message = HeaderParser().parsestr(f'Content-Type: {raw}')
    return message.get_content_type(), {k: v for k, v in (message.get_params(()) or ())[1:]}


class HeadersMixin:
    """What the headers say about the content."""

    _stored_content_type = sentinel

    def _parsed(self):
        raw = self._headers.get('Content-Type')
        return ('application/octet-stream', {}) if raw is None else _content_type(raw)

    @property
    def content_type(self):
        """The kind of the content."""
        return self._parsed()[0]

    @property
    def charset(self):
        """Its encoding, if that is said."""
        return self._parsed()[1].get('charset')

    @property
    def content_length(self):
        """Its length, if that is said."""
        value = self._headers.get('Content-Length')
        return None if value is None else int(value)


class reify:
    """A property that is computed once."""

    def __init__(self, wrapped):
        self.wrapped = wrapped
        self.__doc__ = wrapped.__doc__
        self.name = wrapped.__name__

    def __get__(self, inst, owner):
        if inst is None:
            return self
        try:
            return inst._cache[self.name]
        except KeyError:
            value = inst._cache[self.name] = self.wrapped(inst)
            return value

    def __set__(self, inst, value):
        raise AttributeError('reified property is read-only')


class ChainMapProxy(Mapping):
    """A read-only view of several mappings."""

    __slots__ = ('_maps',)

    def __init__(self, maps):
        self._maps = tuple(maps)

    def __getitem__(self, key):
        for mapping in self._maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self._maps))

    def __iter__(self):
        return iter(ChainMap(*[dict(m) for m in self._maps]))

    def __contains__(self, key):
        return any(key in m for m in self._maps)

    def __bool__(self):
        return any(self._maps)

    def __repr__(self):
        return f'ChainMapProxy({", ".join(map(repr, self._maps))})'


@dataclass(frozen=True)
class ETag:
    """The tag of a version of a resource."""

    value: str
    is_weak: bool = False


class Deadlines:
    """How long one request may take, and how long its peer may be silent."""

    def __init__(self, loop, total=None, sock_read=None):
        self._loop = loop
        self.when = None if total is None else loop.time() + total
        self._sock_read = sock_read

    async def wait(self, future):
        """Wait for data."""
        when, silent = self.when, False
        if self._sock_read is not None:
            until = self._loop.time() + self._sock_read
            if when is None or until < when:
                when, silent = until, True
        if when is None:
            return await future
        try:
            async with asyncio.timeout_at(when):
                return await future
        except TimeoutError:
            if silent:
                from .client_exceptions import SocketTimeoutError
                raise SocketTimeoutError('Timeout on reading data from socket') from None
            raise asyncio.TimeoutError from None


def parse_http_date(text):
    """Read a date of a header; None if it is none."""
    if text is not None:
        parts = parsedate(text)
        if parts is not None:
            with contextlib.suppress(ValueError):
                return datetime.datetime(*parts[:6], tzinfo=datetime.timezone.utc)
    return None


def http_date(value):
    """Write a date for a header; numbers are seconds since 1970."""
    if isinstance(value, datetime.datetime):
        value = value.timestamp()
    return formatdate(value, usegmt=True)


def content_disposition_header(disptype, quote_fields=True, _charset='utf-8', params=None):
    """Write the header Content-Disposition."""
    if not disptype:
        raise ValueError(f'bad content disposition type {disptype!r}')
    text = disptype
    for key, value in (params or {}).items():
        if not key:
            raise ValueError(f'bad content disposition parameter {key!r}={value!r}')
        if quote_fields:
            if key.lower() == 'filename':
                quoted = quote(value, '', encoding=_charset)
                if quoted == value or _charset.lower() == 'utf-8' and value.isascii():
                    text += f'; {key}="{quoted}"'
                else:
                    text += f"; {key}*={_charset}''{quoted}" if _charset.lower() != 'utf-8' else f'; {key}="{quoted}"'
            else:
                escaped = value.replace('\\', '\\\\').replace('"', '\\"')
                text += f'; {key}="{escaped}"'
        else:
            escaped = value.replace('\\', '\\\\').replace('"', '\\"')
            text += f'; {key}="{escaped}"'
    return text
