"""JSONEncoder: turns values into JSON."""

import re

try:
    from _json import encode_basestring_ascii as c_encode_basestring_ascii
except ImportError:
    c_encode_basestring_ascii = None
try:
    from _json import encode_basestring as c_encode_basestring
except ImportError:
    c_encode_basestring = None
try:
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_make_encoder = None

ESCAPE = re.compile(r'[\x00-\x1f\\"\b\f\n\r\t]')
ESCAPE_ASCII = re.compile(r'([\\"]|[^\ -~])')
HAS_UTF8 = re.compile(b'[\x80-\xff]')
ESCAPE_DCT = {
    '\\': '\\\\',
    '"': '\\"',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
}
for i in range(0x20):
    ESCAPE_DCT.setdefault(chr(i), '\\u{0:04x}'.format(i))
del i

INFINITY = float('inf')


def py_encode_basestring(s):
    """Return a string as JSON, with only what has to be escaped escaped."""
    return '"' + ESCAPE.sub(lambda match: ESCAPE_DCT[match.group(0)], s) + '"'


encode_basestring = c_encode_basestring or py_encode_basestring


def _escape_to_ascii(match):
    s = match.group(0)
    try:
        return ESCAPE_DCT[s]
    except KeyError:
        n = ord(s)
        if n < 0x10000:
            return '\\u{0:04x}'.format(n)
        # Beyond the basic plane JSON wants two surrogates.
        n -= 0x10000
        return '\\u{0:04x}\\u{1:04x}'.format(0xd800 | n >> 10 & 0x3ff, 0xdc00 | n & 0x3ff)


def py_encode_basestring_ascii(s):
    """Return a string as JSON of ASCII characters only."""
    return '"' + ESCAPE_ASCII.sub(_escape_to_ascii, s) + '"'


encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii


class JSONEncoder:
    """Turns a value into JSON; see `dumps` for the options.

    To have more types understood, override `default`.
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True,
                 check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            # The line break follows; a space before it would be invisible.
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return something that can be encoded in place of `o`, or raise TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return the value as JSON."""
        if isinstance(o, str):
            if self.ensure_ascii:
                return encode_basestring_ascii(o)
            return encode_basestring(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """Yield the JSON of the value in pieces."""
        markers = {} if self.check_circular else None
        _encoder = encode_basestring_ascii if self.ensure_ascii else encode_basestring

        def floatstr(o, allow_nan=self.allow_nan, _repr=float.__repr__, _inf=INFINITY, _neginf=-INFINITY):
            if o != o:
                text = 'NaN'
            elif o == _inf:
                text = 'Infinity'
            elif o == _neginf:
                text = '-Infinity'
            else:
                return _repr(o)
            if not allow_nan:
                raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
            return text

        if _one_shot and c_make_encoder is not None:
            indent = self.indent
            if indent is not None and not isinstance(indent, str):
                indent = ' ' * indent
            _iterencode = c_make_encoder(
                markers, self.default, _encoder, indent,
                self.key_separator, self.item_separator, self.sort_keys,
                self.skipkeys, self.allow_nan)
        else:
            _iterencode = _make_iterencode(
                markers, self.default, _encoder, self.indent, floatstr,
                self.key_separator, self.item_separator, self.sort_keys,
                self.skipkeys, _one_shot)
        return _iterencode(o, 0)


def _make_iterencode(markers, _default, _encoder, _indent, _floatstr,
                     _key_separator, _item_separator, _sort_keys, _skipkeys, _one_shot):
    """Return a generator function (value, depth) of the pieces of a value's JSON.

    `markers` holds the ids of the containers around, None if nobody wants to know of circles.
    """
    if _indent is not None and not isinstance(_indent, str):
        _indent = ' ' * _indent
    _intstr = int.__repr__

    def scalar(o):
        """Return the JSON of what is no container, None for anything else."""
        if isinstance(o, str):
            return _encoder(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        # Subclasses of numbers may print as anything; what counts is the number.
        if isinstance(o, int):
            return _intstr(o)
        if isinstance(o, float):
            return _floatstr(o)
        return None

    def key_text(key):
        """Return a key as a string, None if it is to be left out."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return _floatstr(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return _intstr(key)
        if _skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def mark(o):
        if markers is None:
            return None
        markerid = id(o)
        if markerid in markers:
            raise ValueError("Circular reference detected")
        markers[markerid] = o
        return markerid

    def unmark(markerid):
        if markerid is not None:
            del markers[markerid]

    def list_pieces(lst, level):
        if not lst:
            yield '[]'
            return
        markerid = mark(lst)
        separator = _item_separator
        newline = None
        if _indent is not None:
            level += 1
            newline = '\n' + _indent * level
            separator = _item_separator + newline
        before = '[' if newline is None else '[' + newline
        for value in lst:
            text = scalar(value)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from pieces(value, level)
            before = separator
        if newline is not None:
            yield '\n' + _indent * (level - 1)
        yield ']'
        unmark(markerid)

    def dict_pieces(dct, level):
        if not dct:
            yield '{}'
            return
        markerid = mark(dct)
        yield '{'
        separator = _item_separator
        newline = None
        if _indent is not None:
            level += 1
            newline = '\n' + _indent * level
            separator = _item_separator + newline
            yield newline
        first = True
        items = sorted(dct.items()) if _sort_keys else dct.items()
        for key, value in items:
            key = key_text(key)
            if key is None:
                continue
            if first:
                first = False
            else:
                yield separator
            yield _encoder(key)
            yield _key_separator
            text = scalar(value)
            if text is not None:
                yield text
            else:
                yield from pieces(value, level)
        if newline is not None:
            yield '\n' + _indent * (level - 1)
        yield '}'
        unmark(markerid)

    def pieces(o, level):
        text = scalar(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from list_pieces(o, level)
        elif isinstance(o, dict):
            yield from dict_pieces(o, level)
        else:
            markerid = mark(o)
            yield from pieces(_default(o), level)
            unmark(markerid)

    return pieces
