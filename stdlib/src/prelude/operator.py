"""The module operator, where an operand is user-made."""


def operator_truth(x):
    return True if x else False


def operator_not(x):
    return not x


def operator_concat(a, b):
    if not _defines(a, '__getitem__'):
        raise TypeError(f"'{_class_name(a)}' object can't be concatenated")
    return a + b


def operator_iconcat(a, b):
    if not _defines(a, '__getitem__'):
        raise TypeError(f"'{_class_name(a)}' object can't be concatenated")
    a += b
    return a


def operator_contains(a, b):
    return b in a


def operator_count(a, b):
    n = 0
    for x in searched(a):
        if x is b or x == b:
            n += 1
    return n


def operator_position(a, b):
    i = 0
    for x in searched(a):
        if x is b or x == b:
            return i
        i += 1
    raise ValueError('sequence.index(x): x not in sequence')


def searched(a):
    if not _is_iterable(a):
        raise TypeError(f"argument of type '{_class_name(a)}' is not iterable")
    return iter(a)


def operator_getitem(a, b):
    return a[b]


def operator_setitem(a, b, c):
    a[b] = c


def operator_delitem(a, b):
    del a[b]


def operator_length_hint(x, default):
    if _special(x, '__len__') is not None:
        try:
            return len(x)
        except TypeError:
            pass
    method = _special(x, '__length_hint__')
    if method is None:
        return default
    try:
        n = method()
    except TypeError:
        return default
    if n is NotImplemented:
        return default
    if not _is_kind(n, 'int'):
        raise TypeError(f'__length_hint__ must be an integer, not {_class_name(n)}')
    if n < 0:
        raise ValueError('__length_hint__() should return >= 0')
    return n


# Getters.


def items_of(x, keys):
    result = []
    for key in keys:
        result.append(x[key])
    return _make_tuple(tuple, result)


def attribute_of(x, path):
    for name in path:
        x = getattr(x, name)
    return x


def attributes_of(x, paths):
    result = []
    for path in paths:
        result.append(attribute_of(x, path))
    return _make_tuple(tuple, result)


def call_method_of(x, name, args, named):
    return getattr(x, name)(*args, **named)


def getter_repr(getter, name, args, named):
    if not _repr_enter(getter):
        return name + '(...)'
    try:
        parts = []
        for x in args:
            parts.append(repr_of(x))
        for key, x in named.items():
            parts.append(f'{key}={repr_of(x)}')
    finally:
        _repr_leave(getter)
    return f"{name}({', '.join(parts)})"


def methodcaller_reduce(cls, name, args, named):
    if not named:
        return cls, (name, *args)
    from functools import partial
    return partial(cls, name, **named), args
