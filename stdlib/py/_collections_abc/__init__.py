"""The abstract base classes of containers; users import them as `collections.abc`.

It is a module apart so that `os` and friends can have the classes without the
rest of `collections`.  Every class answers `issubclass` by looking for its
methods (the "one-trick ponies") or by registration, and brings mixin methods
on top of its abstract ones.
"""

from _collections_abc._containers import (
    ByteString, ItemsView, KeysView, Mapping, MappingView, MutableMapping, MutableSequence,
    MutableSet, Sequence, Set, ValuesView,
)
from _collections_abc._protocols import *
from _collections_abc._protocols import _CallableGenericAlias, _check_methods

__all__ = [
    "Awaitable", "Coroutine",
    "AsyncIterable", "AsyncIterator", "AsyncGenerator",
    "Hashable", "Iterable", "Iterator", "Generator", "Reversible",
    "Sized", "Container", "Callable", "Collection",
    "Set", "MutableSet",
    "Mapping", "MutableMapping",
    "MappingView", "KeysView", "ItemsView", "ValuesView",
    "Sequence", "MutableSequence",
    "ByteString",
]
