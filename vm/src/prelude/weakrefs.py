"""Weak references: what asks the object, and what proxies hand on to it."""


def weakref_hash(ref, target):
    h = hash(target)
    _set_weakref_hash(ref, h)
    return h


def weakref_repr(ref, target):
    text = f"<weakref at {_address(ref)}; to '{_class_name(target)}' at {_address(target)}"
    name = _special(target, '__name__')
    return f'{text} ({name})>' if _is_kind(name, 'str') else text + '>'


def proxy_getattr(x, name):
    return getattr(x, name)


def proxy_setattr(x, name, value):
    setattr(x, name, value)


def proxy_delattr(x, name):
    delattr(x, name)


def proxy_method(x, name):
    return getattr(x, name)()


def weak_proxy_str(x):
    return str(x)


def proxy_bool(x):
    return True if x else False


def proxy_len(x):
    return len(x)


def proxy_getitem_of(x, key):
    return x[key]


def proxy_setitem_of(x, key, value):
    x[key] = value


def proxy_delitem_of(x, key):
    del x[key]


def proxy_contains(x, item):
    return item in x


def proxy_iter(x):
    return iter(x)


def proxy_next(x):
    if not _defines(x, '__next__'):
        raise TypeError(f"Weakref proxy referenced a non-iterator '{_class_name(x)}' object")
    return next(x)


def proxy_int(x):
    return int(x)


def proxy_float(x):
    return float(x)


def proxy_index(x):
    return index_of(x)


def proxy_divmod(x, y):
    return divmod(x, y)


def proxy_pow(x, y, mod):
    return pow(x, y, mod)
