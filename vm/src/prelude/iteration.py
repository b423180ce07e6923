"""Iteration over user-made objects: the iterator protocols, and the built-in functions that drive them."""


def iter_general(x):
    method = _special(x, '__iter__')
    if method is None:
        if not _is_iterable(x):
            raise TypeError(f"'{_class_name(x)}' object is not iterable")
        return _sequence_iterator(x)
    it = method()
    if not _defines(it, '__next__'):
        raise TypeError(f"iter() returned non-iterator of type '{_class_name(it)}'")
    return it


def iter_with_sentinel(f, sentinel):
    return _callable_iterator(f, sentinel)


def callable_next(it, f, sentinel):
    try:
        x = f()
    except StopIteration:
        _exhaust(it)
        raise
    if _is_exhausted(it):
        # By the function that was called.
        raise StopIteration
    if sentinel is x or sentinel == x:
        _exhaust(it)
        raise StopIteration
    return x


def sequence_next(it, source, i):
    try:
        x = _special(source, '__getitem__')(i)
    except (IndexError, StopIteration):
        _exhaust(it)
        raise StopIteration from None
    _set_position(it, i + 1)
    return x


def sequence_hint(source, i):
    if _special(source, '__len__') is None:
        return NotImplemented
    n = len(source) - i
    return n if n > 0 else 0


def next_general(it):
    method = _special(it, '__next__')
    if method is None:
        raise TypeError(f"'{_class_name(it)}' object is not an iterator")
    return method()


def next_with_default(it, default):
    try:
        return next(it)
    except StopIteration:
        return default


def len_by(f, x):
    n = f(x)
    return n if _is_size(n) else size_of(n)


def len_general(x):
    method = _special(x, '__len__')
    if method is None:
        raise TypeError(f"object of type '{_class_name(x)}' has no len()")
    return size_of(method())


def size_of(n):
    n = index_of(n)
    if n < 0:
        raise ValueError('__len__() should return >= 0')
    return _as_size(n)


def enumerate_from(cls, iterable, start):
    start = index_of(start)
    return _enumerate(cls, iter(iterable), start)


def enumerate_next(e, it):
    return _numbered(e, next(it))


def enumerate_steps(e, it):
    for x in _iterated(it):
        x = _numbered(e, x)
        e = None
        e = yield x


def zip_from(cls, iterables, strict):
    return _zip(cls, [iter(x) for x in iterables], True if strict else False)


def zip_next(iterators, strict):
    items = []
    for it in iterators:
        try:
            items.append(next(it))
        except StopIteration:
            if strict:
                zip_ended(iterators, len(items))
            raise
    if not items:
        raise StopIteration
    return _make_tuple(tuple, items)


def zip_steps(a, b):
    for x in _iterated(a):
        x = (x, next(b))
        yield x


def zip_ended(iterators, i):
    if i > 0:
        _zip_shorter(i)
    i = 1
    while i < len(iterators):
        try:
            next(iterators[i])
        except StopIteration:
            i += 1
        else:
            _zip_longer(i)


def map_from(cls, f, iterables):
    return _map(cls, f, [iter(x) for x in iterables])


def map_next(f, iterators):
    if len(iterators) == 1:
        return f(next(iterators[0]))
    args = []
    for it in iterators:
        args.append(next(it))
    return f(*args)


def map_steps(f, it):
    for x in _iterated(it):
        x = f(x)
        yield x


def map_steps_2(f, a, b):
    for x in _iterated(a):
        x = f(x, next(b))
        yield x


def filter_from(cls, f, iterable):
    return _filter(cls, f, iter(iterable))


def filter_next(f, it):
    for x in _iterated(it):
        if f(x):
            return x
    raise StopIteration


def filter_true(it):
    for x in _iterated(it):
        if x:
            return x
    raise StopIteration


def filter_steps(f, it):
    for x in _iterated(it):
        if f(x):
            yield x


def filter_true_steps(it):
    for x in _iterated(it):
        if x:
            yield x


def filter_from_item(x, it):
    return x if x else filter_true(it)


def reversed_from(cls, x):
    return _reversed(cls, x, len(x))


def call_reversed(x):
    return _special(x, '__reversed__')()


def reversed_next(it, source, i):
    try:
        x = _special(source, '__getitem__')(i)
    except (IndexError, StopIteration):
        _exhaust(it)
        raise StopIteration from None
    _set_position(it, i)
    return x


def reversed_hint(source, i):
    return 0 if len(source) < i else i


def all_general(iterable):
    for x in _taken(iterable):
        if not x:
            return False
    return True


def any_general(iterable):
    for x in _taken(iterable):
        if x:
            return True
    return False


def sum_general(iterable, total):
    for x in _taken(iterable):
        total = total + x
    return total


def all_more(iterable, so_far, x):
    if not x:
        return False
    for x in _taken(iterable):
        if not x:
            return False
    return True


def any_more(iterable, so_far, x):
    if x:
        return True
    for x in _taken(iterable):
        if x:
            return True
    return False


def sum_more(iterable, total, x):
    total = total + x
    for x in _taken(iterable):
        total = total + x
    return total


def min_general(iterable, key, default):
    it = iter(iterable)
    for best in _iterated(it):
        break
    else:
        return default[0] if default else no_items('min')
    if key is None:
        for x in _iterated(it):
            if x < best:
                best = x
        return best
    least = key(best)
    for x in _iterated(it):
        k = key(x)
        if k < least:
            best, least = x, k
    return best


def max_general(iterable, key, default):
    it = iter(iterable)
    for best in _iterated(it):
        break
    else:
        return default[0] if default else no_items('max')
    if key is None:
        for x in _iterated(it):
            if x > best:
                best = x
        return best
    greatest = key(best)
    for x in _iterated(it):
        k = key(x)
        if k > greatest:
            best, greatest = x, k
    return best


def no_items(name):
    raise ValueError(f'{name}() arg is an empty sequence')


# Proxies of mappings.


def proxy_repr(m):
    return f'mappingproxy({repr_of(m)})'


def proxy_str(m):
    return str_of(m)


def proxy_getitem(m, key):
    return m[key]


def proxy_get(m, key, default):
    return m.get(key, default)


def proxy_keys(m):
    return m.keys()


def proxy_values(m):
    return m.values()


def proxy_items(m):
    return m.items()


def proxy_copy(m):
    return m.copy()


def proxy_reversed(m):
    return reversed(m)


def proxy_or(m, other):
    return m | _unwrap_proxy(other)


def proxy_ror(m, other):
    return _unwrap_proxy(other) | m
