"""The namespace of an enumeration's body, which tells members from everything else."""


class _Unset:
    """Stands for the value of an `auto()` that is not chosen yet."""

    def __repr__(self):
        return "_auto_null"


_auto_null = _Unset()


class auto:
    """Stands for a value that the enumeration chooses."""

    __module__ = "enum"

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


class member:
    """Makes a member of what would otherwise not become one, such as a function."""

    __module__ = "enum"

    def __init__(self, value):
        self.value = value


class nonmember:
    """Keeps a value from becoming a member."""

    __module__ = "enum"

    def __init__(self, value):
        self.value = value


def _is_descriptor(obj):
    """Tell whether an object is a descriptor, such as a function or a property."""
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    """Tell whether a name has two underscores on each side."""
    return (
        len(name) > 4
        and name[:2] == "__" == name[-2:]
        and name[2] != "_"
        and name[-3] != "_"
    )


def _is_sunder(name):
    """Tell whether a name has one underscore on each side."""
    return (
        len(name) > 2
        and name[0] == "_" == name[-1]
        and name[1] != "_"
        and name[-2] != "_"
    )


def _is_private(cls_name, name):
    """Tell whether a name is one of the class's `__private` names, as the compiler mangles them."""
    prefix = f"_{cls_name}__"
    if len(name) <= len(prefix) or not name.startswith(prefix) or name[len(prefix)] == "_":
        return False
    return name[-1] != "_" or name[-2] != "_"


def _is_internal_class(cls_name, obj):
    """Tell whether a class was defined in the enumeration's body."""
    if cls_name is None or not isinstance(obj, type):
        return False
    outer, _, own = obj.__qualname__.rpartition(".")
    return own == obj.__name__ and (outer == cls_name or outer.endswith(f".{cls_name}"))


# The only names of the form _x_ that a body may assign.
_KNOWN_SUNDERS = frozenset((
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
    "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_",
))


class _EnumDict(dict):
    """Notes the names of members in order, refuses to reuse them, and fills in `auto()`."""

    __module__ = "enum"

    def __init__(self):
        super().__init__()
        # A dict, for its order and its quick look-up.
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._generate_next_value = None
        self._cls_name = None

    def __setitem__(self, key, value):
        if key[:1] == "_" and self._is_special(key):
            key, value = self._set_special(key, value)
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, (int, str)) or not _is_descriptor(value):
            value = self._add_member(key, value)
        super().__setitem__(key, value)

    def _is_special(self, key):
        """Tell whether a name with leading underscore has a meaning other than a member's."""
        return _is_sunder(key) or _is_dunder(key) or _is_private(self._cls_name, key)

    def _set_special(self, key, value):
        """Handle a special name; returns what is to be stored, and under which name."""
        if key == "__order__":
            return "_order_", value
        if not _is_sunder(key) or _is_private(self._cls_name, key):
            return key, value
        if key not in _KNOWN_SUNDERS:
            raise ValueError(
                f"_sunder_ names, such as {key!r}, are reserved for future Enum use"
            )
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            function = value.__func__ if isinstance(value, staticmethod) else value
            self._generate_next_value = function
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return key, value

    def _add_member(self, key, value):
        """Note a new member; returns its value."""
        if key in self:
            # Some method or other attribute has the name already.
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if isinstance(value, type) and _is_internal_class(self._cls_name, value):
            _warn_internal_class()
        chosen = False
        if isinstance(value, member):
            value = value.value
        elif isinstance(value, auto):
            chosen = True
            value = self._fill_in(key, value)
        elif type(value) is tuple and any(isinstance(item, auto) for item in value):
            chosen = True
            value = tuple(
                self._fill_in(key, item) if isinstance(item, auto) else item for item in value
            )
        self._member_names[key] = None
        if not chosen:
            self._last_values.append(value)
        return value

    def _fill_in(self, key, item):
        """Let the enumeration choose the value of an `auto()`."""
        if item.value is _auto_null:
            item.value = self._generate_next_value(
                key, 1, len(self._member_names), self._last_values[:]
            )
            self._auto_called = True
        self._last_values.append(item.value)
        return item.value

    def update(self, members, *more_members, **more):
        """Take over members from mappings, iterables of pairs, and keywords."""
        for source in (members, *more_members, more):
            pairs = source.items() if hasattr(source, "items") else source
            for name, value in pairs:
                self[name] = value


def _warn_internal_class():
    """Warn that a class in the body will one day not become a member."""
    import warnings

    warnings.warn(
        "In 3.13 classes created inside an enum will not become a member.  "
        "Use the `member` decorator to keep the current behavior.",
        DeprecationWarning,
        stacklevel=4,
    )
