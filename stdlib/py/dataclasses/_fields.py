"""Fields: how they are described, and how they are collected from a class."""

import sys

# The classes belong to the package as users see it.
__name__ = "dataclasses"

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


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
