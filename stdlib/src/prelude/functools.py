"""Reduction, partial functions, comparison functions as keys, and caches: what calls user code."""


def functools_reduce(f, iterable, initial):
    if not _is_iterable(iterable):
        raise TypeError('reduce() arg 2 must support iteration')
    it = iter(iterable)
    if initial:
        result = initial[0]
    else:
        for result in _iterated(it):
            break
        else:
            raise TypeError('reduce() of empty iterable with no initial value')
    for x in _iterated(it):
        result = f(result, x)
    return result


def compare_keys(compare, x, y, op):
    return compare_by(compare(x, y), 0, op)


def partial_repr(p, name, func, args, keywords):
    if not _repr_enter(p):
        return '...'
    try:
        parts = [repr_of(func)]
        for x in args:
            parts.append(repr_of(x))
        for key, x in keywords.items():
            parts.append(f'{key}={repr_of(x)}')
    finally:
        _repr_leave(p)
    return f"{name}({', '.join(parts)})"


def call_with(f, args, named):
    return f(*args) if named is None else f(*args, **named)


def cache_result(cache, f, key, args):
    result = f(*args)
    if not _cache_put(cache, key, result):
        remember(cache, key, hash(key), result)
    return result


def cache_result_named(cache, f, key, args, named):
    result = call_with(f, args, named)
    if not _cache_put(cache, key, result):
        remember(cache, key, hash(key), result)
    return result


def cached_call(cache, f, key, args, named):
    h = hash(key)
    at = probe(_cache_map(cache), key, h)
    if at >= 0:
        return _cache_use(cache, at)
    _cache_missed(cache)
    result = call_with(f, args, named)
    remember(cache, key, h, result)
    return result


def remember(cache, key, h, result):
    # The call may have remembered it already.
    at = probe(_cache_map(cache), key, h)
    if at < 0:
        _cache_store(cache, key, h, result)
    elif not _cache_forgets(cache):
        _set_value(_cache_map(cache), at, result)


def lru_reduce(cache):
    return cache.__qualname__
