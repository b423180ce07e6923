"""The import system as Python sees it: specs, the finders of native and embedded modules, and the algorithm.

The virtual machine imports natively as long as nobody has changed how modules are found: when `sys.meta_path`
is empty or holds exactly the finders that `_install` puts there. Otherwise, and for what `importlib` offers,
the functions here are used. They call the native module `_imp`, which has these functions of CPython's:

    is_builtin(name)           1 if a native module of that name exists, -1 if it cannot be made again, else 0
    create_builtin(spec)       make the native module `spec.name`, without running anything
    exec_builtin(module)       finish it; returns 0
    find_frozen(name)          None, or (None, whether it is a package, name) of an embedded Python module
    get_frozen_object(name)    its code object, ready to be run; ImportError if there is none
    is_frozen_package(name)    whether it is a package
    acquire_lock(), release_lock()   keep other threads from importing

and may have

    get_frozen_source(name)    the source text of an embedded module, for tracebacks

For a module that was imported natively the machine sets `__spec__` and `__loader__` by calling
`_describe(name, kind, origin, locations)`, at once or when somebody asks for them.
"""

import sys

import _imp

_ERR_MSG_PREFIX = 'No module named '


def _new_module(name):
    return type(sys)(name)


def _verbose_message(message, *args, verbosity=1):
    if sys.flags.verbose >= verbosity:
        if not message.startswith(('#', 'import ')):
            message = '# ' + message
        print(message.format(*args), file=sys.stderr)


# --- specs -------------------------------------------------------------------------------------------------------

class ModuleSpec:
    """What is known of a module before it is loaded: its name, where it comes from and who loads it.

    `submodule_search_locations` is a list for packages and None for other modules; `origin` is where it comes
    from, a path if `has_location`.
    """

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        args = [f'name={self.name!r}', f'loader={self.loader!r}']
        if self.origin is not None:
            args.append(f'origin={self.origin!r}')
        if self.submodule_search_locations is not None:
            args.append(f'submodule_search_locations={self.submodule_search_locations}')
        return f'{self.__class__.__name__}({", ".join(args)})'

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations
                    and self.cached == other.cached and self.has_location == other.has_location)
        except AttributeError:
            return NotImplemented

    @property
    def cached(self):
        """Where compiled code would be kept."""
        if self._cached is None and self.origin is not None and self._set_fileattr:
            from . import _external
            self._cached = _external._get_cached(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        """The name of the package in which the module's relative imports start."""
        if self.submodule_search_locations is None:
            return self.name.rpartition('.')[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a spec with what the loader knows."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        from ._external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                # It does not know; then it is taken to be none.
                is_package = None
        else:
            is_package = False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _describe(name, kind, origin=None, locations=None):
    """Return the spec of a module that the machine has imported: 'builtin', 'frozen', 'source' or 'namespace'."""
    if kind == 'builtin':
        return ModuleSpec(name, BuiltinImporter, origin='built-in')
    if kind == 'frozen':
        spec = ModuleSpec(name, FrozenImporter, origin='frozen', is_package=locations is not None)
    elif kind == 'source':
        from ._external import SourceFileLoader, spec_from_file_location
        return spec_from_file_location(name, origin, loader=SourceFileLoader(name, origin),
                                       submodule_search_locations=locations)
    else:
        from ._external import NamespaceLoader
        spec = ModuleSpec(name, NamespaceLoader(name, locations, None), is_package=True)
    if locations is not None:
        spec.submodule_search_locations = locations
    return spec


def _init_module_attrs(spec, module, *, override=False):
    """Set what a module says of itself; unless `override`, only what it does not say yet."""

    def missing(name):
        return override or getattr(module, name, None) is None

    def put(name, value):
        try:
            setattr(module, name, value)
        except AttributeError:
            # Some stand-ins for modules take no attributes.
            pass
    if missing('__name__'):
        put('__name__', spec.name)
    if missing('__loader__'):
        loader = spec.loader
        if loader is None and spec.submodule_search_locations is not None:
            from ._external import NamespaceLoader
            loader = NamespaceLoader.__new__(NamespaceLoader)
            loader._path = spec.submodule_search_locations
            spec.loader = loader
            put('__file__', None)
        put('__loader__', loader)
    if missing('__package__'):
        put('__package__', spec.parent)
    put('__spec__', spec)
    if missing('__path__') and spec.submodule_search_locations is not None:
        put('__path__', spec.submodule_search_locations)
    if spec.has_location:
        if missing('__file__'):
            put('__file__', spec.origin)
        if missing('__cached__') and spec.cached is not None:
            put('__cached__', spec.cached)
    return module


def module_from_spec(spec):
    """Return a new module with its attributes set, ready for `spec.loader.exec_module`."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        # The loader may leave it to us by returning None.
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _new_module(spec.name)
    return _init_module_attrs(spec, module)


def _exec(spec, module):
    """Run a module's code in an existing module object, and return what is in sys.modules then."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError('module {!r} not in sys.modules'.format(name), name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=spec.name)
            # A namespace package has no code.
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if not hasattr(spec.loader, 'exec_module'):
                spec.loader.load_module(name)
            else:
                spec.loader.exec_module(module)
    finally:
        # The module may have put another one in its place; whichever it is goes to the end.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    return module


def _load_unlocked(spec):
    """Make a module, run it, and return what it has put into sys.modules."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        # A loader of the old kind does everything by itself.
        import warnings
        warnings.warn(f"{type(spec.loader).__module__}.{type(spec.loader).__qualname__}.exec_module() not found; "
                      f"falling back to load_module()", ImportWarning)
        spec.loader.load_module(spec.name)
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
        return _init_module_attrs(spec, module)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError('missing loader', name=spec.name)
            else:
                spec.loader.exec_module(module)
        except:
            try:
                del sys.modules[spec.name]
            except KeyError:
                pass
            raise
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module


_load = _load_unlocked


def _load_module_shim(self, fullname):
    """The old `load_module` of loaders, by means of the new methods."""
    import warnings
    warnings.warn("the load_module() method is deprecated and slated for "
                  "removal in Python 3.12; use exec_module() instead", DeprecationWarning)
    spec = spec_from_loader(fullname, self)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load(spec)


# --- native and embedded modules -----------------------------------------------------------------------------------

class BuiltinImporter:
    """Finds and loads the modules that are part of the machine. Only the class is used."""

    _ORIGIN = "built-in"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if _imp.is_builtin(fullname):
            return spec_from_loader(fullname, cls, origin=cls._ORIGIN)
        return None

    @classmethod
    def _require(cls, fullname):
        if not _imp.is_builtin(fullname):
            raise ImportError('{!r} is not a built-in module'.format(fullname), name=fullname)

    @staticmethod
    def create_module(spec):
        if not _imp.is_builtin(spec.name):
            raise ImportError('{!r} is not a built-in module'.format(spec.name), name=spec.name)
        return _imp.create_builtin(spec)

    @staticmethod
    def exec_module(module):
        _imp.exec_builtin(module)

    @classmethod
    def get_code(cls, fullname):
        """Return None: there is no code."""
        cls._require(fullname)
        return None

    @classmethod
    def get_source(cls, fullname):
        """Return None: there is no source."""
        cls._require(fullname)
        return None

    @classmethod
    def is_package(cls, fullname):
        """Return False: native modules are no packages."""
        cls._require(fullname)
        return False

    load_module = classmethod(_load_module_shim)


class FrozenImporter:
    """Finds and loads the Python modules that are embedded in the machine. Only the class is used."""

    _ORIGIN = "frozen"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        info = _imp.find_frozen(fullname)
        if info is None:
            return None
        _, is_package, _ = info
        return spec_from_loader(fullname, cls, origin=cls._ORIGIN, is_package=is_package)

    @staticmethod
    def _require(fullname):
        if _imp.find_frozen(fullname) is None:
            raise ImportError('{!r} is not a frozen module'.format(fullname), name=fullname)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(_imp.get_frozen_object(module.__spec__.name), module.__dict__)

    @classmethod
    def get_code(cls, fullname):
        """Return the code object of an embedded module."""
        cls._require(fullname)
        return _imp.get_frozen_object(fullname)

    @classmethod
    def get_source(cls, fullname):
        """Return the source text of an embedded module, None if it is not kept."""
        cls._require(fullname)
        get = getattr(_imp, 'get_frozen_source', None)
        return get(fullname) if get is not None else None

    @classmethod
    def is_package(cls, fullname):
        """Return whether an embedded module is a package."""
        cls._require(fullname)
        return _imp.is_frozen_package(fullname)

    load_module = classmethod(_load_module_shim)


# --- the algorithm -----------------------------------------------------------------------------------------------

class _ImportLockContext:
    """Keeps other threads from importing meanwhile."""

    def __enter__(self):
        _imp.acquire_lock()

    def __exit__(self, exc_type, exc_value, exc_traceback):
        _imp.release_lock()


def _resolve_name(name, package, level):
    """Return the absolute name of a relative one."""
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


def _find_spec(name, path, target=None):
    """Ask the finders for the spec of a module."""
    meta_path = sys.meta_path
    if meta_path is None:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")
    if not meta_path:
        import warnings
        warnings.warn('sys.meta_path is empty', ImportWarning)
    # Is it a reload? The module may vanish from sys.modules while finders run.
    is_reload = name in sys.modules
    for finder in meta_path:
        with _ImportLockContext():
            try:
                find_spec = finder.find_spec
            except AttributeError:
                spec = _find_spec_legacy(finder, name, path)
            else:
                spec = find_spec(name, path, target)
        if spec is None:
            continue
        if not is_reload and name in sys.modules:
            # The finder has imported the module itself.
            try:
                found = sys.modules[name].__spec__
            except AttributeError:
                return spec
            return spec if found is None else found
        return spec
    return None


def _find_spec_legacy(finder, name, path):
    import warnings
    warnings.warn(f"{type(finder).__module__}.{type(finder).__qualname__}.find_spec() not found; "
                  f"falling back to find_module()", ImportWarning)
    find_module = getattr(finder, 'find_module', None)
    loader = find_module(name, path) if find_module is not None else None
    return None if loader is None else spec_from_loader(name, loader)


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError('module name must be str, not {}'.format(type(name)))
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    if not name and level == 0:
        raise ValueError('Empty module name')


def _find_and_load_unlocked(name):
    path = None
    parent_spec = None
    parent, _, child = name.rpartition('.')
    if parent:
        if parent not in sys.modules:
            _gcd_import(parent)
        # The parent may have imported it.
        if name in sys.modules:
            return sys.modules[name]
        parent_module = sys.modules[parent]
        try:
            path = parent_module.__path__
        except AttributeError:
            msg = f'{_ERR_MSG_PREFIX}{name!r}; {parent!r} is not a package'
            raise ModuleNotFoundError(msg, name=name) from None
        parent_spec = getattr(parent_module, '__spec__', None)
    spec = _find_spec(name, path)
    if spec is None:
        raise ModuleNotFoundError(f'{_ERR_MSG_PREFIX}{name!r}', name=name)
    pending = getattr(parent_spec, '_uninitialized_submodules', None)
    if pending is not None:
        # For the message of whoever asks the parent for it too early.
        pending.append(child)
    try:
        module = _load_unlocked(spec)
    finally:
        if pending is not None:
            pending.pop()
    if parent:
        # The module becomes an attribute of its package.
        parent_module = sys.modules[parent]
        try:
            setattr(parent_module, child, module)
        except AttributeError:
            import warnings
            warnings.warn(f"Cannot set an attribute on {parent!r} for child module {child!r}", ImportWarning)
    return module


_NEEDS_LOADING = object()


def _find_and_load(name):
    """Return the module of a name, imported if need be."""
    module = sys.modules.get(name, _NEEDS_LOADING)
    if module is _NEEDS_LOADING:
        return _find_and_load_unlocked(name)
    if module is None:
        # Somebody forbids to import it.
        raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
    return module


def _gcd_import(name, package=None, level=0):
    """Import a module by its name, relative to `package` by `level` dots, and return that module."""
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    return _find_and_load(name)


def _handle_fromlist(module, fromlist, import_, *, recursive=False):
    """Import the submodules that a `from package import names` means."""
    for x in fromlist:
        if not isinstance(x, str):
            where = module.__name__ + '.__all__' if recursive else "``from list''"
            raise TypeError(f"Item in {where} must be str, not {type(x).__name__}")
        if x == '*':
            if not recursive and hasattr(module, '__all__'):
                _handle_fromlist(module, module.__all__, import_, recursive=True)
        elif not hasattr(module, x):
            from_name = f'{module.__name__}.{x}'
            try:
                import_(from_name)
            except ModuleNotFoundError as exc:
                # No such module: then the statement itself will complain of the name.
                if exc.name == from_name and sys.modules.get(from_name, _NEEDS_LOADING) is not None:
                    continue
                raise
    return module


def _calc___package__(globals):
    """Return the package in which a module's relative imports start."""
    package = globals.get('__package__')
    spec = globals.get('__spec__')
    if package is not None:
        if spec is not None and package != spec.parent:
            import warnings
            warnings.warn(f"__package__ != __spec__.parent ({package!r} != {spec.parent!r})",
                          ImportWarning, stacklevel=3)
        return package
    if spec is not None:
        return spec.parent
    import warnings
    warnings.warn("can't resolve package from __spec__ or __package__, "
                  "falling back on __name__ and __path__", ImportWarning, stacklevel=3)
    package = globals['__name__']
    if '__path__' not in globals:
        package = package.rpartition('.')[0]
    return package


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """Import as the statement does: without `fromlist` the first part of the name is returned."""
    if level == 0:
        module = _gcd_import(name)
    else:
        globals_ = globals if globals is not None else {}
        module = _gcd_import(name, _calc___package__(globals_), level)
    if fromlist:
        if hasattr(module, '__path__'):
            return _handle_fromlist(module, fromlist, _gcd_import)
        return module
    if level == 0:
        return _gcd_import(name.partition('.')[0])
    if not name:
        return module
    # Cut off as much of the absolute name as of the relative one.
    cut_off = len(name) - len(name.partition('.')[0])
    return sys.modules[module.__name__[:len(module.__name__) - cut_off]]


def _install():
    """Put the default finders on `sys.meta_path`, unless somebody has filled it already."""
    if not sys.meta_path:
        from ._external import PathFinder
        sys.meta_path.extend([BuiltinImporter, FrozenImporter, PathFinder])


# Where these classes say that they are from.
for _class in (ModuleSpec, BuiltinImporter, FrozenImporter):
    _class.__module__ = '_frozen_importlib'
del _class

_install()
