"""The names of `typing` that are made when somebody first asks for them."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

from ._aliases import _SpecialGenericAlias

# name: (module, class, number of parameters, whether it can be called). The class is named as it is where it
# lives; the alias goes by its name here.
_ALIASES = {
    'Hashable': ('collections.abc', 'Hashable', 0, True),
    'Awaitable': ('collections.abc', 'Awaitable', 1, True),
    'Coroutine': ('collections.abc', 'Coroutine', 3, True),
    'AsyncIterable': ('collections.abc', 'AsyncIterable', 1, True),
    'AsyncIterator': ('collections.abc', 'AsyncIterator', 1, True),
    'Iterable': ('collections.abc', 'Iterable', 1, True),
    'Iterator': ('collections.abc', 'Iterator', 1, True),
    'Reversible': ('collections.abc', 'Reversible', 1, True),
    'Sized': ('collections.abc', 'Sized', 0, True),
    'Container': ('collections.abc', 'Container', 1, True),
    'Collection': ('collections.abc', 'Collection', 1, True),
    'AbstractSet': ('collections.abc', 'Set', 1, True),
    'MutableSet': ('collections.abc', 'MutableSet', 1, True),
    'Mapping': ('collections.abc', 'Mapping', 2, True),
    'MutableMapping': ('collections.abc', 'MutableMapping', 2, True),
    'Sequence': ('collections.abc', 'Sequence', 1, True),
    'MutableSequence': ('collections.abc', 'MutableSequence', 1, True),
    'ByteString': ('collections.abc', 'ByteString', 0, True),
    'MappingView': ('collections.abc', 'MappingView', 1, True),
    'KeysView': ('collections.abc', 'KeysView', 1, True),
    'ItemsView': ('collections.abc', 'ItemsView', 2, True),
    'ValuesView': ('collections.abc', 'ValuesView', 1, True),
    'Generator': ('collections.abc', 'Generator', 3, True),
    'AsyncGenerator': ('collections.abc', 'AsyncGenerator', 2, True),
    'List': ('builtins', 'list', 1, False),
    'Dict': ('builtins', 'dict', 2, False),
    'Set': ('builtins', 'set', 1, False),
    'FrozenSet': ('builtins', 'frozenset', 1, False),
    'Deque': ('collections', 'deque', 1, True),
    'DefaultDict': ('collections', 'defaultdict', 2, True),
    'OrderedDict': ('collections', 'OrderedDict', 2, True),
    'Counter': ('collections', 'Counter', 1, True),
    'ChainMap': ('collections', 'ChainMap', 2, True),
    'ContextManager': ('contextlib', 'AbstractContextManager', 1, True),
    'AsyncContextManager': ('contextlib', 'AbstractAsyncContextManager', 1, True),
    'Pattern': ('re', 'Pattern', 1, True),
    'Match': ('re', 'Match', 1, True),
}

_RECORDS = frozenset(('NamedTuple', 'NamedTupleMeta', 'TypedDict', 'NewType', '_NamedTuple', '_TypedDict',
                      '_TypedDictMeta'))
_IO = frozenset(('IO', 'BinaryIO', 'TextIO'))
_SUPPORTS = frozenset(('SupportsInt', 'SupportsFloat', 'SupportsComplex', 'SupportsBytes', 'SupportsIndex',
                       'SupportsAbs', 'SupportsRound'))


def make(name):
    """Return the object of this name; KeyError if there is none."""
    if name in _ALIASES:
        module, cls, nparams, inst = _ALIASES[name]
        __import__(module)
        from sys import modules
        return _SpecialGenericAlias(getattr(modules[module], cls), nparams, inst=inst, name=name)
    if name in _RECORDS:
        import typing._records as part
        return getattr(part, name)
    if name in _SUPPORTS:
        import typing._supports as part
        return getattr(part, name)
    if name in _IO:
        import typing._files as part
        return getattr(part, name)
    if name in ('io', 're'):
        from importlib import import_module
        return import_module('typing.' + name)
    raise KeyError(name)
