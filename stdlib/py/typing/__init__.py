"""The names of static types, and what programs learn of annotations at run time.

Importing this module has to be cheap, since nearly every program does it: only the forms themselves are made
at once. The aliases of collections, the Supports* protocols and the classes of files, patterns and records
are made when somebody asks for them (`__getattr__` below).

The parts: `_base` holds special forms and checks, `_variables` TypeVar and its kin, `_aliases` what subscription
gives, `_forms` the forms, `_generic` Generic and Protocol, `_functions` the functions and decorators, `_records`
NamedTuple, TypedDict and NewType, `_lazy` the rest.
"""

from types import GenericAlias

from ._base import (
    Any, ForwardRef, _cleanups, _Final, _SpecialForm, _collect_parameters, _tp_cache, _type_check, _type_repr)
from ._variables import ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVar, TypeVarTuple
from ._aliases import (
    _AnnotatedAlias, _BaseGenericAlias, _CallableGenericAlias, _ConcatenateGenericAlias, _GenericAlias,
    _LiteralGenericAlias, _SpecialGenericAlias, _UnionGenericAlias, _UnpackGenericAlias)
from ._forms import (
    Annotated, Callable, ClassVar, Concatenate, Final, Literal, LiteralString, Never, NoReturn, NotRequired,
    Optional, Required, Self, Tuple, Type, TypeAlias, TypeGuard, Union, Unpack)
from ._generic import Generic, Protocol, _get_protocol_attrs, _is_callable_members_only, runtime_checkable
from ._functions import (
    _ASSERT_NEVER_REPR_MAX_LENGTH, _eval_type, _overload_registry, assert_never, assert_type, cast, clear_overloads,
    dataclass_transform, final, get_args, get_origin, get_overloads, get_type_hints, is_typeddict, no_type_check,
    no_type_check_decorator, overload, reveal_type)

TYPE_CHECKING = False

__all__ = [
    # Forms.
    'Annotated', 'Any', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'Generic', 'Literal',
    'Optional', 'ParamSpec', 'Protocol', 'Tuple', 'Type', 'TypeVar', 'TypeVarTuple', 'Union',
    # Abstract classes of collections.abc and contextlib.
    'AbstractSet', 'ByteString', 'Container', 'ContextManager', 'Hashable', 'ItemsView', 'Iterable', 'Iterator',
    'KeysView', 'Mapping', 'MappingView', 'MutableMapping', 'MutableSequence', 'MutableSet', 'Sequence', 'Sized',
    'ValuesView', 'Awaitable', 'AsyncIterator', 'AsyncIterable', 'Coroutine', 'Collection', 'AsyncGenerator',
    'AsyncContextManager',
    # Protocols of one method.
    'Reversible', 'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat', 'SupportsIndex',
    'SupportsInt', 'SupportsRound',
    # Concrete collections.
    'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict', 'List', 'OrderedDict', 'Set', 'FrozenSet', 'NamedTuple',
    'TypedDict', 'Generator',
    # Files and patterns.
    'BinaryIO', 'IO', 'Match', 'Pattern', 'TextIO',
    # The rest.
    'AnyStr', 'assert_type', 'assert_never', 'cast', 'clear_overloads', 'dataclass_transform', 'final', 'get_args',
    'get_origin', 'get_overloads', 'get_type_hints', 'is_typeddict', 'LiteralString', 'Never', 'NewType',
    'no_type_check', 'no_type_check_decorator', 'NoReturn', 'NotRequired', 'overload', 'ParamSpecArgs',
    'ParamSpecKwargs', 'Required', 'reveal_type', 'runtime_checkable', 'Self', 'Text', 'TYPE_CHECKING', 'TypeAlias',
    'TypeGuard', 'Unpack',
]

AnyStr = TypeVar('AnyStr', bytes, str)
# The variables that other modules have always imported from here.
T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
V_co = TypeVar('V_co', covariant=True)
VT_co = TypeVar('VT_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
CT_co = TypeVar('CT_co', covariant=True, bound=type)
Text = str


def __getattr__(name):
    """Make one of the names of `_lazy` when it is first asked for."""
    from ._lazy import make
    try:
        value = make(name)
    except KeyError:
        raise AttributeError(f"module 'typing' has no attribute {name!r}") from None
    globals()[name] = value
    return value


def __dir__():
    return sorted(set(globals()) | set(__all__))
