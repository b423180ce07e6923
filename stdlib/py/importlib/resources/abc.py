"""The abstract bases of what reads files of packages."""

import abc
import os
from typing import Protocol, runtime_checkable

__all__ = ["ResourceReader", "Traversable", "TraversableResources"]


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads the files of a package; the older interface."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """Open a file for reading bytes."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """Return the path of a file; FileNotFoundError if it has none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Return whether a name is that of a file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """Return the names of all that is there."""
        raise FileNotFoundError


@runtime_checkable
class Traversable(Protocol):
    """The part of pathlib.Path that is needed to read files."""

    @abc.abstractmethod
    def iterdir(self):
        """Yield what is in the folder."""

    def read_bytes(self):
        """Return the bytes of the file."""
        with self.open('rb') as strm:
            return strm.read()

    def read_text(self, encoding=None):
        """Return the text of the file."""
        with self.open(encoding=encoding) as strm:
            return strm.read()

    @abc.abstractmethod
    def is_dir(self) -> bool:
        """Return whether it is a folder."""

    @abc.abstractmethod
    def is_file(self) -> bool:
        """Return whether it is a file."""

    def joinpath(self, *descendants):
        """Return what is below by that name."""
        import itertools
        names = itertools.chain.from_iterable(os.fspath(path).split('/') for path in descendants)
        found = self
        for name in names:
            for child in found.iterdir():
                if child.name == name:
                    found = child
                    break
            else:
                raise FileNotFoundError(name)
        return found

    def __truediv__(self, child):
        """Return what is below by that name."""
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """Open the file for reading, 'r' or 'rb'."""

    @property
    @abc.abstractmethod
    def name(self) -> str:
        """The last part of the path."""


class TraversableResources(ResourceReader):
    """A reader by means of `files()`."""

    @abc.abstractmethod
    def files(self):
        """Return the folder of the package."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
