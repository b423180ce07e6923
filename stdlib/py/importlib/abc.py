"""The abstract bases of finders and loaders."""

import abc

from . import _bootstrap, _external, machinery

__all__ = [
    'Loader', 'Finder', 'MetaPathFinder', 'PathEntryFinder',
    'ResourceLoader', 'InspectLoader', 'ExecutionLoader', 'FileLoader', 'SourceLoader',
    'ResourceReader', 'Traversable', 'TraversableResources',
]


def __getattr__(name):
    # Resources are seldom used, and their bases need typing.
    if name in ('ResourceReader', 'Traversable', 'TraversableResources'):
        from .resources import abc as resources_abc
        return getattr(resources_abc, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _register(abstract_cls, *classes):
    for cls in classes:
        abstract_cls.register(cls)


class Loader(metaclass=abc.ABCMeta):
    """Loads modules: makes them, and runs them."""

    def create_module(self, spec):
        """Return a module, or None for the usual one."""
        return None

    def load_module(self, fullname):
        """Load a module and return it; the old way."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _bootstrap._load_module_shim(self, fullname)


class Finder(metaclass=abc.ABCMeta):
    """The old base of finders."""

    @abc.abstractmethod
    def find_module(self, fullname, path=None):
        """Return a loader, or None."""


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Finds modules, as a member of `sys.meta_path`."""

    def invalidate_caches(self):
        """Look again for what was there before."""


_register(MetaPathFinder, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder)


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Finds modules in one entry of a path, made by a member of `sys.path_hooks`."""

    def invalidate_caches(self):
        """Look again for what was there before."""


_register(PathEntryFinder, machinery.FileFinder)


class ResourceLoader(Loader):
    """A loader that can read files."""

    @abc.abstractmethod
    def get_data(self, path):
        """Return the bytes of a file."""
        raise OSError


class InspectLoader(Loader):
    """A loader that tells of its modules."""

    def is_package(self, fullname):
        """Return whether a module is a package."""
        raise ImportError

    def get_code(self, fullname):
        """Return the code object of a module, None if it has none."""
        source = self.get_source(fullname)
        if source is None:
            return None
        return self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """Return the source text of a module, None if it has none."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """Return the code object of a source text."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _external._LoaderBasics.exec_module
    load_module = _external._LoaderBasics.load_module


_register(InspectLoader, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.NamespaceLoader)


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """Return the path of a module."""
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


_register(ExecutionLoader, machinery.ExtensionFileLoader)


class FileLoader(_external.FileLoader, ResourceLoader, ExecutionLoader):
    """A loader of one module in a file."""


_register(FileLoader, machinery.SourceFileLoader, machinery.SourcelessFileLoader)


class SourceLoader(_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """A loader of source text, wherever it is."""

    def path_mtime(self, path):
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}


_register(SourceLoader, machinery.SourceFileLoader)
