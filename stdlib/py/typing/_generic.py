"""Generic, from which generic classes derive, and Protocol, for classes known by what they can do."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import collections.abc
from abc import ABCMeta

from ._base import _caller, _check_generic, _collect_parameters, _tp_cache, _type_convert
from ._aliases import _GenericAlias, _is_unpacked_typevartuple
from ._variables import ParamSpec, TypeVar, TypeVarTuple


class Generic:
    """The base of generic classes.

    >>> class Stack(Generic[T]):
    ...     def push(self, item: T) -> None: ...
    """

    __slots__ = ()
    _is_protocol = False

    @_tp_cache
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_convert(p) for p in params)
        if cls in (Generic, Protocol):
            # These declare the variables of the class that is being made.
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(p, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(p) for p in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                                f"or parameter specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        else:
            for param in cls.__parameters__:
                prepare = getattr(param, '__typing_prepare_subst__', None)
                if prepare is not None:
                    params = prepare(cls, params)
            _check_generic(cls, params, len(cls.__parameters__))
            flat = []
            for param, arg in zip(cls.__parameters__, params):
                if isinstance(param, TypeVarTuple):
                    flat.extend(arg)
                else:
                    flat.append(arg)
            params = tuple(flat)
        return _GenericAlias(cls, params, _paramspec_tvars=True)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        orig_bases = cls.__dict__.get('__orig_bases__')
        if orig_bases is not None:
            plain = Generic in orig_bases
        else:
            plain = (Generic in cls.__bases__ and cls.__name__ != 'Protocol'
                     and type(cls).__name__ != '_TypedDictMeta')
        if plain:
            raise TypeError("Cannot inherit from plain Generic")
        tvars = ()
        if orig_bases is not None:
            tvars = _collect_parameters(orig_bases)
            declared = None
            for base in orig_bases:
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                    if declared is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    declared = base.__parameters__
            if declared is not None:
                if not set(tvars) <= set(declared):
                    missing = ', '.join(str(t) for t in tvars if t not in declared)
                    raise TypeError(f"Some type variables ({missing}) are not listed in "
                                    f"Generic[{', '.join(str(g) for g in declared)}]")
                tvars = declared
        cls.__parameters__ = tuple(tvars)


# --- protocols ---------------------------------------------------------------------------------------------------

# What every class has, and what making a protocol adds: no part of what it asks for.
_NOT_MEMBERS = frozenset((
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol', '__abstractmethods__',
    '__annotations__', '__dict__', '__doc__', '__init__', '__module__', '__new__', '__slots__', '__subclasshook__',
    '__weakref__', '__class_getitem__', '__match_args__', '__final__'))

# Abstract classes that may be bases of protocols though they are none.
_PROTO_ALLOWLIST = {
    'collections.abc': [
        'Callable', 'Awaitable', 'Iterable', 'Iterator', 'AsyncIterable',
        'Hashable', 'Sized', 'Container', 'Collection', 'Reversible',
    ],
    'contextlib': ['AbstractContextManager', 'AbstractAsyncContextManager'],
}

_NOT_RUNTIME = "Instance and class checks can only be used with @runtime_checkable protocols"


def _get_protocol_attrs(cls):
    """Return the set of names that a protocol asks for."""
    attrs = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for attr in (*base.__dict__, *getattr(base, '__annotations__', {})):
            if not attr.startswith('_abc_') and attr not in _NOT_MEMBERS:
                attrs.add(attr)
    return attrs


def _is_callable_members_only(cls):
    return all(callable(getattr(cls, attr, None)) for attr in _get_protocol_attrs(cls))


def _asked_by_machinery(depth):
    """Whether `abc` or `functools` asks: they try classes without knowing what they are."""
    return _caller(depth) in {'abc', '_py_abc', 'functools', None}


def _no_init_or_replace_init(self, *args, **kwargs):
    """The `__init__` of protocols, which have no instances; it finds that of a class that derives from one."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is not _no_init_or_replace_init:
        return
    # The class got this one by inheritance and means the next in line, from now on without a detour.
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


class _ProtocolMeta(ABCMeta):
    """Answers isinstance() by looking at what an object has."""

    def __instancecheck__(cls, instance):
        is_protocol = getattr(cls, '_is_protocol', False)
        if is_protocol and not getattr(cls, '_is_runtime_protocol', False) and not _asked_by_machinery(2):
            raise TypeError(_NOT_RUNTIME)
        if (not is_protocol or _is_callable_members_only(cls)) and issubclass(instance.__class__, cls):
            return True
        if is_protocol and all(
                hasattr(instance, attr)
                # A method set to None says that the object cannot do it.
                and (not callable(getattr(cls, attr, None)) or getattr(instance, attr) is not None)
                for attr in _get_protocol_attrs(cls)):
            return True
        return super().__instancecheck__(instance)


def _has_member(cls, attr):
    """Whether a class has, or as a protocol announces, an attribute that is not None."""
    for base in cls.__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr] is not None
        annotations = getattr(base, '__annotations__', {})
        if (isinstance(annotations, collections.abc.Mapping) and attr in annotations
                and issubclass(cls, Generic) and cls._is_protocol):
            return True
    return False


def _protocol_hook(cls, other):
    """The `__subclasshook__` of protocols."""
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    if not getattr(cls, '_is_runtime_protocol', False):
        if _asked_by_machinery(3):
            return NotImplemented
        raise TypeError(_NOT_RUNTIME)
    if not _is_callable_members_only(cls):
        if _asked_by_machinery(3):
            return NotImplemented
        raise TypeError("Protocols with non-method members don't support issubclass()")
    if not isinstance(other, type):
        raise TypeError('issubclass() arg 1 must be a class')
    for attr in _get_protocol_attrs(cls):
        if not _has_member(other, attr):
            return NotImplemented
    return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that say what an object must have, whatever class it is of.

    >>> @runtime_checkable
    ... class Closable(Protocol):
    ...     def close(self): ...
    """

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        # A class that derives from a protocol is one only if it says so.
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if not (base in (object, Generic)
                    or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, ())
                    or issubclass(base, Generic) and getattr(base, '_is_protocol', False)):
                raise TypeError('Protocols can only inherit from other protocols, got %r' % base)
        if cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Let isinstance() and issubclass() be used with a protocol; they look only whether its members exist."""
    if not issubclass(cls, Generic) or not getattr(cls, '_is_protocol', False):
        raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % cls)
    cls._is_runtime_protocol = True
    return cls
