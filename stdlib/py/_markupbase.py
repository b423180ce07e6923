"""What parsers of markup share: the position in the text, comments and marked sections."""

import re

_commentclose = re.compile(r'--\s*>')
_markedsectionclose = re.compile(r']\s*]\s*>')
# Microsoft's own sections end with one bracket less.
_msmarkedsectionclose = re.compile(r']\s*>')
_declname = re.compile(r'[a-zA-Z][-_.a-zA-Z0-9]*\s*')


class ParserBase:
    """The base of HTMLParser."""

    def __init__(self):
        if self.__class__ is ParserBase:
            raise RuntimeError("_markupbase.ParserBase must be subclassed")

    def reset(self):
        self.lineno = 1
        self.offset = 0

    def getpos(self):
        """Return the current line number and offset."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Note that the text from i to j has been handled."""
        if i >= j:
            return j
        rawdata = self.rawdata
        nlines = rawdata.count("\n", i, j)
        if nlines:
            self.lineno = self.lineno + nlines
            pos = rawdata.rindex("\n", i, j)
            self.offset = j - (pos + 1)
        else:
            self.offset = self.offset + j - i
        return j

    def _scan_name(self, i):
        """Return the name at i and the index after it; (None, -1) if it is not complete."""
        rawdata = self.rawdata
        n = len(rawdata)
        if i == n:
            return None, -1
        m = _declname.match(rawdata, i)
        if m:
            s = m.group()
            if i + len(s) == n:
                return None, -1
            return s.strip().lower(), m.end()
        self.updatepos(i, i)
        raise AssertionError("expected name token at %r" % rawdata[i:i + 20])

    def parse_marked_section(self, i, report=1):
        """Handle `<![...]>`; returns the end, or -1 if it is not complete."""
        rawdata = self.rawdata
        assert rawdata[i:i + 3] == '<![', "unexpected call to parse_marked_section()"
        sect_name, j = self._scan_name(i + 3)
        if j < 0:
            return j
        if sect_name in {"temp", "cdata", "ignore", "include", "rcdata"}:
            match = _markedsectionclose.search(rawdata, i + 3)
        elif sect_name in {"if", "else", "endif"}:
            match = _msmarkedsectionclose.search(rawdata, i + 3)
        else:
            raise AssertionError('unknown status keyword %r in marked section' % rawdata[i + 3:j])
        if not match:
            return -1
        if report:
            self.unknown_decl(rawdata[i + 3:match.start(0)])
        return match.end(0)

    def parse_comment(self, i, report=1):
        """Handle `<!--...-->`; returns the end, or -1 if it is not complete."""
        rawdata = self.rawdata
        if rawdata[i:i + 4] != '<!--':
            raise AssertionError('unexpected call to parse_comment()')
        match = _commentclose.search(rawdata, i + 4)
        if not match:
            return -1
        if report:
            self.handle_comment(rawdata[i + 4:match.start(0)])
        return match.end(0)

    def unknown_decl(self, data):
        """Called for marked sections."""
