"""TOML, version 1.0: `loads` and `load` make dicts of it."""

__all__ = ('loads', 'load', 'TOMLDecodeError')

import re
from datetime import date, datetime, time, timedelta, timezone

# What stands for itself between quotes and after `#`: no control characters but the tab.
_CONTROL = frozenset(chr(n) for n in range(32)) - frozenset('\t') | frozenset('\x7f')
_BARE = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_')
_ESCAPES = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}
_DATE_TIME = re.compile(
    r'(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])'
    r'(?:[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?', re.ASCII)
_TIME = re.compile(r'([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?', re.ASCII)
_NUMBER = re.compile(
    r'0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)'
    r'|[+-]?(?:0|[1-9](?:_?\d)*)(\.\d(?:_?\d)*)?([eE][+-]?\d(?:_?\d)*)?', re.ASCII)


class TOMLDecodeError(ValueError):
    """An error raised if a document is not valid TOML."""


def load(fp, /, *, parse_float=float):
    """Parse TOML from a binary file object."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """Parse TOML from a string."""
    try:
        text = s.replace('\r\n', '\n')
    except AttributeError:
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    if parse_float is not float:
        given = parse_float

        def parse_float(text):
            value = given(text)
            if isinstance(value, (dict, list)):
                raise ValueError("parse_float must not return dicts or lists")
            return value
    return _Parser(text, parse_float).document()


class _Table(dict):
    """A table while the document is read.

    It is `explicit` when it has a header of its own, `closed` when it was written as a value, and `dotted` when the keys of
    another table have made it.
    """

    explicit = closed = dotted = False


class _Tables(list):
    """An array of tables that have headers."""


class _Parser:
    def __init__(self, text, parse_float):
        self.text = text
        self.at = 0
        self.parse_float = parse_float
        self.root = _Table()

    def error(self, message, at=None):
        """Return an error that says where it is."""
        at = self.at if at is None else at
        if at >= len(self.text):
            where = 'end of document'
        else:
            line = self.text.count('\n', 0, at) + 1
            column = at - self.text.rfind('\n', 0, at)
            where = f'line {line}, column {column}'
        return TOMLDecodeError(f'{message} (at {where})')

    def peek(self):
        return self.text[self.at:self.at + 1]

    def blanks(self):
        while self.peek() in (' ', '\t'):
            self.at += 1

    def comment(self):
        if self.peek() == '#':
            self.at += 1
            while self.peek() not in ('', '\n'):
                if self.peek() in _CONTROL:
                    raise self.error(f'Found invalid character {self.peek()!r}')
                self.at += 1

    def lines(self):
        """Skip blanks, ends of lines and comments."""
        while True:
            before = self.at
            while self.peek() in (' ', '\t', '\n') and self.peek():
                self.at += 1
            self.comment()
            if self.at == before:
                return

    def document(self):
        table = self.root
        while True:
            self.blanks()
            c = self.peek()
            if c == '':
                return _plain(self.root)
            if c == '\n':
                self.at += 1
                continue
            if c == '[':
                table = self.header_of_array() if self.text.startswith('[[', self.at) else self.header()
                self.blanks()
            elif c != '#':
                if c not in _BARE and c not in '"\'':
                    raise self.error('Invalid statement')
                self.pair(table)
                self.blanks()
            self.comment()
            if self.peek() not in ('', '\n'):
                raise self.error('Expected newline or end of document after a statement')
            self.at += 1

    # --- tables ----------------------------------------------------------------------------------------------------

    def parent(self, key, what):
        """The table that the last part of a header's key is a name in."""
        table = self.root
        for part in key[:-1]:
            table = table.setdefault(part, _Table())
            if isinstance(table, _Tables):
                table = table[-1]
            if not isinstance(table, _Table):
                raise self.error('Cannot overwrite a value')
            if table.closed:
                raise self.error(f'Cannot {what}')
        return table

    def header(self):
        self.at += 1
        self.blanks()
        key = self.key()
        what = f'declare {key} twice'
        table = self.parent(key, what)
        found = table.setdefault(key[-1], _Table())
        if isinstance(found, _Tables) or isinstance(found, _Table) and (found.explicit or found.closed or found.dotted):
            raise self.error(f'Cannot {what}')
        if not isinstance(found, _Table):
            raise self.error('Cannot overwrite a value')
        found.explicit = True
        if self.peek() != ']':
            raise self.error("Expected ']' at the end of a table declaration")
        self.at += 1
        return found

    def header_of_array(self):
        self.at += 2
        self.blanks()
        key = self.key()
        what = f'mutate immutable namespace {key}'
        table = self.parent(key, what)
        found = table.setdefault(key[-1], _Tables())
        if isinstance(found, _Table) and found.closed or type(found) is list:
            raise self.error(f'Cannot {what}')
        if not isinstance(found, _Tables):
            raise self.error('Cannot overwrite a value')
        found.append(_Table())
        found[-1].explicit = True
        if not self.text.startswith(']]', self.at):
            raise self.error("Expected ']]' at the end of an array declaration")
        self.at += 2
        return found[-1]

    def pair(self, table, inline=False):
        key = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.blanks()
        value = self.value()
        for part in key[:-1]:
            if part not in table:
                table[part] = _Table()
                table[part].dotted = True
            table = table[part]
            if not isinstance(table, _Table):
                if isinstance(table, (_Tables, list)):
                    raise self.error(f'Cannot mutate immutable namespace {key[:-1]}')
                raise self.error('Cannot overwrite a value')
            if table.closed or not inline and not table.dotted:
                raise self.error(f'Cannot mutate immutable namespace {key[:-1]}' if table.closed
                                 else f'Cannot redefine namespace {key[:-1]}')
        if key[-1] in table:
            if inline:
                raise self.error(f'Duplicate inline table key {key[-1]!r}')
            raise self.error('Cannot overwrite a value')
        table[key[-1]] = value

    def key(self):
        parts = [self.key_part()]
        self.blanks()
        while self.peek() == '.':
            self.at += 1
            self.blanks()
            parts.append(self.key_part())
            self.blanks()
        return tuple(parts)

    def key_part(self):
        c = self.peek()
        if c and c in _BARE:
            start = self.at
            while self.peek() and self.peek() in _BARE:
                self.at += 1
            return self.text[start:self.at]
        if c == "'":
            return self.literal()
        if c == '"':
            return self.basic()
        raise self.error('Invalid initial character for a key part')

    # --- values ----------------------------------------------------------------------------------------------------

    def value(self):
        text, at = self.text, self.at
        c = self.peek()
        if c == '"':
            return self.basic_lines() if text.startswith('"""', at) else self.basic()
        if c == "'":
            return self.literal_lines() if text.startswith("'''", at) else self.literal()
        for word, value in (('true', True), ('false', False)):
            if text.startswith(word, at):
                self.at += len(word)
                return value
        if c == '[':
            return self.array()
        if c == '{':
            return self.inline_table()
        found = _DATE_TIME.match(text, at)
        if found:
            try:
                value = self.moment(found)
            except ValueError:
                raise self.error('Invalid date or datetime') from None
            self.at = found.end()
            return value
        found = _TIME.match(text, at)
        if found:
            self.at = found.end()
            hour, minute, second, fraction = found.groups()
            return time(int(hour), int(minute), int(second), int((fraction or '0').ljust(6, '0')))
        found = _NUMBER.match(text, at)
        if found:
            self.at = found.end()
            if found[1] or found[2]:
                return self.parse_float(found[0])
            return int(found[0], 0)
        for word in ('inf', 'nan', '+inf', '-inf', '+nan', '-nan'):
            if text.startswith(word, at):
                self.at += len(word)
                return self.parse_float(word)
        raise self.error('Invalid value')

    def moment(self, found):
        year, month, day, hour, minute, second, fraction, zulu, sign, hours, minutes = found.groups()
        day = date(int(year), int(month), int(day))
        if hour is None:
            return day
        zone = None
        if zulu:
            zone = timezone.utc
        elif sign:
            zone = timezone((1 if sign == '+' else -1) * timedelta(hours=int(hours), minutes=int(minutes)))
        clock = time(int(hour), int(minute), int(second), int((fraction or '0').ljust(6, '0')), zone)
        return datetime.combine(day, clock)

    def array(self):
        self.at += 1
        items = []
        self.lines()
        while self.peek() != ']':
            items.append(self.value())
            self.lines()
            c = self.peek()
            if c == ',':
                self.at += 1
                self.lines()
            elif c != ']':
                raise self.error('Unclosed array')
        self.at += 1
        for item in items:
            _close(item)
        return items

    def inline_table(self):
        self.at += 1
        table = _Table()
        self.blanks()
        if self.peek() == '}':
            self.at += 1
        else:
            while True:
                self.pair(table, inline=True)
                self.blanks()
                c = self.peek()
                self.at += 1
                if c == '}':
                    break
                if c != ',':
                    self.at -= 1
                    raise self.error('Unclosed inline table')
                self.blanks()
        _close(table)
        return table

    # --- strings ---------------------------------------------------------------------------------------------------

    def literal(self):
        self.at += 1
        start = self.at
        while self.peek() != "'":
            if self.peek() == '\n':
                raise self.error(f'Found invalid character {self.peek()!r}')
            self.character()
        self.at += 1
        return self.text[start:self.at - 1]

    def character(self, more=''):
        """Go on by a character that must be allowed in strings."""
        c = self.peek()
        if c == '':
            raise self.error('Unterminated string')
        if c in more:
            raise self.error(f'Illegal character {c!r}')
        if c in _CONTROL and c != '\n':
            raise self.error(f'Illegal character {c!r}')
        self.at += 1
        return c

    def literal_lines(self):
        self.opened()
        start = self.at
        while not self.text.startswith("'''", self.at):
            self.character()
        return self.text[start:self.at] + self.closed("'")

    def opened(self):
        self.at += 3
        if self.peek() == '\n':
            self.at += 1

    def closed(self, quote):
        """Behind the quotes at the end, of which up to two more belong to the string."""
        self.at += 3
        more = 0
        while more < 2 and self.peek() == quote:
            self.at += 1
            more += 1
        return quote * more

    def basic(self):
        self.at += 1
        parts = []
        while self.peek() != '"':
            c = self.peek()
            if c == '\\':
                parts.append(self.escape())
            else:
                parts.append(self.character('\n'))
        self.at += 1
        return ''.join(parts)

    def basic_lines(self):
        self.opened()
        parts = []
        while not self.text.startswith('"""', self.at):
            if self.peek() != '\\':
                parts.append(self.character())
                continue
            if self.text[self.at + 1:self.at + 2] in (' ', '\t', '\n') and self.at + 1 < len(self.text):
                self.at += 1
                self.blanks()
                if self.peek() == '':
                    return self.character()
                if self.peek() != '\n':
                    raise self.error("Unescaped '\\' in a string")
                while self.peek() in (' ', '\t', '\n') and self.peek():
                    self.at += 1
                continue
            parts.append(self.escape())
        return ''.join(parts) + self.closed('"')

    def escape(self):
        c = self.text[self.at + 1:self.at + 2]
        if c and c in 'uU':
            length = 4 if c == 'u' else 8
            self.at += 2
            digits = self.text[self.at:self.at + length]
            if len(digits) != length or not all(d in '0123456789abcdefABCDEF' for d in digits):
                raise self.error('Invalid hex value')
            self.at += length
            code = int(digits, 16)
            if 0xd800 <= code < 0xe000 or code > 0x10ffff:
                raise self.error('Escaped character is not a Unicode scalar value')
            return chr(code)
        if c in _ESCAPES and c:
            self.at += 2
            return _ESCAPES[c]
        self.at += 2
        if not c:
            raise self.error('Unterminated string')
        raise self.error("Unescaped '\\' in a string")


def _close(value):
    """Let nothing be added to a table that was written as a value."""
    if isinstance(value, _Table):
        value.closed = True
        for item in value.values():
            _close(item)


def _plain(value):
    """The same with plain dicts and lists."""
    if isinstance(value, _Table):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
