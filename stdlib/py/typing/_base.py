"""What everything else in `typing` stands on: special forms, checks of arguments, forward references."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import functools
import sys
import types


class _Final:
    """Forbids subclasses."""

    __slots__ = ('__weakref__',)

    def __init_subclass__(cls, /, *args, **kwds):
        if '_root' not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _Immutable:
    """Copies are the object itself."""

    __slots__ = ()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _NotIterable:
    """Takes back the iteration that a base class offers for `*alias`."""

    __slots__ = ()
    __iter__ = None


def _union(left, right):
    from ._forms import Union
    return Union[left, right]


# A name with a meaning of its own, such as Union or ClassVar, made from the function that subscripts it. Each has
# its own docstring, so the class can have none.
class _SpecialForm(_Final, _NotIterable, _root=True):

    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in {'__name__', '__qualname__'}:
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        if self is Any:
            return "typing.Any"
        return super().__repr__()


class Any(metaclass=_AnyMeta):
    """The type that is compatible with every type.

    It may be a base class, but has no instances of its own.
    """

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


class _TypingEllipsis:
    """Stands for `...` among the arguments of an alias while it is being made."""


# --- caching -----------------------------------------------------------------------------------------------------

# What empties each cache; tests of leaks call them all.
_cleanups = []


def _tp_cache(func=None, /, *, typed=False):
    """Cache the results of a subscription; arguments that cannot be hashed go without."""
    def decorator(func):
        cached = functools.lru_cache(typed=typed)(func)
        _cleanups.append(cached.cache_clear)

        @functools.wraps(func)
        def inner(*args, **kwds):
            try:
                return cached(*args, **kwds)
            except TypeError:
                # Either an argument is unhashable or the function refused: let it speak for itself.
                pass
            return func(*args, **kwds)
        return inner
    return decorator if func is None else decorator(func)


# --- checks of arguments -----------------------------------------------------------------------------------------

def _type_convert(arg, module=None, *, allow_special_forms=False):
    """None means its type, and a string a forward reference."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Return `arg` converted if it can stand for a type; TypeError with `msg` if not."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    if isinstance(arg, type):
        if arg is not _generic.Generic and arg is not _generic.Protocol:
            return arg
    elif isinstance(arg, _aliases._GenericAlias):
        origin = arg.__origin__
        if (origin is _generic.Generic or origin is _generic.Protocol
                or origin is _forms.ClassVar and not allow_special_forms
                or origin is _forms.Final and not allow_special_forms and is_argument):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg
    if isinstance(arg, _SpecialForm):
        if arg in _forms.COMPLETE or allow_special_forms and arg in (_forms.ClassVar, _forms.Final):
            return arg
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, type):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _type_repr(obj):
    """Return the text of a type as an argument of an alias: short names for built-in types."""
    if isinstance(obj, types.GenericAlias):
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return repr(obj)


def _collect_parameters(args):
    """Return the type variables in `args` in the order of their first appearance."""
    found = []

    def add(items):
        for item in items:
            if item not in found:
                found.append(item)
    for arg in args:
        if isinstance(arg, type):
            # The `__parameters__` of a class are not those of a use of it.
            continue
        if isinstance(arg, tuple):
            for inner in arg:
                add(_collect_parameters([inner]))
        elif hasattr(arg, '__typing_subst__'):
            add((arg,))
        else:
            add(getattr(arg, '__parameters__', ()))
    return tuple(found)


def _check_generic(cls, parameters, expected):
    """Check that a generic gets the number of arguments that it takes."""
    if not expected:
        raise TypeError(f"{cls} is not a generic class")
    given = len(parameters)
    if given != expected:
        raise TypeError(f"Too {'many' if given > expected else 'few'} arguments for {cls};"
                        f" actual {given}, expected {expected}")


def _unpack_args(args):
    """Put the members of `*tuple[int, str]` in its place; those of a tuple of any length stay packed."""
    unpacked = []
    for arg in args:
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner is not None and not (inner and inner[-1] is ...):
            unpacked.extend(inner)
        else:
            unpacked.append(arg)
    return unpacked


def _deduplicate(params):
    """Return the list without repetitions, in order."""
    left = set(params)
    if len(left) == len(params):
        return params
    unique = []
    for param in params:
        if param in left:
            unique.append(param)
            left.remove(param)
    assert not left, left
    return unique


def _remove_dups_flatten(parameters):
    """Return the arguments of a union without nested unions and repetitions."""
    flat = []
    for param in parameters:
        if isinstance(param, (_aliases._UnionGenericAlias, types.UnionType)):
            flat.extend(param.__args__)
        else:
            flat.append(param)
    return tuple(_deduplicate(flat))


def _is_dunder(name):
    return name.startswith('__') and name.endswith('__')


def _caller(depth=1, default='__main__'):
    """Return the name of the module that called the caller; None where frames are out of reach."""
    try:
        return sys._getframe(depth + 1).f_globals.get('__name__', default)
    except (AttributeError, ValueError):
        return None


# --- forward references ------------------------------------------------------------------------------------------

class ForwardRef(_Final, _root=True):
    """A type that is given by the text of an expression, evaluated when hints are asked for."""

    __slots__ = ('__forward_arg__', '__forward_code__', '__forward_evaluated__', '__forward_value__',
                 '__forward_is_argument__', '__forward_is_class__', '__forward_module__')

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        # `*Ts` is no expression of its own; as the only item of a tuple it is.
        source = f'({arg},)[0]' if arg[:1] == '*' else arg
        try:
            code = compile(source, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, recursive_guard):
        if self.__forward_arg__ in recursive_guard:
            return self
        if self.__forward_evaluated__ and localns is globalns:
            return self.__forward_value__
        if globalns is None and localns is None:
            globalns = localns = {}
        elif globalns is None:
            globalns = localns
        elif localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__, None), '__dict__', globalns)
        from ._functions import _eval_type
        type_ = _type_check(eval(self.__forward_code__, globalns, localns),
                            "Forward references must evaluate to types.",
                            is_argument=self.__forward_is_argument__,
                            allow_special_forms=self.__forward_is_class__)
        self.__forward_value__ = _eval_type(type_, globalns, localns, recursive_guard | {self.__forward_arg__})
        self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return (self.__forward_arg__ == other.__forward_arg__
                    and self.__forward_value__ == other.__forward_value__)
        return (self.__forward_arg__ == other.__forward_arg__
                and self.__forward_module__ == other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __repr__(self):
        module = '' if self.__forward_module__ is None else f', module={self.__forward_module__!r}'
        return f'ForwardRef({self.__forward_arg__!r}{module})'


# The checks know the forms and the forms use the checks; so the modules behind these names come last.
from . import _aliases, _forms, _generic
