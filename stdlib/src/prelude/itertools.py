"""itertools: steps over iterators of the program's, and calls of its functions."""


def chain_steps(self):
    while True:
        active = chain_active(self)
        for x in _iterated(active):
            self = None
            self = yield x
        if _it_get(self, 1) is active:
            _it_drop(self, 1)
        active = None


def chain_active(self):
    while True:
        pending = _it_drop(self, 2)
        if pending is not None:
            try:
                _it_set(self, 1, iter(pending[0]))
            except BaseException:
                _it_drop(self, 0)
                raise
        active = _it_get(self, 1)
        if active is None:
            sources = _it_get(self, 0)
            if sources is None:
                raise StopIteration
            try:
                _it_set(self, 2, (next(sources),))
            except BaseException:
                _it_drop(self, 0)
                raise
            continue
        return active


def chain_next(self):
    while True:
        for x in _iterated(chain_active(self)):
            return x
        _it_drop(self, 1)


def cycle_next(self, it, saved):
    try:
        x = next(it)
    except StopIteration:
        _it_drop(self, 0)
    else:
        saved.append(x)
        return x
    return _it_step(self)


def pairwise_next(self, it):
    try:
        if not _it_has(self, 1):
            _it_set(self, 1, next(it))
            if not _it_has(self, 0):
                raise StopIteration
        old = _it_get(self, 1)
        new = next(it)
    except BaseException:
        _it_drop(self, 0)
        _it_drop(self, 1)
        raise
    _it_set(self, 1, new)
    return old, new


def zip_longest_from(cls, iterables, fill):
    return _zip_longest(cls, [iter(x) for x in iterables], fill)


def zip_longest_next(self, iterators, fill):
    if not iterators:
        raise StopIteration
    items = []
    i = 0
    for it in iterators:
        if it is None:
            items.append(fill)
        else:
            try:
                items.append(next(it))
            except StopIteration:
                if _it_count_down(self) <= 0:
                    raise
                iterators[i] = None
                items.append(fill)
            except BaseException:
                _it_stop_count(self)
                raise
        i += 1
    return _make_tuple(tuple, items)


def compress_next(data, selectors):
    while True:
        x = next(data)
        if next(selectors):
            return x


def compress_item(data, selectors, x, selected):
    if selected:
        return x
    return compress_next(data, selectors)


def dropwhile_next(self, f, it):
    while True:
        x = next(it)
        if not f(x):
            _it_flag(self)
            return x


def takewhile_next(self, f, it):
    x = next(it)
    if f(x):
        return x
    _it_flag(self)
    raise StopIteration


def takewhile_steps(self, f, it):
    for x in _iterated(it):
        if not f(x):
            _it_flag(self)
            return
        self = None
        self = yield x


def filterfalse_steps(f, it):
    for x in _iterated(it):
        if not f(x):
            yield x


def filterfalse_next(f, it):
    while True:
        x = next(it)
        if not f(x):
            return x


def filterfalse_none(it):
    while True:
        x = next(it)
        if not x:
            return x


def filterfalse_item(x, it):
    return filterfalse_none(it) if x else x


def islice_bound(x):
    # What cannot be an index is reported with the words for a bad number.
    if x is None or _is_kind(x, 'int'):
        return x
    try:
        return index_of(x)
    except Exception:
        return -1


def islice_to(cls, iterable, start, stop, step):
    stop = islice_bound(stop)
    _islice(cls, None, None, stop, None)
    return _islice(cls, iter(iterable), None, stop, None)


def islice_from(cls, iterable, start, stop, step):
    start = islice_bound(start)
    stop = islice_bound(stop)
    step = islice_bound(step)
    _islice(cls, None, start, stop, step)
    return _islice(cls, iter(iterable), start, stop, step)


def islice_next(self, it):
    try:
        while True:
            skip = _islice_skip(self)
            if not skip:
                break
            next(it)
        if skip is None:
            raise StopIteration
        x = next(it)
    except BaseException:
        _it_drop(self, 0)
        raise
    _islice_take(self)
    return x


def accumulate_first(self, it):
    x = next(it)
    _it_set(self, 2, x)
    return x


def accumulate_next(self, it, f):
    return accumulate_item(self, f, _it_get(self, 2), next(it))


def accumulate_sums(self, it):
    for x in _iterated(it):
        x = _it_get(self, 2) + x
        _it_set(self, 2, x)
        self = None
        self = yield x


def accumulate_steps(self, it, f):
    for x in _iterated(it):
        x = f(_it_get(self, 2), x)
        _it_set(self, 2, x)
        self = None
        self = yield x


def accumulate_item(self, f, total, x):
    total = total + x if f is None else f(total, x)
    _it_set(self, 2, total)
    return total


def accumulate_reduce_initial(chain, self, first, it, f):
    return _type(self), (chain(first, it), f), None


def accumulate_reduce_none(chain, islice, self, first, it, f):
    return islice, (_type(self)(chain(first, it), f), 1, None)


def starmap_item(f, args):
    return f(*tuple(args))


def starmap_steps(f, it):
    for x in _iterated(it):
        x = f(*tuple(x))
        yield x


def starmap_next(f, it):
    return f(*tuple(next(it)))


def group_forward(self, it, f):
    x = next(it)
    key = x if f is None else f(x)
    _it_set(self, 4, x)
    _it_set(self, 3, key)
    return key


def group_given(self):
    key = _it_get(self, 3)
    _it_set(self, 2, key)
    return key, _grouper(self, key)


def groupby_forward(self, it, f):
    group_forward(self, it, f)
    return groupby_next(self, it, f)


def groupby_next(self, it, f):
    while _it_has(self, 2):
        target = _it_get(self, 2)
        key = _it_get(self, 3)
        if target is not key and not target == key:
            break
        group_forward(self, it, f)
    return group_given(self)


def grouper_next(parent, it, f, target):
    key = group_forward(parent, it, f)
    if target is key or target == key:
        return _it_drop(parent, 4)
    raise StopIteration


def grouper_given(parent, target):
    if target == _it_get(parent, 3):
        return _it_drop(parent, 4)
    raise StopIteration


def count_next(self, value, step):
    _count_set(self, value + step)
    return value


def repr_of_one(name, x):
    return f'{name}({repr_of(x)})'


def repr_of_two(name, x, y):
    return f'{name}({repr_of(x)}, {repr_of(y)})'


def product_from(cls, iterables, repeat):
    return _product(cls, [tuple(x) for x in iterables], repeat)


def tee_from(iterable, n):
    it = iter(iterable)
    if not hasattr(it, '__copy__'):
        it = _tee_over(it)
    result = [it]
    copy = it.__copy__
    while len(result) < n:
        result.append(copy())
    return _make_tuple(tuple, result)


def tee_next(self, it):
    _tee_running(self, True)
    try:
        x = next(it)
    finally:
        _tee_running(self, False)
    return _tee_push(self, x)
