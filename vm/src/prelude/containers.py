"""Containers and iteration where user code takes part: keys with `__hash__` and `__eq__`, any iterable, sorting."""


def iter_general(x):
    method = _special(x, '__iter__')
    if method is None:
        if _lookup(x, '__getitem__') is None:
            raise TypeError(f"'{_class_name(x)}' object is not iterable")
        return sequence_items(x)
    it = method()
    if _lookup(it, '__next__') is None:
        raise TypeError(f"iter() returned non-iterator of type '{_class_name(it)}'")
    return it


def sequence_items(x):
    i = 0
    while True:
        try:
            item = x[i]
        except (IndexError, StopIteration):
            return
        yield item
        i += 1


def iter_with_sentinel(f, sentinel):
    while True:
        value = f()
        if value == sentinel:
            return
        yield value


def next_general(it):
    return _special(it, '__next__')()


def next_with_default(it, default):
    try:
        return _special(it, '__next__')()
    except StopIteration:
        return default


def len_general(x):
    method = _special(x, '__len__')
    if method is None:
        raise TypeError(f"object of type '{_class_name(x)}' has no len()")
    n = index_of(method())
    if n < 0:
        raise ValueError('__len__() should return >= 0')
    return n


def contains(container, item):
    method = _lookup(container, '__contains__')
    if method is not None and not _is_native(method):
        return True if _special(container, '__contains__')(item) else False
    if _is_kind(container, 'dict'):
        return dict_position(container, item) >= 0
    if _is_kind(container, 'set') or _is_kind(container, 'frozenset'):
        return set_position(container, item) >= 0
    if method is not None and not (_is_kind(container, 'list') or _is_kind(container, 'tuple')):
        return True if _special(container, '__contains__')(item) else False
    if _lookup(container, '__iter__') is None and _lookup(container, '__getitem__') is None:
        raise TypeError(f"argument of type '{_class_name(container)}' is not iterable")
    for x in container:
        if x is item or x == item:
            return True
    return False


def equal(a, b):
    return True if a == b else False


def list_from(source):
    result = []
    for item in source:
        result.append(item)
    return result


def tuple_from(cls, source):
    return cls(list_from(source))


def set_from(source):
    result = set()
    for item in source:
        set_add(result, item)
    return result


def frozenset_from(cls, source):
    return _freeze(cls, set_from(source))


def extend_list(target, source):
    for item in source:
        target.append(item)


def list_extend_by(target, source):
    for item in source:
        target.append(item)


def list_extend(target, source):
    if _lookup(source, '__iter__') is None and _lookup(source, '__getitem__') is None:
        raise TypeError(f'Value after * must be an iterable, not {_class_name(source)}')
    for item in source:
        target.append(item)


def star_args(source, f):
    if _lookup(source, '__iter__') is None and _lookup(source, '__getitem__') is None:
        name = getattr(f, '__qualname__', _class_name(f))
        raise TypeError(f'{name}() argument after * must be an iterable, not {_class_name(source)}')
    return tuple(list_from(source))


def unpack(source, before, after, starred):
    if _lookup(source, '__iter__') is None and _lookup(source, '__getitem__') is None:
        raise TypeError(f'cannot unpack non-iterable {_class_name(source)} object')
    it = iter(source)
    items = []
    done = False
    while len(items) < before:
        try:
            items.append(next(it))
        except StopIteration:
            done = True
            break
    if not starred:
        if done:
            raise ValueError(f'not enough values to unpack (expected {before}, got {len(items)})')
        try:
            next(it)
        except StopIteration:
            return items
        raise ValueError(f'too many values to unpack (expected {before})')
    if done:
        raise ValueError(
            f'not enough values to unpack (expected at least {before + after}, got {len(items)})')
    rest = list_from(it)
    if len(rest) < after:
        got = before + len(rest)
        raise ValueError(f'not enough values to unpack (expected at least {before + after}, got {got})')
    cut = len(rest) - after
    items.append(rest[:cut])
    items.extend(rest[cut:])
    return items


def sum_general(source, total):
    for item in source:
        total = total + item
    return total


def all_general(source):
    for item in source:
        if not item:
            return False
    return True


def any_general(source):
    for item in source:
        if item:
            return True
    return False


def min_general(source, key, default):
    first = True
    best = best_key = None
    for item in source:
        value = item if key is None else key(item)
        if first or value < best_key:
            best = item
            best_key = value
            first = False
    if first:
        if default:
            return default[0]
        raise ValueError('min() arg is an empty sequence')
    return best


def max_general(source, key, default):
    first = True
    best = best_key = None
    for item in source:
        value = item if key is None else key(item)
        if first or value > best_key:
            best = item
            best_key = value
            first = False
    if first:
        if default:
            return default[0]
        raise ValueError('max() arg is an empty sequence')
    return best


def sorted_general(source, key, reverse):
    items = list(source)
    items.sort(key=key, reverse=reverse)
    return items


def list_sort(items, key, reverse):
    work = items[:]
    del items[:]
    try:
        keys = work if key is None else [key(item) for item in work]
        n = len(work)
        order = list(range(n))
        if reverse:
            order.reverse()
        order = merge_sort(order, keys)
        if reverse:
            order.reverse()
        result = [work[i] for i in order]
    except BaseException:
        items[:] = work
        raise
    if items:
        items[:] = result
        raise ValueError('list modified during sort')
    items[:] = result


def merge_sort(order, keys):
    n = len(order)
    runs = []
    i = 0
    while i < n:
        j = i + 1
        if j < n:
            if keys[order[j]] < keys[order[i]]:
                j += 1
                while j < n and keys[order[j]] < keys[order[j - 1]]:
                    j += 1
                run = order[i:j]
                run.reverse()
            else:
                j += 1
                while j < n and not keys[order[j]] < keys[order[j - 1]]:
                    j += 1
                run = order[i:j]
        else:
            run = order[i:j]
        runs.append(run)
        i = j
    while len(runs) > 1:
        merged = []
        k = 0
        while k + 1 < len(runs):
            merged.append(merge(runs[k], runs[k + 1], keys))
            k += 2
        if k < len(runs):
            merged.append(runs[k])
        runs = merged
    return runs[0] if runs else []


def merge(a, b, keys):
    result = []
    i = j = 0
    while i < len(a) and j < len(b):
        if keys[b[j]] < keys[a[i]]:
            result.append(b[j])
            j += 1
        else:
            result.append(a[i])
            i += 1
    result.extend(a[i:])
    result.extend(b[j:])
    return result


def map_from(cls, f, iterables):
    return _make_map(cls, f, [iter(x) for x in iterables])


def map_next(f, iterators):
    if len(iterators) == 1:
        return f(next(iterators[0]))
    args = []
    for it in iterators:
        args.append(next(it))
    return f(*args)


def filter_next(f, it):
    while True:
        item = next(it)
        if f is None or f is bool:
            if item:
                return item
        elif f(item):
            return item


def filter_true(it):
    while True:
        item = next(it)
        if item:
            return item


def filter_from_item(item, it):
    if item:
        return item
    return filter_true(it)


def zip_next(iterators, strict):
    result = []
    i = 0
    for it in iterators:
        try:
            result.append(next(it))
        except StopIteration:
            if strict:
                zip_uneven(iterators, i)
            raise
        i += 1
    return tuple(result)


def zip_uneven(iterators, i):
    if i:
        s = ' ' if i == 1 else 's 1-'
        raise ValueError(f'zip() argument {i + 1} is shorter than argument{s}{i}')
    for k in range(1, len(iterators)):
        try:
            next(iterators[k])
        except StopIteration:
            continue
        s = ' ' if k == 1 else 's 1-'
        raise ValueError(f'zip() argument {k + 1} is longer than argument{s}{k}')


def enumerate_next(e, it):
    return _numbered(e, next(it))


def dict_position(d, key):
    h = hash(key)
    i = _dict_find(d, key, h, -1)
    while i < -1:
        i = -2 - i
        candidate = _dict_key(d, i)
        if candidate is key or candidate == key:
            if _dict_key(d, i) is candidate:
                return i
            i = -1
        i = _dict_find(d, key, h, i)
    return i


def set_position(s, key):
    h = hash(key)
    i = _set_find(s, key, h, -1)
    while i < -1:
        i = -2 - i
        candidate = _set_key(s, i)
        if candidate is key or candidate == key:
            return i
        i = _set_find(s, key, h, i)
    return i


def store_item(target, key, value):
    if _is_exact(target, dict):
        i = dict_position(target, key)
        if i >= 0:
            _dict_put(target, i, value)
        else:
            _dict_insert(target, key, hash(key), value)
    else:
        target[key] = value


def dict_setitem(d, key, value):
    store_item(d, key, value)


def dict_getitem(d, key):
    i = dict_position(d, key)
    if i >= 0:
        return _dict_value(d, i)
    if not _is_exact(d, dict):
        missing = _special(d, '__missing__')
        if missing is not None:
            return missing(key)
    raise KeyError(key)


def dict_delitem(d, key):
    i = dict_position(d, key)
    if i < 0:
        raise KeyError(key)
    _dict_remove(d, i)


def dict_get(d, key, default):
    i = dict_position(d, key)
    return _dict_value(d, i) if i >= 0 else default


def dict_contains(d, key):
    return dict_position(d, key) >= 0


def dict_setdefault(d, key, default):
    i = dict_position(d, key)
    if i >= 0:
        return _dict_value(d, i)
    _dict_insert(d, key, hash(key), default)
    return default


def dict_pop(d, key, default):
    i = dict_position(d, key)
    if i >= 0:
        value = _dict_value(d, i)
        _dict_remove(d, i)
        return value
    if default:
        return default[0]
    raise KeyError(key)


def dict_fill(d, source, start, keywords, result):
    if hasattr(source, 'keys'):
        for key in source.keys():
            d[key] = source[key]
    else:
        n = 0
        for pair in source:
            if n >= start:
                fill_pair(d, pair, n)
            n += 1
    if keywords:
        for key, value in keywords.items():
            d[key] = value
    return result


def fill_pair(d, pair, n):
    try:
        pair = tuple(pair)
    except TypeError:
        raise TypeError(f'cannot convert dictionary update sequence element #{n} to a sequence') from None
    if len(pair) != 2:
        raise ValueError(
            f'dictionary update sequence element #{n} has length {len(pair)}; 2 is required')
    d[pair[0]] = pair[1]


def set_add(s, item):
    if set_position(s, item) < 0:
        _set_insert(s, item, hash(item))


def set_contains(s, item):
    return set_position(s, item) >= 0


def set_update(s, source):
    for item in source:
        s.add(item)


def build_set(items):
    result = set()
    for item in items:
        set_add(result, item)
    return result


def build_map(items):
    result = {}
    i = 0
    while i < len(items):
        store_item(result, items[i], items[i + 1])
        i += 2
    return result


def dict_display_update(target, source):
    if not hasattr(source, 'keys'):
        raise TypeError(f"'{_class_name(source)}' object is not a mapping")
    for key in source.keys():
        store_item(target, key, source[key])


def dict_merge(target, source, f):
    name = getattr(f, '__qualname__', _class_name(f))
    if not hasattr(source, 'keys'):
        raise TypeError(f'{name}() argument after ** must be a mapping, not {_class_name(source)}')
    for key in source.keys():
        if not _is_kind(key, 'str'):
            raise TypeError('keywords must be strings')
        if key in target:
            raise TypeError(f'{name}() got multiple values for keyword argument {key!r}')
        target[key] = source[key]


def list_repr(x):
    if _enter_repr(x):
        return '[...]'
    try:
        return '[' + ', '.join([repr_of(item) for item in list_from(x)]) + ']'
    finally:
        _leave_repr(x)


def tuple_repr(x):
    if _enter_repr(x):
        return '(...)'
    try:
        if len(x) == 1:
            return f'({repr_of(x[0])},)'
        return '(' + ', '.join([repr_of(item) for item in x]) + ')'
    finally:
        _leave_repr(x)


def dict_repr(x):
    if _enter_repr(x):
        return '{...}'
    try:
        return '{' + ', '.join([f'{repr_of(k)}: {repr_of(v)}' for k, v in x.items()]) + '}'
    finally:
        _leave_repr(x)


def set_repr(x):
    name = _class_name(x)
    if not x:
        return f'{name}()'
    if _enter_repr(x):
        return f'{name}(...)'
    try:
        text = '{' + ', '.join([repr_of(item) for item in x]) + '}'
        return text if _is_exact(x, set) else f'{name}({text})'
    finally:
        _leave_repr(x)


def compare_sequences(a, b, op):
    n = min(len(a), len(b))
    i = 0
    while i < n:
        x = a[i]
        y = b[i]
        if not (x is y or x == y):
            return compare_by(x, y, op) if op != '==' and op != '!=' else op == '!='
        i += 1
    return compare_by(len(a), len(b), op)


def compare_by(a, b, op):
    if op == '<':
        return a < b
    if op == '<=':
        return a <= b
    if op == '>':
        return a > b
    if op == '>=':
        return a >= b
    if op == '==':
        return a == b
    return a != b


def compare_dicts(a, b, op):
    same = len(a) == len(b)
    if same:
        for key in a:
            if key not in b or not (a[key] is b[key] or a[key] == b[key]):
                same = False
                break
    return same if op == '==' else not same


def list_index(x, item, start, stop):
    return sequence_index(x, item, start, stop, 'list.index(x): x not in list', f'{item!r} is not in list')


def tuple_index(x, item, start, stop):
    return sequence_index(x, item, start, stop, 'tuple.index(x): x not in tuple', None)


def sequence_index(x, item, start, stop, text, shown):
    n = len(x)
    start = 0 if start is None else max(start + n, 0) if start < 0 else start
    stop = n if stop is None else stop + n if stop < 0 else stop
    i = start
    while i < stop and i < len(x):
        candidate = x[i]
        if candidate is item or candidate == item:
            return i
        i += 1
    raise ValueError(shown or text)


def list_remove(x, item):
    i = 0
    while i < len(x):
        candidate = x[i]
        if candidate is item or candidate == item:
            del x[i]
            return
        i += 1
    raise ValueError('list.remove(x): x not in list')


def tuple_hash(x):
    return _tuple_hash([hash(item) for item in x])


def proxy_items(m):
    return m.items()


def proxy_keys(m):
    return m.keys()


def proxy_values(m):
    return m.values()


def proxy_copy(m):
    return m.copy()


def proxy_get(m, key, default):
    return m.get(key, default)


def proxy_getitem(m, key):
    return m[key]


def proxy_reversed(m):
    return reversed(m)


def proxy_repr(m):
    return f'mappingproxy({repr_of(m)})'


def proxy_str(m):
    return str_of(m)


def proxy_or(a, b):
    return a | b


def proxy_ror(a, b):
    return b | a
