"""Deques, defaultdicts and counting, where user code compares, makes or delivers items."""


def deque_extend(d, source):
    for x in source:
        _deque_push(d, x)


def deque_extendleft(d, source):
    for x in source:
        _deque_push_left(d, x)


def deque_iadd(d, source):
    deque_extend(d, source)
    return d


def deque_key(key):
    if not _defines(key, '__index__'):
        raise TypeError(f"sequence index must be integer, not '{_class_name(key)}'")
    return index_of(key)


def deque_getitem(d, key):
    return _deque_getitem(d, deque_key(key))


def deque_setitem(d, key, value):
    _deque_setitem(d, deque_key(key), value)


def deque_delitem(d, key):
    _deque_delitem(d, deque_key(key))


def deque_copy(d):
    maxlen = _deque_maxlen(d)
    if maxlen is None:
        return _type(d)(d)
    return _type(d)(d, maxlen)


def deque_add(d, other):
    result = deque_copy(d)
    result.extend(other)
    return result


def deque_mul(d, n):
    return _deque_repeat(deque_copy(d), n)


def deque_reduce(d):
    maxlen = _deque_maxlen(d)
    args = () if maxlen is None else ((), maxlen)
    return _type(d), args, d.__getstate__(), iter(d)


def deque_repr(d):
    if not _repr_enter(d):
        return '[...]'
    try:
        items = repr_of([*d])
    finally:
        _repr_leave(d)
    maxlen = _deque_maxlen(d)
    name = _type(d).__name__
    return f'{name}({items})' if maxlen is None else f'{name}({items}, maxlen={maxlen})'


def deque_changed():
    raise RuntimeError('deque mutated during iteration')


def deque_contains(d, wanted):
    state = _deque_state(d)
    i = 0
    while i < _deque_size(d):
        x = _deque_item(d, i)
        if x is wanted or x == wanted:
            return True
        if _deque_state(d) != state:
            deque_changed()
        i += 1
    return False


def deque_index(d, wanted, start, stop):
    state = _deque_state(d)
    i = start
    while i < stop:
        x = _deque_item(d, i)
        if x is wanted or x == wanted:
            return i
        if _deque_state(d) != state:
            deque_changed()
        i += 1
    not_in_deque(wanted)


def not_in_deque(wanted):
    raise ValueError(f'{repr_of(wanted)} is not in deque')


def deque_count(d, wanted):
    state = _deque_state(d)
    n = i = 0
    while i < _deque_size(d):
        x = _deque_item(d, i)
        if x is wanted or x == wanted:
            n += 1
        if _deque_state(d) != state:
            deque_changed()
        i += 1
    return n


def deque_remove(d, wanted):
    state = _deque_state(d)
    i = 0
    while i < _deque_size(d):
        x = _deque_item(d, i)
        found = True if x is wanted or x == wanted else False
        if _deque_state(d) != state:
            raise IndexError('deque mutated during iteration')
        if found:
            _deque_delete(d, i)
            return
        i += 1
    not_in_deque(wanted)


def compare_deques(a, b, op):
    if a is b:
        return op == '==' or op == '<=' or op == '>='
    if (op == '==' or op == '!=') and _deque_size(a) != _deque_size(b):
        return op == '!='
    others = iter(b)
    absent = _new_object()
    for x in a:
        y = next(others, absent)
        if y is absent:
            return op == '!=' or op == '>' or op == '>='
        if x is not y and not x == y:
            if op == '==' or op == '!=':
                return op == '!='
            return compare_by(x, y, op)
    if next(others, absent) is absent:
        return op == '==' or op == '<=' or op == '>='
    return op == '!=' or op == '<' or op == '<='


# Defaultdicts.


def defaultdict_missing(d, key, factory):
    value = factory()
    d[key] = value
    return value


def defaultdict_repr(d, factory):
    items = dict_repr(d)
    if factory is None or _repr_enter(factory):
        try:
            made_by = repr_of(factory)
        finally:
            if factory is not None:
                _repr_leave(factory)
    else:
        made_by = '...'
    return f'{_type(d).__name__}({made_by}, {items})'


def defaultdict_copy(d, factory, source):
    return _type(d)(factory, source)


def defaultdict_or(d, factory, left, right):
    result = _type(d)(factory, left)
    result.update(right)
    return result


def defaultdict_reduce(d, factory):
    args = () if factory is None else (factory,)
    return _type(d), args, None, None, iter(d.items())


# Fields of named tuples.


def tuplegetter_repr(index, doc):
    return f'_tuplegetter({index}, {repr_of(doc)})'


# Counting.


def count_by_methods(mapping, iterable):
    get = mapping.get
    for x in iterable:
        mapping[x] = get(x, 0) + 1


def count_items_of(d, items, start):
    while start < len(items):
        count_one(d, items[start])
        start = _count_natively(d, items, start + 1)


def count_each(d, iterable):
    for x in iterable:
        count_one(d, x)


def count_one(d, key):
    h = hash(key)
    at = probe(d, key, h)
    put(d, key, h, 1 if at < 0 else _value(d, at) + 1)
