"""What can be wrong with a message."""

__all__ = ('HttpProcessingError',)


class HttpProcessingError(Exception):
    """A message that could not be dealt with; servers answer with its code."""

    code = 0
    message = ''
    headers = None

    def __init__(self, *, code=None, message='', headers=None):
        if code is not None:
            self.code = code
        self.headers = headers
        self.message = message

    def __str__(self):
        return f'{self.code}, message:\n  {self.message}'

    def __repr__(self):
        return f'<{type(self).__name__}: {self.code}, message={self.message!r}>'


class BadHttpMessage(HttpProcessingError):
    """It is not HTTP."""

    code = 400
    message = 'Bad Request'

    def __init__(self, message, *, headers=None):
        super().__init__(message=message, headers=headers)
        self.args = (message,)


class HttpBadRequest(BadHttpMessage):
    """The request is wrong."""


class PayloadEncodingError(BadHttpMessage):
    """The body is not encoded as the message says."""


class ContentEncodingError(BadHttpMessage):
    """The body is not compressed as the message says."""


class TransferEncodingError(PayloadEncodingError):
    """The chunks are none."""


class ContentLengthError(PayloadEncodingError):
    """There is less than the message says."""


class LineTooLong(BadHttpMessage):
    """The head is too long."""

    def __init__(self, line, limit='Unknown', actual_size='Unknown'):
        super().__init__(f'Got more than {limit} bytes when reading: {line}.')
        self.args = (line, limit, actual_size)


class InvalidHeader(BadHttpMessage):
    """A header is wrong."""

    def __init__(self, hdr):
        super().__init__(f'Invalid HTTP header: {hdr!r}')
        self.hdr = hdr
        self.args = (hdr,)


class BadStatusLine(BadHttpMessage):
    """The first line is wrong."""

    def __init__(self, line='', error=None):
        super().__init__(error or f'Bad status line {line!r}')
        self.args = (line,)
        self.line = line


class InvalidURLError(BadHttpMessage):
    """The target is wrong."""
