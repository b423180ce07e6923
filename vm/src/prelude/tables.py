"""Dicts and sets whose keys are hashed and compared by user code.

A probe asks the table natively; where only user code can compare, the table says at which entry it stopped.  User code may change the
table meanwhile: then the probe starts over.
"""


def probe(table, key, h):
    at = _find(table, key, h)
    while at < -1:
        entry = -2 - at
        stored = _stored(table, entry)
        slots = _slots(table)
        same = True if stored == key else False
        if not _holds(table, entry, stored, slots):
            at = _find(table, key, h)
        elif same:
            return entry
        else:
            at = _find_after(table, key, h, entry)
    return at


def member_hash(key):
    h = _member_hash(key)
    return hash(key) if h is None else h


# Dicts.


def build_map(items):
    d = {}
    i = 0
    while i < len(items):
        d[items[i]] = items[i + 1]
        i += 2
    return d


def store_item(d, key, value):
    if not _dict_put(d, key, value):
        put(d, key, hash(key), value)


def put(d, key, h, value):
    at = _find(d, key, h)
    if at < -1:
        at = probe(d, key, h)
    if at >= 0:
        _set_value(d, at, value)
    else:
        _insert(d, key, h, value)


def dict_getitem(d, key):
    h = hash(key)
    at = _find(d, key, h)
    if at < -1:
        at = probe(d, key, h)
    if at >= 0:
        return _value(d, at)
    missing = None if _is_exact(d, dict) else _special(d, '__missing__')
    if missing is None:
        raise KeyError(key)
    return missing(key)


def dict_delitem(d, key):
    at = probe(d, key, hash(key))
    if at < 0:
        raise KeyError(key)
    _remove_entry(d, at)


def dict_contains(d, key):
    h = hash(key)
    at = _find(d, key, h)
    return at >= 0 or at < -1 and probe(d, key, h) >= 0


def dict_get(d, key, default):
    h = hash(key)
    at = _find(d, key, h)
    if at < -1:
        at = probe(d, key, h)
    return _value(d, at) if at >= 0 else default


def dict_setdefault(d, key, default):
    h = hash(key)
    at = probe(d, key, h)
    if at >= 0:
        return _value(d, at)
    _insert(d, key, h, default)
    return default


def dict_pop(d, key, default):
    at = probe(d, key, hash(key))
    if at >= 0:
        return _remove_entry(d, at)
    if default:
        return default[0]
    raise KeyError(key)


def dict_fromkeys(cls, iterable, value):
    d = cls()
    if _is_exact(d, dict):
        for key in iterable:
            store_item(d, key, value)
    else:
        for key in iterable:
            d[key] = value
    return d


def dict_fill(d, source, start, keywords, result):
    if start >= 0:
        add_pairs(d, source, start)
    elif _is_plain_mapping(source):
        size = len(source)
        for key, h, value in _dict_entries(source):
            put(d, key, h, value)
            if len(source) != size:
                raise RuntimeError('dict mutated during update')
    elif hasattr(source, 'keys'):
        for key in mapping_keys(source):
            store_item(d, key, source[key])
    else:
        add_pairs(d, source, 0)
    if keywords:
        for key, h, value in _dict_entries(keywords):
            put(d, key, h, value)
    return result


def add_pairs(d, source, start):
    n = start
    for pair in source[start:] if start else source:
        if not _is_exact(pair, tuple):
            try:
                pair = [*pair]
            except TypeError:
                raise TypeError(
                    f'cannot convert dictionary update sequence element #{n} to a sequence') from None
        if len(pair) != 2:
            raise ValueError(
                f'dictionary update sequence element #{n} has length {len(pair)}; 2 is required')
        store_item(d, pair[0], pair[1])
        n += 1


def mapping_keys(source):
    # All keys are asked for before the first value is.
    keys = source.keys()
    if not _is_iterable(keys):
        raise TypeError(
            f'{_class_name(source)}.keys() returned a non-iterable (type {_class_name(keys)})')
    return list_from(iter(keys))


def dict_display_update(d, source):
    if not _is_plain_mapping(source) and not hasattr(source, 'keys'):
        raise TypeError(f"'{_class_name(source)}' object is not a mapping")
    dict_fill(d, source, -1, None, None)


def dict_merge(d, source, f):
    if _is_plain_mapping(source):
        pairs = _dict_entries(source)
    else:
        if not hasattr(source, 'keys'):
            raise TypeError(
                f'{function_name(f)} argument after ** must be a mapping, not {_class_name(source)}')
        pairs = []
        for key in mapping_keys(source):
            pairs.append((key, hash(key), source[key]))
    for key, h, value in pairs:
        if probe(d, key, h) >= 0:
            raise TypeError(f"{function_name(f)} got multiple values for keyword argument '{key}'")
        _insert(d, key, h, value)


def function_name(f):
    name = getattr(f, '__qualname__', None)
    if name is None:
        return str_of(f)
    module = getattr(f, '__module__', None)
    if module is None or module == 'builtins':
        return f'{name}()'
    return f'{module}.{name}()'


def compare_dicts(a, b, op):
    same = dicts_equal(a, b)
    return same if op == '==' else not same


def dicts_equal(a, b):
    if _table_size(a) != _table_size(b):
        return False
    for key, h, value in _dict_entries(a):
        at = probe(b, key, h)
        if at < 0:
            return False
        other = _value(b, at)
        if value is not other and not value == other:
            return False
    return True


def dict_repr(d):
    if not _repr_enter(d):
        return '{...}'
    try:
        parts = []
        for key, h, value in _dict_entries(d):
            parts.append(f'{repr_of(key)}: {repr_of(value)}')
    finally:
        _repr_leave(d)
    return '{' + ', '.join(parts) + '}'


# Views of dicts.


def view_repr(view):
    if not _repr_enter(view):
        return '...'
    try:
        return f'{_class_name(view)}({repr_of([*view])})'
    finally:
        _repr_leave(view)


def view_contains(view, item):
    d = _view_dict(view)
    kind = _view_kind(view)
    if kind == 'keys':
        return dict_contains(d, item)
    if kind == 'items':
        if not _is_kind(item, 'tuple') or _size(item) != 2:
            return False
        key = _item(item, 0)
        at = probe(d, key, hash(key))
        if at < 0:
            return False
        value, wanted = _value(d, at), _item(item, 1)
        return value is wanted or (True if value == wanted else False)
    return search(view, item)


def compare_views(view, other, op):
    if op == '>' or op == '>=':
        return all_in(other, view)
    same = all_in(view, other)
    return not same if op == '!=' else same


def all_in(items, container):
    for x in items:
        if x not in container:
            return False
    return True


def view_set(view):
    if _view_kind(view) == 'keys':
        return set_from(_view_dict(view))
    return set_from(view)


def view_sub(a, b):
    result = view_set(a)
    result.difference_update(b)
    return result


def view_rsub(b, a):
    return view_sub(a, b)


def view_and(a, b):
    if _is_exact(b, set) and len(a) <= len(b):
        return b.intersection(a)
    if _is_set_view(b) and len(b) > len(a):
        a, b = b, a
    result = set()
    for x in b:
        if x in a:
            set_add(result, x)
    return result


def view_or(a, b):
    return set_update(view_set(a), b)


def view_ror(b, a):
    return view_or(a, b)


def view_xor(a, b):
    if _view_kind(a) == 'items' and _view_kind(b) == 'items':
        return items_xor(_view_dict(a), _view_dict(b))
    result = view_set(a)
    result.symmetric_difference_update(b)
    return result


def view_rxor(b, a):
    return view_xor(a, b)


def items_xor(a, b):
    rest = {**a}
    result = set()
    for key, h, value in _dict_entries(b):
        at = probe(rest, key, h)
        if at >= 0:
            other = _value(rest, at)
            if other is value or other == value:
                _remove_entry(rest, at)
                continue
        set_add(result, (key, value))
    return set_update(result, rest.items())


def view_isdisjoint(view, other):
    if view is other:
        return len(view) == 0
    if (_is_set(other) or _is_set_view(other)) and len(other) > len(view):
        view, other = other, view
    for x in other:
        if x in view:
            return False
    return True


# Sets.


def build_set(items):
    s = set()
    for key in items:
        set_add(s, key)
    return s


def set_add(s, key):
    if not _set_put(s, key):
        add_hashed(s, key, hash(key))


def add_hashed(s, key, h):
    if probe(s, key, h) < 0:
        _add(s, key, h)


def discard_hashed(s, key, h):
    at = probe(s, key, h)
    if at >= 0:
        _remove_entry(s, at)


def set_init(s, source):
    set_update(s, source)


def set_update(s, source):
    if _is_set(source) or _is_exact(source, dict):
        at = _set_merge(s, source, 0)
        while at >= 0:
            key, h = _entry(source, at)
            add_hashed(s, key, h)
            at = _set_merge(s, source, at + 1)
    else:
        for key in source:
            if not _set_put(s, key):
                add_hashed(s, key, hash(key))
    return s


def set_update_all(s, others):
    for other in others:
        set_update(s, other)


def set_from(source):
    return set_update(set(), source)


def frozenset_from(cls, source):
    return _frozen(cls, set_update(set(), source))


def set_contains(s, key):
    return probe(s, key, member_hash(key)) >= 0


def set_discard(s, key):
    discard_hashed(s, key, member_hash(key))


def set_remove(s, key):
    at = probe(s, key, member_hash(key))
    if at < 0:
        raise KeyError(key)
    _remove_entry(s, at)


def set_union(a, b):
    return _as_kind(a, set_update(_set_copy(a), b))


def set_union_all(a, others):
    result = _set_copy(a)
    for other in others:
        if other is not a:
            set_update(result, other)
    return _as_kind(a, result)


def intersect(a, other):
    result = set()
    if _is_set(other):
        if _table_size(other) > _table_size(a):
            a, other = other, a
        for key, h in _entries(other):
            if probe(a, key, h) >= 0:
                add_hashed(result, key, h)
    else:
        for key in other:
            h = hash(key)
            if probe(a, key, h) >= 0:
                add_hashed(result, key, h)
    return result


def set_intersection(a, b):
    return _as_kind(a, intersect(a, b))


def set_intersection_all(a, others):
    result = a if others else _set_copy(a)
    for other in others:
        result = intersect(result, other)
    return _as_kind(a, result)


def set_intersection_update(s, others):
    _replace_members(s, set_intersection_all(s, others))


def set_iand(s, other):
    _replace_members(s, intersect(s, other))
    return s


def subtract(a, other):
    known = _is_set(other) or _is_exact(other, dict)
    if not known or _table_size(a) >> 2 > _table_size(other):
        result = _set_copy(a)
        remove_all(result, other)
        return result
    result = set()
    for key, h in _entries(a):
        if probe(other, key, h) < 0:
            add_hashed(result, key, h)
    return result


def remove_all(s, other):
    if s is other:
        s.clear()
        return
    if _is_set(other):
        for key, h in _entries(other):
            discard_hashed(s, key, h)
    else:
        for key in other:
            discard_hashed(s, key, member_hash(key))
    _tidy(s)


def set_difference(a, b):
    return _as_kind(a, subtract(a, b))


def set_difference_all(a, others):
    result = a
    for other in others:
        result = subtract(result, other)
    return _as_kind(a, result)


def set_difference_update(s, others):
    for other in others:
        remove_all(s, other)


def set_isub(s, other):
    remove_all(s, other)
    return s


def exchange(s, other):
    if s is other:
        s.clear()
        return
    if not _is_set(other) and not _is_exact(other, dict):
        other = set_from(other)
    for key, h in _entries(other):
        at = probe(s, key, h)
        if at >= 0:
            _remove_entry(s, at)
        else:
            add_hashed(s, key, h)


def set_symmetric_difference(a, b):
    result = _set_copy(b)
    exchange(result, a)
    return _as_kind(a, result)


def set_symmetric_difference_with(a, other):
    result = set_from(other)
    exchange(result, a)
    return _as_kind(a, result)


def set_symmetric_difference_update(s, other):
    exchange(s, other)


def set_ixor(s, other):
    exchange(s, other)
    return s


def is_subset(a, b):
    if _table_size(a) > _table_size(b):
        return False
    for key, h in _entries(a):
        if probe(b, key, h) < 0:
            return False
    return True


def compare_sets(a, b, op):
    if op == '<=':
        return is_subset(a, b)
    if op == '>=':
        return is_subset(b, a)
    if op == '<':
        return _table_size(a) < _table_size(b) and is_subset(a, b)
    if op == '>':
        return _table_size(b) < _table_size(a) and is_subset(b, a)
    same = _table_size(a) == _table_size(b) and is_subset(a, b)
    return same if op == '==' else not same


def set_isdisjoint(a, other):
    if _is_set(other):
        if _table_size(other) > _table_size(a):
            a, other = other, a
        for key, h in _entries(other):
            if probe(a, key, h) >= 0:
                return False
    else:
        for key in other:
            if probe(a, key, hash(key)) >= 0:
                return False
    return True


def set_issubset(a, other):
    return is_subset(a, other if _is_set(other) else set_from(other))


def set_issuperset(a, other):
    return is_subset(other if _is_set(other) else set_from(other), a)


def set_reduce(s, cls, args):
    """What is pickled of a set, or of another built-in collection whose class may have slots."""
    return cls, args, object_getstate(s)


def set_repr(s):
    name = _class_name(s)
    if not _repr_enter(s):
        return f'{name}(...)'
    try:
        parts = []
        for key, h in _entries(s):
            parts.append(repr_of(key))
    finally:
        _repr_leave(s)
    text = '{' + ', '.join(parts) + '}'
    return text if _is_exact(s, set) else f'{name}({text})'


def dict_merged(left, right):
    """`left | right`, where the class of the left one says in its own way what its entries are."""
    merged = dict(left)
    merged.update(right)
    return merged
