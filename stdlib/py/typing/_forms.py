"""The special forms: Union, Optional, Literal, Annotated, ClassVar, Callable and their kin."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import collections.abc

from ._base import _deduplicate, _remove_dups_flatten, _SpecialForm, _tp_cache, _type_check
from ._aliases import (
    _AnnotatedAlias, _CallableType, _ConcatenateGenericAlias, _GenericAlias, _is_unpacked_typevartuple,
    _LiteralGenericAlias, _SpecialGenericAlias, _TupleType, _UnionGenericAlias, _UnpackGenericAlias,
    _value_and_type_iter)
from ._variables import ParamSpec


@_SpecialForm
def NoReturn(self, parameters):
    """The type of a function that never returns. See also Never."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def Never(self, parameters):
    """The type that has no values, as of an argument of a function that cannot be called."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def Self(self, parameters):
    """The class that encloses the method, or whichever subclass it is called on."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def LiteralString(self, parameters):
    """Any string that was written in the program, and none that came from outside."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def TypeAlias(self, parameters):
    """Marks an assignment as the definition of a type: `Words: TypeAlias = list[str]`."""
    raise TypeError(f"{self} is not subscriptable")


# The forms that are types without any argument.
COMPLETE = frozenset((LiteralString, NoReturn, Never, Self, TypeAlias))


@_SpecialForm
@_tp_cache
def ClassVar(self, parameters):
    """Marks a variable of a class that its instances do not have: `count: ClassVar[int] = 0`."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _GenericAlias(self, (item,))


@_SpecialForm
@_tp_cache
def Final(self, parameters):
    """Marks a name that must not be assigned again or overridden in a subclass."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _GenericAlias(self, (item,))


@_SpecialForm
@_tp_cache
def Union(self, parameters):
    """One of several types: `Union[int, str]`, also written `int | str`.

    Nested unions are flattened, repetitions dropped, and a union of one type is that type.
    """
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    msg = "Union[arg, ...]: each arg must be a type."
    parameters = _remove_dups_flatten(tuple(_type_check(p, msg) for p in parameters))
    if len(parameters) == 1:
        return parameters[0]
    if len(parameters) == 2 and type(None) in parameters:
        return _UnionGenericAlias(self, parameters, name="Optional")
    return _UnionGenericAlias(self, parameters)


@_SpecialForm
@_tp_cache
def Optional(self, parameters):
    """A type or None: `Optional[X]` is `Union[X, None]`."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


class _LiteralSpecialForm(_SpecialForm, _root=True):
    """Takes its values one by one, so that the cache can tell 1 from True."""

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return self._getitem(self, *parameters)


@_LiteralSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """Exactly one of some values: `Literal['r', 'w']`. The values are not checked at run time."""
    flat = []
    for param in parameters:
        flat.extend(param.__args__ if isinstance(param, _LiteralGenericAlias) else (param,))
    try:
        flat = [p for p, _ in _deduplicate(list(_value_and_type_iter(flat)))]
    except TypeError:
        # A value that cannot be hashed stays, repeated or not.
        pass
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
@_tp_cache
def Concatenate(self, parameters):
    """Parameters in front of those of a ParamSpec: `Callable[Concatenate[int, P], str]`."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    parameters = (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1])
    return _ConcatenateGenericAlias(self, parameters, _paramspec_tvars=True)


@_SpecialForm
@_tp_cache
def TypeGuard(self, parameters):
    """The result of a function that tells whether its argument is of a type: `-> TypeGuard[list[str]]`."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _GenericAlias(self, (item,))


@_SpecialForm
@_tp_cache
def Required(self, parameters):
    """Marks a key that must be there in a TypedDict with `total=False`."""
    item = _type_check(parameters, f'{self._name} accepts only a single type.')
    return _GenericAlias(self, (item,))


@_SpecialForm
@_tp_cache
def NotRequired(self, parameters):
    """Marks a key that may be missing in a TypedDict."""
    item = _type_check(parameters, f'{self._name} accepts only a single type.')
    return _GenericAlias(self, (item,))


@_SpecialForm
@_tp_cache
def Unpack(self, parameters):
    """The members of a tuple or a TypeVarTuple in its place: `Unpack[Ts]` is `*Ts`."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _UnpackGenericAlias(origin=self, args=(item,))


class Annotated:
    """A type with data for whoever understands it: `Annotated[int, Range(0, 10)]`.

    `get_type_hints` drops the data unless it is asked for them; they are in `__metadata__`.
    """

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        # One by one, so that the cache can tell 1 from True.
        return cls._annotate(*params)

    @classmethod
    @_tp_cache(typed=True)
    def _annotate(cls, *params):
        if len(params) < 2:
            raise TypeError("Annotated[...] should be used "
                            "with at least two arguments (a type and an "
                            "annotation).")
        if _is_unpacked_typevartuple(params[0]):
            raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
        origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
        return _AnnotatedAlias(origin, tuple(params[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError("Cannot subclass {}.Annotated".format(cls.__module__))


Callable = _CallableType(collections.abc.Callable, 2)
Callable.__doc__ = """A callable: `Callable[[int, str], bool]`, or `Callable[..., bool]` whatever its parameters are."""
Tuple = _TupleType(tuple, -1, inst=False, name='Tuple')
Tuple.__doc__ = """A tuple: `Tuple[int, str]` has two members, `Tuple[int, ...]` any number. The same as `tuple`."""
Type = _SpecialGenericAlias(type, 1, inst=False, name='Type')
Type.__doc__ = """A class itself, not its instances: `Type[User]` is User or a subclass. The same as `type`."""
