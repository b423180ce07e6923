"""The import statements."""


def import_name(name, globals, fromlist, level):
    if level < 0:
        raise ValueError('level must be >= 0')
    if level:
        full = resolve_relative(name, globals, level)
    else:
        if not name:
            raise ValueError('Empty module name')
        full = name
    modules = _modules()
    _await_import(full)
    module = modules.get(full)
    if module is None:
        module = import_dotted(full)
    if fromlist:
        if hasattr(module, '__path__'):
            import_submodules(module, fromlist)
        return module
    if not level:
        if '.' in name:
            return import_dotted(name.partition('.')[0])
        return module
    if not name:
        return module
    cut = len(name) - len(name.partition('.')[0])
    return modules[full[:len(full) - cut]]


def resolve_relative(name, globals, level):
    package = None
    if globals is not None:
        package = globals.get('__package__')
        spec = globals.get('__spec__')
        if package is None:
            if spec is not None:
                package = spec.parent
            else:
                if '__name__' not in globals:
                    raise KeyError("'__name__' not in globals")
                package = globals['__name__']
                if not _is_kind(package, 'str'):
                    raise TypeError('__name__ must be a string')
                if '__path__' not in globals:
                    package = package.rpartition('.')[0]
    if package is not None and not _is_kind(package, 'str'):
        raise TypeError('package must be a string')
    if not package:
        raise ImportError('attempted relative import with no known parent package')
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    base = bits[0]
    return f'{base}.{name}' if name else base


def import_submodules(module, fromlist):
    for item in fromlist:
        if not _is_kind(item, 'str'):
            raise TypeError(f"Item in ``from list'' must be str, not {_class_name(item)}")
        if item == '*':
            names = getattr(module, '__all__', None)
            if names is not None:
                import_submodules(module, [n for n in names if n != '*'])
        elif not hasattr(module, item):
            full = f'{module.__name__}.{item}'
            try:
                import_dotted(full)
            except ModuleNotFoundError as e:
                if e.name != full or full in _modules():
                    raise


def import_dotted(name):
    modules = _modules()
    _await_import(name)
    if name in modules:
        module = modules[name]
        if module is None:
            raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
        return module
    parent, _, child = name.rpartition('.')
    search = None
    parent_module = None
    if parent:
        _await_import(parent)
        if parent not in modules:
            import_dotted(parent)
        if name in modules:
            return modules[name]
        parent_module = modules[parent]
        try:
            search = parent_module.__path__
        except AttributeError:
            raise ModuleNotFoundError(
                f'No module named {name!r}; {parent!r} is not a package', name=name) from None
    module = find_and_load(name, search)
    if parent_module is not None:
        setattr(parent_module, child, module)
    return module


def find_and_load(name, search):
    modules = _modules()
    sys = modules.get('sys')
    if sys is not None:
        finders = getattr(sys, 'meta_path', ())
        if finders is None:
            raise ImportError('sys.meta_path is None, Python is likely shutting down')
        if finders:
            module = ask_finders(finders, name, search)
            if module is not None:
                return module
    found = _find_module(name, None if search is None else list(search))
    if found is None:
        raise ModuleNotFoundError(f'No module named {name!r}', name=name)
    kind, path, is_package, locations = found
    if kind == 'native':
        return _native_module(name)
    module = _new_module(name)
    namespace = module.__dict__
    del namespace['__spec__']
    del namespace['__loader__']
    namespace['__package__'] = name if is_package else name.rpartition('.')[0]
    if path is not None:
        namespace['__file__'] = path
    if locations is not None:
        namespace['__path__'] = locations
    modules[name] = module
    if kind == 'namespace':
        from importlib._external import PathFinder, _NamespacePath
        namespace['__file__'] = None
        namespace['__path__'] = _NamespacePath(name, locations, PathFinder._get_spec)
        return module
    _begin_import(name)
    try:
        if kind == 'embedded':
            code = _embedded_code(name)
        else:
            code = file_code(path)
            _keep_code(path)
        _exec(code, with_builtins(namespace), namespace)
    except BaseException:
        modules.pop(name, None)
        raise
    finally:
        _end_import(name)
    if name not in modules:
        # It has removed itself.
        raise KeyError(name)
    return modules[name]


def issue_compile_warnings():
    """Warns about code that was just compiled. Where the filters make an error of it, it is a SyntaxError."""
    for message, deprecated, place in _compile_warnings():
        import warnings
        category = DeprecationWarning if deprecated else SyntaxWarning
        try:
            warnings.warn_explicit(message, category, place[0], place[1])
        except category:
            failed = True
        else:
            failed = False
        if failed:
            raise SyntaxError(message, place)


def file_code(path):
    failure = None
    try:
        code = _file_code(path)
    except BaseException as e:
        failure = e
    issue_compile_warnings()
    if failure is not None:
        raise failure
    return code


def raise_warned(error):
    """Raises why a text could not be compiled, after the warnings about what stands before it."""
    issue_compile_warnings()
    raise error


def compile_warned(code):
    issue_compile_warnings()
    return code


def parse_text(text, filename, mode, flags):
    import ast
    return ast._parse_text(text, filename, mode, flags)


def compile_tree(tree, filename, mode, flags, optimize):
    import ast
    return ast._compile_tree(tree, filename, mode, flags, optimize)


def run_warned(code, globals, locals, closure):
    issue_compile_warnings()
    return _exec(code, globals, locals, closure)


def with_builtins(namespace):
    namespace['__builtins__'] = _modules()['builtins'].__dict__
    return namespace


def ask_finders(finders, name, search):
    for finder in finders:
        if getattr(finder, '_is_native_finder', False):
            return None
        find_spec = getattr(finder, 'find_spec', None)
        if find_spec is None:
            continue
        spec = find_spec(name, search, None)
        if spec is not None:
            import importlib._bootstrap as bootstrap
            return bootstrap._load(spec)
    return None


def describe_module(module, wanted):
    import importlib._bootstrap as bootstrap
    namespace = module.__dict__
    name = namespace.get('__name__')
    file = namespace.get('__file__')
    if '__path__' in namespace and file is None:
        kind = 'namespace'
    elif file is None:
        kind = 'builtin'
    elif file.startswith('<pausa>'):
        kind = 'frozen'
    else:
        kind = 'source'
    spec = bootstrap._describe(name, kind, file, namespace.get('__path__'))
    namespace['__spec__'] = spec
    namespace['__loader__'] = spec.loader
    if spec.cached is not None:
        namespace['__cached__'] = spec.cached
    if wanted not in namespace:
        raise AttributeError(f'module {name!r} has no attribute {wanted!r}', name=wanted, obj=module)
    return namespace[wanted]


def import_from(module, name):
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    package = getattr(module, '__name__', None)
    if _is_kind(package, 'str'):
        modules = _modules()
        full = f'{package}.{name}'
        if full in modules:
            return modules[full]
    else:
        package = '<unknown module name>'
    file = getattr(module, '__file__', None)
    if not _is_kind(file, 'str'):
        where = 'unknown location'
    else:
        where = file
    if _is_importing(package):
        raise ImportError(
            f'cannot import name {name!r} from partially initialized module {package!r} '
            f'(most likely due to a circular import) ({where})', name=package, path=file)
    raise ImportError(f'cannot import name {name!r} from {package!r} ({where})', name=package, path=file)


def import_star(module, namespace):
    names = getattr(module, '__all__', None)
    skip = names is None
    if skip:
        try:
            names = list(module.__dict__)
        except AttributeError:
            raise ImportError('from-import-* object has no __dict__ and no __all__') from None
    for name in names:
        if not _is_kind(name, 'str'):
            what = '__dict__' if skip else '__all__'
            kind = 'Key' if skip else 'Item'
            raise TypeError(
                f'{kind} in {module.__name__}.{what} must be str, not {_class_name(name)}')
        if skip and name[:1] == '_':
            continue
        namespace[name] = getattr(module, name)
