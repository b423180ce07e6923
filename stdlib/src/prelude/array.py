"""array: values and iterables of the program's."""


def array_value(a, x):
    wanted = _array_wants(a)
    if wanted == 'index' and not _is_kind(x, 'int'):
        return index_of(x)
    if wanted == 'float':
        return float_of(x)
    return x


def array_from(cls, code, iterable):
    a = _array_new(cls, code)
    array_extend(a, iterable)
    return a


def array_extend(a, iterable):
    for x in iterable:
        _array_append(a, array_value(a, x))


def array_append(a, x):
    _array_append(a, array_value(a, x))


def array_fromlist(a, values):
    n = len(a)
    try:
        for x in values:
            _array_append(a, array_value(a, x))
    except BaseException:
        _array_truncate(a, n)
        raise


def array_insert(a, i, x):
    a.insert(i, array_value(a, x))


def array_key(key):
    if _is_kind(key, 'slice'):
        part = key.start
        start = part if part is None else index_of(part)
        part = key.stop
        stop = part if part is None else index_of(part)
        part = key.step
        step = part if part is None else index_of(part)
        return slice(start, stop, step)
    return key if _is_kind(key, 'int') else index_of(key)


def array_getitem(a, key):
    return a[array_key(key)]


def array_setitem(a, key, x):
    key = array_key(key)
    if _is_kind(key, 'int'):
        x = array_value(a, x)
    a[key] = x


def array_delitem(a, key):
    del a[array_key(key)]


def array_mul(a, n):
    return a * index_of(n)


def array_imul(a, n):
    a *= index_of(n)
    return a


def array_contains(a, x):
    for item in a:
        if item == x:
            return True
    return False


def array_count(a, x):
    n = 0
    for item in a:
        if item == x:
            n += 1
    return n


def array_index(a, x, start, stop):
    while start < stop and start < len(a):
        if a[start] == x:
            return start
        start += 1
    raise ValueError('array.index(x): x not in array')


def array_remove(a, x):
    i = 0
    while i < len(a):
        if a[i] == x:
            del a[i]
            return
        i += 1
    raise ValueError('array.remove(x): x not in array')


def array_fromfile(a, f, n):
    if n < 0:
        raise ValueError('negative count')
    size = n * a.itemsize
    data = f.read(size)
    if not _is_kind(data, 'bytes'):
        raise TypeError('read() didn\'t return bytes')
    a.frombytes(data)
    if len(data) != size:
        raise EOFError('read() didn\'t return enough bytes')


def array_tofile(a, f):
    data = a.tobytes()
    at = 0
    while at < len(data):
        f.write(data[at:at + 65536])
        at += 65536


def array_reduce(cls, code, number, data, attributes):
    from array import _array_reconstructor
    return _array_reconstructor, (cls, code, number, data), attributes
