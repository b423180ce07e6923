"""A tokenizer for Python source that keeps comments and positions, and finds a file's encoding.

Regular expressions and named tuples are made upon the first use: reading a
source file for a traceback needs neither.
"""

from builtins import open as _builtin_open
from token import *
from token import EXACT_TOKEN_TYPES
import token

__all__ = token.__all__ + [
    "tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo",
]


class TokenError(Exception):
    """Raised when the input ends inside of a string or of brackets."""


class StopTokenizing(Exception):
    """Raised by readers to stop early."""


def _token_info_type():
    """Make the type of the tokens."""
    from collections import namedtuple

    class TokenInfo(namedtuple("TokenInfo", "type string start end line", module=__name__)):
        """One token: its kind, text, positions as (line, column), and the whole line."""

        __slots__ = ()

        def __repr__(self):
            kind = f"{self.type} ({tok_name[self.type]})"
            return (
                f"TokenInfo(type={kind}, string={self.string!r}, start={self.start!r}, "
                f"end={self.end!r}, line={self.line!r})"
            )

        @property
        def exact_type(self):
            """The kind, where each operator has its own."""
            if self.type == OP:
                return EXACT_TOKEN_TYPES.get(self.string, OP)
            return self.type

    TokenInfo.__qualname__ = "TokenInfo"
    TokenInfo.__module__ = __name__
    return TokenInfo


def __getattr__(name):
    if name != "TokenInfo":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    global TokenInfo
    TokenInfo = _token_info_type()
    return TokenInfo


# Encodings.


def _normalized(encoding):
    """Bring the many spellings of the two usual encodings to one each."""
    name = encoding[:12].lower().replace("_", "-")
    if name == "utf-8" or name.startswith("utf-8-"):
        return "utf-8"
    if name in ("latin-1", "iso-8859-1", "iso-latin-1") or name.startswith(
        ("latin-1-", "iso-8859-1-", "iso-latin-1-")
    ):
        return "iso-8859-1"
    return encoding


def _declared_encoding(line):
    """Return the encoding that a comment declares: `coding: name` or `coding=name`."""
    text = line.lstrip(" \t\f")
    if not text.startswith("#"):
        return None
    start = text.find("coding")
    while start >= 0:
        rest = text[start + 6 :]
        if rest.startswith((":", "=")):
            rest = rest[1:].lstrip(" \t")
            end = 0
            while end < len(rest) and rest[end].isascii() and (
                rest[end].isalnum() or rest[end] in "-_."
            ):
                end += 1
            if end:
                return rest[:end]
        start = text.find("coding", start + 1)
    return None


def detect_encoding(readline):
    """Find the encoding of source from its first two lines; returns it and the lines read."""
    filename = getattr(getattr(readline, "__self__", None), "name", None)
    first = _next_line(readline)
    has_bom = first.startswith(b"\xef\xbb\xbf")
    if has_bom:
        first = first[3:]
    default = "utf-8-sig" if has_bom else "utf-8"
    if not first:
        return default, []
    encoding = _encoding_of_line(first, has_bom, filename)
    if encoding:
        return encoding, [first]
    if first.strip(b" \t\f\r\n") and not first.lstrip(b" \t\f").startswith(b"#"):
        # Only comments may precede the declaration.
        return default, [first]
    second = _next_line(readline)
    if not second:
        return default, [first]
    return _encoding_of_line(second, has_bom, filename) or default, [first, second]


def _next_line(readline):
    try:
        return readline()
    except StopIteration:
        return b""


def _encoding_of_line(line, has_bom, filename):
    """Check a line, and return the encoding that it declares, if it does."""
    where = "" if filename is None else f" for {filename!r}"
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise SyntaxError(f"invalid or missing encoding declaration{where}") from None
    declared = _declared_encoding(text)
    if declared is None:
        return None
    encoding = _normalized(declared)
    from _codecs import lookup

    try:
        lookup(encoding)
    except LookupError:
        unknown = f": {encoding}" if filename is None else f" for {filename!r}: {encoding}"
        raise SyntaxError(f"unknown encoding{unknown}") from None
    if has_bom:
        if encoding != "utf-8":
            raise SyntaxError(f"encoding problem{where}: utf-8")
        return "utf-8-sig"
    return encoding


def open(filename):
    """Open a source file as text, in the encoding that it declares."""
    from io import TextIOWrapper

    buffer = _builtin_open(filename, "rb")
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except BaseException:
        buffer.close()
        raise


# The patterns.


def _string_prefixes():
    """List all prefixes of strings, in both cases and orders."""
    prefixes = {""}
    for letters in ("b", "r", "u", "f", "br", "fr"):
        for order in {letters, letters[::-1]}:
            spellings = {""}
            for letter in order:
                spellings = {s + c for s in spellings for c in (letter, letter.upper())}
            prefixes |= spellings
    return prefixes


class _Patterns:
    """The compiled regular expressions of the tokenizer."""

    def __init__(self):
        import re

        prefix = "(?:" + "|".join(sorted(_string_prefixes(), reverse=True)) + ")"
        # What ends each kind of string, once it has begun.
        self.ends = {
            "'": r"[^'\\]*(?:\\.[^'\\]*)*'",
            '"': r'[^"\\]*(?:\\.[^"\\]*)*"',
            "'''": r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''",
            '"""': r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""',
        }
        self.ends = {quote: re.compile(end, re.DOTALL) for quote, end in self.ends.items()}
        whole_or_continued = "|".join(
            rf"{prefix}{q}[^\n{q}\\]*(?:\\.[^\n{q}\\]*)*(?:{q}|\\\r?\n)" for q in "'\""
        )
        exponent = r"[eE][-+]?[0-9](?:_?[0-9])*"
        digits = r"[0-9](?:_?[0-9])*"
        floats = rf"(?:{digits}\.(?:{digits})?|\.{digits})(?:{exponent})?|{digits}{exponent}"
        integers = (
            r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"
            r"|(?:0(?:_?0)*|[1-9](?:_?[0-9])*)"
        )
        imaginary = rf"{digits}[jJ]|(?:{floats})[jJ]"
        operators = "|".join(
            re.escape(text) for text in sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)
        )
        self.token = re.compile(
            rf"""[ \f\t]*(
                \\\r?\n | \Z | \#[^\r\n]* | {prefix}'{{3}} | {prefix}\"{{3}}
              | {imaginary} | {floats} | {integers}
              | \r?\n | {operators} | {whole_or_continued} | \w+
            )""",
            re.VERBOSE,
        )
        # Blanks and nothing else: an error token follows.
        self.blanks = re.compile(r"[ \f\t]*")


_patterns = None


def _compiled():
    global _patterns
    if _patterns is None:
        _patterns = _Patterns()
    return _patterns


# Tokenizing.

_TAB = 8


def tokenize(readline):
    """Tokenize bytes, a line per call of `readline`; the first token tells the encoding."""
    encoding, consumed = detect_encoding(readline)

    def lines():
        yield from consumed
        while True:
            line = _next_line(readline)
            if not line:
                return
            yield line

    source = lines()
    return _tokenize(lambda: next(source, b""), encoding)


def generate_tokens(readline):
    """Tokenize text, a line per call of `readline`."""
    return _tokenize(readline, None)


def _tokenize(readline, encoding):
    """Tokenize lines, as bytes if an encoding is given."""
    make = globals().get("TokenInfo") or __getattr__("TokenInfo")
    if encoding is not None:
        if encoding == "utf-8-sig":
            encoding = "utf-8"
        yield make(ENCODING, encoding, (0, 0), (0, 0), "")
    yield from _Tokenizer(make, readline, encoding).run()


class _Tokenizer:
    """The state of one run: where it is, and what is open."""

    def __init__(self, make, readline, encoding):
        self.make = make
        self.readline = readline
        self.encoding = encoding
        self.patterns = _compiled()
        self.lineno = 0
        self.line = ""
        self.last_line = ""
        self.indents = [0]
        self.brackets = 0
        # Whether a backslash joins the line to the one before.
        self.continued = False
        # An unfinished string: its text so far, lines, start, and end pattern.
        self.string = None

    def run(self):
        """Yield all tokens."""
        while True:
            self.last_line = self.line
            self.line = self._next_line()
            self.lineno += 1
            if self.string is not None:
                position = yield from self._continue_string()
                if position is None:
                    continue
            elif self.brackets == 0 and not self.continued:
                if not self.line:
                    break
                position = yield from self._start_line()
                if position is None:
                    continue
            else:
                if not self.line:
                    raise TokenError("EOF in multi-line statement", (self.lineno, 0))
                self.continued = False
                position = 0
            yield from self._rest_of_line(position)
        yield from self._end()

    def _next_line(self):
        try:
            line = self.readline()
        except StopIteration:
            line = b"" if self.encoding is not None else ""
        return line if self.encoding is None else line.decode(self.encoding)

    def _continue_string(self):
        """Go on with a string that began on an earlier line; returns where it ends, or None."""
        if not self.line:
            raise TokenError("EOF in multi-line string", self.string[2])
        text, lines, start, end_pattern, needs_backslash = self.string
        match = end_pattern.match(self.line)
        if match:
            end = match.end()
            self.string = None
            yield self.make(
                STRING, text + self.line[:end], start, (self.lineno, end), lines + self.line
            )
            return end
        if needs_backslash and not self.line.endswith(("\\\n", "\\\r\n")):
            self.string = None
            yield self.make(
                ERRORTOKEN, text + self.line, start, (self.lineno, len(self.line)), lines
            )
            return None
        self.string = (text + self.line, lines + self.line, start, end_pattern, needs_backslash)
        return None

    def _start_line(self):
        """Deal with what precedes the first token; returns where that is, or None."""
        line = self.line
        position, column = _measure_indent(line)
        if position == len(line):
            # Only blanks, at the very end of the input.
            return None
        if line[position] in "#\r\n":
            yield from self._blank_line(position)
            return None
        if column > self.indents[-1]:
            self.indents.append(column)
            yield self.make(
                INDENT, line[:position], (self.lineno, 0), (self.lineno, position), line
            )
        while column < self.indents[-1]:
            if column not in self.indents:
                raise IndentationError(
                    "unindent does not match any outer indentation level",
                    ("<tokenize>", self.lineno, position, line),
                )
            self.indents.pop()
            here = (self.lineno, position)
            yield self.make(DEDENT, "", here, here, line)
        return position

    def _blank_line(self, position):
        """Yield the tokens of a line with at most a comment on it."""
        line, lineno = self.line, self.lineno
        if line[position] == "#":
            comment = line[position:].rstrip("\r\n")
            end = position + len(comment)
            yield self.make(COMMENT, comment, (lineno, position), (lineno, end), line)
            position = end
        yield self.make(NL, line[position:], (lineno, position), (lineno, len(line)), line)

    def _rest_of_line(self, position):
        """Yield the tokens of a line from a position on."""
        line, lineno = self.line, self.lineno
        match_token = self.patterns.token.match
        while position < len(line):
            match = match_token(line, position)
            if match is None:
                # The blanks are skipped only before something that is a token.
                yield self.make(
                    ERRORTOKEN, line[position], (lineno, position), (lineno, position + 1), line
                )
                position += 1
                continue
            start, end = match.span(1)
            position = end
            if start == end:
                continue
            text = line[start:end]
            kind = self._classify(text, line[start])
            if kind is None:
                continue
            if kind is _TRIPLE:
                position = yield from self._start_triple(text, start, end)
                if position is None:
                    return
                continue
            if kind is _CONTINUED:
                pattern = self.patterns.ends[_quote_of(text)]
                self.string = (line[start:], line, (lineno, start), pattern, True)
                return
            yield self.make(kind, text, (lineno, start), (lineno, end), line)

    def _classify(self, text, initial):
        """Return the kind of a token; keeps count of the brackets."""
        if initial in "0123456789" or (initial == "." and text not in (".", "...")):
            return NUMBER
        if initial in "\r\n":
            return NL if self.brackets else NEWLINE
        if initial == "#":
            return COMMENT
        if initial == "\\":
            self.continued = True
            return None
        if text[-3:] in ("'''", '"""') and text[:-3].isalpha() | (len(text) == 3):
            return _TRIPLE
        if text[-1] == "\n":
            return _CONTINUED
        if text[-1] in "'\"":
            return STRING
        if initial == "_" or initial.isidentifier():
            return NAME
        if initial in "([{":
            self.brackets += 1
        elif initial in ")]}":
            self.brackets -= 1
        elif text not in EXACT_TOKEN_TYPES:
            return ERRORTOKEN
        return OP

    def _start_triple(self, text, start, end):
        """Begin a triple-quoted string; returns where it ends, or None if not on this line."""
        line, lineno = self.line, self.lineno
        pattern = self.patterns.ends[text[-3:]]
        match = pattern.match(line, end)
        if match is None:
            self.string = (line[start:], line, (lineno, start), pattern, False)
            return None
        stop = match.end()
        yield self.make(STRING, line[start:stop], (lineno, start), (lineno, stop), line)
        return stop

    def _end(self):
        """Yield the tokens that follow the last line."""
        lineno, last = self.lineno, self.last_line
        if last and last[-1] not in "\r\n" and not last.strip().startswith("#"):
            start = (lineno - 1, len(last))
            yield self.make(NEWLINE, "", start, (lineno - 1, len(last) + 1), "")
        here = (lineno, 0)
        for _ in self.indents[1:]:
            yield self.make(DEDENT, "", here, here, "")
        yield self.make(ENDMARKER, "", here, here, "")


_TRIPLE = object()
_CONTINUED = object()


def _quote_of(text):
    """Return the quote that a string begins with, after its prefix."""
    return text.lstrip("bBrRuUfF")[0]


def _measure_indent(line):
    """Return where a line's text starts, and in which column, tabs being expanded."""
    column = 0
    for position, char in enumerate(line):
        if char == " ":
            column += 1
        elif char == "\t":
            column = (column // _TAB + 1) * _TAB
        elif char == "\f":
            column = 0
        else:
            return position, column
    return len(line), column


# Back to source.


def untokenize(iterable):
    """Make source of tokens: the same source of whole ones, an equivalent one of pairs."""
    untokenizer = Untokenizer()
    text = untokenizer.untokenize(iterable)
    if untokenizer.encoding is not None:
        text = text.encode(untokenizer.encoding)
    return text


class Untokenizer:
    """Collects the pieces of the source."""

    def __init__(self):
        self.tokens = []
        self.prev_row = 1
        self.prev_col = 0
        self.encoding = None

    def add_whitespace(self, start):
        """Fill the gap between the last token and the next one."""
        row, col = start
        if row < self.prev_row or (row == self.prev_row and col < self.prev_col):
            raise ValueError(
                f"start ({row},{col}) precedes previous end ({self.prev_row},{self.prev_col})"
            )
        skipped = row - self.prev_row
        if skipped:
            self.tokens.append("\\\n" * skipped)
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(" " * (col - self.prev_col))

    def untokenize(self, iterable):
        """Make source of tokens."""
        iterator = iter(iterable)
        indents = []
        line_starts = False
        for item in iterator:
            if len(item) == 2:
                self.compat(item, iterator)
                break
            kind, text, start, end, _ = item
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                line_starts = True
            elif line_starts and indents:
                # The indentation is repeated as it was, tabs included.
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.prev_col = len(indents[-1])
                line_starts = False
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """Make source of (kind, text) pairs, with spaces where they may be needed."""
        from itertools import chain

        indents = []
        append = self.tokens.append
        line_starts = token[0] in (NEWLINE, NL)
        after_string = False
        for item in chain([token], iterable):
            kind, text = item[:2]
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += " "
            # Adjacent strings would run into one another.
            if kind == STRING:
                if after_string:
                    text = " " + text
                after_string = True
            else:
                after_string = False
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                line_starts = True
            elif line_starts and indents:
                append(indents[-1])
                line_starts = False
            append(text)
