"""Enumerations: `Enum`, `IntEnum`, `StrEnum`, and the metaclass that turns values into members.

Flags live in `_flags` and the rarely used helpers in `_tools`; both are loaded
when first asked for, since most programs want no more than an `Enum`.
"""

from enum._dict import _EnumDict, auto, member, nonmember
from enum._meta import EnumMeta, EnumType, property, _install

__all__ = [
    "EnumType", "EnumMeta",
    "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
    "auto", "unique", "property", "verify", "member", "nonmember",
    "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum",
    "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
    "pickle_by_global_name", "pickle_by_enum_name",
]

# Which file defines each name that is loaded on demand.
_LAZY = {
    "_flags": (
        "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "Flag", "IntFlag",
        "_iter_bits_lsb", "_is_single_bit", "_high_bit", "bin", "show_flag_values",
    ),
    "_tools": (
        "unique", "verify", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
        "global_enum", "global_enum_repr", "global_flag_repr", "global_str",
        "pickle_by_global_name", "pickle_by_enum_name", "_reduce_ex_by_global_name", "_simple_enum",
    ),
    "_dict": ("_is_dunder", "_is_sunder", "_is_private", "_is_descriptor"),
    "_meta": ("_make_class_unpicklable",),
}


def __getattr__(name):
    """Load a name that lives in a file of its own, and keep it."""
    for file, names in _LAZY.items():
        if name in names:
            value = getattr(__import__(f"enum.{file}", fromlist=[name]), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Enum(metaclass=EnumType):
    """
    Create a collection of name/value pairs.

    Example enumeration:

    >>> class Color(Enum):
    ...     RED = 1
    ...     BLUE = 2
    ...     GREEN = 3

    Access them by:

    - attribute access::

    >>> Color.RED
    <Color.RED: 1>

    - value lookup:

    >>> Color(1)
    <Color.RED: 1>

    - name lookup:

    >>> Color['RED']
    <Color.RED: 1>

    Enumerations can be iterated over, and know how many members they have:

    >>> len(Color)
    3

    >>> list(Color)
    [<Color.RED: 1>, <Color.BLUE: 2>, <Color.GREEN: 3>]

    Methods can be added to enumerations, and members can have their own
    attributes -- see the documentation for details.
    """

    def __new__(cls, value):
        """Look a member up by its value; making new ones is the metaclass's business."""
        if type(value) is cls:
            return value
        # Every look-up of a plain value comes through here.
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            # Unhashable values are few, and looked for one by one.
            for candidate in cls._member_map_.values():
                if candidate._value_ == value:
                    return candidate
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        return _missing_member(cls, value)

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        """Choose the value of an `auto()` member: one above the highest so far."""
        if not last_values:
            return start
        last = last_values[-1]
        try:
            last_values.sort()
            if last == last_values[-1]:
                return last + 1
        except TypeError:
            pass
        _warn_unsortable()
        for value in reversed(last_values):
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        """Find a member for a value that is nobody's; subclasses may override it."""
        return None

    def __repr__(self):
        cls = self.__class__
        value_repr = cls._value_repr_ or repr
        return f"<{cls.__name__}.{self._name_}: {value_repr(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __dir__(self):
        """List the public attributes: what is common to all members, and the class's own."""
        cls = self.__class__
        names = set() if cls._member_type_ is object else set(object.__dir__(self))
        names.update(name for name in getattr(self, "__dict__", ()) if name[0] != "_")
        for base in cls.mro():
            for name, attribute in base.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(attribute, property):
                    # A redirect that shows a member is no attribute of members.
                    if attribute.fget is not None or name not in self._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in self._member_map_:
                    names.add(name)
        names.update(("__class__", "__doc__", "__eq__", "__hash__", "__module__"))
        return sorted(names)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # Properties of members that yet leave `name` and `value` free as names of
    # members.

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


def _missing_member(cls, value):
    """Ask the class's `_missing_` for a member, and raise if it has none either."""
    failure = None
    try:
        result = cls._missing_(value)
    except Exception as exc:
        failure = exc
    else:
        if isinstance(result, cls) or _may_eject(cls, result):
            return result
    invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    try:
        if failure is None:
            if result is None:
                raise invalid
            failure = TypeError(
                f"error in {cls.__name__}._missing_: returned {result!r} "
                "instead of None or a valid member"
            )
        if not isinstance(failure, ValueError):
            failure.__context__ = invalid
        raise failure
    finally:
        # Break the cycles of exception, traceback and this frame.
        failure = invalid = None


def _may_eject(cls, result):
    """Tell whether a flag that ejects unknown values made an integer out of one."""
    if not cls._is_flag_ or not isinstance(result, int):
        return False
    from enum._flags import EJECT

    return cls._boundary_ is EJECT


def _warn_unsortable():
    """Warn that `auto()` will one day insist on values that can be sorted."""
    import warnings

    warnings.warn(
        "In 3.13 the default `auto()`/`_generate_next_value_` will require all values"
        " to be sortable and support adding +1\n"
        "and the value returned will be the largest value in the enum incremented by 1",
        DeprecationWarning,
        stacklevel=6,
    )


class ReprEnum(Enum):
    """Changes only the repr; `str()` and `format()` are those of the mixed-in data type."""


_install(Enum, ReprEnum)


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""

    def __new__(cls, *values):
        """Make a member, from the arguments that `str` takes."""
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
        text = str(*values)
        self = str.__new__(cls, text)
        self._value_ = text
        return self

    def _generate_next_value_(name, start, count, last_values):
        """Choose the value of an `auto()` member: its name in lower case."""
        return name.lower()
