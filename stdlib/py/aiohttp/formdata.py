"""Forms."""

__all__ = ('FormData',)

import io
from urllib.parse import urlencode

from multidict import MultiDict, MultiDictProxy

from .multipart import MultipartWriter
from .payload import BytesPayload, get_payload


class FormData:
    """The fields of a form; with files among them it is sent as multipart/form-data."""

    def __init__(self, fields=(), quote_fields=True, charset=None, *, default_to_multipart=False):
        self._fields = []
        self._multipart = default_to_multipart
        self._quote_fields = quote_fields
        self._charset = charset
        if isinstance(fields, (dict, MultiDict, MultiDictProxy)):
            fields = list(fields.items())
        elif not isinstance(fields, (list, tuple)):
            fields = (fields,)
        self.add_fields(*fields)

    @property
    def is_multipart(self):
        """Whether it is sent as multipart/form-data."""
        return self._multipart

    def add_field(self, name, value, *, content_type=None, filename=None, content_transfer_encoding=None):
        """Add a field."""
        if isinstance(value, (io.IOBase, bytes, bytearray, memoryview)):
            self._multipart = True
        options = {'name': name}
        if filename is not None and not isinstance(filename, str):
            raise TypeError(f'filename must be an instance of str. Got: {filename}')
        if filename is None and isinstance(value, io.IOBase):
            filename = _name_of(value, name)
        if filename is not None:
            options['filename'] = filename
            self._multipart = True
        headers = {}
        if content_type is not None:
            if not isinstance(content_type, str):
                raise TypeError(f'content_type must be an instance of str. Got: {content_type}')
            if '\r' in content_type or '\n' in content_type:
                raise ValueError('Newline or carriage return detected in headers. Potential header injection attack.')
            headers['Content-Type'] = content_type
            self._multipart = True
        self._fields.append((options, headers, value))

    def add_fields(self, *fields):
        """Add several fields."""
        for field in fields:
            if isinstance(field, io.IOBase):
                self.add_field(_name_of(field, 'unknown'), field)
            elif isinstance(field, (MultiDict, MultiDictProxy)):
                self.add_fields(*field.items())
            elif isinstance(field, (list, tuple)) and len(field) == 2:
                self.add_field(*field)
            else:
                raise TypeError('Only io.IOBase, multidict and (name, file) pairs allowed, use .add_field() for '
                                f'passing more complex parameters, got {field!r}')

    def __call__(self):
        """Return the body."""
        charset = self._charset or 'utf-8'
        if not self._multipart:
            pairs = [(options['name'], value) for options, _, value in self._fields]
            kind = 'application/x-www-form-urlencoded'
            if charset != 'utf-8':
                kind += f'; charset={charset}'
            text = urlencode([(k, v) for k, v in pairs], doseq=True, encoding=charset)
            return BytesPayload(text.encode(), content_type=kind)
        writer = MultipartWriter('form-data')
        for options, headers, value in self._fields:
            part = get_payload(value, headers=dict(headers), content_type=headers.get('Content-Type'))
            part.set_content_disposition('form-data', quote_fields=self._quote_fields, **options)
            part.headers.popall('Content-Length', None)
            writer.append_payload(part)
        return writer


def _name_of(file, default):
    name = getattr(file, 'name', None)
    if isinstance(name, str) and name and name[0] != '<' and name[-1] != '>':
        return name.rpartition('/')[2]
    return default
