"""Functions and decorators: reading hints, telling a type checker what it cannot see, overloads."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import collections
import collections.abc
import functools
import operator
import sys
import types

from ._base import ForwardRef, _cleanups
from ._aliases import _AnnotatedAlias, _BaseGenericAlias, _GenericAlias
from ._forms import Annotated, NotRequired, Required, Unpack
from ._generic import Generic
from ._variables import ParamSpecArgs, ParamSpecKwargs, _is_param_expr


# --- hints -------------------------------------------------------------------------------------------------------

def _parameters_are_flat(origin, args):
    """Whether these are arguments of a Callable whose parameters lie flat before the result."""
    return origin is collections.abc.Callable and not (len(args) == 2 and _is_param_expr(args[0]))


def _eval_type(t, globalns, localns, recursive_guard=frozenset()):
    """Return a type with all forward references inside it evaluated."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, recursive_guard)
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        if isinstance(t, types.GenericAlias):
            # `list['X']` keeps its argument as a string.
            args = tuple(ForwardRef(arg) if isinstance(arg, str) else arg for arg in t.__args__)
            is_unpacked = t.__unpacked__
            if _parameters_are_flat(t.__origin__, args):
                t = t.__origin__[(list(args[:-1]), args[-1])]
            else:
                t = t.__origin__[args]
            if is_unpacked:
                t = Unpack[t]
        args = tuple(_eval_type(a, globalns, localns, recursive_guard) for a in t.__args__)
        if args == t.__args__:
            return t
        if isinstance(t, types.GenericAlias):
            return types.GenericAlias(t.__origin__, args)
        if isinstance(t, types.UnionType):
            return functools.reduce(operator.or_, args)
        return t.copy_with(args)
    return t


def _strip_annotations(t):
    """Return a type without the Annotated, Required and NotRequired inside it."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        args = tuple(_strip_annotations(a) for a in t.__args__)
        if args == t.__args__:
            return t
        if isinstance(t, _GenericAlias):
            return t.copy_with(args)
        if isinstance(t, types.GenericAlias):
            return types.GenericAlias(t.__origin__, args)
        return functools.reduce(operator.or_, args)
    return t


_WITHOUT_HINTS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                  type(object.__init__), type(object().__str__), type(str.join))


def _class_hints(obj, globalns, localns):
    hints = {}
    for base in reversed(obj.__mro__):
        if globalns is None:
            base_globals = getattr(sys.modules.get(base.__module__, None), '__dict__', {})
        else:
            base_globals = globalns
        ann = base.__dict__.get('__annotations__', {})
        if isinstance(ann, types.GetSetDescriptorType):
            ann = {}
        base_locals = dict(vars(base)) if localns is None else localns
        if localns is None and globalns is None:
            # A name defined both in the class and in its module means the module's: people write
            # `class A: int: int` more often than they nest classes.
            base_globals, base_locals = base_locals, base_globals
        for name, value in ann.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=False, is_class=True)
            hints[name] = _eval_type(value, base_globals, base_locals)
    return hints


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return the annotations of a class with its bases, a module or a function, with all strings evaluated.

    Unless `include_extras` is true, Annotated[T, ...], Required[T] and NotRequired[T] become T.
    """
    if getattr(obj, '__no_type_check__', None):
        return {}
    if isinstance(obj, type):
        hints = _class_hints(obj, globalns, localns)
    else:
        if globalns is None:
            if isinstance(obj, types.ModuleType):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, '__wrapped__'):
                    inner = inner.__wrapped__
                globalns = getattr(inner, '__globals__', {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        hints = getattr(obj, '__annotations__', None)
        if hints is None:
            if isinstance(obj, _WITHOUT_HINTS):
                return {}
            raise TypeError('{!r} is not a module, class, method, or function.'.format(obj))
        hints = dict(hints)
        for name, value in hints.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                # A variable of a module may be ClassVar or Final, a parameter may not.
                value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType), is_class=False)
            hints[name] = _eval_type(value, globalns, localns)
    return hints if include_extras else {k: _strip_annotations(t) for k, t in hints.items()}


def get_origin(tp):
    """Return the unsubscripted type: `get_origin(List[int])` is list, None for what is not subscripted."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """Return the arguments of a type: `get_args(Dict[str, int])` is (str, int)."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, types.GenericAlias)):
        args = tp.__args__
        if _parameters_are_flat(tp.__origin__, args):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def is_typeddict(tp):
    """Return whether a class is a TypedDict."""
    # No TypedDict exists as long as nobody has made the first one.
    typing = sys.modules['typing']
    meta = typing.__dict__.get('_TypedDictMeta')
    return meta is not None and isinstance(tp, meta)


# --- words to a type checker -------------------------------------------------------------------------------------

def cast(typ, val):
    """Return the value; a type checker takes it to be of the type."""
    return val


def assert_type(val, typ, /):
    """Return the value; a type checker complains if it is not of the type."""
    return val


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg, /):
    """Fail; a type checker complains if this can be reached."""
    value = repr(arg)
    if len(value) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        value = value[:_ASSERT_NEVER_REPR_MAX_LENGTH] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Print the type of a value and return the value; a type checker prints the type that it has found."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """Mark a function, or a class with all its methods, so that its annotations are not taken for types."""
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if (not hasattr(obj, '__qualname__') or obj.__qualname__ != f'{arg.__qualname__}.{obj.__name__}'
                    or getattr(obj, '__module__', None) != arg.__module__):
                # Only what was defined in the class is marked.
                continue
            if isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
            if isinstance(obj, types.MethodType):
                obj.__func__.__no_type_check__ = True
            if isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        # A native class takes no attributes.
        pass
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator mark what it decorates as `no_type_check` does."""
    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped_decorator


def final(f):
    """Mark a method that must not be overridden, or a class that must not be derived from."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        # A type checker sees the decorator anyway.
        pass
    return f


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(),
                        **kwargs):
    """Mark a decorator, a base class or a metaclass that makes classes behave like dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn
    return decorator


# --- overloads ---------------------------------------------------------------------------------------------------

# {module: {qualified name: {first line: function}}}; the line tells overloads apart that look the same.
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_dummy(*args, **kwds):
    """What a function is until its implementation follows the overloads."""
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed.")


def overload(func):
    """Mark one of several signatures of a function; the implementation follows without the decorator."""
    f = getattr(func, "__func__", func)
    try:
        _overload_registry[f.__module__][f.__qualname__][f.__code__.co_firstlineno] = func
    except AttributeError:
        # Not a plain function; then it is not remembered.
        pass
    return _overload_dummy


def get_overloads(func):
    """Return the overloads of a function in the order of their definition."""
    f = getattr(func, "__func__", func)
    if f.__module__ not in _overload_registry:
        return []
    module = _overload_registry[f.__module__]
    if f.__qualname__ not in module:
        return []
    return list(module[f.__qualname__].values())


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()
