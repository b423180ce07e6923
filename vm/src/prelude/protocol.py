"""Protocols whose steps are several calls of user code."""


def convert_and_call(f, slots):
    for i, kind in _pending_conversions(f, slots):
        slots[i] = convert(kind, slots[i])
    return _call_slots(f, slots)


def convert(kind, x):
    if kind == 'index':
        return index_of(x)
    if kind == 'float':
        return float_of(x)
    if kind == 'list':
        return list_of(x)
    if kind == 'iter':
        return iter_general(x)
    if kind == 'bool':
        return True if x else False
    if kind == 'str':
        return str_of(x)
    if kind == 'slice':
        return index_of(x)
    if kind == 'path_or_index' and _special(x, '__fspath__') is None:
        return index_of(x)
    return path_of(x)


def index_of(x):
    method = _special(x, '__index__')
    if method is None and not _has_attribute(x, '__index__'):
        raise TypeError(f"'{_class_name(x)}' object cannot be interpreted as an integer")
    result = method()
    if not _is_kind(result, 'int'):
        raise TypeError(f'__index__ returned non-int (type {_class_name(result)})')
    if not _is_exact(result, int):
        warn_subclass('__index__', result, 'int')
    return result


def float_of(x):
    method = _special(x, '__float__')
    if method is None:
        if _special(x, '__index__') is None:
            raise TypeError(f'must be real number, not {_class_name(x)}')
        return index_of(x)
    result = method()
    if not _is_kind(result, 'float'):
        raise TypeError(f'{_class_name(x)}.__float__ returned non-float (type {_class_name(result)})')
    if not _is_exact(result, float):
        warn_subclass(f'{_class_name(x)}.__float__', result, 'float')
    return result


def list_of(x):
    result = []
    for item in x:
        result.append(item)
    return result


def path_of(x):
    method = _special(x, '__fspath__')
    if method is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {_class_name(x)}')
    result = method()
    if not _is_kind(result, 'str') and not _is_kind(result, 'bytes'):
        raise TypeError(
            f'expected {_class_name(x)}.__fspath__() to return str or bytes, not {_class_name(result)}')
    return result


def truth_of_length(x):
    n = index_of(_special(x, '__len__')())
    if n < 0:
        raise ValueError('__len__() should return >= 0')
    return n != 0


def call_bound(getter, getter_args, args, kwargs):
    return getter(*getter_args)(*args, **kwargs)


def late_bound(pair, *args):
    return pair[0](*pair[1])(*args)


def late_call(getter, getter_args, args, named):
    return getter(*getter_args)(*args, **named)


def call_and_return(instance, f, args, named):
    f(*args, **named)
    return instance


def call_through(f, args, named):
    return f(*args, **named)


def call_for_effect(f, args):
    f(*args)


def run_finalizers():
    """What dies during a finaliser, or with its object, comes before the other objects that were waiting."""
    waiting = []
    _take_dying(waiting)
    while waiting:
        run_finalizer(waiting.pop())
        _take_dying(waiting)


def run_finalizer(x):
    blamed = x
    try:
        callback = _pending_callback(x)
        if callback is not None:
            blamed = callback
            callback(x)
        elif _generator_state(x) is not None:
            finalize_generator(x)
        elif _is_kind(x, 'greenlet'):
            finalize_greenlet(x)
        else:
            blamed = _lookup(x, '__del__')
            if blamed is not None:
                _special(x, '__del__')()
    except BaseException as e:
        unraisable(e, blamed)
