"""What can be wrong with messages: exceptions, and defects that the parser notes."""


class MessageError(Exception):
    """Something is wrong with a message."""


class MessageParseError(MessageError):
    """A message cannot be parsed."""


class HeaderParseError(MessageParseError):
    """A header cannot be parsed."""


class BoundaryError(MessageParseError):
    """The boundary of a multipart message is missing."""


class MultipartConversionError(MessageError, TypeError):
    """A message cannot become one with parts."""


class CharsetError(MessageError):
    """A charset is not known."""


class HeaderWriteError(MessageError):
    """A header cannot be written."""


class MessageDefect(ValueError):
    """Something in a message is not as it should be."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """A multipart message says no boundary."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """The boundary that was said never comes."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The last boundary is missing."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line of the headers goes on with nothing."""


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A "From " line stands among the headers."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """A line without colon stands among the headers."""


MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class MultipartInvariantViolationDefect(MessageDefect):
    """A message says that it has parts, and has none."""


class InvalidMultipartContentTransferEncodingDefect(MessageDefect):
    """A message with parts says an encoding that it cannot have."""


class UndecodableBytesDefect(MessageDefect):
    """Bytes are not text in the charset that was said."""


class InvalidBase64PaddingDefect(MessageDefect):
    """The padding of base64 is wrong."""


class InvalidBase64CharactersDefect(MessageDefect):
    """There are other characters than those of base64."""


class InvalidBase64LengthDefect(MessageDefect):
    """The length cannot be that of base64."""


class HeaderDefect(MessageDefect):
    """Something in a header is not as it should be."""


class InvalidHeaderDefect(HeaderDefect):
    """A header is not valid."""


class HeaderMissingRequiredValue(HeaderDefect):
    """A header needs a value and has none."""


class InvalidDateDefect(HeaderDefect):
    """A date is not valid."""
