"""Extract, format and print stack traces of programs.

An exception is captured once, as plain data, by `TracebackException`; everything that prints goes through it.
Its parts are `StackSummary` (a list of frames) and `FrameSummary` (one frame with its source line, read only
when it is asked for).
"""

import collections.abc
import itertools
import linecache
import sys

import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception',
           'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception',
           'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException',
           'walk_stack', 'walk_tb']

_CAUSE_MESSAGE = ("\nThe above exception was the direct cause "
                  "of the following exception:\n\n")
_CONTEXT_MESSAGE = ("\nDuring handling of the above exception, "
                    "another exception occurred:\n\n")

# A recursive call shows this many equal frames before they are folded into one line.
_RECURSIVE_CUTOFF = 3

# What an omitted argument is told from: None is a meaningful exception value.
_MISSING = type("_Missing", (), {"__repr__": lambda self: "<implicit>"})()


# --- lists of frames ---------------------------------------------------------------------------------------------

def print_list(extracted_list, file=None):
    """Print the frames of `extract_tb()` or `extract_stack()` to `file`, by default the standard error."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    """Return the printable lines of frames given as FrameSummary objects or 4-tuples."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print up to `limit` entries of the traceback `tb`; the last ones if `limit` is negative."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """Return the lines that `print_tb` prints."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """Return a StackSummary of the traceback `tb`."""
    return StackSummary._extract_from_extended_frame_gen(_tb_positions(tb), limit=limit)


def print_stack(f=None, limit=None, file=None):
    """Print the stack from `f`, by default the caller's frame."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Return the lines that `print_stack` prints."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """Return a StackSummary of the stack that ends in `f`, oldest frame first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def walk_stack(f):
    """Yield (frame, line number) from `f` outwards; without `f`, from the frame that called into this module."""
    if f is None:
        # This is a generator: its own frame and the consumer in this module lie between us and the caller.
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Yield (frame, line number) along a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _tb_positions(tb):
    """Yield (frame, (line, end line, column, end column)) along a traceback."""
    while tb is not None:
        line, *rest = _instruction_positions(tb.tb_frame.f_code, tb.tb_lasti)
        # A traceback made by hand may say a line of its own; then the columns still belong to the instruction.
        yield tb.tb_frame, (tb.tb_lineno if line is None else line, *rest)
        tb = tb.tb_next


def _instruction_positions(code, lasti):
    if lasti < 0:
        return (None, None, None, None)
    return next(itertools.islice(code.co_positions(), lasti // 2, None))


def clear_frames(tb):
    """Drop the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # The frame is still running; its variables are in use.
            pass
        tb = tb.tb_next


# --- exceptions --------------------------------------------------------------------------------------------------

def _exception_and_tb(exc, value, tb):
    """Accept both `f(exception)` and the older `f(type, value, traceback)`."""
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _MISSING:
        if exc is not None:
            if isinstance(exc, BaseException):
                return exc, exc.__traceback__
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        return None, None
    return value, tb


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None,
                    file=None, chain=True):
    """Print an exception with its traceback, its causes and its notes."""
    value, tb = _exception_and_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None,
                     chain=True):
    """Return the lines that `print_exception` prints, each ending in a newline, some with newlines inside."""
    value, tb = _exception_and_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_MISSING):
    """Return the lines of the exception itself, without any traceback."""
    if value is _MISSING:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return the text that `print_exc` prints."""
    return "".join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last uncaught exception of an interactive session."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def _format_final_exc_line(etype, value):
    text = _safe_string(value, 'exception')
    if value is None or not text:
        return f"{etype}\n"
    return f"{etype}: {text}\n"


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f'<{what} {func.__name__}() failed>'


# --- one frame ---------------------------------------------------------------------------------------------------

class FrameSummary:
    """One frame of a traceback as data.

    It behaves as the 4-tuple (filename, lineno, name, line), and has the end line and the columns besides.
    """

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno',
                 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True,
                 locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        if lookup_line:
            # Reading the property reads the file.
            self.line
        self.locals = {
            key: _safe_string(value, 'local', func=repr) for key, value in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    @property
    def _original_line(self):
        # Columns count from the margin, so they need the line with its indent.
        self.line
        return self._line

    @property
    def line(self):
        """The source line without its indent, None if there is no line number."""
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()


# --- a stack of frames -------------------------------------------------------------------------------------------

class StackSummary(list):
    """A list of FrameSummary objects that knows how to print itself."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True,
                capture_locals=False):
        """Build a summary from (frame, line number) pairs, as `walk_stack` and `walk_tb` give."""
        positions = ((frame, (lineno, None, None, None)) for frame, lineno in frame_gen)
        return klass._extract_from_extended_frame_gen(
            positions, limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None,
                                         lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                frame_gen = itertools.islice(frame_gen, limit)
            else:
                frame_gen = collections.deque(frame_gen, maxlen=-limit)

        result = klass()
        filenames = set()
        for frame, (lineno, end_lineno, colno, end_colno) in frame_gen:
            code = frame.f_code
            filenames.add(code.co_filename)
            # A module's loader may be the only one who can give its source; remember it while it is at hand.
            linecache.lazycache(code.co_filename, frame.f_globals)
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno))
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for summary in result:
                summary.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Build a summary from FrameSummary objects or (filename, lineno, name, line) tuples."""
        result = StackSummary()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary):
        """Return the text of one frame; a subclass may return None to leave the frame out."""
        rows = [f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n']
        if frame_summary.line:
            stripped = frame_summary.line.strip()
            rows.append(f'    {stripped}\n')
            marks = _underline(frame_summary, stripped)
            if marks is not None:
                rows.append(f'    {marks}\n')
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                rows.append(f'    {name} = {value}\n')
        return ''.join(rows)

    def format(self):
        """Return the lines of all frames; long runs of one frame (a recursion) are folded."""
        result = []
        last = None
        count = 0
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            here = (frame.filename, frame.lineno, frame.name)
            if None in here or here != last:
                _append_repeats(result, count)
                last = here
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        _append_repeats(result, count)
        return result


def _append_repeats(result, count):
    if count > _RECURSIVE_CUTOFF:
        more = count - _RECURSIVE_CUTOFF
        result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')


# --- the ~~~^^^ marks --------------------------------------------------------------------------------------------

def _underline(summary, stripped):
    """Return the marks below the source line of `summary`, None if they would say nothing."""
    if summary.colno is None or summary.end_colno is None:
        return None
    original = summary._original_line
    indent = len(original) - len(original.lstrip())
    start = _characters(original, summary.colno)
    end = _characters(original, summary.end_colno)
    anchors = None
    if summary.lineno == summary.end_lineno:
        anchors = _traceback.anchors(original[start:end])
    else:
        end = indent + len(stripped)

    # Marks under the whole line tell the reader nothing new.
    if end - start >= len(stripped) and not anchors:
        return None
    marks = ' ' * _width(original[indent:start])
    if anchors:
        left, right = start + anchors[0], start + anchors[1]
        return (marks + '~' * _width(original[start:left]) + '^' * _width(original[left:right])
                + '~' * _width(original[right:end]))
    return marks + '^' * _width(original[start:end])


def _width(text):
    """Return how many columns of a terminal `text` fills: East Asian wide characters and emojis take two."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width
    return sum(2 if east_asian_width(char) in 'WF' else 1 for char in text)


def _characters(line, byte_offset):
    """Turn an offset into the UTF-8 text of `line` into one into its characters."""
    return len(line.encode("utf-8")[:byte_offset].decode("utf-8", "replace"))


# --- the whole exception -----------------------------------------------------------------------------------------

class _PrintContext:
    """What nested exception groups share while they are being printed: the depth and the margin."""

    def __init__(self):
        self.seen = set()
        self.depth = 0
        self.need_close = False

    def margin(self):
        return ' ' * (2 * self.depth)

    def emit(self, text, margin_char=None):
        """Yield `text` behind the margin: one string, or many."""
        margin = self.margin()
        if self.depth:
            margin += (margin_char or '|') + ' '
        if isinstance(text, str):
            yield _indent(text, margin)
        else:
            for part in text:
                yield _indent(part, margin)


def _indent(text, margin):
    if not margin:
        return text
    return ''.join(margin + line if line.strip() else margin.rstrip(' ') + line if '|' not in margin else margin + line
                   for line in text.splitlines(True))


class TracebackException:
    """An exception, its traceback and everything chained to it, as data ready for printing.

    Nothing of the running program is kept alive by it.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, _seen=None):
        # Chains may be cyclic; an exception seen before is not followed again. The chain is walked with a list
        # of our own, since it may be longer than the recursion limit.
        is_recursive = _seen is not None
        if _seen is None:
            _seen = set()
        _seen.add(id(exc_value))

        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _tb_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)
        self.exc_type = exc_type
        self._str = _safe_string(exc_value, 'exception')
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None

        if exc_type and issubclass(exc_type, SyntaxError):
            self._take_syntax_error(exc_value)
        if lookup_lines:
            for frame in self.stack:
                frame.line
        if is_recursive or exc_value is None:
            return

        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=_seen)

        def captured(exc):
            made = TracebackException(type(exc), exc, exc.__traceback__, **options)
            pending.append((made, exc))
            return made

        pending = [(self, exc_value)]
        while pending:
            target, exc = pending.pop()
            cause, context = exc.__cause__, exc.__context__
            if cause is not None and id(cause) not in _seen:
                target.__cause__ = captured(cause)
            wanted = context is not None and id(context) not in _seen
            if compact and (cause is not None or exc.__suppress_context__):
                # A cause hides the context when printed.
                wanted = False
            if wanted:
                target.__context__ = captured(context)
            if isinstance(exc, BaseExceptionGroup):
                target.exceptions = [captured(part) for part in exc.exceptions]

    def _take_syntax_error(self, exc):
        self.filename = exc.filename
        self.lineno = str(exc.lineno) if exc.lineno is not None else None
        self.end_lineno = str(exc.end_lineno) if exc.end_lineno is not None else None
        self.text = exc.text
        self.offset = exc.offset
        self.end_offset = exc.end_offset
        self.msg = exc.msg

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception that carries its own traceback."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """Yield the lines of the exception itself: its type and message, the source of a syntax error, the notes."""
        if self.exc_type is None:
            yield _format_final_exc_line(None, self._str)
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ("__main__", "builtins"):
            name = f"{module if isinstance(module, str) else '<unknown>'}.{name}"
        if issubclass(self.exc_type, SyntaxError):
            yield from self._format_syntax_error(name)
        else:
            yield _format_final_exc_line(name, self._str)

        notes = self.__notes__
        if isinstance(notes, collections.abc.Sequence):
            for note in notes:
                for line in _safe_string(note, 'note').split('\n'):
                    yield line + '\n'
        elif notes is not None:
            yield _safe_string(notes, '__notes__', func=repr)

    def _format_syntax_error(self, name):
        suffix = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            suffix = f' ({self.filename})'

        if self.text is not None:
            # Offsets count from 1 into the text with its indent; the text is shown without.
            line = self.text.rstrip('\n')
            shown = line.lstrip(' \n\f')
            removed = len(line) - len(shown)
            yield f'    {shown}\n'
            if self.offset is not None:
                end = self.end_offset if self.end_offset not in (None, 0) else self.offset
                if self.offset == end or end == -1:
                    end = self.offset + 1
                start, end = self.offset - 1 - removed, end - 1 - removed
                if start >= 0:
                    # Keep tabs, so that the marks stand below what they mark.
                    margin = ''.join(c if c.isspace() else ' ' for c in shown[:start])
                    yield f"    {margin}{'^' * (end - start)}\n"
        yield f"{name}: {self.msg or '<no detail available>'}{suffix}\n"

    def format(self, *, chain=True, _ctx=None):
        """Yield the lines of the exception with its traceback and, if `chain`, of all that led to it."""
        ctx = _ctx or _PrintContext()
        links = []
        exc = self
        if chain:
            while exc is not None:
                if exc.__cause__ is not None:
                    before, message = exc.__cause__, _CAUSE_MESSAGE
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    before, message = exc.__context__, _CONTEXT_MESSAGE
                else:
                    before = message = None
                links.append((message, exc))
                exc = before
        else:
            links.append((None, exc))

        for message, exc in reversed(links):
            if message is not None:
                yield from ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from ctx.emit('Traceback (most recent call last):\n')
                    yield from ctx.emit(exc.stack.format())
                yield from ctx.emit(exc.format_exception_only())
            elif ctx.depth > self.max_group_depth:
                yield from ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, ctx, chain)

    def _format_group(self, exc, ctx, chain):
        outermost = ctx.depth == 0
        if outermost:
            ctx.depth += 1
        if exc.stack:
            yield from ctx.emit('Exception Group Traceback (most recent call last):\n',
                                margin_char='+' if outermost else None)
            yield from ctx.emit(exc.stack.format())
        yield from ctx.emit(exc.format_exception_only())

        total = len(exc.exceptions)
        shown = total if total <= self.max_group_width else self.max_group_width + 1
        ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                # The innermost group that ends here draws the closing line for all that end with it.
                ctx.need_close = True
            truncated = i >= self.max_group_width
            title = '...' if truncated else str(i + 1)
            yield f"{ctx.margin()}{'+-' if i == 0 else '  '}+---------------- {title} ----------------\n"
            ctx.depth += 1
            if truncated:
                more = total - self.max_group_width
                yield from ctx.emit(f"and {more} more exception{'s' if more > 1 else ''}\n")
            else:
                yield from exc.exceptions[i].format(chain=chain, _ctx=ctx)
            if last and ctx.need_close:
                yield f"{ctx.margin()}+------------------------------------\n"
                ctx.need_close = False
            ctx.depth -= 1
        if outermost:
            ctx.depth = 0

    def print(self, *, file=None, chain=True):
        """Print the result of `format()` to `file`, by default the standard error."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")
