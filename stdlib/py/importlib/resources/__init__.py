"""Files that belong to packages, wherever these are."""

import contextlib
import os
import types

from .abc import ResourceReader

__all__ = ['Package', 'Resource', 'ResourceReader', 'as_file', 'contents', 'files', 'is_resource', 'open_binary',
           'open_text', 'path', 'read_binary', 'read_text']

Package = types.ModuleType | str
Resource = str


def _module(package):
    if isinstance(package, types.ModuleType):
        module = package
    else:
        from importlib import import_module
        module = import_module(package)
    if module.__spec__.submodule_search_locations is None:
        raise TypeError(f'{package!r} is not a package')
    return module


def _reader(module):
    spec = module.__spec__
    make = getattr(spec.loader, 'get_resource_reader', None)
    reader = make(spec.name) if make is not None else None
    if reader is None:
        raise TypeError(f'the loader of {spec.name!r} cannot read files')
    return reader


def files(package):
    """Return the folder of a package, as an object with the reading methods of a path."""
    return _reader(_module(package)).files()


@contextlib.contextmanager
def as_file(path):
    """Return a context whose value is a real path of a file or folder."""
    import pathlib
    if isinstance(path, pathlib.Path):
        yield path
        return
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        yield _write_out(pathlib.Path(folder), path)


def _write_out(folder, source):
    target = folder / source.name
    if source.is_dir():
        target.mkdir()
        for item in source.iterdir():
            _write_out(target, item)
    else:
        target.write_bytes(source.read_bytes())
    return target


# --- the older functions -------------------------------------------------------------------------------------------

def _warn(name):
    import warnings
    warnings.warn(f"{name} is deprecated. Use files() instead. Refer to "
                  "https://importlib-resources.readthedocs.io/en/latest/using.html#migrating-from-legacy "
                  "for migration advice.", DeprecationWarning, stacklevel=3)


def _check_name(path):
    parent, file_name = os.path.split(str(path))
    if parent:
        raise ValueError(f'{path!r} must be only a file name')
    return file_name


def open_binary(package, resource):
    """Open a file of a package for reading bytes."""
    _warn('open_binary')
    return (files(package) / _check_name(resource)).open('rb')


def read_binary(package, resource):
    """Return the bytes of a file of a package."""
    _warn('read_binary')
    return (files(package) / _check_name(resource)).read_bytes()


def open_text(package, resource, encoding='utf-8', errors='strict'):
    """Open a file of a package for reading text."""
    _warn('open_text')
    return (files(package) / _check_name(resource)).open('r', encoding=encoding, errors=errors)


def read_text(package, resource, encoding='utf-8', errors='strict'):
    """Return the text of a file of a package."""
    _warn('read_text')
    with (files(package) / _check_name(resource)).open('r', encoding=encoding, errors=errors) as file:
        return file.read()


def contents(package):
    """Return the names of what is in the folder of a package."""
    _warn('contents')
    return [path.name for path in files(package).iterdir()]


def is_resource(package, name):
    """Return whether a package has a file of that name."""
    _warn('is_resource')
    resource = _check_name(name)
    return any(item.name == resource and item.is_file() for item in files(package).iterdir())


def path(package, resource):
    """Return a context whose value is the real path of a file of a package."""
    _warn('path')
    return as_file(files(package) / _check_name(resource))
