"""Modules in files: the finders that look along `sys.path` and the loaders that read source."""

import io
import os
import sys

from ._bootstrap import ModuleSpec, _load_module_shim, _verbose_message

SOURCE_SUFFIXES = ['.py']
# Compiled code is kept in the machine's own cache, not beside the source.
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []

_NOT_GIVEN = object()


def _get_cached(filename):
    """Return the `__cached__` of a module: where its compiled code is kept."""
    if filename.endswith(tuple(SOURCE_SUFFIXES)):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    if filename.endswith(tuple(BYTECODE_SUFFIXES)):
        return filename
    return None


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Return where the compiled code of a source file is kept."""
    if debug_override is not None:
        import warnings
        warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead", DeprecationWarning)
        if optimization is not None:
            raise TypeError('debug_override or optimization must be set to None')
        optimization = '' if debug_override else 1
    head, tail = os.path.split(os.fspath(path))
    base, sep, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = ''.join([base if base else rest, sep, tag])
    if optimization is None:
        optimization = '' if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization != '':
        if not optimization.isalnum():
            raise ValueError('{!r} is not alphanumeric'.format(optimization))
        name = '{}.opt-{}'.format(name, optimization)
    filename = name + BYTECODE_SUFFIXES[0]
    if sys.pycache_prefix is not None:
        if not os.path.isabs(head):
            head = os.path.join(os.getcwd(), head)
        return os.path.join(sys.pycache_prefix, head.lstrip('/'), filename)
    return os.path.join(head, '__pycache__', filename)


def source_from_cache(path):
    """Return the source file whose compiled code is kept at a path."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    path = os.fspath(path)
    head, pycache_filename = os.path.split(path)
    found_in_prefix = False
    if sys.pycache_prefix is not None:
        stripped = sys.pycache_prefix.rstrip('/')
        if head.startswith(stripped + '/'):
            head = head[len(stripped):]
            found_in_prefix = True
    if not found_in_prefix:
        head, pycache = os.path.split(head)
        if pycache != '__pycache__':
            raise ValueError(f'__pycache__ not bottom-level directory in {path!r}')
    dot_count = pycache_filename.count('.')
    if dot_count not in {2, 3}:
        raise ValueError(f'expected only 2 or 3 dots in {pycache_filename!r}')
    if dot_count == 3:
        optimization = pycache_filename.rsplit('.', 2)[-2]
        if not optimization.startswith('opt-'):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not optimization[4:].isalnum():
            raise ValueError(f"optimization level {optimization!r} is not an alphanumeric value")
    return os.path.join(head, pycache_filename.partition('.')[0] + SOURCE_SUFFIXES[0])


def decode_source(source_bytes):
    """Return the text of a source file: decoded as it says itself, with newlines made one."""
    import tokenize
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)
    newline_decoder = io.IncrementalNewlineDecoder(None, True)
    return newline_decoder.decode(source_bytes.decode(encoding))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_NOT_GIVEN):
    """Return the spec of a module in a file; the loader is chosen by the file's name, None if it does not fit."""
    if location is None:
        # The loader may know.
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.path.abspath(os.fspath(location)) if os.fspath(location)[:1] != '<' else os.fspath(location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        for loader_class, suffixes in _get_supported_file_loaders():
            if location.endswith(tuple(suffixes)):
                loader = loader_class(name, location)
                spec.loader = loader
                break
        else:
            return None
    if submodule_search_locations is _NOT_GIVEN:
        if hasattr(loader, 'is_package'):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.split(location)[0])
    return spec


# --- loaders -----------------------------------------------------------------------------------------------------

class _LoaderBasics:
    """What all loaders of code share."""

    def is_package(self, fullname):
        """Return whether the file is an `__init__`."""
        filename = os.path.split(self.get_filename(fullname))[1]
        return filename.rsplit('.', 1)[0] == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        """Run the module's code."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    load_module = _load_module_shim


class SourceLoader(_LoaderBasics):
    """Loads source text; a subclass says where the text is, by `get_filename` and `get_data`."""

    def path_mtime(self, path):
        """Return when the source was last modified."""
        raise OSError

    def path_stats(self, path):
        """Return {'mtime': when the source was last modified, 'size': its size}."""
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Write data to a path; optional."""

    def get_source(self, fullname):
        """Return the source text."""
        path = self.get_filename(fullname)
        try:
            source_bytes = self.get_data(path)
        except OSError as exc:
            raise ImportError('source not available through get_data()', name=fullname) from exc
        return decode_source(source_bytes)

    def source_to_code(self, data, path, *, _optimize=-1):
        """Return the code object of a source text."""
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        """Return the code object of a module."""
        source_path = self.get_filename(fullname)
        _verbose_message('code object from {!r}', source_path)
        return self.source_to_code(self.get_data(source_path), source_path)


class FileLoader:
    """Knows the file of one module."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check_name(self, name):
        if name is not None and name != self.name:
            raise ImportError('loader for %s cannot handle %s' % (self.name, name), name=name)

    def load_module(self, fullname=None):
        self._check_name(fullname)
        return _load_module_shim(self, fullname or self.name)

    def get_filename(self, fullname=None):
        """Return the path of the file."""
        self._check_name(fullname)
        return self.path

    def get_data(self, path):
        """Return the bytes of any file."""
        with io.open_code(str(path)) if isinstance(self, SourceLoader) else io.FileIO(path, 'r') as file:
            return file.read()

    def get_resource_reader(self, module):
        """Return what reads the files beside the module."""
        from importlib.readers import FileReader
        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads a module from a source file."""

    def path_stats(self, path):
        st = os.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def set_data(self, path, data, *, _mode=0o666):
        """Write data to a path, making the folders that it needs."""
        parent = os.path.dirname(path)
        if parent:
            os.makedirs(parent, exist_ok=True)
        with io.FileIO(path, 'w') as file:
            file.write(data)


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Would load CPython's compiled files; they hold code for another machine."""

    def get_code(self, fullname):
        raise ImportError(f"cannot load {fullname!r}: {self.path} holds CPython bytecode", name=fullname,
                          path=self.path)

    def get_source(self, fullname):
        """Return None: there is no source."""
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Would load extension modules written in C; they need CPython's binary interface."""

    def create_module(self, spec):
        raise ImportError(f"cannot load {spec.name!r}: {self.path} is an extension module for CPython",
                          name=spec.name, path=self.path)

    def exec_module(self, module):
        raise ImportError(f"cannot load {module.__name__!r}: extension modules are not supported",
                          name=module.__name__, path=self.path)

    def is_package(self, fullname):
        file_name = os.path.split(self.path)[1]
        return any(file_name == '__init__' + suffix for suffix in EXTENSION_SUFFIXES)

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class _NamespacePath:
    """The folders of a namespace package; computed anew when the path that it depends on changes."""

    # Raised by invalidate_caches(): folders may have been added.
    _epoch = 0

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._path_finder = path_finder
        self._last_parent_path = tuple(self._get_parent_path()) if path_finder is not None else None
        self._last_epoch = self._epoch

    def _get_parent_path(self):
        parent, dot, _ = self._name.rpartition('.')
        if not dot:
            return sys.path
        return sys.modules[parent].__path__

    def _recalculate(self):
        if self._path_finder is None:
            return self._path
        parent_path = tuple(self._get_parent_path())
        if parent_path != self._last_parent_path or self._epoch != self._last_epoch:
            spec = self._path_finder(self._name, parent_path)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_parent_path = parent_path
            self._last_epoch = self._epoch
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


class NamespaceLoader:
    """The loader of packages that are folders without `__init__.py`."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass

    load_module = _load_module_shim

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)


# --- finders -----------------------------------------------------------------------------------------------------

class PathFinder:
    """Finds modules along `sys.path`, or the `__path__` of a package. Only the class is used."""

    @staticmethod
    def invalidate_caches():
        """Have all finders of folders look again."""
        for name, finder in list(sys.path_importer_cache.items()):
            # A relative folder may be another one now.
            if finder is None or not os.path.isabs(name):
                del sys.path_importer_cache[name]
            elif hasattr(finder, 'invalidate_caches'):
                finder.invalidate_caches()
        _NamespacePath._epoch += 1

    @staticmethod
    def _path_hooks(path):
        """Return the finder of the first hook that takes the entry, or None."""
        if sys.path_hooks is not None and not sys.path_hooks:
            import warnings
            warnings.warn('sys.path_hooks is empty', ImportWarning)
        for hook in sys.path_hooks:
            try:
                return hook(path)
            except ImportError:
                continue
        return None

    @classmethod
    def _path_importer_cache(cls, path):
        """Return the finder of an entry of the path, kept for the next time."""
        if path == '':
            try:
                path = os.getcwd()
            except FileNotFoundError:
                # The current folder was removed; it may come back.
                return None
        try:
            return sys.path_importer_cache[path]
        except KeyError:
            finder = cls._path_hooks(path)
            sys.path_importer_cache[path] = finder
            return finder

    @classmethod
    def _get_spec(cls, fullname, path, target=None):
        namespace_path = []
        for entry in path:
            if not isinstance(entry, str):
                continue
            finder = cls._path_importer_cache(entry)
            if finder is None or not hasattr(finder, 'find_spec'):
                continue
            spec = finder.find_spec(fullname, target)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            portions = spec.submodule_search_locations
            if portions is None:
                raise ImportError('spec missing loader')
            # A folder without __init__: a part of a namespace package, unless something better comes.
            namespace_path.extend(portions)
        spec = ModuleSpec(fullname, None)
        spec.submodule_search_locations = namespace_path
        return spec

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """Return the spec of a module, or None."""
        if path is None:
            path = sys.path
        spec = cls._get_spec(fullname, path, target)
        if spec is None:
            return None
        if spec.loader is None:
            namespace_path = spec.submodule_search_locations
            if not namespace_path:
                return None
            spec.origin = None
            spec.submodule_search_locations = _NamespacePath(fullname, namespace_path, cls._get_spec)
        return spec

    @staticmethod
    def find_distributions(*args, **kwargs):
        """Find distributions for `importlib.metadata`."""
        from importlib.metadata import MetadataPathFinder
        return MetadataPathFinder.find_distributions(*args, **kwargs)


class FileFinder:
    """Finds modules in one folder; it remembers what is in the folder until the folder changes."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        if not path or path == '.':
            self.path = os.getcwd()
        else:
            self.path = os.path.abspath(path)
        self._path_mtime = -1
        self._path_cache = set()

    def invalidate_caches(self):
        """Forget what is in the folder."""
        self._path_mtime = -1

    def _get_spec(self, loader_class, fullname, path, smsl, target):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path),
                                       submodule_search_locations=smsl)

    def find_spec(self, fullname, target=None):
        """Return the spec of a module in the folder; one without loader for a part of a namespace package."""
        tail_module = fullname.rpartition('.')[2]
        try:
            mtime = os.stat(self.path or os.getcwd()).st_mtime
        except OSError:
            mtime = -1
        if mtime != self._path_mtime:
            self._fill_cache()
            self._path_mtime = mtime
        base_path = os.path.join(self.path, tail_module)
        is_namespace = False
        if tail_module in self._path_cache:
            # A package comes before a module.
            for suffix, loader_class in self._loaders:
                full_path = os.path.join(base_path, '__init__' + suffix)
                if os.path.isfile(full_path):
                    return self._get_spec(loader_class, fullname, full_path, [base_path], target)
            is_namespace = os.path.isdir(base_path)
        for suffix, loader_class in self._loaders:
            if tail_module + suffix in self._path_cache:
                full_path = base_path + suffix
                if os.path.isfile(full_path):
                    return self._get_spec(loader_class, fullname, full_path, None, target)
        if is_namespace:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base_path]
            return spec
        return None

    def _fill_cache(self):
        try:
            self._path_cache = set(os.listdir(self.path or os.getcwd()))
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            self._path_cache = set()

    @classmethod
    def path_hook(cls, *loader_details):
        """Return a hook for `sys.path_hooks` that makes finders for folders."""
        def path_hook_for_FileFinder(path):
            if path and not os.path.isdir(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


def _get_supported_file_loaders():
    """Return (loader, suffixes) for the kinds of files that are found."""
    return [(SourceFileLoader, SOURCE_SUFFIXES)]


def _install():
    """Put the hook for folders on `sys.path_hooks`, unless somebody has filled it already."""
    if not sys.path_hooks:
        sys.path_hooks.append(FileFinder.path_hook(*_get_supported_file_loaders()))


# Where these classes say that they are from.
for _class in (SourceLoader, FileLoader, SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, _NamespacePath,
               NamespaceLoader, PathFinder, FileFinder):
    _class.__module__ = '_frozen_importlib_external'
del _class

_install()
