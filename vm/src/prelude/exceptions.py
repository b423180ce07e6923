"""Exceptions: raising classes, text, groups."""


def raise_value(value):
    raise new_exception(value)


def raise_value_from(value, cause):
    exception = new_exception(value)
    if cause is not None and _is_kind(cause, 'type'):
        cause = cause()
        if not _is_kind(cause, 'BaseException'):
            raise TypeError('exception causes must derive from BaseException')
    raise exception from cause


def new_exception(value):
    if not _is_kind(value, 'type'):
        return value
    exception = value()
    if not _is_kind(exception, 'BaseException'):
        raise TypeError(
            f'calling {value!r} should have returned an instance of BaseException, not {_type(exception)!r}')
    return exception


def exception_repr(name, args):
    if len(args) == 1:
        return f'{name}({repr_of(args[0])})'
    return f'{name}{repr_of(args)}'


def key_error_str(e):
    if len(e.args) == 1:
        return repr_of(e.args[0])
    if not e.args:
        return ''
    return str_of(e.args)


def import_error_str(e):
    if _is_exact(e.msg, str):
        return e.msg
    return plain_str(e)


def plain_str(e):
    if not e.args:
        return ''
    if len(e.args) == 1:
        return str_of(e.args[0])
    return str_of(e.args)


def os_error_str(e):
    if e.filename is not None:
        if e.filename2 is not None:
            return f'[Errno {e.errno}] {e.strerror}: {e.filename!r} -> {e.filename2!r}'
        return f'[Errno {e.errno}] {e.strerror}: {e.filename!r}'
    if e.errno is not None and e.strerror is not None:
        return f'[Errno {e.errno}] {e.strerror}'
    return plain_str(e)


def syntax_error_str(e):
    filename = e.filename
    if filename is not None and _is_kind(filename, 'str'):
        filename = filename[filename.rfind('/') + 1:]
    else:
        filename = None
    has_line = e.lineno is not None and _is_exact(e.lineno, int)
    if filename is None and not has_line:
        return str_of(e.msg)
    if filename is not None and has_line:
        return f'{str_of(e.msg)} ({filename}, line {e.lineno})'
    if filename is not None:
        return f'{str_of(e.msg)} ({filename})'
    return f'{str_of(e.msg)} (line {e.lineno})'


def unicode_error_str(e):
    if e.object is None:
        # It was made without its constructor.
        return ''
    start = e.start
    end = e.end
    if _is_kind(e, 'UnicodeDecodeError'):
        if end == start + 1 and 0 <= start < len(e.object):
            byte = e.object[start]
            return f"'{e.encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {e.reason}"
        return f"'{e.encoding}' codec can't decode bytes in position {start}-{end - 1}: {e.reason}"
    what = "can't translate"
    codec = ''
    if _is_kind(e, 'UnicodeEncodeError'):
        codec = f"'{e.encoding}' codec "
        what = "can't encode"
    if end == start + 1 and 0 <= start < len(e.object):
        code = ord(e.object[start])
        if code <= 0xff:
            shown = f'\\x{code:02x}'
        elif code <= 0xffff:
            shown = f'\\u{code:04x}'
        else:
            shown = f'\\U{code:08x}'
        return f"{codec}{what} character '{shown}' in position {start}: {e.reason}"
    return f"{codec}{what} characters in position {start}-{end - 1}: {e.reason}"


def exception_group_str(e):
    n = len(e.exceptions)
    s = '' if n == 1 else 's'
    return f'{str_of(e.message)} ({n} sub-exception{s})'


def exception_reduce(e):
    state = _snapshot_dict(e)
    if state:
        return _type(e), e.args, state
    return _type(e), e.args


def os_error_reduce(e):
    args = e.args
    if len(args) == 2 and e.filename is not None:
        # The names of files are no part of `args` when the constructor has taken them out.
        args = args[0], args[1], e.filename
        if e.filename2 is not None:
            args = args + (None, e.filename2)
    state = _snapshot_dict(e)
    if state:
        return _type(e), args, state
    return _type(e), args


def import_error_reduce(e):
    state = _snapshot_dict(e)
    state = dict(state) if state else {}
    if e.name is not None:
        state['name'] = e.name
    if e.path is not None:
        state['path'] = e.path
    if state:
        return _type(e), e.args, state
    return _type(e), e.args


def exception_setstate(e, state):
    for key, value in state.items():
        setattr(e, key, value)


def add_note(e, note):
    notes = getattr(e, '__notes__', None)
    if notes is None:
        notes = []
        e.__notes__ = notes
    elif not _is_kind(notes, 'list'):
        raise TypeError('Cannot add note: __notes__ is not a list')
    notes.append(note)


def except_star_match(e, classes):
    if e is None:
        return None, None
    check_star_class(classes)
    if isinstance_exact(e, classes):
        if _is_kind(e, 'BaseExceptionGroup'):
            return e, None
        group = _wrap_group(e)
        return group, None
    if _is_kind(e, 'BaseExceptionGroup'):
        pair = e.split(classes)
        if not _is_kind(pair, 'tuple'):
            raise TypeError(f'{_class_name(e)}.split must return a tuple, not {_class_name(pair)}')
        if len(pair) < 2:
            raise TypeError(
                f'{_class_name(e)}.split must return a 2-tuple, got tuple of size {len(pair)}')
        return pair[0], pair[1]
    return None, e


def check_star_class(classes):
    if _is_kind(classes, 'tuple'):
        for cls in classes:
            check_star_class(cls)
        return
    if not _is_kind(classes, 'type') or not _is_subtype(classes, BaseException):
        raise TypeError('catching classes that do not inherit from BaseException is not allowed')
    if _is_subtype(classes, BaseExceptionGroup):
        raise TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')


def isinstance_exact(e, classes):
    if _is_kind(classes, 'tuple'):
        for cls in classes:
            if isinstance_exact(e, cls):
                return True
        return False
    return _is_subtype(_type(e), classes)


def except_star_end(original, raised):
    raised = [e for e in raised if e is not None]
    if not raised:
        return None
    if not _is_kind(original, 'BaseExceptionGroup'):
        return raised[0]
    new = []
    again = []
    for e in raised:
        if is_same_metadata(e, original):
            again.append(e)
        else:
            new.append(e)
    projected = project(original, again) if again else None
    if not new:
        return projected
    if projected is not None:
        new.append(projected)
    if len(new) == 1:
        return new[0]
    return ExceptionGroup('', new)


def is_same_metadata(e, original):
    return (_is_kind(e, 'BaseExceptionGroup')
            and getattr(e, '__notes__', None) is getattr(original, '__notes__', None)
            and e.__traceback__ is original.__traceback__
            and e.__cause__ is original.__cause__
            and e.__context__ is original.__context__)


def project(original, keep):
    leaves = []
    for e in keep:
        collect_leaves(e, leaves)
    return filter_group(original, leaves)


def collect_leaves(e, leaves):
    if _is_kind(e, 'BaseExceptionGroup'):
        for inner in e.exceptions:
            collect_leaves(inner, leaves)
    else:
        leaves.append(id(e))


def filter_group(e, leaves):
    if not _is_kind(e, 'BaseExceptionGroup'):
        return e if id(e) in leaves else None
    kept = []
    for inner in e.exceptions:
        part = filter_group(inner, leaves)
        if part is not None:
            kept.append(part)
    return derive_group(e, kept) if kept else None


def derive_group(e, members):
    group = e.derive(members)
    if not _is_kind(group, 'BaseExceptionGroup'):
        raise TypeError('derive must return an instance of BaseExceptionGroup')
    group.__traceback__ = e.__traceback__
    _copy_links(group, e)
    notes = getattr(e, '__notes__', None)
    # What is no sequence is not a list of notes, which is no reason to fail here.
    if _has_attribute(notes, '__getitem__') and not _is_kind(notes, 'dict'):
        group.__notes__ = list(notes)
    return group


def group_matches(e, condition):
    if _is_kind(condition, 'type') or _is_kind(condition, 'tuple'):
        return isinstance_exact(e, condition)
    return True if condition(e) else False


def check_condition(condition):
    if _is_kind(condition, 'type') and _is_subtype(condition, BaseException):
        return
    if _is_kind(condition, 'tuple') and condition:
        for item in condition:
            if not (_is_kind(item, 'type') and _is_subtype(item, BaseException)):
                raise TypeError('expected a function, exception type or tuple of exception types')
        return
    if _is_kind(condition, 'type') or not _is_callable(condition):
        raise TypeError('expected a function, exception type or tuple of exception types')


def group_split(e, condition):
    check_condition(condition)
    return split_checked(e, condition)


def split_checked(e, condition):
    if group_matches(e, condition):
        return e, None
    matching = []
    rest = []
    for inner in e.exceptions:
        if _is_kind(inner, 'BaseExceptionGroup'):
            part, other = split_checked(inner, condition)
            if part is not None:
                matching.append(part)
            if other is not None:
                rest.append(other)
        elif group_matches(inner, condition):
            matching.append(inner)
        else:
            rest.append(inner)
    return (derive_group(e, matching) if matching else None,
            derive_group(e, rest) if rest else None)


def group_subgroup(e, condition):
    check_condition(condition)
    return subgroup_checked(e, condition)


def subgroup_checked(e, condition):
    if group_matches(e, condition):
        return e
    matching = []
    for inner in e.exceptions:
        if _is_kind(inner, 'BaseExceptionGroup'):
            part = subgroup_checked(inner, condition)
            if part is not None:
                matching.append(part)
        elif group_matches(inner, condition):
            matching.append(inner)
    return derive_group(e, matching) if matching else None


def unraisable(e, x):
    hook = getattr(_modules().get('sys'), 'unraisablehook', None)
    if hook is None:
        parts = [f'Exception ignored in: {_class_name(x)} object at {_address(x)}\n']
        report_unraisable(_type(e), e, parts)
        error_output(''.join(parts))
        return
    try:
        hook(_unraisable_arguments(e, x))
    except BaseException as other:
        parts = [f'Exception ignored in sys.unraisablehook: {repr_of(hook)}\n']
        parts.append(_traceback_text(other.__traceback__, 'Traceback (most recent call last):\n', ''))
        report_unraisable(_type(other), other, parts)
        error_output(''.join(parts))
