"""Type expressions: `list[int]` and `int | str` with arguments that are more than plain classes."""


def type_repr(x):
    if x is Ellipsis:
        return '...'
    if getattr(x, '__origin__', None) is not None and getattr(x, '__args__', None) is not None:
        return repr_of(x)
    name = getattr(x, '__qualname__', None)
    module = getattr(x, '__module__', None)
    if name is None or module is None:
        return repr_of(x)
    return name if module == 'builtins' else f'{module}.{name}'


def alias_repr(x):
    parts = []
    for arg in x.__args__:
        parts.append('()' if arg == () else type_repr(arg))
    star = '*' if x.__unpacked__ else ''
    return f"{star}{type_repr(x.__origin__)}[{', '.join(parts) if parts else '()'}]"


def alias_hash(x):
    return hash(x.__origin__) ^ hash(x.__args__)


def alias_eq(a, b):
    if a.__unpacked__ != b.__unpacked__ or not a.__origin__ == b.__origin__:
        return False
    return a.__args__ == b.__args__


def alias_call(x, args, kwargs):
    result = x.__origin__(*args, **kwargs)
    try:
        result.__orig_class__ = x
    except (AttributeError, TypeError):
        pass
    return result


def alias_reduce(x):
    if x.__unpacked__:
        return next, (iter(_make_alias(x.__origin__, x.__args__)),)
    return _type(x), (x.__origin__, x.__args__)


def alias_dir(x):
    names = dir(x.__origin__)
    for name in ('__origin__', '__args__', '__unpacked__', '__parameters__', '__typing_unpacked_tuple_args__',
                 '__mro_entries__', '__reduce_ex__', '__reduce__', '__copy__', '__deepcopy__'):
        if name not in names:
            names.append(name)
    return names


def type_parameters(args):
    parameters = []
    for arg in args:
        if _is_kind(arg, 'type'):
            continue
        if hasattr(arg, '__typing_subst__'):
            if arg not in parameters:
                parameters.append(arg)
            continue
        inner = getattr(arg, '__parameters__', None)
        if _is_kind(inner, 'tuple'):
            for parameter in inner:
                if parameter not in parameters:
                    parameters.append(parameter)
    return _make_tuple(tuple, parameters)


def unpack_arguments(items):
    """The arguments with what `*tuple[int, str]` stands for in its place; a tuple of any length stays."""
    result = []
    for item in items:
        inner = None
        if not _is_kind(item, 'type'):
            inner = getattr(item, '__typing_unpacked_tuple_args__', None)
        if _is_kind(inner, 'tuple') and not (inner and inner[-1] is Ellipsis):
            result.extend(inner)
        else:
            result.append(item)
    return _make_tuple(tuple, result)


def substitute(x, item):
    parameters = x.__parameters__
    if not parameters:
        raise TypeError(f'{repr_of(x)} is not a generic class')
    items = unpack_arguments(item if _is_kind(item, 'tuple') else (item,))
    for parameter in parameters:
        prepare = getattr(parameter, '__typing_prepare_subst__', None)
        if prepare is not None:
            items = prepare(x, items)
    if len(items) != len(parameters):
        much = 'many' if len(items) > len(parameters) else 'few'
        raise TypeError(
            f'Too {much} arguments for {repr_of(x)}; actual {len(items)}, expected {len(parameters)}')
    result = []
    for arg in x.__args__:
        if _is_kind(arg, 'type'):
            result.append(arg)
            continue
        unpacked = getattr(arg, '__typing_is_unpacked_typevartuple__', False)
        subst = getattr(arg, '__typing_subst__', None)
        if subst is not None:
            new = subst(items[parameters.index(arg)])
        else:
            new = arg
            inner = getattr(arg, '__parameters__', None)
            if _is_kind(inner, 'tuple') and inner:
                parts = []
                for parameter in inner:
                    part = items[parameters.index(parameter)]
                    if _lookup(parameter, '__iter__') is not None and _is_kind(part, 'tuple'):
                        parts.extend(part)
                    else:
                        parts.append(part)
                new = arg[_make_tuple(tuple, parts)]
        if unpacked:
            result.extend(new)
        else:
            result.append(new)
    return _make_tuple(tuple, result)


def alias_getitem(x, item):
    alias = _make_alias(x.__origin__, substitute(x, item))
    return _unpacked_alias(alias) if x.__unpacked__ else alias


def union_repr(x):
    parts = []
    for arg in x.__args__:
        parts.append('None' if arg is _type(None) else type_repr(arg))
    return ' | '.join(parts)


def union_hash(x):
    return hash(frozenset(x.__args__))


def union_eq(a, b):
    return set(a.__args__) == set(b.__args__)


def union_getitem(x, item):
    args = substitute(x, item)
    result = args[0]
    for arg in args[1:]:
        result = result | arg
    return result


def union_instancecheck(x, instance):
    check_union(x, 'isinstance')
    for arg in x.__args__:
        if isinstance(instance, arg):
            return True
    return False


def union_subclasscheck(x, cls):
    if not _is_kind(cls, 'type'):
        raise TypeError('issubclass() arg 1 must be a class')
    check_union(x, 'issubclass')
    for arg in x.__args__:
        if issubclass(cls, arg):
            return True
    return False


def check_union(x, function):
    for arg in x.__args__:
        if _is_generic_alias(arg):
            raise TypeError(f'{function}() argument 2 cannot be a parameterized generic')
