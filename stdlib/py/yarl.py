"""URLs as objects: what `aiohttp` takes and gives.

This is Pausa's own implementation of the interface of the package `yarl`. Where the real package stands on `sys.path`,
that one is imported.
"""

__all__ = ('URL', 'Query', 'QueryVariable', 'SimpleQuery', 'cache_clear', 'cache_configure', 'cache_info')
__version__ = '1.18.0'

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from multidict import MultiDict, MultiDictProxy

SimpleQuery = QueryVariable = Query = object

DEFAULT_PORTS = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21}

_SUB = "!$'()*,;"
_PATH_SAFE = '@:' + _SUB + '+&=/~'
_QUERY_SAFE = "?/:@-._~!$'()*,"
_FRAGMENT_SAFE = '?/:@' + _SUB + '+&=~'
_USER_SAFE = _SUB + '+&=~'
_HEX = frozenset('0123456789abcdefABCDEF')


def _requote(text, safe, plus=False):
    """Quote what has to be quoted; what is quoted already stays so, unless it need not be."""
    if text.isalnum() and text.isascii():
        return text
    parts, at = [], 0
    while True:
        found = text.find('%', at)
        end = len(text) if found < 0 else found
        if end > at:
            piece = text[at:end]
            parts.append(quote(piece.replace(' ', '+'), safe + '+') if plus else quote(piece, safe))
        if found < 0:
            return ''.join(parts)
        code = text[found + 1:found + 3]
        if len(code) == 2 and code[0] in _HEX and code[1] in _HEX:
            char = chr(int(code, 16))
            # A character that means nothing special is the same with and without its quoting.
            plain = char.isascii() and (char.isalnum() or char in '-._~')
            parts.append(char if plain else '%' + code.upper())
            at = found + 3
        else:
            parts.append('%25')
            at = found + 1


def _normalize(path):
    """The path without its dots."""
    if '.' not in path:
        return path
    out, segments = [], path.split('/')
    for segment in segments:
        if segment == '..':
            if len(out) > 1 or (out and out[0]):
                out.pop()
        elif segment != '.':
            out.append(segment)
    if segments and segments[-1] in ('.', '..'):
        out.append('')
    text = '/'.join(out)
    return '/' + text if path.startswith('/') and not text.startswith('/') else text


@lru_cache(256)
def _encode_host(host):
    if not host:
        return host
    raw, _, zone = host.partition('%')
    try:
        ip = ip_address(raw)
    except ValueError:
        pass
    else:
        text = ip.compressed + ('%' + zone if zone else '')
        return f'[{text}]' if ip.version == 6 else text
    if host.isascii():
        return host.lower()
    try:
        return host.encode('idna').decode('ascii')
    except UnicodeError:
        return host.lower().encode('punycode').decode('ascii')


def _variable(value):
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        if math.isinf(value):
            raise ValueError('float("inf") is not supported')
        if math.isnan(value):
            raise ValueError('float("nan") is not supported')
        return str(float(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    if hasattr(value, '__int__') and not isinstance(value, (bool, bytes)) and value is not None:
        return str(int(value))
    raise TypeError('Invalid variable type: value should be str, int or float, got {!r} of type {}'.format(
        value, type(value)))


def _query_quote(text):
    return quote(text, _QUERY_SAFE + ' ').replace(' ', '+')


def _query_text(args, kwargs):
    """The text of a query that is given as a mapping, pairs, a string or keywords; None if there is none."""
    if kwargs:
        if args:
            raise ValueError('Either kwargs or single query parameter must be present')
        query = kwargs
    elif len(args) == 1:
        query = args[0]
    else:
        raise ValueError('Either kwargs or single query parameter must be present')
    if query is None:
        return None
    if isinstance(query, Mapping):
        pairs = []
        for key, value in query.items():
            if isinstance(value, (list, tuple)):
                pairs.extend((key, v) for v in value)
            else:
                pairs.append((key, value))
    elif isinstance(query, str):
        return _requote(query, _QUERY_SAFE + '=&;', plus=True)
    elif isinstance(query, (bytes, bytearray, memoryview)):
        raise TypeError('Invalid query type: bytes, bytearray and memoryview are forbidden')
    elif isinstance(query, Sequence):
        pairs = list(query)
    else:
        raise TypeError('Invalid query type: only str, mapping or sequence of (key, value) pairs is allowed')
    return '&'.join(f'{_query_quote(k)}={_query_quote(_variable(v))}' for k, v in pairs)


def _parse_query(text):
    rows = []
    for part in text.split('&'):
        if part:
            key, _, value = part.partition('=')
            rows.append((unquote(key.replace('+', ' ')), unquote(value.replace('+', ' '))))
    return rows


class URL:
    """A URL. It does not change; the methods that begin with `with_` make new ones."""

    __slots__ = ('_val', '_query', '_str')

    def __new__(cls, val='', *, encoded=False, strict=None):
        if type(val) is cls:
            return val
        if isinstance(val, SplitResult):
            if not encoded:
                raise ValueError('Cannot apply decoding to SplitResult')
            return cls._of(val)
        if isinstance(val, URL):
            return cls._of(val._val)
        if not isinstance(val, str):
            raise TypeError('Constructor parameter should be str')
        return cls._of(_split(str(val), encoded))

    @classmethod
    def _of(cls, val):
        self = object.__new__(cls)
        self._val = val
        self._query = self._str = None
        return self

    @classmethod
    def build(cls, *, scheme='', authority='', user=None, password=None, host='', port=None, path='', query=None,
              query_string='', fragment='', encoded=False):
        """Make a URL of its parts."""
        if authority and (user or password or host or port):
            raise ValueError('Can\'t mix "authority" with "user", "password", "host" or "port".')
        if port is not None and not isinstance(port, int):
            raise TypeError(f'The port is required to be int, got {type(port)!r}.')
        if port and not host:
            raise ValueError('Can\'t build URL with "port" but without "host".')
        if query and query_string:
            raise ValueError('Only one of "query" or "query_string" should be passed')
        if scheme is None or authority is None or host is None or path is None or query_string is None \
                or fragment is None:
            raise TypeError('NoneType is illegal for "scheme", "authority", "host", "path", "query_string", and '
                            '"fragment" args, use empty string instead.')
        scheme = scheme.lower()
        if authority:
            netloc = authority if encoded else _split(f'//{authority}', False).netloc
        elif host:
            if encoded:
                netloc = _netloc(user, password, host, port)
            else:
                if port == DEFAULT_PORTS.get(scheme):
                    port = None
                netloc = _netloc(user and _requote(user, _USER_SAFE), password and _requote(password, _USER_SAFE),
                                 _encode_host(host), port)
        else:
            netloc = ''
        if not encoded:
            path = _requote(path, _PATH_SAFE) if path else path
            if netloc:
                path = _normalize(path)
                if path and not path.startswith('/'):
                    raise ValueError("Path in a URL with authority should start with a slash ('/') if set")
            query_string = _requote(query_string, _QUERY_SAFE + '=&;', plus=True)
            fragment = _requote(fragment, _FRAGMENT_SAFE)
        if query:
            query_string = _query_text((query,), {})
        if netloc and not path:
            path = '/'
        return cls._of(SplitResult(scheme, netloc, path, query_string or '', fragment))

    def __init_subclass__(cls):
        raise TypeError(f'Inheriting a class {cls!r} from URL is forbidden')

    def __str__(self):
        text = self._str
        if text is None:
            val = self._val
            if not val.path and val.netloc and (val.query or val.fragment):
                val = val._replace(path='/')
            if (port := self.explicit_port) is not None and port == DEFAULT_PORTS.get(val.scheme):
                val = val._replace(netloc=_netloc(self.raw_user, self.raw_password, self.host_subcomponent, None))
            text = self._str = val.geturl()
        return text

    def __repr__(self):
        return f"{type(self).__name__}('{self}')"

    def __bytes__(self):
        return str(self).encode('ascii')

    def _key(self):
        val = self._val
        return val if val.path or not val.netloc else val._replace(path='/')

    def __eq__(self, other):
        return self._key() == other._key() if type(other) is URL else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __le__(self, other):
        return self._val <= other._val if type(other) is URL else NotImplemented

    def __lt__(self, other):
        return self._val < other._val if type(other) is URL else NotImplemented

    def __ge__(self, other):
        return self._val >= other._val if type(other) is URL else NotImplemented

    def __gt__(self, other):
        return self._val > other._val if type(other) is URL else NotImplemented

    def __bool__(self):
        val = self._val
        return bool(val.netloc or val.path or val.query or val.fragment)

    def __reduce__(self):
        return URL, (str(self),)

    def __truediv__(self, name):
        if not isinstance(name, str):
            return NotImplemented
        return self._join_path((str(name),))

    def __mod__(self, query):
        return self.update_query(query)

    def is_absolute(self):
        """Return whether it has a host."""
        return self._val.netloc != ''

    absolute = property(is_absolute)

    def is_default_port(self):
        """Return whether the port is the one of the scheme."""
        default = DEFAULT_PORTS.get(self._val.scheme)
        explicit = self.explicit_port
        if explicit is None:
            return self.absolute
        return explicit == default

    def origin(self):
        """Return the URL with scheme, host and port only."""
        if not self.absolute:
            raise ValueError('URL should be absolute')
        if not self._val.scheme:
            raise ValueError('URL should have scheme')
        return self._of(SplitResult(self._val.scheme, _netloc(None, None, self.host_subcomponent, self.explicit_port),
                                    '', '', ''))

    def relative(self):
        """Return the URL without scheme, host and port."""
        if not self.absolute:
            raise ValueError('URL should be absolute')
        return self._of(self._val._replace(scheme='', netloc=''))

    @property
    def scheme(self):
        """The scheme."""
        return self._val.scheme

    @property
    def raw_authority(self):
        """Host and port, with user and password."""
        return self._val.netloc

    @property
    def authority(self):
        """The same, as people read it."""
        return _netloc(self.user, self.password, self.host, self.port, decoded=True)

    @property
    def raw_user(self):
        return self._val.username or None

    @property
    def user(self):
        return unquote(u) if (u := self.raw_user) is not None else None

    @property
    def raw_password(self):
        return self._val.password

    @property
    def password(self):
        return unquote(p) if (p := self.raw_password) is not None else None

    @property
    def raw_host(self):
        """The host as it is sent."""
        return self._val.hostname

    @property
    def host(self):
        """The host as people read it."""
        host = self.raw_host
        if host is None or 'xn--' not in host:
            return host
        try:
            return host.encode('ascii').decode('idna')
        except UnicodeError:
            return host

    @property
    def host_subcomponent(self):
        """The host; an address of IPv6 in its brackets."""
        host = self.raw_host
        return f'[{host}]' if host and ':' in host else host

    @property
    def host_port_subcomponent(self):
        """The host and the port, if it is not that of the scheme."""
        host = self.host_subcomponent
        if host is None:
            return None
        port = self.explicit_port
        return host if port is None or port == DEFAULT_PORTS.get(self.scheme) else f'{host}:{port}'

    @property
    def explicit_port(self):
        """The port, if the URL says it."""
        return self._val.port

    @property
    def port(self):
        """The port, or that of the scheme."""
        port = self._val.port
        return port if port is not None else DEFAULT_PORTS.get(self._val.scheme)

    @property
    def raw_path(self):
        path = self._val.path
        return path if path or not self.absolute else '/'

    @property
    def path(self):
        """The path, decoded."""
        return unquote(self.raw_path)

    @property
    def path_safe(self):
        """The path, decoded but for slashes and percent signs."""
        return unquote(self.raw_path.replace('%2F', '%252F').replace('%25', '%2525'))

    @property
    def raw_query_string(self):
        return self._val.query

    @property
    def query_string(self):
        """The query, decoded."""
        return unquote(self._val.query.replace('+', ' '))

    @property
    def query(self):
        """The query as a multidict."""
        if self._query is None:
            self._query = MultiDictProxy(MultiDict(_parse_query(self._val.query)))
        return self._query

    @property
    def raw_path_qs(self):
        return f'{self.raw_path}?{q}' if (q := self._val.query) else self.raw_path

    @property
    def path_qs(self):
        """Path and query, decoded."""
        return f'{self.path}?{q}' if (q := self.query_string) else self.path

    @property
    def raw_fragment(self):
        return self._val.fragment

    @property
    def fragment(self):
        """What stands after the #, decoded."""
        return unquote(self._val.fragment)

    @property
    def raw_parts(self):
        path = self._val.path
        if self.absolute:
            return ('/', *path[1:].split('/')) if path else ('/',)
        return ('/', *path[1:].split('/')) if path.startswith('/') else tuple(path.split('/'))

    @property
    def parts(self):
        """The segments of the path."""
        return tuple(unquote(part) for part in self.raw_parts)

    @property
    def raw_name(self):
        parts = self.raw_parts
        return (parts[1:] or ('',))[-1] if self.absolute else parts[-1]

    @property
    def name(self):
        """The last segment of the path."""
        return unquote(self.raw_name)

    @property
    def raw_suffix(self):
        name = self.raw_name
        at = name.rfind('.')
        return name[at:] if 0 < at < len(name) - 1 else ''

    @property
    def suffix(self):
        """The suffix of the name."""
        return unquote(self.raw_suffix)

    @property
    def raw_suffixes(self):
        name = self.raw_name
        return () if name.endswith('.') else tuple('.' + s for s in name.lstrip('.').split('.')[1:])

    @property
    def suffixes(self):
        """All suffixes of the name."""
        return tuple(unquote(s) for s in self.raw_suffixes)

    @property
    def parent(self):
        """The URL without the last segment of its path."""
        path = self.raw_path
        if not path or path == '/':
            if self._val.fragment or self._val.query:
                return self._of(self._val._replace(query='', fragment=''))
            return self
        return self._of(self._val._replace(path='/'.join(path.split('/')[:-1]), query='', fragment=''))

    def _need_absolute(self, what):
        if not self.absolute:
            raise ValueError(f'{what} replacement is not allowed for relative URLs')

    def _with_netloc(self, **parts):
        have = {'user': self.raw_user, 'password': self.raw_password, 'host': self.host_subcomponent,
                'port': self.explicit_port} | parts
        return self._of(self._val._replace(netloc=_netloc(**have)))

    def with_scheme(self, scheme):
        """Return it with another scheme."""
        if not isinstance(scheme, str):
            raise TypeError('Invalid scheme type')
        self._need_absolute('scheme')
        return self._of(self._val._replace(scheme=scheme.lower()))

    def with_user(self, user):
        """Return it with another user; None takes away user and password."""
        if user is not None and not isinstance(user, str):
            raise TypeError('Invalid user type')
        self._need_absolute('user')
        if user is None:
            return self._with_netloc(user=None, password=None)
        return self._with_netloc(user=_requote(user, _USER_SAFE))

    def with_password(self, password):
        """Return it with another password."""
        if password is not None and not isinstance(password, str):
            raise TypeError('Invalid password type')
        self._need_absolute('password')
        return self._with_netloc(password=None if password is None else _requote(password, _USER_SAFE))

    def with_host(self, host):
        """Return it with another host."""
        if not isinstance(host, str):
            raise TypeError('Invalid host type')
        self._need_absolute('host')
        if not host:
            raise ValueError('host removing is not allowed')
        return self._with_netloc(host=_encode_host(host))

    def with_port(self, port):
        """Return it with another port."""
        if port is not None:
            if isinstance(port, bool) or not isinstance(port, int):
                raise TypeError(f'port should be int or None, got {type(port)}')
            if not 0 <= port <= 65535:
                raise ValueError(f'port must be between 0 and 65535, got {port}')
        self._need_absolute('port')
        return self._with_netloc(port=port)

    def with_path(self, path, *, encoded=False, keep_query=False, keep_fragment=False):
        """Return it with another path."""
        if not encoded:
            path = _requote(path, _PATH_SAFE)
            if self.absolute:
                path = _normalize(path)
        if path and not path.startswith('/'):
            path = '/' + path
        return self._of(self._val._replace(path=path, query=self._val.query if keep_query else '',
                                           fragment=self._val.fragment if keep_fragment else ''))

    def with_query(self, *args, **kwargs):
        """Return it with another query."""
        return self._of(self._val._replace(query=_query_text(args, kwargs) or ''))

    def extend_query(self, *args, **kwargs):
        """Return it with more in its query."""
        text, have = _query_text(args, kwargs), self._val.query
        if not text:
            return self
        return self._of(self._val._replace(query=f'{have}&{text}' if have and not have.endswith('&') else have + text))

    def update_query(self, *args, **kwargs):
        """Return it with these keys of the query set."""
        text = _query_text(args, kwargs)
        if text is None:
            return self.with_query(None)
        query = MultiDict(self.query)
        query.update(_parse_query(text))
        return self.with_query(query)

    def without_query_params(self, *names):
        """Return it without these keys of the query."""
        query = MultiDict((k, v) for k, v in self.query.items() if k not in names)
        return self if len(query) == len(self.query) else self.with_query(query)

    def with_fragment(self, fragment):
        """Return it with another fragment."""
        if fragment is not None and not isinstance(fragment, str):
            raise TypeError('Invalid fragment type')
        return self._of(self._val._replace(fragment=_requote(fragment, _FRAGMENT_SAFE) if fragment else ''))

    def with_name(self, name, *, keep_query=False, keep_fragment=False):
        """Return it with another last segment."""
        if not isinstance(name, str):
            raise TypeError('Invalid name type')
        if '/' in name:
            raise ValueError('Slash in name is not allowed')
        name = _requote(name, _PATH_SAFE)
        if name in ('.', '..'):
            raise ValueError('. and .. values are forbidden')
        head, slash, _ = self.raw_path.rpartition('/')
        return self._of(self._val._replace(path=head + slash + name, query=self._val.query if keep_query else '',
                                           fragment=self._val.fragment if keep_fragment else ''))

    def with_suffix(self, suffix, *, keep_query=False, keep_fragment=False):
        """Return it with another suffix of its name."""
        if not isinstance(suffix, str):
            raise TypeError('Invalid suffix type')
        if suffix and not suffix.startswith('.') or suffix == '.' or '/' in suffix:
            raise ValueError(f'Invalid suffix {suffix!r}')
        name = self.raw_name
        if not name:
            raise ValueError(f'{self!r} has an empty name')
        old = self.raw_suffix
        return self.with_name(name[:len(name) - len(old)] + suffix, keep_query=keep_query, keep_fragment=keep_fragment)

    def join(self, url):
        """Return what another URL means that stands in the document of this one."""
        if type(url) is not URL:
            raise TypeError('url should be URL')
        return URL(urljoin(str(self), str(url)), encoded=True)

    def joinpath(self, *other, encoded=False):
        """Return it with more segments."""
        return self._join_path(other, encoded)

    def _join_path(self, names, encoded=False):
        path = self._val.path
        for name in names:
            if name.startswith('/'):
                raise ValueError(f'Appending path {name!r} starting from slash is forbidden')
            name = name if encoded else _requote(name, _PATH_SAFE)
            path = path + name if path.endswith('/') or not (path or self.absolute) else f'{path}/{name}'
        if self.absolute:
            path = _normalize(path)
        return self._of(self._val._replace(path=path, query='', fragment=''))

    def human_repr(self):
        """Return it as people read it."""
        netloc = _netloc(self.user, self.password, self.host, self.explicit_port, decoded=True)
        query = '&'.join(f'{k}={v}' for k, v in self.query.items())
        return SplitResult(self.scheme, netloc, self.path, query, self.fragment).geturl()


def _netloc(user, password, host, port, decoded=False):
    text = host or ''
    if decoded and ':' in text and not text.startswith('['):
        text = f'[{text}]'
    if port is not None:
        text = f'{text}:{port}'
    if password is not None:
        return f'{user or ""}:{password}@{text}'
    return f'{user}@{text}' if user else text


@lru_cache(256)
def _split(text, encoded):
    try:
        val = urlsplit(text)
        port = val.port
    except ValueError as e:
        if 'ort' in str(e):
            raise ValueError(f"Invalid URL: port can't be converted to integer") from None
        raise
    if encoded:
        return val
    netloc, path = val.netloc, val.path
    if netloc:
        host = val.hostname
        if host is None:
            raise ValueError('Invalid URL: host is required for absolute urls')
        user, password = val.username, val.password
        netloc = _netloc(user and _requote(user, _USER_SAFE), password and _requote(password, _USER_SAFE),
                         _encode_host(host), port)
    path = _requote(path, _PATH_SAFE)
    if netloc:
        path = _normalize(path)
    return SplitResult(val.scheme, netloc, path, _requote(val.query, _QUERY_SAFE + '=&;', plus=True),
                       _requote(val.fragment, _FRAGMENT_SAFE))


def cache_clear():
    """Forget what was remembered of URLs."""
    _split.cache_clear()
    _encode_host.cache_clear()


def cache_info():
    """Return how the caches are used."""
    return {'encode_host': _encode_host.cache_info(), 'split': _split.cache_info()}


def cache_configure(**sizes):
    """Sizes of caches. They are fixed here."""
    for name, size in sizes.items():
        if not isinstance(size, (int, type(None))):
            raise TypeError(f'{name} must be int or None')
