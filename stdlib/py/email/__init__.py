"""Messages with headers, as mail and HTTP have them: reading, making and writing them."""

__all__ = ["charset", "encoders", "errors", "feedparser", "generator", "header", "iterators", "message",
           "message_from_file", "message_from_binary_file", "message_from_string", "message_from_bytes", "mime",
           "parser", "utils"]


def message_from_string(s, *args, **kws):
    """Parse text."""
    from email.parser import Parser
    return Parser(*args, **kws).parsestr(s)


def message_from_bytes(s, *args, **kws):
    """Parse bytes."""
    from email.parser import BytesParser
    return BytesParser(*args, **kws).parsebytes(s)


def message_from_file(fp, *args, **kws):
    """Parse what a text file has."""
    from email.parser import Parser
    return Parser(*args, **kws).parse(fp)


def message_from_binary_file(fp, *args, **kws):
    """Parse what a binary file has."""
    from email.parser import BytesParser
    return BytesParser(*args, **kws).parse(fp)
