"""Lists, tuples, ranges and slices whose items or indices are user-made objects."""


def key_of(key):
    if _is_kind(key, 'slice'):
        step = bound_of(key.step)
        if step == 0:
            raise ValueError('slice step cannot be zero')
        start = bound_of(key.start)
        return slice(start, bound_of(key.stop), step)
    return index_of(key)


def bound_of(x):
    if x is None:
        return None
    if _special(x, '__index__') is None:
        raise TypeError('slice indices must be integers or None or have an __index__ method')
    return index_of(x)


def item_by_index(x, key):
    return _base_item(x, key_of(key))


def set_item_by_index(x, key, value):
    if not _is_kind(key, 'slice'):
        _base_set_item(x, index_of(key), value)
        return
    key = key_of(key)
    if not _is_iterable(value):
        if key.step is None or key.step == 1:
            raise TypeError('can only assign an iterable')
        raise TypeError('must assign iterable to extended slice')
    _base_set_item(x, key, list_from(iter(value)))


def delete_item_by_index(x, key):
    _base_delete_item(x, key_of(key))


def slice_indices(s, length):
    return key_of(s).indices(length)


def range_of(cls, args):
    return range(*[index_of(x) for x in args])


def ask_length(x):
    # What the length is does not matter here, but programs see that it is asked for.
    method = _special(x, '__len__')
    if method is not None:
        try:
            n = index_of(method())
        except TypeError:
            pass
        else:
            if n < 0:
                raise ValueError('__len__() should return >= 0')
            return
    method = _special(x, '__length_hint__')
    if method is None:
        return
    try:
        n = method()
    except TypeError:
        return
    if n is NotImplemented:
        return
    if not _is_kind(n, 'int'):
        raise TypeError(f'__length_hint__ must be an integer, not {_class_name(n)}')
    if n < 0:
        raise ValueError('__length_hint__() should return >= 0')


def list_from(source):
    it = iter(source)
    if _tells_length(source):
        ask_length(source)
    return [x for x in _iterated(it)]


def tuple_from(cls, source):
    return _make_tuple(cls, list_from(source))


def list_extend(target, source):
    if not _is_iterable(source):
        raise TypeError(f'Value after * must be an iterable, not {_class_name(source)}')
    extend_list(target, source)


def list_extend_by(target, source):
    extend_list(target, source)


def extend_list(target, source):
    it = iter(source)
    if _tells_length(source):
        ask_length(source)
    for x in _iterated(it):
        _push(target, x)
    return target


def star_args(source, f):
    if not _is_iterable(source) and _has_attribute(source, '__iter__'):
        iter(source)
    if not _is_iterable(source):
        raise TypeError(f'{function_name(f)} argument after * must be an iterable, not {_class_name(source)}')
    return _make_tuple(tuple, list_from(source))


def unpack(source, before, after, starred):
    if not _is_iterable(source):
        raise TypeError(f'cannot unpack non-iterable {_class_name(source)} object')
    it = iter(source)
    items = []
    if before:
        for x in _iterated(it):
            items.append(x)
            if len(items) == before:
                break
        if len(items) < before:
            least = 'at least ' if starred else ''
            raise ValueError(
                f'not enough values to unpack (expected {least}{before + after}, got {len(items)})')
    if not starred:
        for x in _iterated(it):
            raise ValueError(f'too many values to unpack (expected {before})')
        return items
    rest = [x for x in _iterated(it)]
    n = len(rest) - after
    if n < 0:
        raise ValueError(
            f'not enough values to unpack (expected at least {before + after}, got {before + len(rest)})')
    items.append(rest[:n])
    items.extend(rest[n:])
    return items


# Comparing.


def compare_by(x, y, op):
    if op == '<':
        return x < y
    if op == '<=':
        return x <= y
    if op == '==':
        return x == y
    if op == '!=':
        return x != y
    if op == '>':
        return x > y
    return x >= y


def equal(a, b):
    return a is b or (True if a == b else False)


def compare_sequences(a, b, op):
    if (op == '==' or op == '!=') and _size(a) != _size(b):
        return op == '!='
    i = _same_items(a, b, 0)
    while i < _size(a) and i < _size(b):
        x, y = _item(a, i), _item(b, i)
        if x is not y and not x == y:
            # The comparison may have made the sequences shorter.
            if i >= _size(a) or i >= _size(b):
                break
            if op == '==' or op == '!=':
                return op == '!='
            return compare_by(_item(a, i), _item(b, i), op)
        i = _same_items(a, b, i + 1)
    return compare_by(_size(a), _size(b), op)


def compare_ranges(a, b, op):
    same = len(a) == len(b) and [*a] == [*b]
    return same if op == '==' else not same


def is_item(x, wanted):
    if _is_kind(x, 'range'):
        return search(x, wanted)
    i = 0
    while i < _size(x):
        v = _item(x, i)
        if v is wanted or v == wanted:
            return True
        i += 1
    return False


def search(x, wanted):
    try:
        it = iter(x)
    except TypeError:
        raise TypeError(f"argument of type '{_class_name(x)}' is not iterable") from None
    for v in _iterated(it):
        if v is wanted or v == wanted:
            return True
    return False


def contains(x, wanted):
    method = _special(x, '__contains__')
    if method is not None:
        return True if method(wanted) else False
    if _defines(x, '__contains__'):
        raise TypeError(f"'{_class_name(x)}' object is not a container")
    if not _is_iterable(x):
        raise TypeError(f"argument of type '{_class_name(x)}' is not iterable")
    return search(x, wanted)


def count_items(x, wanted):
    n = 0
    if _is_kind(x, 'range'):
        for v in x:
            if v is wanted or v == wanted:
                n += 1
        return n
    i = 0
    while i < _size(x):
        v = _item(x, i)
        if v is wanted or v == wanted:
            n += 1
        i += 1
    return n


def position_of(x, wanted, start, stop):
    i = start
    while i < stop and i < _size(x):
        v = _item(x, i)
        if v is wanted or v == wanted:
            return i
        i += 1
    return -1


def list_index(x, wanted, start, stop):
    i = position_of(x, wanted, start, stop)
    return not_in_list(wanted) if i < 0 else i


def not_in_list(wanted):
    raise ValueError(f'{repr_of(wanted)} is not in list')


def tuple_index(x, wanted, start, stop):
    i = position_of(x, wanted, start, stop)
    if i < 0:
        raise ValueError('tuple.index(x): x not in tuple')
    return i


def range_index(x, wanted):
    i = 0
    for v in x:
        if v is wanted or v == wanted:
            return i
        i += 1
    raise ValueError('sequence.index(x): x not in sequence')


def list_remove(x, wanted):
    i = 0
    while i < _size(x):
        v = _item(x, i)
        if v is wanted or v == wanted:
            _delete_items(x, i)
            return
        i += 1
    raise ValueError('list.remove(x): x not in list')


def tuple_hash(x):
    hashes = []
    for v in _items(x):
        hashes.append(hash(v))
    return _tuple_hash(hashes)


# Text.


def items_repr(x):
    parts = []
    i = 0
    while i < _size(x):
        parts.append(repr_of(_item(x, i)))
        i += 1
    return parts


def list_repr(x):
    if not _repr_enter(x):
        return '[...]'
    try:
        parts = items_repr(x)
    finally:
        _repr_leave(x)
    return '[' + ', '.join(parts) + ']'


def tuple_repr(x):
    if not _repr_enter(x):
        return '(...)'
    try:
        parts = items_repr(x)
    finally:
        _repr_leave(x)
    return '(' + ', '.join(parts) + (',)' if len(parts) == 1 else ')')


def range_repr(x):
    if x.step == 1:
        return f'range({repr_of(x.start)}, {repr_of(x.stop)})'
    return f'range({repr_of(x.start)}, {repr_of(x.stop)}, {repr_of(x.step)})'


def slice_repr(x):
    return f'slice({repr_of(x.start)}, {repr_of(x.stop)}, {repr_of(x.step)})'


# Sorting.


def sorted_general(iterable, key, reverse):
    return sorted_list(list_from(iterable), key, reverse)


def sorted_list(items, key, reverse):
    # Nobody else has the list, so it need not be empty meanwhile.
    reverse = True if reverse else False
    if key is None:
        sort_items(items, items, reverse)
        return items
    keys = []
    for v in items:
        keys.append(key(v))
    if not _sort_natively(keys, items, reverse):
        sort_items(keys, items, reverse)
    return items


def list_sort(x, key, reverse):
    # The list is empty as long as user code might look at it.
    items = _take_items(x)
    try:
        if key is None:
            sort_items(items, items, reverse)
        else:
            keys = []
            for v in items:
                keys.append(key(v))
            if not _sort_natively(keys, items, reverse):
                sort_items(keys, items, reverse)
    finally:
        untouched = _put_items(x, items)
    if not untouched:
        raise ValueError('list modified during sort')


def sort_items(keys, items, reverse):
    if _sort_natively(keys, items, reverse):
        return
    sort = _sort_start(keys, reverse)
    try:
        pair = _sort_resume(sort, False)
        while pair is not None:
            a, b = pair
            pair = _sort_resume(sort, True if a < b else False)
    finally:
        _sort_finish(sort, items)
