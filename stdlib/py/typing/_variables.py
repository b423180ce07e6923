"""Type variables: TypeVar, ParamSpec and TypeVarTuple."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import types

from ._base import _caller, _Final, _Immutable, _type_check, _type_convert, _union


class _PickleUsingNameMixin:
    """A variable is found again by its name in its module."""

    def __reduce__(self):
        return self.__name__


class _BoundVarianceMixin:
    """The bound and the variance that TypeVar and ParamSpec have."""

    def __init__(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = _type_check(bound, "Bound must be a type.") if bound else None

    def __or__(self, right):
        return _union(self, right)

    def __ror__(self, left):
        return _union(left, self)

    def __repr__(self):
        if self.__covariant__:
            return '+' + self.__name__
        if self.__contravariant__:
            return '-' + self.__name__
        return '~' + self.__name__


def _take_module(variable):
    """Note the module that made the variable, two calls up."""
    module = _caller(2)
    if module != 'typing':
        variable.__module__ = module


class TypeVar(_Final, _Immutable, _BoundVarianceMixin, _PickleUsingNameMixin, _root=True):
    """A variable that stands for one type, of any kind, below a bound, or out of a choice.

    >>> T = TypeVar('T')                   # any type
    >>> A = TypeVar('A', str, bytes)       # one of these
    >>> S = TypeVar('S', bound='Shape')    # Shape or a subclass
    """

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        super().__init__(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if constraints and len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        msg = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple(_type_check(t, msg) for t in constraints)
        _take_module(self)

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
        if (isinstance(arg, _GenericAlias) and arg.__origin__ is _forms.Unpack
                or isinstance(arg, types.GenericAlias) and getattr(arg, '__unpacked__', False)):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVar")


class TypeVarTuple(_Final, _Immutable, _PickleUsingNameMixin, _root=True):
    """A variable that stands for any number of types; used as `*Ts`."""

    def __init__(self, name):
        self.__name__ = name
        _take_module(self)

    def __iter__(self):
        yield _forms.Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        """Gather the arguments that fall to this variable in one tuple."""
        params = alias.__parameters__
        at = params.index(self)
        for param in params[at + 1:]:
            if isinstance(param, TypeVarTuple):
                raise TypeError(f"More than one TypeVarTuple parameter in {alias}")

        given = len(args)
        expected = len(params)
        left = at
        right = expected - at - 1
        spread_at = None        # the position of a `*tuple[X, ...]`, which yields as many X as are needed
        filler = None
        for k, arg in enumerate(args):
            if isinstance(arg, type):
                continue
            inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
            if inner and len(inner) == 2 and inner[-1] is ...:
                if spread_at is not None:
                    raise TypeError("More than one unpacked arbitrary-length tuple argument")
                spread_at = k
                filler = inner[0]
        if spread_at is not None:
            left = min(left, spread_at)
            right = min(right, given - spread_at - 1)
        elif left + right > given:
            raise TypeError(f"Too few arguments for {alias}; actual {given}, expected at least {expected - 1}")
        return (*args[:left],
                *[filler] * (at - left),
                tuple(args[left:given - right]),
                *[filler] * (expected - right - left - at - 1),
                *args[given - right:])

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVarTuple")


class ParamSpecArgs(_Final, _Immutable, _root=True):
    """The type of `*args` in a function described by a ParamSpec: `P.args`."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecArgs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecArgs")


class ParamSpecKwargs(_Final, _Immutable, _root=True):
    """The type of `**kwargs` in a function described by a ParamSpec: `P.kwargs`."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecKwargs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpecKwargs")


class ParamSpec(_Final, _Immutable, _BoundVarianceMixin, _PickleUsingNameMixin, _root=True):
    """A variable that stands for all parameters of a callable.

    >>> P = ParamSpec('P')
    >>> def timed(f: Callable[P, T]) -> Callable[P, T]: ...
    """

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        super().__init__(bound, covariant, contravariant)
        _take_module(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_check(a, "Expected a type.") for a in arg)
        if not _is_param_expr(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        at = params.index(self)
        if at >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(params) == 1 and not _is_param_expr(args[0]):
            # A class with nothing but a ParamSpec takes its list without brackets: Z[int, str].
            return (args,)
        if isinstance(args[at], list):
            return (*args[:at], tuple(args[at]), *args[at + 1:])
        return args

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of ParamSpec")


def _is_param_expr(arg):
    """Whether something can stand for all parameters of a callable."""
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


from . import _forms
from ._aliases import _ConcatenateGenericAlias, _GenericAlias
