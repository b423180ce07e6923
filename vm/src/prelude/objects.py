"""What every object can be asked: text, hash, equality, attributes."""


def repr_of(x):
    text = _repr(x)
    if text is not None:
        return text
    method = _special(x, '__repr__')
    if method is None:
        return f'<{_class_name(x)} object at {_address(x)}>'
    text = method()
    if not _is_kind(text, 'str'):
        raise TypeError(f'__repr__ returned non-string (type {_class_name(text)})')
    return text


def str_of(x):
    text = _str(x)
    if text is not None:
        return text
    if _lookup(x, '__str__') is object.__str__:
        text = _special(x, '__repr__')()
    else:
        text = _special(x, '__str__')()
    if not _is_kind(text, 'str'):
        raise TypeError(f'__str__ returned non-string (type {_class_name(text)})')
    return text


def ascii_of(x):
    return _ascii(repr_of(x))


def format_value(x, conversion, spec):
    if conversion == 1:
        x = str_of(x)
    elif conversion == 2:
        x = repr_of(x)
    elif conversion == 3:
        x = ascii_of(x)
    text = _format(x, spec)
    if text is not None:
        return text
    text = _special(x, '__format__')(spec)
    if not _is_kind(text, 'str'):
        raise TypeError(f'__format__ must return a str, not {_class_name(text)}')
    return text


def hash_by(f, x):
    result = f(x)
    if not _is_kind(result, 'int'):
        raise TypeError('__hash__ method should return an integer')
    return _as_hash(result)


def hash_general(x):
    method = _special(x, '__hash__')
    if method is None:
        raise TypeError(f"unhashable type: '{_class_name(x)}'")
    result = method()
    if not _is_kind(result, 'int'):
        raise TypeError('__hash__ method should return an integer')
    return _as_hash(result)


def ne_from_eq(a, b):
    result = _special(a, '__eq__')(b)
    if result is NotImplemented:
        return result
    return not result


def call_getattribute(x, name):
    return _special(x, '__getattribute__')(name)


def call_getattr(x, name):
    return _special(x, '__getattr__')(name)


def call_setattr(x, name, value):
    _special(x, '__setattr__')(name, value)


def call_delattr(x, name):
    _special(x, '__delattr__')(name)


def getattr_with_hook(f, args, hook, x, name):
    try:
        return f(*args)
    except AttributeError:
        pass
    return hook(x, name)


def getattr_general(f, args, hook, x, name, default):
    try:
        if hook is None or f is hook:
            return f(*args)
        return getattr_with_hook(f, args, hook, x, name)
    except AttributeError as e:
        if default:
            return default[0]
        if e.name is None and e.obj is None:
            e.name = name
            e.obj = x
        raise


def hasattr_general(f, args, hook, x, name):
    try:
        if hook is None or f is hook:
            f(*args)
        else:
            getattr_with_hook(f, args, hook, x, name)
    except AttributeError:
        return False
    return True


def object_dir(x):
    names = _own_names(x)
    cls = getattr(x, '__class__', None)
    if _is_kind(cls, 'type'):
        for base in cls.__mro__:
            names.extend(base.__dict__)
    return _sorted_names(names)


def dir_general(x):
    method = _special(x, '__dir__')
    if method is None:
        raise TypeError('object does not provide __dir__')
    return sorted(method())


def sorted_keys(namespace):
    return sorted(namespace.keys())


def vars_general(x):
    try:
        return x.__dict__
    except AttributeError:
        raise TypeError('vars() argument must have __dict__ attribute') from None


def isinstance_general(x, classinfo):
    if _is_exact(classinfo, type):
        if _is_subtype(_type(x), classinfo):
            return True
        cls = getattr(x, '__class__', None)
        return cls is not _type(x) and _is_subtype(cls, classinfo)
    if _is_kind(classinfo, 'tuple'):
        for item in classinfo:
            if isinstance(x, item):
                return True
        return False
    method = _special(classinfo, '__instancecheck__')
    if method is not None:
        return True if method(x) else False
    bases = getattr(classinfo, '__bases__', None)
    if not _is_kind(bases, 'tuple'):
        raise TypeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
    cls = getattr(x, '__class__', None)
    return cls is not None and abstract_subclass(cls, classinfo)


def issubclass_general(cls, classinfo):
    if _is_kind(classinfo, 'tuple'):
        for item in classinfo:
            if issubclass(cls, item):
                return True
        return False
    method = _special(classinfo, '__subclasscheck__')
    if not _is_kind(cls, 'type') and _lookup(classinfo, '__subclasscheck__') is _lookup(type, '__subclasscheck__'):
        # What is no class may have bases all the same.
        method = None
    if method is not None:
        return True if method(cls) else False
    if not _is_kind(getattr(cls, '__bases__', None), 'tuple'):
        raise TypeError('issubclass() arg 1 must be a class')
    if not _is_kind(getattr(classinfo, '__bases__', None), 'tuple'):
        raise TypeError('issubclass() arg 2 must be a class, a tuple of classes, or a union')
    return abstract_subclass(cls, classinfo)


def abstract_subclass(cls, wanted):
    if cls is wanted:
        return True
    for base in getattr(cls, '__bases__', ()):
        if abstract_subclass(base, wanted):
            return True
    return False


def method_repr(func, receiver):
    name = getattr(func, '__qualname__', None)
    if name is None:
        name = getattr(func, '__name__', '?')
    return f'<bound method {name} of {repr_of(receiver)}>'


def method_reduce(func, receiver):
    return getattr, (receiver, func.__name__)


def wrapper_repr(name, func):
    return f'<{name}({repr_of(func)})>'


def adopt_attributes(wrapper, func):
    for name in ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__dict__'):
        try:
            value = getattr(func, name)
        except AttributeError:
            continue
        if name == '__dict__':
            wrapper.__dict__.update(value)
        else:
            wrapper.__dict__[name] = value


def property_adopt_doc(prop, getter):
    prop.__doc__ = getattr(getter, '__doc__', None)


def module_repr(module, namespace):
    spec = namespace.get('__spec__')
    if spec is not None:
        origin = getattr(spec, 'origin', None)
        if origin is None:
            if spec.loader is not None:
                return f'<module {spec.name!r} ({spec.loader!r})>'
            return f'<module {spec.name!r}>'
        if getattr(spec, 'has_location', False):
            return f'<module {spec.name!r} from {origin!r}>'
        return f'<module {spec.name!r} ({origin})>'
    loader = namespace.get('__loader__')
    if hasattr(loader, 'module_repr'):
        try:
            return loader.module_repr(module)
        except Exception:
            pass
    name = namespace.get('__name__', '?')
    file = namespace.get('__file__')
    if file is not None:
        return f'<module {name!r} from {file!r}>'
    if loader is not None:
        return f'<module {name!r} ({loader!r})>'
    if '__path__' in namespace:
        return f'<module {name!r} (namespace)>'
    if namespace and '__spec__' not in namespace or name == 'builtins':
        # The native modules are those that nobody has described yet.
        return f'<module {name!r} (built-in)>'
    return f'<module {name!r}>'


def object_getstate(x):
    state = _snapshot_dict(x)
    if state is not None:
        state = dict(state) if state else None
    slots = {}
    names = _type(x).__dict__.get('__slotnames__')
    if names is None:
        names = []
        for cls in _type(x).__mro__:
            names.extend(_slot_names(cls))
    for name in tuple(names):
        if hasattr(x, name):
            slots[name] = getattr(x, name)
    if slots:
        return state, slots
    return state


def object_reduce_ex(x, protocol):
    reduce = getattr(x, '__reduce__')
    if _type_lookup(_type(x), '__reduce__') is not _type_lookup(object, '__reduce__'):
        return reduce()
    return object_reduce(x, protocol)


def object_reduce(x, protocol):
    import copyreg
    if protocol < 2:
        return copyreg._reduce_ex(x, protocol)
    cls = _type(x)
    newargs = _special(x, '__getnewargs_ex__')
    args = ()
    kwargs = {}
    if newargs is not None:
        args, kwargs = newargs()
    else:
        newargs = _special(x, '__getnewargs__')
        if newargs is not None:
            args = newargs()
        elif _has_payload(x) and _type_lookup(cls, '__getstate__') is _type_lookup(object, '__getstate__'):
            if _is_kind(x, 'code') or _is_kind(x, 'memoryview'):
                raise TypeError(f'cannot pickle {_class_name(x)} objects')
            raise TypeError(f'cannot pickle {_class_name(x)!r} object')
    state = x.__getstate__()
    items = iter(x) if _is_kind(x, 'list') else None
    pairs = iter(x.items()) if _is_kind(x, 'dict') else None
    if kwargs:
        return copyreg.__newobj_ex__, (cls, args, kwargs), state, items, pairs
    return copyreg.__newobj__, (cls,) + tuple(args), state, items, pairs


def print_general(values, sep, end, file, flush):
    if file is None:
        file = output_stream('stdout')
        if file is Ellipsis and 'sys' in _modules():
            raise RuntimeError('lost sys.stdout')
        if file is None:
            return
    if sep is None:
        sep = ' '
    elif not _is_kind(sep, 'str'):
        raise TypeError(f'sep must be None or a string, not {_class_name(sep)}')
    if end is None:
        end = '\n'
    elif not _is_kind(end, 'str'):
        raise TypeError(f'end must be None or a string, not {_class_name(end)}')
    write = _raw_output if file is Ellipsis else file.write
    first = True
    for value in values:
        if first:
            first = False
        else:
            write(sep)
        write(str_of(value))
    write(end)
    if flush and file is not Ellipsis:
        file.flush()


def output_stream(name):
    """The stream in `sys`; `...` where there is none, as in a VM without the module `_io`: then text goes to the system."""
    return getattr(_modules().get('sys'), name, ...)


def input_general(prompt):
    import sys
    for name in ('stdin', 'stdout', 'stderr'):
        if getattr(sys, name, None) is None:
            raise RuntimeError(f'input(): lost sys.{name}')
    stdout = sys.stdout
    stdout.write(str_of(prompt))
    try:
        stdout.flush()
    except Exception:
        pass
    line = sys.stdin.readline()
    if not _is_kind(line, 'str'):
        raise TypeError('object.readline() returned non-string')
    if not line:
        raise EOFError('EOF when reading a line')
    if line[-1] == '\n':
        line = line[:-1]
    return line


def print_expr(value):
    import sys
    hook = getattr(sys, 'displayhook', None)
    if hook is None:
        raise RuntimeError('lost sys.displayhook')
    hook(value)


def abs_general(x):
    method = _special(x, '__abs__')
    if method is None:
        raise TypeError(f"bad operand type for abs(): '{_class_name(x)}'")
    return method()


def divmod_general(a, b):
    return binary_call(a, b, '__divmod__', '__rdivmod__', 'divmod()')


def binary_call(a, b, name, reflected, what):
    left = _lookup(a, name)
    right = None
    if _type(a) is not _type(b):
        right = _lookup(b, reflected)
        if right is not None and _is_subtype(_type(b), _type(a)) and right is not _lookup(a, reflected):
            result = _special(b, reflected)(a)
            if result is not NotImplemented:
                return result
            right = None
    if left is not None:
        result = _special(a, name)(b)
        if result is not NotImplemented:
            return result
    if right is not None:
        result = _special(b, reflected)(a)
        if result is not NotImplemented:
            return result
    raise TypeError(
        f"unsupported operand type(s) for {what}: '{_class_name(a)}' and '{_class_name(b)}'")


def pow_general(a, b, mod):
    if mod is None:
        return a ** b
    method = _special(a, '__pow__')
    if method is not None:
        result = method(b, mod)
        if result is not NotImplemented:
            return result
    names = f"'{_class_name(a)}', '{_class_name(b)}', '{_class_name(mod)}'"
    raise TypeError(f'unsupported operand type(s) for ** or pow(): {names}')


def round_general(x, ndigits):
    method = _special(x, '__round__')
    if method is None:
        raise TypeError(f'type {_class_name(x)} doesn\'t define __round__ method')
    if ndigits is None:
        return method()
    return method(ndigits)


def structure_from_iterable(cls, iterable, names):
    return cls(list_of(iterable), names)


def structure_repr(name, fields, items):
    parts = []
    for i in range(len(items)):
        parts.append(fields[i] + '=' + repr_of(items[i]))
    return name + '(' + ', '.join(parts) + ')'


def cell_eq(a, b):
    return a == b


def cell_ne(a, b):
    return a != b


def cell_lt(a, b):
    return a < b


def cell_le(a, b):
    return a <= b


def cell_gt(a, b):
    return a > b


def cell_ge(a, b):
    return a >= b


def breakpoint_general(args, kwargs):
    import sys
    hook = getattr(sys, 'breakpointhook', None)
    if hook is None:
        raise RuntimeError('lost sys.breakpointhook')
    return hook(*args, **kwargs)
