"""Classes that are mostly data: `@dataclass` writes their methods from the annotated fields.

`_fields` collects the fields and `_methods` generates: `__init__`, `__repr__`,
`__eq__` and `__hash__` are written as source and compiled together, once per
class, so that they have real signatures and run at the speed of hand-written
ones.
"""

import sys

from dataclasses._fields import (
    KW_ONLY, MISSING, Field, FrozenInstanceError, InitVar, _FIELD, _FIELD_CLASSVAR,
    _FIELD_INITVAR, _FIELDS, _PARAMS, _inherited_fields, _own_fields, field,
)
from dataclasses._methods import _add_methods, _add_slots, _hash_action, _signature_text

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
    "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]


class _DataclassParams:
    """The arguments that `dataclass` was called with."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        shown = ",".join([f"{name}={getattr(self, name)!r}" for name in self.__slots__])
        return f"_DataclassParams({shown})"


def dataclass(
    cls=None,
    /,
    *,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
):
    """Add generated methods to a class, according to its annotated fields."""
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)

    def wrap(cls):
        return _process_class(cls, params, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def _process_class(cls, params, match_args, kw_only, slots, weakref_slot):
    """Do all the work of the decorator."""
    module_globals = _module_globals(cls)
    setattr(cls, _PARAMS, params)
    all_fields, frozen_bases = _inherited_fields(cls)
    cls_fields = _own_fields(cls, kw_only)
    for f in cls_fields:
        all_fields[f.name] = f
        # The class shows the default itself, not its description.
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    _check_frozen(frozen_bases, params.frozen)
    setattr(cls, _FIELDS, all_fields)
    # Taken before methods are added, so that only the class's own `__eq__` counts.
    hash_action = _hash_action(cls, params)
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    init_fields = [f for f in all_fields.values() if f._field_type is not _FIELD_CLASSVAR]
    positional = [f for f in init_fields if f.init and not f.kw_only]
    generated_init = params.init and "__init__" not in cls.__dict__
    _add_methods(
        cls, params, generated_init, hash_action, init_fields, positional, slots, module_globals
    )
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(cls, generated_init, init_fields)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in positional])
    if slots:
        cls = _add_slots(cls, params.frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    if hasattr(cls, "__abstractmethods__"):
        import abc

        abc.update_abstractmethods(cls)
    return cls


def _module_globals(cls):
    """Return the globals of the module that the class belongs to."""
    module = sys.modules.get(cls.__module__)
    # A class may claim a module that does not exist.
    return {} if module is None else module.__dict__


def _check_frozen(frozen_bases, frozen):
    """Refuse to mix frozen and other dataclasses in one inheritance chain."""
    if any(frozen_bases) and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if frozen_bases and not any(frozen_bases) and frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")


# Working with dataclasses.


def fields(class_or_instance):
    """Return a tuple of the fields of a dataclass or of an instance."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Tell whether an object is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Turn a dataclass instance into a dict, and so on within lists, tuples and dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda f, value: (f.name, value), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """Turn a dataclass instance into a tuple, and so on within lists, tuples and dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda f, value: value, tuple_factory)


# Immutable values that a deep copy returns as they are.
_ATOMIC = frozenset((
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), range,
))


def _converted(obj, entry, factory):
    """Convert an object for `asdict` and `astuple`: dataclasses by the factory, the rest copied."""
    cls = type(obj)
    if cls in _ATOMIC:
        return obj
    if hasattr(cls, _FIELDS):
        return factory(
            [entry(f, _converted(getattr(obj, f.name), entry, factory)) for f in fields(obj)]
        )
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        # A named tuple takes its items one by one.
        return cls(*[_converted(item, entry, factory) for item in obj])
    if isinstance(obj, (list, tuple)):
        return cls([_converted(item, entry, factory) for item in obj])
    if isinstance(obj, dict):
        return cls(
            (_converted(key, entry, factory), _converted(value, entry, factory))
            for key, value in obj.items()
        )
    import copy

    return copy.deepcopy(obj)


def make_dataclass(
    cls_name,
    fields,
    *,
    bases=(),
    namespace=None,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
):
    """Create a dataclass from a list of names, (name, type) and (name, type, field)."""
    import types

    annotations, defaults = _parse_field_list(fields)

    def exec_body(body):
        body.update({} if namespace is None else namespace)
        body.update(defaults)
        body["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body)
    return dataclass(
        cls,
        init=init,
        repr=repr,
        eq=eq,
        order=order,
        unsafe_hash=unsafe_hash,
        frozen=frozen,
        match_args=match_args,
        kw_only=kw_only,
        slots=slots,
        weakref_slot=weakref_slot,
    )


def _parse_field_list(fields):
    """Turn the field list of `make_dataclass` into annotations and defaults."""
    from keyword import iskeyword

    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    return annotations, defaults


def replace(obj, /, **changes):
    """Make a new instance of the same class, with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, "
                    "it cannot be specified with replace()"
                )
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
