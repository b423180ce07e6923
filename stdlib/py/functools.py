"""Tools for functions: caching, partial application, dispatch on types, orderings."""

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES",
    "total_ordering", "cache", "cmp_to_key", "lru_cache", "reduce", "partial",
    "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce
from _thread import RLock

GenericAlias = type(list[int])

# Wrappers that look like what they wrap.

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(
    wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES
):
    """Make `wrapper` look like `wrapped`: copy `assigned` attributes, merge `updated` ones."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, so that the update of `__dict__` does not put an older one here.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorate a wrapper function so that it looks like `wrapped`."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# Orderings from one comparison.


def _ordering(name, root, derive, doc):
    """Make the comparison method `name` out of the method `root`, which the class defines.

    The root is looked up on the type, where the operator itself would look.
    """

    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return derive(result, self, other)

    method.__name__ = name
    method.__qualname__ = name
    method.__doc__ = doc
    return method


def _negate(result, self, other):
    return not result


def _or_equal(result, self, other):
    return result or self == other


def _and_unequal(result, self, other):
    return result and self != other


def _neither_nor_equal(result, self, other):
    return not result and self != other


def _not_or_equal(result, self, other):
    return not result or self == other


# For each root, how the three others follow from it.
_DERIVATIONS = {
    "__lt__": [
        ("__gt__", _neither_nor_equal, "Return a > b.  Computed by @total_ordering from (not a < b) and (a != b)."),
        ("__le__", _or_equal, "Return a <= b.  Computed by @total_ordering from (a < b) or (a == b)."),
        ("__ge__", _negate, "Return a >= b.  Computed by @total_ordering from (not a < b)."),
    ],
    "__le__": [
        ("__ge__", _not_or_equal, "Return a >= b.  Computed by @total_ordering from (not a <= b) or (a == b)."),
        ("__lt__", _and_unequal, "Return a < b.  Computed by @total_ordering from (a <= b) and (a != b)."),
        ("__gt__", _negate, "Return a > b.  Computed by @total_ordering from (not a <= b)."),
    ],
    "__gt__": [
        ("__lt__", _neither_nor_equal, "Return a < b.  Computed by @total_ordering from (not a > b) and (a != b)."),
        ("__ge__", _or_equal, "Return a >= b.  Computed by @total_ordering from (a > b) or (a == b)."),
        ("__le__", _negate, "Return a <= b.  Computed by @total_ordering from (not a > b)."),
    ],
    "__ge__": [
        ("__le__", _not_or_equal, "Return a <= b.  Computed by @total_ordering from (not a >= b) or (a == b)."),
        ("__gt__", _and_unequal, "Return a > b.  Computed by @total_ordering from (a >= b) and (a != b)."),
        ("__lt__", _negate, "Return a < b.  Computed by @total_ordering from (not a >= b)."),
    ],
}


# Methods of the same name and root are the same function in every class, so
# that they can be pickled by name.
_ORDERING_METHODS = {}


def _ordering_method(name, root, derive, doc):
    """Return the shared comparison method `name` that is built on `root`."""
    key = (name, root)
    if key not in _ORDERING_METHODS:
        method = _ordering(name, root, derive, doc)
        qualified = f"_{name.strip('_')}_from_{root.strip('_')}"
        method.__qualname__ = qualified
        globals()[qualified] = method
        _ORDERING_METHODS[key] = method
    return _ORDERING_METHODS[key]


def total_ordering(cls):
    """Fill in the comparison methods that the class lacks, from the one it defines."""
    # The table's order is the order of preference among several roots.
    roots = [name for name in _DERIVATIONS if getattr(cls, name) is not getattr(object, name)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = roots[0]
    for name, derive, doc in _DERIVATIONS[root]:
        if name not in roots:
            setattr(cls, name, _ordering_method(name, root, derive, doc))
    return cls


# Methods with some arguments filled in.


class partialmethod:
    """A method that is another one with some arguments filled in."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            # Flat is faster than nested.
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        shown = [repr(self.func)]
        shown.extend(map(repr, self.args))
        shown.extend(f"{key}={value!r}" for key, value in self.keywords.items())
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(shown)})"

    def _make_unbound_method(self):
        """Return the plain function that a class shows for this method."""

        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *self.args, *args, **keywords)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                # The inner descriptor knows how to bind itself.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    """Return the function under any number of `partial`s."""
    while isinstance(func, partial):
        func = func.func
    return func


# Caching.


def _cache_info_type():
    """Make the named tuple that `cache_info()` returns, when the first cache is made."""
    from collections import namedtuple

    info = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])
    info.__module__ = "functools"
    return info


def __getattr__(name):
    if name == "_CacheInfo":
        global _CacheInfo
        _CacheInfo = _cache_info_type()
        return _CacheInfo
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _cache_info(*counts):
    """Build the result of `cache_info()`."""
    try:
        return _CacheInfo(*counts)
    except NameError:
        return __getattr__("_CacheInfo")(*counts)


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the last `maxsize` calls with different arguments.

    With None as `maxsize` nothing is ever forgotten; with `typed`, arguments
    that are equal but of different types count as different.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        # Used as a bare decorator, without parentheses.
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    """Wrap one function in a cache."""
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Remember the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


_NOT_FOUND = object()


class cached_property:
    """A property computed once per instance, then kept in the instance's `__dict__`."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it."
            )
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            ) from None
        with self.lock:
            # Another thread may have computed it while this one waited.
            value = cache.get(self.attrname, _NOT_FOUND)
            if value is _NOT_FOUND:
                value = self.func(instance)
                self._store(instance, cache, value)
        return value

    def _store(self, instance, cache, value):
        """Keep the value, where later look-ups find it before this descriptor."""
        try:
            cache[self.attrname] = value
        except TypeError:
            raise TypeError(
                f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                f"does not support item assignment for caching {self.attrname!r} property."
            ) from None

    __class_getitem__ = classmethod(GenericAlias)


# Dispatch on the type of the first argument.


def _c3_merge(sequences):
    """Merge several orders into one that respects all of them (C3 linearisation)."""
    result = []
    sequences = [list(sequence) for sequence in sequences if sequence]
    while sequences:
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for sequence in sequences:
            if sequence[0] is candidate:
                del sequence[0]
        sequences = [sequence for sequence in sequences if sequence]
    return result


def _c3_mro(cls, abcs=()):
    """Linearise `cls` with the given abstract classes, which it only implements, put in.

    An abstract class comes where the class stops having it: after the last
    class of the hierarchy that implements it, before that one's bases.
    """
    bases = cls.__bases__
    split = len(bases)
    for index in range(len(bases) - 1, -1, -1):
        if hasattr(bases[index], "__abstractmethods__"):
            # Concrete bases that follow explicit abstract ones come last.
            split = index + 1
            break
    else:
        split = 0
    explicit, rest = list(bases[:split]), list(bases[split:])
    introduced = [
        abc
        for abc in abcs
        if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)
    ]
    remaining = [abc for abc in abcs if abc not in introduced]
    parts = [[cls]]
    for group in (explicit, introduced, rest):
        parts.extend(_c3_mro(base, remaining) for base in group)
    parts.extend([explicit, introduced, rest])
    return _c3_merge(parts)


def _compose_mro(cls, types):
    """Compute the method resolution order of `cls`, with the abstract classes among `types`."""
    own = set(cls.__mro__)

    def relevant(typ):
        return (
            typ not in own
            and hasattr(typ, "__mro__")
            and not isinstance(typ, GenericAlias)
            and issubclass(cls, typ)
        )

    types = [typ for typ in types if relevant(typ)]
    # A type that is in the order of another, stricter one comes with that one.
    types = [
        typ
        for typ in types
        if not any(typ is not other and typ in other.__mro__ for other in types)
    ]
    wanted = set(types)
    chain = []
    for typ in types:
        found = []
        for sub in typ.__subclasses__():
            if sub not in own and issubclass(cls, sub):
                found.append([base for base in sub.__mro__ if base in wanted])
        if not found:
            chain.append(typ)
            continue
        # The subclass that brings most of the wanted types goes first.
        found.sort(key=len, reverse=True)
        for sub in found:
            for base in sub:
                if base not in chain:
                    chain.append(base)
    return _c3_mro(cls, chain)


def _find_impl(cls, registry):
    """Find the implementation registered for the class nearest to `cls`."""
    mro = _compose_mro(cls, registry.keys())
    match = None
    for typ in mro:
        if match is not None:
            # Two abstract classes, neither before the other by inheritance,
            # are a tie that nothing can break.
            if (
                typ in registry
                and typ not in cls.__mro__
                and match not in cls.__mro__
                and not issubclass(match, typ)
            ):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {typ}")
            break
        if typ in registry:
            match = typ
    return registry.get(match)


def _is_union_type(cls):
    """Tell whether an annotation is `X | Y` or `Union[X, Y]`."""
    from typing import get_origin, Union
    from types import UnionType

    return get_origin(cls) in {Union, UnionType}


def _is_dispatch_type(cls):
    """Tell whether `register` accepts this as a type."""
    if isinstance(cls, type) and not isinstance(cls, GenericAlias):
        return True
    return _is_union_type(cls) and all(
        isinstance(arg, type) and not isinstance(arg, GenericAlias) for arg in cls.__args__
    )


def _annotated_dispatch_type(func):
    """Read the dispatch type off the annotation of the function's first parameter."""
    if not getattr(func, "__annotations__", {}):
        raise TypeError(
            f"Invalid first argument to `register()`: {func!r}. "
            f"Use either `@register(some_class)` or plain `@register` "
            f"on an annotated function."
        )
    # Only needed here, and costly to import.
    from typing import get_type_hints

    argname, cls = next(iter(get_type_hints(func).items()))
    if not _is_dispatch_type(cls):
        if _is_union_type(cls):
            raise TypeError(
                f"Invalid annotation for {argname!r}. {cls!r} not all arguments are classes."
            )
        raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
    return cls


def singledispatch(func):
    """Make a generic function: which implementation runs depends on the first argument's type."""
    from abc import get_cache_token
    from types import MappingProxyType
    from weakref import WeakKeyDictionary

    registry = {}
    dispatch_cache = WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """Return the implementation that serves the given class."""
        nonlocal cache_token
        if cache_token is not None:
            current = get_cache_token()
            if cache_token != current:
                dispatch_cache.clear()
                cache_token = current
        try:
            return dispatch_cache[cls]
        except KeyError:
            pass
        try:
            implementation = registry[cls]
        except KeyError:
            implementation = _find_impl(cls, registry)
        dispatch_cache[cls] = implementation
        return implementation

    def register(cls, func=None):
        """Register an implementation for a class; works as a decorator as well."""
        nonlocal cache_token
        if _is_plain_class(cls):
            if func is None:
                return lambda f: register(cls, f)
        elif _is_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(
                    f"Invalid first argument to `register()`. {cls!r} is not a class or union type."
                )
            func = cls
            cls = _annotated_dispatch_type(func)
        for arg in (cls,) if _is_plain_class(cls) else cls.__args__:
            registry[arg] = func
            if cache_token is None and hasattr(arg, "__abstractmethods__"):
                cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _is_plain_class(cls):
    """Tell a class from `list[int]`, which passes for one."""
    return isinstance(cls, type) and not isinstance(cls, GenericAlias)


class singledispatchmethod:
    """A method whose implementation depends on the type of its first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register an implementation for a class; works as a decorator as well."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch

        def _method(*args, **kwargs):
            method = dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
