"""Tools for those who take part in imports: find and make modules without importing, load them later."""

import _imp
import sys
import types

from ._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from ._external import cache_from_source, decode_source, source_from_cache, spec_from_file_location
from .abc import Loader

# What CPython's compiled files begin with; nothing here writes any.
MAGIC_NUMBER = (3495).to_bytes(2, 'little') + b'\r\n'


def source_hash(source_bytes):
    """Return the hash of a source file by which compiled code could be told to fit."""
    return _imp.source_hash(int.from_bytes(MAGIC_NUMBER, 'little'), source_bytes)


def resolve_name(name, package):
    """Return the absolute name of a relative one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {repr(name)} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve_name(name[level:], package, level)


def find_spec(name, package=None):
    """Return the spec of a module, or None; the packages above it are imported, the module itself is not."""
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError('{}.__spec__ is not set'.format(name)) from None
        if spec is None:
            raise ValueError('{}.__spec__ is None'.format(name))
        return spec
    parent_name = fullname.rpartition('.')[0]
    parent_path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            parent_path = parent.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f"__path__ attribute not found on {parent_name!r} "
                                      f"while trying to find {fullname!r}", name=fullname) from e
    return _find_spec(fullname, parent_path)


# --- decorators of the old load_module ----------------------------------------------------------------------------

def _warn(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def set_package(fxn):
    """Set `__package__` on the module that the function returns."""
    import functools

    @functools.wraps(fxn)
    def set_package_wrapper(*args, **kwargs):
        _warn('The import system now takes care of this automatically; '
              'this decorator is slated for removal in Python 3.12')
        module = fxn(*args, **kwargs)
        if getattr(module, '__package__', None) is None:
            module.__package__ = module.__name__
            if not hasattr(module, '__path__'):
                module.__package__ = module.__package__.rpartition('.')[0]
        return module
    return set_package_wrapper


def set_loader(fxn):
    """Set `__loader__` on the module that the function returns."""
    import functools

    @functools.wraps(fxn)
    def set_loader_wrapper(self, *args, **kwargs):
        _warn('The import system now takes care of this automatically; '
              'this decorator is slated for removal in Python 3.12')
        module = fxn(self, *args, **kwargs)
        if getattr(module, '__loader__', None) is None:
            module.__loader__ = self
        return module
    return set_loader_wrapper


def module_for_loader(fxn):
    """Give the function a module in sys.modules, removed again if it fails."""
    import functools
    _warn('The import system now takes care of this automatically; '
          'this decorator is slated for removal in Python 3.12')

    @functools.wraps(fxn)
    def module_for_loader_wrapper(self, fullname, *args, **kwargs):
        module = sys.modules.get(fullname)
        is_reload = module is not None
        if not is_reload:
            module = types.ModuleType(fullname)
            module.__initializing__ = True
            sys.modules[fullname] = module
        module.__loader__ = self
        try:
            is_package = self.is_package(fullname)
        except (ImportError, AttributeError):
            pass
        else:
            module.__package__ = fullname if is_package else fullname.rpartition('.')[0]
        try:
            return fxn(self, module, *args, **kwargs)
        except:
            if not is_reload:
                sys.modules.pop(fullname, None)
            raise
        finally:
            module.__initializing__ = False
    return module_for_loader_wrapper


# --- loading later -----------------------------------------------------------------------------------------------

class _LazyModule(types.ModuleType):
    """A module that is loaded at the first access to an attribute."""

    def __getattribute__(self, attr):
        # From now on it is a plain module; nothing here may ask it for attributes before.
        object.__setattr__(self, '__class__', types.ModuleType)
        spec = object.__getattribute__(self, '__spec__')
        name = spec.name
        attrs_then = spec.loader_state['__dict__']
        attrs_now = object.__getattribute__(self, '__dict__')
        # What was set meanwhile is kept; the loader must not overwrite it.
        attrs_updated = {}
        for key, value in attrs_now.items():
            if key not in attrs_then or attrs_now[key] is not attrs_then[key]:
                attrs_updated[key] = value
        spec.loader.exec_module(self)
        if name in sys.modules and sys.modules[name] is not self:
            raise ValueError(f"module object for {name!r} substituted in sys.modules during a lazy load")
        self.__dict__.update(attrs_updated)
        return getattr(self, attr)

    def __delattr__(self, attr):
        # An attribute can only be deleted if it is there.
        self.__getattribute__(attr)
        delattr(self, attr)


class LazyLoader(Loader):
    """Wraps a loader so that its module is loaded at the first access to an attribute."""

    @staticmethod
    def __check_eager_loader(loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')

    @classmethod
    def factory(cls, loader):
        """Return a function that makes lazy loaders of a class."""
        cls.__check_eager_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def __init__(self, loader):
        self.__check_eager_loader(loader)
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Make the module lazy."""
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {'__dict__': module.__dict__.copy(), '__class__': module.__class__}
        module.__class__ = _LazyModule
