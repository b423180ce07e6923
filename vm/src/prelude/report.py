"""The report of an exception that nobody caught: `sys.excepthook` and `sys.unraisablehook`."""


def exception_report(e):
    """The whole text, as a list of parts: the traceback, the exception, and those that it came from."""
    parts = []
    report_chain(e, 0, {id(e)}, parts)
    return parts


def report_chain(e, depth, seen, parts):
    # A chain may be longer than calls can nest.
    chain = [(e, '')]
    while True:
        e = chain[-1][0]
        cause = e.__cause__
        context = e.__context__
        if cause is not None:
            if id(cause) in seen:
                break
            seen.add(id(cause))
            chain.append((cause, 'The above exception was the direct cause of the following exception:'))
        elif context is not None and not e.__suppress_context__:
            if id(context) in seen:
                break
            seen.add(id(context))
            chain.append((context, 'During handling of the above exception, another exception occurred:'))
        else:
            break
    need_close = False
    while chain:
        e, message = chain.pop()
        if _is_kind(e, 'BaseExceptionGroup'):
            need_close = report_group(e, depth, seen, parts)
        else:
            margin = report_margin(depth)
            parts.append(_traceback_text(e.__traceback__, margin + 'Traceback (most recent call last):\n', margin))
            report_one(e, margin, parts)
            need_close = True
        if message:
            margin = report_margin(depth)
            parts.append(f'{margin}\n{margin}{message}\n{margin}\n')
    return need_close


def report_margin(depth):
    return '  ' * depth + '| ' if depth else ''


def report_group(e, depth, seen, parts):
    """Returns whether the line that closes the group is still to be drawn: an inner group draws it for those that end with it."""
    if depth > 10:
        parts.append(f'{report_margin(depth)}... (max_group_depth is 10)\n')
        return True
    inner = depth or 1
    margin = report_margin(inner)
    header = '  + ' if depth == 0 else margin
    parts.append(_traceback_text(e.__traceback__, header + 'Exception Group Traceback (most recent call last):\n', margin))
    report_one(e, margin, parts)
    total = len(e.exceptions)
    shown = total if total <= 15 else 16
    need_close = False
    for i in range(shown):
        lead = '  ' * inner
        title = '...' if i == 15 else str(i + 1)
        parts.append(f"{lead}{'+-' if i == 0 else '  '}+---------------- {title} ----------------\n")
        below = report_margin(inner + 1)
        if i == 15:
            more = total - 15
            parts.append(f"{below}and {more} more exception{'s' if more > 1 else ''}\n")
            need_close = True
        else:
            member = e.exceptions[i]
            if id(member) in seen:
                need_close = True
            else:
                seen.add(id(member))
                need_close = report_chain(member, inner + 1, seen, parts)
    if need_close:
        parts.append('  ' * (inner + 1) + '+------------------------------------\n')
    return False


def report_one(e, margin, parts):
    """The exception itself: its class, its text, what may have been meant, its notes."""
    cls = _type(e)
    module = getattr(cls, '__module__', None)
    name = cls.__qualname__
    if not _is_kind(module, 'str'):
        name = f'<unknown>.{name}'
    elif module != 'builtins' and module != '__main__':
        name = f'{module}.{name}'
    place = syntax_place(e)
    if place is None:
        text = report_str(e, 'exception')
        parts.append(f'{margin}{name}: {text}' if text else f'{margin}{name}')
    else:
        message, filename, lineno, offset, end_offset, source = place
        parts.append(f'{margin}  File "{filename}", line {lineno}\n')
        if source is not None:
            # Of an error in the indentation only the place is marked.
            end_offset = -1 if isinstance(e, IndentationError) else end_offset
            report_source(source, offset, end_offset, margin, parts)
        text = '' if message is None else report_str(message, 'exception')
        parts.append(f'{margin}{name}: {text}' if text else f'{margin}{name}')
    suggestion = did_you_mean(e)
    if suggestion is not None:
        parts.append(f". Did you mean: '{suggestion}'?")
    parts.append('\n')
    report_notes(e, margin, parts)


def report_str(x, what):
    try:
        return str_of(x)
    except BaseException:
        return f'<{what} str() failed>'


def syntax_place(e):
    if not _is_kind(e, 'BaseException') or not hasattr(e, 'print_file_and_line'):
        return None
    try:
        lineno = e.lineno
        if not _is_kind(lineno, 'int'):
            return None
        offset = e.offset
        if offset is None:
            offset = -1
        elif not _is_kind(offset, 'int'):
            return None
        end_offset = e.end_offset
        if not _is_kind(end_offset, 'int'):
            end_offset = -1
        filename = e.filename
        filename = '<string>' if filename is None else str_of(filename)
        source = e.text
        if source is not None and not _is_kind(source, 'str'):
            return None
        return e.msg, filename, lineno, offset, end_offset, source
    except Exception:
        return None


def report_source(text, offset, end_offset, margin, parts):
    count = end_offset - offset if end_offset > 0 and end_offset > offset else 1
    if text[-1:] == '\n':
        text = text[:-1]
    offset -= 1
    while offset >= 0:
        # A text of several lines is shown from the line that is meant.
        end = text.find('\n')
        if end < 0 or end >= offset:
            break
        text = text[end + 1:]
        offset -= end + 1
    shown = text.lstrip(' \t\f')
    offset = min(offset, len(text)) - (len(text) - len(shown))
    parts.append(f'{margin}    {shown}\n')
    if offset >= 0:
        count = max(1, min(count, len(shown.encode('utf-8', 'surrogatepass')) - offset))
        parts.append(f"{margin}    {' ' * offset}{'^' * count}\n")


def did_you_mean(e):
    cls = _type(e)
    try:
        if cls is AttributeError:
            if e.obj is None or not _is_kind(e.name, 'str'):
                return None
            return _closest_name(e.name, list(dir(e.obj)))
        if cls is NameError and _is_kind(e.name, 'str'):
            for names in _names_in_reach(e.__traceback__):
                found = _closest_name(e.name, names)
                if found is not None:
                    return found
    except BaseException:
        pass
    return None


def report_notes(e, margin, parts):
    try:
        notes = getattr(e, '__notes__', None)
    except BaseException:
        return
    if notes is None:
        return
    if not (_is_kind(notes, 'list') or _is_kind(notes, 'tuple') or _is_kind(notes, 'str')):
        try:
            parts.append(margin + repr_of(notes))
        except BaseException:
            parts.append(margin + '<__notes__ repr() failed>')
        return
    for note in list(notes):
        for line in report_str(note, 'note').splitlines(True):
            parts.append(margin + line)
        parts.append('\n')


def sys_excepthook(exctype, value, tb):
    stdout = output_stream('stdout')
    stderr = output_stream('stderr')
    if stderr is None:
        return
    if stdout is not None and stdout is not Ellipsis:
        try:
            stdout.flush()
        except BaseException:
            pass
    if not _is_kind(value, 'BaseException'):
        error_output(f'TypeError: print_exception(): Exception expected for value, {_class_name(value)} found\n')
        return
    if tb is not None and value.__traceback__ is None:
        try:
            value.__traceback__ = tb
        except TypeError:
            pass
    text = ''.join(exception_report(value))
    error_output(explained(text, value) if _explains() else text)
    if stderr is not Ellipsis:
        stderr.flush()


def explained(text, e):
    """The report with help and in colour; as it is if there is no module to do that."""
    try:
        import _diagnostics
        return _diagnostics.render(text, e, _is_colored())
    except Exception:
        return text


def sys_unraisablehook(args):
    message = args.err_msg
    if args.object is not None:
        if message is None:
            message = 'Exception ignored in'
        try:
            shown = repr_of(args.object)
        except BaseException:
            shown = '<object repr() failed>'
        error_output(f'{str_of(message)}: {shown}\n')
    elif message is not None:
        error_output(f'{str_of(message)}:\n')
    parts = [_traceback_text(args.exc_traceback, 'Traceback (most recent call last):\n', '')]
    if args.exc_value is None:
        name = args.exc_type.__qualname__
        module = args.exc_type.__module__
        parts.append(f'{name}\n' if module == 'builtins' or module == '__main__' else f'{module}.{name}\n')
    else:
        report_unraisable(args.exc_type, args.exc_value, parts)
    error_output(''.join(parts))
    stderr = output_stream('stderr')
    if stderr is not None and stderr is not Ellipsis:
        stderr.flush()


def report_unraisable(cls, e, parts):
    """Such an exception is shown without what it came from, its notes and what may have been meant."""
    module = getattr(cls, '__module__', None)
    name = cls.__qualname__
    if not _is_kind(module, 'str'):
        name = f'<unknown>.{name}'
    elif module != 'builtins' and module != '__main__':
        name = f'{module}.{name}'
    text = report_str(e, 'exception')
    parts.append(f'{name}: {text}\n')
