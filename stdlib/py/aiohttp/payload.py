"""What can be sent as a body."""

__all__ = ('AsyncIterablePayload', 'BufferedReaderPayload', 'BytesIOPayload', 'BytesPayload', 'IOBasePayload',
           'JsonPayload', 'PAYLOAD_REGISTRY', 'Payload', 'StringIOPayload', 'StringPayload', 'TextIOPayload',
           'get_payload', 'payload_type')

import asyncio
import io
import json
import mimetypes
import os
from collections.abc import AsyncIterable

from multidict import CIMultiDict

from .helpers import content_disposition_header, parse_mimetype, sentinel

_CHUNK = 2 ** 16


class LookupError(Exception):
    """There is no payload for such a value."""


class Payload:
    """A body: its bytes, and the headers that describe them."""

    _default_content_type = 'application/octet-stream'
    _size = None

    def __init__(self, value, headers=None, content_type=sentinel, filename=None, encoding=None):
        self._value = value
        self._encoding = encoding
        self._filename = filename
        self.headers = CIMultiDict()
        if content_type is not sentinel and content_type is not None:
            self.headers['Content-Type'] = content_type
        else:
            guess = mimetypes.guess_type(filename)[0] if filename is not None else None
            self.headers['Content-Type'] = guess or self._default_content_type
        if headers:
            self.headers.update(headers)

    @property
    def size(self):
        """Its length, None if that is not known."""
        return self._size

    @property
    def filename(self):
        return self._filename

    @property
    def encoding(self):
        return self._encoding

    @property
    def content_type(self):
        return self.headers['Content-Type']

    def set_content_disposition(self, disptype, quote_fields=True, _charset='utf-8', **params):
        """Set the header Content-Disposition."""
        self.headers['Content-Disposition'] = content_disposition_header(disptype, quote_fields, _charset, params)

    def decode(self, encoding='utf-8', errors='strict'):
        """Return it as text."""
        raise TypeError(f'{type(self).__name__} cannot be decoded')

    async def write(self, writer):
        """Write it."""
        raise NotImplementedError


class BytesPayload(Payload):
    """Bytes."""

    def __init__(self, value, *args, **kwargs):
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError(f'value argument must be byte-ish, not {type(value)!r}')
        super().__init__(value, *args, **kwargs)
        self._size = value.nbytes if isinstance(value, memoryview) else len(value)

    def decode(self, encoding='utf-8', errors='strict'):
        return bytes(self._value).decode(encoding, errors)

    async def write(self, writer):
        await writer.write(self._value)


class StringPayload(BytesPayload):
    """Text."""

    def __init__(self, value, *args, encoding=None, content_type=None, **kwargs):
        if encoding is None:
            if content_type is None:
                encoding, content_type = 'utf-8', 'text/plain; charset=utf-8'
            else:
                encoding = parse_mimetype(content_type).parameters.get('charset', 'utf-8')
        elif content_type is None:
            content_type = f'text/plain; charset={encoding}'
        super().__init__(value.encode(encoding), *args, encoding=encoding, content_type=content_type, **kwargs)


class StringIOPayload(StringPayload):
    """An io.StringIO."""

    def __init__(self, value, *args, **kwargs):
        super().__init__(value.read(), *args, **kwargs)


class JsonPayload(BytesPayload):
    """A value as JSON."""

    def __init__(self, value, encoding='utf-8', content_type='application/json', dumps=json.dumps, *args, **kwargs):
        super().__init__(dumps(value).encode(encoding), *args, content_type=content_type, encoding=encoding, **kwargs)


class IOBasePayload(Payload):
    """A file; it is read by threads, piece by piece."""

    def __init__(self, value, *args, disposition='attachment', **kwargs):
        if kwargs.get('filename') is None:
            name = getattr(value, 'name', None)
            if isinstance(name, str) and name and name[0] != '<':
                kwargs['filename'] = os.path.basename(name)
        super().__init__(value, *args, **kwargs)
        if self._filename is not None and disposition is not None and 'Content-Disposition' not in self.headers:
            self.set_content_disposition(disposition, filename=self._filename)

    @property
    def size(self):
        try:
            return os.fstat(self._value.fileno()).st_size - self._value.tell()
        except (OSError, AttributeError):
            return None

    async def write(self, writer):
        loop = asyncio.get_running_loop()
        try:
            while chunk := await loop.run_in_executor(None, self._value.read, _CHUNK):
                await writer.write(self._encoded(chunk))
        finally:
            await loop.run_in_executor(None, self._value.close)

    def _encoded(self, chunk):
        return chunk


class BufferedReaderPayload(IOBasePayload):
    """A binary file."""


class BytesIOPayload(IOBasePayload):
    """An io.BytesIO."""

    @property
    def size(self):
        return len(self._value.getbuffer()) - self._value.tell()

    async def write(self, writer):
        await writer.write(self._value.read())


class TextIOPayload(IOBasePayload):
    """A text file."""

    def __init__(self, value, *args, encoding=None, content_type=None, **kwargs):
        if encoding is None:
            encoding = parse_mimetype(content_type or '').parameters.get('charset', 'utf-8')
        if content_type is None:
            content_type = f'text/plain; charset={encoding}'
        super().__init__(value, *args, content_type=content_type, encoding=encoding, **kwargs)

    @property
    def size(self):
        return None

    def _encoded(self, chunk):
        return chunk.encode(self._encoding)


class AsyncIterablePayload(Payload):
    """What an asynchronous iterator gives."""

    def __init__(self, value, *args, **kwargs):
        if not isinstance(value, AsyncIterable):
            raise TypeError('value argument must support collections.abc.AsyncIterable interface, '
                            f'got {type(value)!r}')
        super().__init__(value, *args, **kwargs)

    async def write(self, writer):
        async for chunk in self._value:
            await writer.write(chunk)


class PayloadRegistry:
    """Which payload is for which type."""

    def __init__(self):
        self._rows = []

    def register(self, factory, type, *, order=None):
        """Add a type; later ones come first."""
        self._rows.insert(0, (type, factory))

    def get(self, data, *args, **kwargs):
        """Return the payload of a value."""
        if isinstance(data, Payload):
            return data
        for kinds, factory in self._rows:
            if isinstance(data, kinds):
                return factory(data, *args, **kwargs)
        raise LookupError()


PAYLOAD_REGISTRY = PayloadRegistry()
for _factory, _kinds in [
        (AsyncIterablePayload, AsyncIterable), (IOBasePayload, io.IOBase), (TextIOPayload, io.TextIOBase),
        (BufferedReaderPayload, (io.BufferedReader, io.BufferedRandom)), (BytesIOPayload, io.BytesIO),
        (StringIOPayload, io.StringIO), (StringPayload, str), (BytesPayload, (bytes, bytearray, memoryview))]:
    PAYLOAD_REGISTRY.register(_factory, _kinds)
del _factory, _kinds


def get_payload(data, *args, **kwargs):
    """Return the payload of a value."""
    return PAYLOAD_REGISTRY.get(data, *args, **kwargs)


class payload_type:
    """Says which type a payload is for."""

    def __init__(self, type, *, order=None):
        self.type = type

    def __call__(self, factory):
        PAYLOAD_REGISTRY.register(factory, self.type)
        return factory
