"""The parts of the import system: specs, finders, loaders, and the suffixes of files."""

from ._bootstrap import BuiltinImporter, FrozenImporter, ModuleSpec
from ._external import (
    BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES, SOURCE_SUFFIXES,
    ExtensionFileLoader, FileFinder, NamespaceLoader, PathFinder, SourceFileLoader, SourcelessFileLoader)


def all_suffixes():
    """Return all suffixes that modules may have."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
