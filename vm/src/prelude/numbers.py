"""Numbers made of objects that have to be asked for them."""


def warn_subclass(what, result, wanted):
    import warnings
    warnings.warn(
        f'{what} returned non-{wanted} (type {_class_name(result)}).  '
        f'The ability to return an instance of a strict subclass of {wanted} is deprecated, '
        'and may be removed in a future version of Python.',
        DeprecationWarning)


def int_new(cls, x):
    return _number_of_class(cls, int_of(x))


def int_new_with_base(cls, x, base):
    return _number_of_class(cls, _int_with_base(x, index_of(base)))


def int_of(x):
    method = _special(x, '__int__')
    if method is not None:
        result = method()
        if not _is_kind(result, 'int'):
            raise TypeError(f'__int__ returned non-int (type {_class_name(result)})')
        if not _is_exact(result, int):
            warn_subclass('__int__', result, 'int')
        return _plain_number(result)
    if _special(x, '__index__') is not None:
        return _plain_number(index_of(x))
    method = _special(x, '__trunc__')
    if method is None:
        return _read_int(x)
    import warnings
    warnings.warn('The delegation of int() to __trunc__ is deprecated.', DeprecationWarning)
    result = method()
    if not _is_kind(result, 'int'):
        if _special(result, '__index__') is None:
            raise TypeError(f'__trunc__ returned non-Integral (type {_class_name(result)})')
        result = index_of(result)
    return _plain_number(result)


def int_from_bytes(cls, data, order, signed):
    method = _special(data, '__bytes__')
    if method is not None:
        result = method()
        if not _is_kind(result, 'bytes'):
            raise TypeError(f'__bytes__ returned non-bytes (type {_class_name(result)})')
    elif _is_buffer(data):
        result = data
    elif _is_kind(data, 'str') or not _is_iterable(data):
        raise TypeError(f"cannot convert '{_class_name(data)}' object to bytes")
    else:
        result = bytes(list_of(data))
    return _int_from_buffer(cls, result, order, signed)


def float_new(cls, x):
    return _number_of_class(cls, float_value(x))


def float_value(x):
    method = _special(x, '__float__')
    if method is None:
        if _special(x, '__index__') is None:
            return _read_float(x)
        return float(index_of(x))
    result = method()
    what = f'{_class_name(x)}.__float__'
    if not _is_kind(result, 'float'):
        raise TypeError(f'{what} returned non-float (type {_class_name(result)})')
    if not _is_exact(result, float):
        warn_subclass(what, result, 'float')
    return _plain_number(result)


def complex_new(cls, real, imag, has_imag):
    method = _special(real, '__complex__')
    if method is not None:
        result = method()
        if not _is_kind(result, 'complex'):
            raise TypeError(f'__complex__ returned non-complex (type {_class_name(result)})')
        if not _is_exact(result, complex):
            warn_subclass('__complex__', result, 'complex')
        real = _plain_number(result)
    _check_complex_parts(real, imag, has_imag)
    if not _is_kind(real, 'complex'):
        real = float_value(real)
    if has_imag and not _is_kind(imag, 'complex'):
        imag = float_value(imag)
    return _complex_of_parts(cls, real, imag, has_imag)


def truth_of(x):
    return True if x else False


def not_implemented_truth():
    import warnings
    warnings.warn('NotImplemented should not be used in a boolean context', DeprecationWarning)
    return True


def chr_general(x):
    return chr(index_of(x))


def bin_general(x):
    return bin(index_of(x))


def oct_general(x):
    return oct(index_of(x))


def hex_general(x):
    return hex(index_of(x))
