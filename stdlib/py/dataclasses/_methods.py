"""The generated methods, and what else is added to the class."""

from dataclasses._fields import (
    MISSING, FrozenInstanceError, _FIELD, _FIELD_INITVAR, _FIELDS, _HAS_DEFAULT_FACTORY,
)

# Functions of this file end up in users' classes.
__name__ = "dataclasses"

_POST_INIT_NAME = "__post_init__"


def _add_methods(
    cls, params, generated_init, hash_action, init_fields, positional, slots, module_globals
):
    """Generate the methods that the parameters ask for and the class does not define."""
    plain = [f for f in init_fields if f._field_type is _FIELD]
    source = _Source()
    if params.init:
        _check_default_order(positional)
    if generated_init:
        _write_init(source, cls, params, init_fields, positional, slots)
    if params.repr and "__repr__" not in cls.__dict__:
        _write_repr(source, [f for f in plain if f.repr])
    compared = [f for f in plain if f.compare]
    if params.eq and "__eq__" not in cls.__dict__:
        _write_eq(source, "__eq__", "==", compared)
    if hash_action is _add_hash:
        hashed = [f for f in plain if (f.compare if f.hash is None else f.hash)]
        source.method("__hash__", "self", [f"return hash({_tuple_of('self', hashed)})"])
    source.compile_into(cls, module_globals)
    if generated_init:
        annotations = {f.name: f.type for f in _in_call_order(init_fields, positional)}
        annotations["return"] = None
        cls.__init__.__annotations__ = annotations
    if params.order:
        _add_order(cls, compared, module_globals)
    if params.frozen:
        _freeze(cls, plain)
    if hash_action not in (None, _add_hash):
        hash_action(cls)


class _Source:
    """The methods of one class: their source, and the objects that it refers to."""

    def __init__(self):
        self.lines = []
        self.names = []
        self.helpers = {}

    def method(self, name, params, body):
        """Add a method."""
        self.names.append(name)
        self.lines.append(f" def {name}({params}):")
        self.lines.extend(f"  {line}" for line in body)

    def compile_into(self, cls, module_globals):
        """Compile all methods and add them to the class.

        They are made inside of a function whose parameters are the objects
        they refer to, and so leave the module's globals, which are theirs as
        well, untouched.
        """
        if not self.names:
            return
        params = ", ".join(self.helpers)
        result = ", ".join(self.names)
        text = "\n".join(
            [f"def __dataclass_make__({params}):", *self.lines, f" return ({result},)"]
        )
        namespace = {}
        exec(text, module_globals, namespace)
        methods = namespace["__dataclass_make__"](**self.helpers)
        for method in methods:
            method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
            # Tells pprint that a repr is not the class's own idea.
            method._of_dataclass = True
            setattr(cls, method.__name__, method)


def _in_call_order(init_fields, positional):
    """List the parameters of `__init__`: positional ones, then keyword-only ones."""
    return positional + [f for f in init_fields if f.init and f.kw_only]


def _write_init(source, cls, params, init_fields, positional, slots):
    """Write `__init__`: one assignment per field, then the call of `__post_init__`."""
    self_name = "__dataclass_self__" if any(f.name == "self" for f in init_fields) else "self"
    parameters = [self_name]
    parameters.extend(_init_param(source, f) for f in positional)
    keyword_only = [f for f in init_fields if f.init and f.kw_only]
    if keyword_only:
        parameters.append("*")
        parameters.extend(_init_param(source, f) for f in keyword_only)
    body = []
    for f in init_fields:
        value = _init_value(source, f, slots)
        if value is None:
            continue
        if params.frozen:
            source.helpers["__dataclass_object__"] = object
            body.append(f"__dataclass_object__.__setattr__({self_name},{f.name!r},{value})")
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if hasattr(cls, _POST_INIT_NAME):
        passed = ",".join([f.name for f in init_fields if f._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.{_POST_INIT_NAME}({passed})")
    source.method("__init__", ", ".join(parameters), body or ["pass"])


def _check_default_order(positional):
    """Refuse a field without default after one with."""
    seen_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")


def _init_param(source, f):
    """Write the parameter of one field."""
    if f.default is not MISSING:
        helper = f"__dataclass_dflt_{f.name}__"
        source.helpers[helper] = f.default
        return f"{f.name}={helper}"
    if f.default_factory is not MISSING:
        source.helpers["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
        return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
    return f.name


def _init_value(source, f, slots):
    """Write the value that `__init__` assigns to a field, or None where it assigns nothing."""
    if f._field_type is _FIELD_INITVAR:
        return None
    helper = f"__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        source.helpers[helper] = f.default_factory
        if not f.init:
            return f"{helper}()"
        return f"{helper}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}"
    if f.init:
        return f.name
    if slots and f.default is not MISSING:
        # A class with slots cannot keep the default as a class attribute.
        source.helpers[helper] = f.default
        return helper
    return None


def _write_repr(source, shown):
    """Write `__repr__`, with a guard against a field that leads back to the instance."""
    from _thread import get_ident

    items = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in shown])
    source.helpers["__dataclass_running__"] = set()
    source.helpers["__dataclass_ident__"] = get_ident
    source.method("__repr__", "self", [
        "key = (id(self), __dataclass_ident__())",
        "if key in __dataclass_running__: return '...'",
        "__dataclass_running__.add(key)",
        f"try: return self.__class__.__qualname__ + f\"({items})\"",
        "finally: __dataclass_running__.discard(key)",
    ])


def _write_eq(source, name, operator, compared):
    """Write a comparison, which two instances of the very same class do as tuples."""
    mine, theirs = _tuple_of("self", compared), _tuple_of("other", compared)
    source.method(name, "self,other", [
        "if other.__class__ is self.__class__:",
        f" return {mine}{operator}{theirs}",
        "return NotImplemented",
    ])


def _tuple_of(obj, fields):
    """Write the tuple of an object's fields."""
    if not fields:
        return "()"
    return "(" + "".join([f"{obj}.{f.name}," for f in fields]) + ")"


def _add_order(cls, compared, module_globals):
    """Add the four orderings."""
    for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
        if name in cls.__dict__:
            raise TypeError(
                f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                "Consider using functools.total_ordering"
            )
        # Each for itself, so that tracebacks number their lines as CPython does.
        source = _Source()
        _write_eq(source, name, operator, compared)
        source.compile_into(cls, module_globals)


def _freeze(cls, plain):
    """Add the methods that refuse to assign and delete fields."""
    names = frozenset([f.name for f in plain])

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        name = method.__name__
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)


# Hashing: what to do depends on the parameters and on what the class defines.


def _add_hash(cls):
    """Stands for generating `__hash__`, which happens together with the other methods."""


def _set_unhashable(cls):
    cls.__hash__ = None


def _refuse_hash(cls):
    raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")


def _hash_action(cls, params):
    """Choose what to do about `__hash__`."""
    own = cls.__dict__.get("__hash__", MISSING)
    # Python itself sets it to None where a class defines `__eq__` only.
    explicit = own is not MISSING and not (own is None and "__eq__" in cls.__dict__)
    if params.unsafe_hash:
        return _refuse_hash if explicit else _add_hash
    if not params.eq or explicit:
        return None
    return _add_hash if params.frozen else _set_unhashable


# The signature in the docstring of a class that has none.


def _signature_text(cls, generated_init, init_fields):
    """Write the signature of a call of the class."""
    if not generated_init or type(cls).__call__ is not type.__call__:
        return _inspected_signature(cls)
    if "__new__" in {name for base in cls.__mro__[:-1] for name in base.__dict__}:
        return _inspected_signature(cls)
    positional = [f for f in init_fields if f.init and not f.kw_only]
    keyword_only = [f for f in init_fields if f.init and f.kw_only]
    shown = [_param_text(f) for f in positional]
    if keyword_only:
        shown.append("*")
        shown.extend(_param_text(f) for f in keyword_only)
    return f"({', '.join(shown)})"


def _inspected_signature(cls):
    """Have the signature of an unusual class found out; costly, but it knows all cases."""
    import inspect

    try:
        return str(inspect.signature(cls)).replace(" -> None", "")
    except (TypeError, ValueError):
        # Some built-in bases have none.
        return ""


def _param_text(f):
    """Write a parameter with its annotation and default."""
    text = f"{f.name}: {_annotation_text(f.type)}"
    if f.default is not MISSING:
        return f"{text} = {f.default!r}"
    if f.default_factory is not MISSING:
        return f"{text} = <factory>"
    return text


def _annotation_text(annotation):
    """Write an annotation as `inspect.signature` shows it."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type(list[int])):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == "builtins":
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


# Slots.


def _field_names(obj):
    """List the names of the fields of a class or an instance."""
    return [f.name for f in getattr(obj, _FIELDS).values() if f._field_type is _FIELD]


def _slots_of(cls):
    """List the slots that a class itself declares."""
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if hasattr(slots, "__next__") or not hasattr(slots, "__iter__"):
        # An iterator was used up when the class was created.
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return slots


def _add_slots(cls, is_frozen, weakref_slot):
    """Create the class anew with `__slots__`, which cannot be added to an existing one."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = _field_names(cls)
    inherited = {slot for base in cls.__mro__[1:-1] for slot in _slots_of(base)}
    wanted = [*names, "__weakref__"] if weakref_slot else names
    namespace["__slots__"] = tuple([name for name in wanted if name not in inherited])
    for name in names:
        # A default left here would clash with the slot.
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        # Unpickling must get around the refusal to assign.
        if "__getstate__" not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def _dataclass_getstate(self):
    return [getattr(self, name) for name in _field_names(self)]


def _dataclass_setstate(self, state):
    for name, value in zip(_field_names(self), state):
        object.__setattr__(self, name, value)
