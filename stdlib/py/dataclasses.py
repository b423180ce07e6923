"""Classes that are mostly data: `@dataclass` writes their methods from the annotated fields.

`__init__`, `__repr__`, `__eq__` and `__hash__` are generated as source and
compiled together, once per class, so that they have real signatures and run
at the speed of hand-written ones.
"""

import sys

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
    "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"


class FrozenInstanceError(AttributeError):
    """Raised upon assignment to a field of a frozen dataclass."""


class _HAS_DEFAULT_FACTORY_CLASS:
    """The type of the default that stands for a call of the default factory."""

    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    """The type of the value that tells "not given" from None."""


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    """The type of the marker after which fields are keyword-only."""


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = type(type.__dict__)({})


class _FIELD_BASE:
    """Names a kind of field."""

    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")


class InitVar:
    """Annotates a parameter of `__init__` that is passed on to `__post_init__`, and no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            shown = self.type.__name__
        else:
            shown = repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


# A field's type or default may lead back to the field.
_fields_being_shown = set()


class Field:
    """What is known about one field."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init",
        "compare", "metadata", "kw_only", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        if metadata is None:
            self.metadata = _EMPTY_METADATA
        else:
            self.metadata = type(_EMPTY_METADATA)(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        key = id(self)
        if key in _fields_being_shown:
            return "..."
        _fields_being_shown.add(key)
        try:
            return self._text()
        finally:
            _fields_being_shown.discard(key)

    def _text(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},"
            f"repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},"
            f"metadata={self.metadata!r},kw_only={self.kw_only!r},"
            f"_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        # The default would have been told its name, had it been assigned directly.
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name:
            set_name(self.default, owner, name)

    __class_getitem__ = classmethod(type(list[int]))


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


def field(
    *,
    default=MISSING,
    default_factory=MISSING,
    init=True,
    repr=True,
    hash=None,
    compare=True,
    metadata=None,
    kw_only=MISSING,
):
    """Describe a field in more detail than a plain default value does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


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


# Collecting the fields.


def _inherited_fields(cls):
    """Collect the fields of the bases; also tells which of them are frozen."""
    inherited = {}
    frozen = []
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            inherited.update(base_fields)
            frozen.append(getattr(base, _PARAMS).frozen)
    return inherited, frozen


def _check_frozen(frozen_bases, frozen):
    """Refuse to mix frozen and other dataclasses in one inheritance chain."""
    if any(frozen_bases) and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if frozen_bases and not any(frozen_bases) and frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")


def _own_fields(cls, kw_only):
    """Make the fields of the class's own annotations, in order."""
    annotations = cls.__dict__.get("__annotations__", {})
    own = []
    marker_seen = False
    for name, annotation in annotations.items():
        if _is_kw_only_marker(annotation, cls):
            if marker_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            marker_seen = True
            kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return own


def _make_field(cls, name, annotation, kw_only):
    """Make one field of an annotation and of what is assigned to the name."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _member_descriptor):
            # A slot of that name is no default.
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of_field(annotation, cls)
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        # Being unhashable stands for being mutable, and shared by all instances.
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: "
            "use default_factory"
        )
    return f


class _Slotted:
    """Exists so that the type of its slot can be taken."""

    __slots__ = ("slot",)


_member_descriptor = type(_Slotted.slot)


def _kind_of_field(annotation, cls):
    """Tell fields from class variables and init-only ones.

    typing is not imported for this: a program that annotates with ClassVar
    has done so itself.
    """
    typing = sys.modules.get("typing")
    if typing is not None:
        if _is_classvar(annotation, typing):
            return _FIELD_CLASSVAR
        if isinstance(annotation, str) and _names(
            annotation, cls, typing, lambda found: _is_classvar(found, typing)
        ):
            return _FIELD_CLASSVAR
    module = sys.modules[__name__]
    if _is_initvar(annotation):
        return _FIELD_INITVAR
    if isinstance(annotation, str) and _names(annotation, cls, module, _is_initvar):
        return _FIELD_INITVAR
    return _FIELD


def _is_classvar(annotation, typing):
    return annotation is typing.ClassVar or (
        type(annotation) is typing._GenericAlias and annotation.__origin__ is typing.ClassVar
    )


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only_marker(annotation, cls):
    """Tell whether an annotation is KW_ONLY, spelled out or as a text."""
    if isinstance(annotation, str):
        return _names(annotation, cls, sys.modules[__name__], lambda found: found is KW_ONLY)
    return annotation is KW_ONLY


def _names(annotation, cls, home, accepts):
    """Tell whether a text annotation names something of the module `home` that is accepted.

    The text is not evaluated, which could fail: only what it starts with is
    looked up, `name` in the class's module or `module.name`.
    """
    prefix, name = _leading_names(annotation)
    if name is None:
        return False
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if prefix is not None:
        if namespace.get(prefix) is not home:
            return False
        namespace = home.__dict__
    return name in namespace and accepts(namespace[name])


def _leading_names(text):
    """Split `module.Name[...]` into ("module", "Name") and `Name[...]` into (None, "Name")."""
    first, rest = _leading_identifier(text)
    if first is None or not rest.startswith("."):
        return None, first
    second, _ = _leading_identifier(rest[1:])
    if second is None:
        return None, first
    return first, second


def _leading_identifier(text):
    """Split a text into the identifier at its start, or None, and what follows it."""
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end] or None, text[end:].lstrip()


# Generating the methods.


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
    names = [f.name for f in fields(cls)]
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
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


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
