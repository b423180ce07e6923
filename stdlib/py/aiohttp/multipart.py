"""Bodies of several parts."""

__all__ = ('BadContentDispositionHeader', 'BadContentDispositionParam', 'BodyPartReader', 'MultipartReader',
           'MultipartWriter', 'content_disposition_filename', 'parse_content_disposition')

import base64
import binascii
import json
import re
import uuid
import warnings
import zlib
from collections import deque
from urllib.parse import parse_qsl, unquote, urlencode

from multidict import CIMultiDict

from ._messages import read_headers
from .helpers import parse_mimetype
from .payload import JsonPayload, Payload, StringPayload, get_payload


class BadContentDispositionHeader(RuntimeWarning):
    """The header cannot be read."""


class BadContentDispositionParam(RuntimeWarning):
    """A parameter of the header cannot be read."""


_PARAM = re.compile(r';\s*([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')


def parse_content_disposition(header):
    """Return (kind, parameters) of the header Content-Disposition."""
    if not header:
        return None, {}
    kind, _, _ = header.partition(';')
    kind = kind.strip()
    if not kind or '=' in kind or '"' in kind:
        warnings.warn(BadContentDispositionHeader(header))
        return None, {}
    params = {}
    for match in _PARAM.finditer(header):
        key, value = match[1].lower(), match[2].strip()
        if key in params:
            warnings.warn(BadContentDispositionHeader(header))
            return None, {}
        if value.startswith('"') and value.endswith('"') and len(value) > 1:
            value = re.sub(r'\\(.)', r'\1', value[1:-1])
        elif key.endswith('*'):
            charset, _, rest = value.partition("'")
            try:
                value = unquote(rest.partition("'")[2], charset or 'utf-8', 'strict')
            except (UnicodeDecodeError, LookupError):
                warnings.warn(BadContentDispositionParam(match[0]))
                continue
        params[key] = value
    return kind.lower(), params


def content_disposition_filename(params, name='filename'):
    """Return the file name among the parameters of the header."""
    if not params:
        return None
    if f'{name}*' in params:
        return params[f'{name}*']
    if name in params:
        return params[name]
    parts = []
    while (part := params.get(f'{name}*{len(parts)}', params.get(f'{name}*{len(parts)}*'))) is not None:
        parts.append(part)
    return ''.join(parts) if parts else None


class BodyPartReader:
    """One part, as it comes."""

    chunk_size = 8192

    def __init__(self, boundary, headers, content, *, subtype='mixed', default_charset=None):
        self.headers = headers
        self._boundary = boundary
        self._content = content
        self._default_charset = default_charset
        self._at_eof = False
        self._rest = b''
        # What readline() has read too much.
        self._lines = b''

    async def __aiter__(self):
        while chunk := await self.read_chunk():
            yield chunk

    def at_eof(self):
        """Return whether it has been read."""
        return self._at_eof

    async def next(self):
        """Return its content, None if it has been read."""
        return await self.read() or None

    async def read(self, *, decode=False):
        """Read all of it."""
        if self._at_eof:
            return b''
        data = bytearray()
        while not self._at_eof:
            data += await self.read_chunk(self.chunk_size)
        return self.decode(bytes(data)) if decode else bytes(data)

    async def read_chunk(self, size=chunk_size):
        """Read a piece."""
        if self._at_eof:
            return b''
        # Enough is looked at for the boundary to be seen wherever it begins.
        mark = b'\r\n' + self._boundary
        data = self._rest
        while len(data) < size + len(mark):
            at = data.find(mark)
            if at >= 0:
                break
            more = await self._content.read(size + len(mark) - len(data))
            if not more:
                break
            data += more
        if data.startswith(self._boundary):
            at = 0
        else:
            at = data.find(mark)
        if at < 0:
            if len(data) <= size:
                self._at_eof = True
                self._rest = b''
                raise ValueError(f'Could not find starting boundary {self._boundary!r}')
            self._rest = data[size:]
            return data[:size]
        if at > size:
            self._rest = data[size:]
            return data[:size]
        self._at_eof = True
        rest = data[at:].removeprefix(b'\r\n')
        if rest:
            self._content.unread_data(rest)
        self._rest = b''
        return data[:at]

    async def readline(self):
        """Read a line."""
        while b'\n' not in self._lines and not self._at_eof:
            self._lines += await self.read_chunk()
        line, end, self._lines = self._lines.partition(b'\n')
        return line + end

    async def release(self):
        """Skip the rest of it."""
        while not self._at_eof:
            await self.read_chunk()

    async def text(self, *, encoding=None):
        """Read it as text."""
        data = await self.read(decode=True)
        return data.decode(encoding or self.get_charset('utf-8'))

    async def json(self, *, encoding=None):
        """Read it as JSON."""
        data = await self.read(decode=True)
        if not data:
            return None
        return json.loads(data.decode(encoding or self.get_charset('utf-8')))

    async def form(self, *, encoding=None):
        """Read it as a form."""
        data = await self.read(decode=True)
        if not data:
            return []
        text = data.rstrip().decode(encoding or self.get_charset('utf-8'))
        return parse_qsl(text, keep_blank_values=True, encoding=encoding or self.get_charset('utf-8'))

    def decode(self, data):
        """Return the data without their transfer and content encoding."""
        coding = self.headers.get('Content-Transfer-Encoding', '').lower()
        if coding == 'base64':
            data = base64.b64decode(data)
        elif coding == 'quoted-printable':
            data = binascii.a2b_qp(data)
        elif coding not in ('', 'binary', '8bit', '7bit'):
            raise RuntimeError(f'unknown content transfer encoding: {coding}')
        encoding = self.headers.get('Content-Encoding', '').lower()
        if encoding == 'gzip':
            return zlib.decompress(data, 31)
        if encoding == 'deflate':
            return zlib.decompress(data, -15)
        if encoding not in ('', 'identity'):
            raise RuntimeError(f'unknown content encoding: {encoding}')
        return data

    def get_charset(self, default):
        """Return the encoding of its text."""
        mime = parse_mimetype(self.headers.get('Content-Type', ''))
        return mime.parameters.get('charset', self._default_charset or default)

    @property
    def name(self):
        """The name of the field."""
        return parse_content_disposition(self.headers.get('Content-Disposition'))[1].get('name')

    @property
    def filename(self):
        """The name of the file."""
        return content_disposition_filename(parse_content_disposition(self.headers.get('Content-Disposition'))[1])


class MultipartReader:
    """Parts, as they come."""

    part_reader_cls = BodyPartReader

    def __init__(self, headers, content):
        self.headers = headers
        mime = parse_mimetype(headers.get('Content-Type', ''))
        assert mime.type == 'multipart', 'multipart/* content type expected'
        boundary = mime.parameters.get('boundary')
        if not boundary:
            raise ValueError(f'boundary missed for Content-Type: {headers.get("Content-Type")}')
        if len(boundary) > 70:
            raise ValueError(f'boundary {boundary!r} is too long (70 chars max)')
        self._boundary = b'--' + boundary.encode()
        self._content = content
        self._last = None
        self._at_bof = True
        self._at_eof = False

    @classmethod
    def from_response(cls, response):
        """Return a reader of the body of a response."""
        return cls(response.headers, response.content)

    def __aiter__(self):
        return self

    async def __anext__(self):
        part = await self.next()
        if part is None:
            raise StopAsyncIteration
        return part

    def at_eof(self):
        """Return whether all parts have been read."""
        return self._at_eof

    async def next(self):
        """Return the next part, None after the last."""
        if self._at_eof:
            return None
        await self._end_last()
        while True:
            line = await self._content.readline()
            if line == b'':
                if self._at_bof:
                    raise ValueError(f'Could not find starting boundary {self._boundary!r}')
                self._at_eof = True
                return None
            text = line.rstrip()
            if text == self._boundary + b'--':
                self._at_eof = True
                return None
            if text == self._boundary:
                break
            if not self._at_bof and text:
                raise ValueError(f'Invalid boundary {text!r}, expected {self._boundary!r}')
        self._at_bof = False
        rows, size = [], 0
        while (line := await self._content.readline()).rstrip(b'\r\n'):
            size += len(line)
            if size > 2 ** 16:
                raise ValueError('Headers of a part are too long')
            name, colon, value = line.decode('latin-1').partition(':')
            if not colon:
                raise ValueError(f'Invalid header of a part: {line!r}')
            rows.append((name.strip(), value.strip()))
        headers, _ = read_headers(rows)
        if parse_mimetype(headers.get('Content-Type', '')).type == 'multipart':
            self._last = type(self)(headers, self._content)
        else:
            self._last = self.part_reader_cls(self._boundary, headers, self._content)
        return self._last

    async def _end_last(self):
        last, self._last = self._last, None
        if last is not None and not last.at_eof():
            await last.release()

    async def release(self):
        """Skip the rest."""
        while await self.next() is not None:
            pass


class MultipartWriter(Payload):
    """A body of several parts, to be sent."""

    def __init__(self, subtype='mixed', boundary=None):
        boundary = boundary if boundary is not None else uuid.uuid4().hex
        try:
            self._boundary = boundary.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('boundary should contain ASCII only chars') from None
        quoted = boundary if re.fullmatch(r"[!#$%&'*+\-.^_`|~\w]+", boundary) else '"' + re.sub(
            r'(["\\])', r'\\\1', boundary) + '"'
        super().__init__(None, content_type=f'multipart/{subtype}; boundary={quoted}')
        self._parts = []
        self._form = subtype == 'form-data'

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def __iter__(self):
        return iter(self._parts)

    def __len__(self):
        return len(self._parts)

    def __bool__(self):
        return True

    @property
    def boundary(self):
        """What stands between the parts."""
        return self._boundary.decode('ascii')

    def append(self, obj, headers=None):
        """Add a part."""
        headers = CIMultiDict() if headers is None else headers
        if isinstance(obj, Payload):
            obj.headers.update(headers)
            return self.append_payload(obj)
        return self.append_payload(get_payload(obj, headers=headers))

    def append_payload(self, payload):
        """Add a part."""
        if not self._form and payload.size is not None:
            payload.headers['Content-Length'] = str(payload.size)
        self._parts.append(payload)
        return payload

    def append_json(self, obj, headers=None):
        """Add a value as JSON."""
        return self.append_payload(JsonPayload(obj, headers=headers or CIMultiDict()))

    def append_form(self, obj, headers=None):
        """Add a form."""
        items = list(obj.items()) if hasattr(obj, 'items') else obj
        return self.append_payload(StringPayload(urlencode(items, doseq=True), headers=headers or CIMultiDict(),
                                                 content_type='application/x-www-form-urlencoded'))

    @staticmethod
    def _head(part):
        return ''.join(f'{k}: {v}\r\n' for k, v in part.headers.items()).encode() + b'\r\n'

    @property
    def size(self):
        total = 0
        for part in self._parts:
            if part.size is None:
                return None
            total += 2 + len(self._boundary) + 2 + len(self._head(part)) + part.size + 2
        return total + 2 + len(self._boundary) + 4

    async def write(self, writer, close_boundary=True):
        for part in self._parts:
            await writer.write(b'--' + self._boundary + b'\r\n' + self._head(part))
            await part.write(writer)
            await writer.write(b'\r\n')
        if close_boundary:
            await writer.write(b'--' + self._boundary + b'--\r\n')
