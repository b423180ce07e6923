"""Making classes and instances."""


def build_class_by(build, func, name, bases, kwds):
    return build(func, name, *bases, **(kwds or {}))


def build_class(func, name, bases, kwds):
    original = bases
    bases = resolve_bases(bases)
    kwds = dict(kwds) if kwds else {}
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
        is_class = _is_kind(meta, 'type')
    else:
        meta = _type(bases[0]) if bases else type
        is_class = True
    if is_class:
        meta = _winner(meta, bases)
    prepare = getattr(meta, '__prepare__', None)
    if prepare is None:
        namespace = {}
    else:
        namespace = prepare(name, bases, **kwds)
        if not hasattr(_type(namespace), '__getitem__'):
            what = meta.__name__ if is_class else '<metaclass>'
            raise TypeError(f'{what}.__prepare__() must return a mapping, not {_class_name(namespace)}')
    cell = _run_body(func, namespace)
    if bases is not original:
        namespace['__orig_bases__'] = original
    cls = meta(name, bases, namespace, **kwds)
    if _is_kind(cell, 'cell') and _is_kind(cls, 'type'):
        if not _has_cell(cell):
            raise RuntimeError(
                f"__class__ not set defining {name!r} as {cls!r}. "
                f"Was __classcell__ propagated to type.__new__?")
        if _cell_contents(cell) is not cls:
            raise TypeError(f'__class__ set to {_cell_contents(cell)!r} defining {name!r} as {cls!r}')
    return cls


def resolve_bases(bases):
    changed = False
    result = []
    for base in bases:
        if not _is_kind(base, 'type'):
            entries = getattr(base, '__mro_entries__', None)
            if entries is not None:
                new = entries(bases)
                if not _is_kind(new, 'tuple'):
                    raise TypeError('__mro_entries__ must return a tuple')
                changed = True
                result.extend(new)
                continue
        result.append(base)
    return tuple(result) if changed else bases


def type_new(meta, args, kwargs):
    if len(args) == 1 and meta is type:
        raise TypeError('type() takes 1 or 3 arguments')
    if len(args) != 3:
        raise TypeError(f'type.__new__() takes exactly 3 arguments ({len(args)} given)')
    name, bases, namespace = args
    if _is_kind(bases, 'tuple'):
        winner = _winner(meta, bases)
        if winner is not meta and _type_lookup(winner, '__new__') is not _type_lookup(type, '__new__'):
            return winner.__new__(winner, name, bases, namespace, **kwargs)
        meta = winner
    slots = namespace.get('__slots__') if _is_exact(namespace, dict) else None
    if slots is None or _is_kind(slots, 'str') or _is_exact(slots, tuple) or _is_exact(slots, list):
        cls = _make_type(meta, name, bases, namespace)
    else:
        # Any iterable will do; it is asked once.
        namespace = dict(namespace)
        namespace['__slots__'] = tuple(slots)
        cls = _make_type(meta, name, bases, namespace)
        type.__setattr__(cls, '__slots__', slots)
    if not _is_native(_type_lookup(meta, 'mro')):
        _set_order(cls, tuple(_special(cls, 'mro')()))
        if cls not in cls.__mro__:
            raise TypeError('super(type, obj): obj must be an instance or subtype of type')
    for key, value in list(cls.__dict__.items()):
        if _lookup(value, '__set_name__') is not None:
            call_set_name(cls, key, value)
    super(cls, cls).__init_subclass__(**kwargs)
    return cls


def call_set_name(cls, key, value):
    try:
        _special(value, '__set_name__')(cls, key)
    except Exception as e:
        raise RuntimeError(
            f"Error calling __set_name__ on '{_class_name(value)}' instance {key!r} in '{cls.__name__}'"
        ) from e


def set_bases(cls, bases):
    old = cls.__bases__
    orders = []
    for c in _lineage(cls):
        orders.append((c, c.__mro__))
    _replace_bases(cls, bases)
    new = cls.__bases__
    try:
        for c in _lineage(cls):
            _set_order(c, tuple(_special(c, 'mro')()))
    except BaseException:
        if cls.__bases__ is new:
            _restore_bases(cls, old, orders)
        raise


def super_by_class(cls, t, obj):
    claimed = getattr(obj, '__class__', None)
    if claimed is not _type(obj) and _is_subtype(claimed, t):
        return _make_super(cls, t, obj, claimed)
    raise TypeError('super(type, obj): obj must be an instance or subtype of type')


def type_call(cls, args, kwargs):
    return _construct(cls, args, kwargs)


def construct(cls, args, kwargs):
    new = cls.__new__
    instance = new(cls, *args, **kwargs)
    if _is_subtype(_type(instance), cls):
        result = _special(instance, '__init__')(*args, **kwargs)
        if result is not None:
            raise TypeError(f"__init__() should return None, not '{_class_name(result)}'")
    return instance


def class_getitem(cls, item):
    method = getattr(cls, '__class_getitem__', None)
    if method is None:
        if cls is type:
            return _alias(cls, item)
        raise TypeError(f"type '{cls.__name__}' is not subscriptable")
    return method(item)


def load_name(namespace, name, globals, builtins):
    try:
        return namespace[name]
    except KeyError:
        pass
    if name in globals:
        return globals[name]
    if name in builtins:
        return builtins[name]
    raise _name_error(name)


def global_name(globals, name, builtins):
    try:
        return globals[name]
    except KeyError:
        pass
    if name in builtins:
        return builtins[name]
    raise _name_error(name)


def load_class_free(namespace, name, cell):
    try:
        return namespace[name]
    except KeyError:
        pass
    if not _has_cell(cell):
        raise _name_error(name)
    return _cell_contents(cell)


def store_name(namespace, name, value):
    namespace[name] = value


def delete_name(namespace, name):
    try:
        del namespace[name]
    except KeyError:
        raise _name_error(name) from None


def setup_annotations(namespace):
    try:
        namespace['__annotations__']
    except KeyError:
        namespace['__annotations__'] = {}


def match_len(subject):
    return len(subject)


def match_keys(subject, keys):
    missing = _new_object()
    get = subject.get
    seen = []
    values = []
    for key in keys:
        if key in seen:
            raise ValueError(f'mapping pattern checks duplicate key ({key!r})')
        seen.append(key)
        value = get(key, missing)
        if value is missing:
            return None
        values.append(value)
    return tuple(values)


def match_rest(subject, keys):
    rest = dict(subject)
    for key in keys:
        del rest[key]
    return rest


def match_class(subject, cls, count, names):
    if not _is_kind(cls, 'type'):
        raise TypeError('called match pattern must be a type')
    if not isinstance(subject, cls):
        return None
    values = []
    seen = []
    if count:
        args, listed = (), True
        try:
            args = cls.__match_args__
        except AttributeError:
            if _matches_self(cls):
                if count > 1:
                    raise TypeError(
                        f'{cls.__name__}() accepts 1 positional sub-pattern ({count} given)')
                values.append(subject)
                listed = False
        if listed:
            if not _is_exact(args, tuple):
                raise TypeError(
                    f'{cls.__name__}.__match_args__ must be a tuple (got {_class_name(args)})')
            if len(args) < count:
                s = '' if len(args) == 1 else 's'
                raise TypeError(
                    f'{cls.__name__}() accepts {len(args)} positional sub-pattern{s} ({count} given)')
            for name in args[:count]:
                if not _is_kind(name, 'str'):
                    raise TypeError(f'__match_args__ elements must be strings (got {_class_name(name)})')
                if name in seen:
                    raise TypeError(f'{cls.__name__}() got multiple sub-patterns for attribute {name!r}')
                seen.append(name)
                try:
                    values.append(getattr(subject, name))
                except AttributeError:
                    return None
    for name in names:
        if name in seen:
            raise TypeError(f'{cls.__name__}() got multiple sub-patterns for attribute {name!r}')
        seen.append(name)
        try:
            values.append(getattr(subject, name))
        except AttributeError:
            return None
    return tuple(values)
