"""Operations on bytes that drive user code."""


def bytes_of_method(obj):
    result = _special(obj, "__bytes__")()
    if not isinstance(result, bytes):
        raise TypeError(f"__bytes__ returned non-bytes (type {_class_name(result)})")
    return result


def bytes_by_method(cls, obj):
    return _bytes_new(cls, bytes_of_method(obj))


def bytes_of_encoded(cls, function, text, encoding, errors):
    return _bytes_new(cls, function(text, encoding, errors))


def bytes_of_object(cls, obj):
    return _bytes_new(cls, byte_contents(obj, "bytes"))


def bytearray_of_encoded(array, function, text, encoding, errors):
    _bytearray_set(array, function(text, encoding, errors))


def bytearray_of_object(array, obj):
    _bytearray_set(array, byte_contents(obj, "bytearray"))


def byte_contents(obj, name):
    if _lookup(obj, "__index__") is not None:
        try:
            count = _as_index(obj)
        except TypeError:
            # It may be iterable all the same.
            count = None
        if count is not None:
            return _zeros(count)
    return byte_items(obj, name)


def byte_items(obj, name):
    try:
        iterator = iter(obj)
    except TypeError:
        raise TypeError(f"cannot convert '{_class_name(obj)}' object to {name}") from None
    items = []
    for item in _iterated(iterator):
        items.append(_as_index(item))
    return _items_to_bytes(items, name)


def bytearray_extend(array, iterable):
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError(f"can't extend bytearray with {_class_name(iterable)}") from None
    items = []
    for item in _iterated(iterator):
        items.append(_as_index(item))
    array.extend(_items_to_bytes(items, "bytearray"))


def bytearray_setitem(array, key, value):
    key = plain_key(key)
    if type(key) is slice:
        if not _is_buffer(value):
            value = byte_items(value, "bytearray")
    else:
        value = _as_index(value)
    _item_set(array, key, value)


def memoryview_setitem(view, key, value, format):
    key = plain_key(key)
    if type(key) is not slice:
        kind = format[-1]
        if kind == "?":
            value = bool(value)
        elif kind in "fd":
            try:
                value = _as_float(value)
            except TypeError:
                raise TypeError(f"memoryview: invalid type for format '{format}'") from None
        elif kind != "c":
            try:
                value = _as_index(value)
            except TypeError:
                raise TypeError(f"memoryview: invalid type for format '{format}'") from None
    _item_set(view, key, value)
