"""Parsers: whole messages from text, bytes or files."""

from io import StringIO, TextIOWrapper

from email.feedparser import BytesFeedParser, FeedParser
from email.policy import compat32

__all__ = ["Parser", "HeaderParser", "BytesParser", "BytesHeaderParser", "FeedParser", "BytesFeedParser"]


class Parser:
    """Parses text."""

    def __init__(self, _class=None, *, policy=compat32):
        self._class = _class
        self.policy = policy

    def parse(self, fp, headersonly=False):
        """Parse what a file has."""
        return self.parsestr(fp.read(), headersonly)

    def parsestr(self, text, headersonly=False):
        """Parse text."""
        feed = FeedParser(self._class, policy=self.policy)
        if headersonly:
            feed._set_headersonly()
        feed.feed(text)
        return feed.close()


class HeaderParser(Parser):
    """Parses the headers, and leaves the body as it is."""

    def parse(self, fp, headersonly=True):
        """Parse what a file has."""
        return super().parse(fp, True)

    def parsestr(self, text, headersonly=True):
        """Parse text."""
        return super().parsestr(text, True)


class BytesParser:
    """Parses bytes."""

    def __init__(self, *args, **kw):
        self.parser = Parser(*args, **kw)

    def parse(self, fp, headersonly=False):
        """Parse what a file has."""
        return self.parsebytes(fp.read(), headersonly)

    def parsebytes(self, text, headersonly=False):
        """Parse bytes."""
        return self.parser.parsestr(text.decode("ASCII", errors="surrogateescape"), headersonly)


class BytesHeaderParser(BytesParser):
    """Parses the headers, and leaves the body as it is."""

    def parse(self, fp, headersonly=True):
        """Parse what a file has."""
        return super().parse(fp, True)

    def parsebytes(self, text, headersonly=True):
        """Parse bytes."""
        return super().parsebytes(text, True)
