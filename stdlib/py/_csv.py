"""Readers and writers of comma-separated values, for `csv`."""

__all__ = ['Dialect', 'Error', 'QUOTE_ALL', 'QUOTE_MINIMAL', 'QUOTE_NONE', 'QUOTE_NONNUMERIC', 'Reader', 'Writer',
           'field_size_limit', 'get_dialect', 'list_dialects', 'reader', 'register_dialect', 'unregister_dialect',
           'writer']

__version__ = '1.0'

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    """Something that cannot be read or written."""


Error.__module__ = '_csv'

# --- dialects ----------------------------------------------------------------------------------------------------

_dialects = {}
_field_limit = 128 * 1024

_DEFAULTS = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
             'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}


def _check_char(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        raise TypeError('"%s" must be string%s, not %s' % (name, ' or None' if optional else '', type(value).__name__))
    if len(value) != 1:
        raise TypeError('"%s" must be a 1-character string' % name)
    return value


class Dialect:
    """How values are written: separators, quotes and what is special inside them. It cannot be changed."""

    __slots__ = ('_delimiter', '_doublequote', '_escapechar', '_lineterminator', '_quotechar', '_quoting',
                 '_skipinitialspace', '_strict')

    def __new__(cls, dialect=None, **kwargs):
        for name in kwargs:
            if name not in _DEFAULTS:
                raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        if dialect is not None:
            if isinstance(dialect, str):
                dialect = get_dialect(dialect)
            if isinstance(dialect, Dialect) and not kwargs:
                return dialect
        values = {}
        for name, default in _DEFAULTS.items():
            if name in kwargs:
                values[name] = kwargs[name]
            else:
                values[name] = getattr(dialect, name, default)
        self = object.__new__(cls)
        self._delimiter = _check_char('delimiter', values['delimiter'], False)
        self._doublequote = bool(values['doublequote'])
        self._escapechar = _check_char('escapechar', values['escapechar'], True)
        terminator = values['lineterminator']
        if terminator is not None and not isinstance(terminator, str):
            raise TypeError('"lineterminator" must be a string')
        self._lineterminator = terminator
        self._quotechar = _check_char('quotechar', values['quotechar'], True)
        quoting = values['quoting']
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if values['quotechar'] is None and 'quoting' not in kwargs and not hasattr(dialect, 'quoting'):
            # Without quotes nothing can be quoted.
            quoting = QUOTE_NONE
        self._quoting = quoting
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if terminator is None:
            raise TypeError("lineterminator must be set")
        self._skipinitialspace = bool(values['skipinitialspace'])
        self._strict = bool(values['strict'])
        return self

    delimiter = property(lambda self: self._delimiter)
    doublequote = property(lambda self: self._doublequote)
    escapechar = property(lambda self: self._escapechar)
    lineterminator = property(lambda self: self._lineterminator)
    quotechar = property(lambda self: self._quotechar)
    quoting = property(lambda self: self._quoting)
    skipinitialspace = property(lambda self: self._skipinitialspace)
    strict = property(lambda self: self._strict)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


def register_dialect(name, dialect=None, **fmtparams):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **fmtparams)


def unregister_dialect(name):
    """Forget the name of a dialect."""
    try:
        del _dialects[name]
    except KeyError:
        raise Error("unknown dialect") from None


def get_dialect(name):
    """Return the dialect of a name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error("unknown dialect") from None


def list_dialects():
    """Return the names of all dialects."""
    return list(_dialects)


_KEEP = object()


def field_size_limit(limit=_KEEP):
    """Return how long a field may be, and change it if a limit is given."""
    global _field_limit
    old = _field_limit
    if limit is not _KEEP:
        if type(limit) is not int:
            raise TypeError("limit must be an integer")
        _field_limit = limit
    return old


# --- reading -----------------------------------------------------------------------------------------------------

(_START_RECORD, _START_FIELD, _ESCAPED_CHAR, _IN_FIELD, _IN_QUOTED_FIELD, _ESCAPE_IN_QUOTED_FIELD,
 _QUOTE_IN_QUOTED_FIELD, _EAT_CRNL, _AFTER_ESCAPED_CRNL) = range(9)

# Stands for the end of a line that has no line break of its own.
_END = None


class Reader:
    """An iterator over the rows of an iterable of lines."""

    def __init__(self, iterable, dialect):
        self._lines = iter(iterable)
        self._dialect = dialect
        self.line_num = 0
        self._reset()

    dialect = property(lambda self: self._dialect)

    def _reset(self):
        self._fields = []
        self._field = []
        self._field_length = 0
        self._numeric = False
        self._state = _START_RECORD

    def __iter__(self):
        return self

    def __next__(self):
        self._reset()
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field_length or self._state == _IN_QUOTED_FIELD:
                    # The text ends within a field.
                    if self._dialect.strict:
                        raise Error("unexpected end of data") from None
                    self._save_field()
                    break
                raise
            if not isinstance(line, str):
                raise Error("iterator should return strings, not %s (the file should be opened in text mode)"
                            % type(line).__name__)
            self.line_num += 1
            if self._state == _START_RECORD:
                row = self._simple_row(line)
                if row is not None:
                    return row
            for char in line:
                self._process(char)
            self._process(_END)
            if self._state == _START_RECORD:
                break
        return self._fields

    def _simple_row(self, line):
        """Return the row of a line in which nothing is special but the separators, None for other lines."""
        d = self._dialect
        if d.quoting == QUOTE_NONNUMERIC or d.skipinitialspace:
            return None
        if d.quotechar is not None and d.quotechar in line or d.escapechar is not None and d.escapechar in line:
            return None
        text = line.rstrip('\r\n')
        if '\r' in text or '\n' in text or len(text) > _field_limit:
            return None
        return text.split(d.delimiter) if text else []

    def _add(self, char):
        self._field_length += 1
        if self._field_length > _field_limit:
            raise Error("field larger than field limit (%d)" % _field_limit)
        self._field.append(char)

    def _save_field(self):
        text = ''.join(self._field)
        self._field = []
        self._field_length = 0
        if self._numeric:
            self._numeric = False
            text = float(text)
        self._fields.append(text)

    def _process(self, c):
        """Take one character; the states are those of a row being read."""
        d = self._dialect
        state = self._state
        newline = c == '\n' or c == '\r' or c is _END
        if state == _START_RECORD:
            if c is _END:
                # An empty line is an empty row.
                return
            if newline:
                self._state = _EAT_CRNL
                return
            state = _START_FIELD
        if state == _AFTER_ESCAPED_CRNL:
            if c is _END:
                return
            state = _IN_FIELD

        if state == _START_FIELD:
            if newline:
                self._save_field()
                self._state = _START_RECORD if c is _END else _EAT_CRNL
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = _IN_QUOTED_FIELD
            elif c == d.escapechar:
                self._state = _ESCAPED_CHAR
            elif c == ' ' and d.skipinitialspace:
                self._state = _START_FIELD
            elif c == d.delimiter:
                self._save_field()
                self._state = _START_FIELD
            else:
                if d.quoting == QUOTE_NONNUMERIC:
                    self._numeric = True
                self._add(c)
                self._state = _IN_FIELD
        elif state == _ESCAPED_CHAR:
            if c == '\n' or c == '\r':
                self._add(c)
                self._state = _AFTER_ESCAPED_CRNL
            else:
                self._add('\n' if c is _END else c)
                self._state = _IN_FIELD
        elif state == _IN_FIELD:
            if newline:
                self._save_field()
                self._state = _START_RECORD if c is _END else _EAT_CRNL
            elif c == d.escapechar:
                self._state = _ESCAPED_CHAR
            elif c == d.delimiter:
                self._save_field()
                self._state = _START_FIELD
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _IN_QUOTED_FIELD:
            if c is _END:
                pass
            elif c == d.escapechar:
                self._state = _ESCAPE_IN_QUOTED_FIELD
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTED_FIELD if d.doublequote else _IN_FIELD
            else:
                self._add(c)
        elif state == _ESCAPE_IN_QUOTED_FIELD:
            self._add('\n' if c is _END else c)
            self._state = _IN_QUOTED_FIELD
        elif state == _QUOTE_IN_QUOTED_FIELD:
            # A quote after a quote is one quote; otherwise the field has ended.
            if d.quoting != QUOTE_NONE and c == d.quotechar:
                self._add(c)
                self._state = _IN_QUOTED_FIELD
            elif c == d.delimiter:
                self._save_field()
                self._state = _START_FIELD
            elif newline:
                self._save_field()
                self._state = _START_RECORD if c is _END else _EAT_CRNL
            elif not d.strict:
                self._add(c)
                self._state = _IN_FIELD
            else:
                raise Error("'%c' expected after '%c'" % (d.delimiter, d.quotechar))
        else:
            if c is _END:
                self._state = _START_RECORD
            elif not newline:
                raise Error("new-line character seen in unquoted field - "
                            "do you need to open the file in universal-newline mode?")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_csv.reader' object")


def reader(iterable, dialect=None, **fmtparams):
    """Return an iterator over the rows of an iterable of lines, each a list of strings."""
    lines = iter(iterable)
    return Reader(lines, Dialect(dialect, **fmtparams))


# --- writing -----------------------------------------------------------------------------------------------------

class Writer:
    """Writes rows to a file."""

    def __init__(self, file, dialect):
        write = getattr(file, 'write', None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self._dialect = dialect

    dialect = property(lambda self: self._dialect)

    def writerow(self, row):
        """Write one row, an iterable of values; returns what the file's write returns."""
        try:
            fields = iter(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__) from None
        d = self._dialect
        parts = []
        count = 0
        for field in fields:
            count += 1
            quoted = (d.quoting == QUOTE_ALL
                      or d.quoting == QUOTE_NONNUMERIC and not _is_number(field))
            if field is None:
                text = ''
            elif isinstance(field, str):
                text = field
            else:
                text = str(field)
            parts.append(self._format(text, quoted))
        line = d.delimiter.join(parts)
        if count and not line:
            # A row of one empty field must not look like an empty row.
            if d.quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            line = d.quotechar * 2
        return self._write(line + d.lineterminator)

    def _format(self, text, quoted):
        d = self._dialect
        special = {d.delimiter, d.escapechar, d.quotechar, *d.lineterminator}
        if not special.isdisjoint(text):
            chars = []
            for c in text:
                if c in special:
                    want_escape = False
                    if d.quoting == QUOTE_NONE:
                        want_escape = True
                    else:
                        if c == d.quotechar:
                            if d.doublequote:
                                chars.append(d.quotechar)
                            else:
                                want_escape = True
                        elif c == d.escapechar:
                            want_escape = True
                        if not want_escape:
                            quoted = True
                    if want_escape:
                        if d.escapechar is None:
                            raise Error("need to escape, but no escapechar set")
                        chars.append(d.escapechar)
                chars.append(c)
            text = ''.join(chars)
        return d.quotechar + text + d.quotechar if quoted else text

    def writerows(self, rows):
        """Write several rows."""
        for row in rows:
            self.writerow(row)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_csv.writer' object")


def _is_number(value):
    cls = type(value)
    return hasattr(cls, '__index__') or hasattr(cls, '__float__') or isinstance(value, complex)


def writer(fileobj, dialect=None, **fmtparams):
    """Return an object that writes rows to a file."""
    return Writer(fileobj, Dialect(dialect, **fmtparams))
