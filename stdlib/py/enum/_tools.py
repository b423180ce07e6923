"""Helpers for enumerations that few programs use: checks, conversions, global members."""

import sys

from enum import Enum, ReprEnum, StrEnum
from enum._flags import Flag, KEEP, _is_single_bit


class EnumCheck(StrEnum):
    """What `verify` can check."""

    __module__ = "enum"

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def _aliases(enumeration):
    """List the (alias, name of the member) pairs."""
    return [
        (name, member.name)
        for name, member in enumeration.__members__.items()
        if name != member.name
    ]


def unique(enumeration):
    """Decorate an enumeration that must not have two names for one value."""
    duplicates = _aliases(enumeration)
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


class verify:
    """Decorate an enumeration that must pass the given checks."""

    __module__ = "enum"

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                _check_unique(enumeration)
            elif check is CONTINUOUS:
                _check_continuous(enumeration)
            elif check is NAMED_FLAGS:
                _check_named_flags(enumeration)
        return enumeration


def _check_unique(enumeration):
    duplicates = _aliases(enumeration)
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"aliases found in {enumeration!r}: {details}")


def _check_continuous(enumeration):
    values = {member.value for member in enumeration}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    is_flag = issubclass(enumeration, Flag)
    if is_flag:
        expected = (1 << bit for bit in range(low.bit_length(), high.bit_length() - 1))
    elif issubclass(enumeration, Enum):
        expected = range(low + 1, high)
    else:
        raise Exception("verify: unknown type %r" % type(enumeration))
    missing = [value for value in expected if value not in values]
    if missing:
        kind = "flag" if is_flag else "enum"
        shown = ", ".join(map(str, missing))
        raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {shown}")


def _check_named_flags(enumeration):
    names = enumeration._member_names_
    values = {member.value for member in enumeration}
    incomplete = []
    missing = 0
    for name, alias in enumeration._member_map_.items():
        if name in names or alias.value < 0:
            continue
        unnamed = [bit for bit in _bits(alias.value) if bit not in values]
        if unnamed:
            incomplete.append(name)
            for bit in unnamed:
                missing |= bit
    if not incomplete:
        return
    if len(incomplete) == 1:
        who = f"alias {incomplete[0]} is missing"
    else:
        who = f"aliases {', '.join(incomplete[:-1])} and {incomplete[-1]} are missing"
    what = f"combined values of 0x{missing:x}" if _is_many(missing) else f"value 0x{missing:x}"
    raise ValueError(
        f"invalid Flag {enumeration.__name__!r}: {who} {what}"
        " [use enum.show_flag_values(value) for details]"
    )


def _bits(value):
    """Yield the single bits of a number."""
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def _is_many(value):
    """Tell whether more than one bit is set."""
    return not _is_single_bit(value)


# Enumerations made of a module's constants, and shown as such.


def convert(cls, name, module, filter, source, boundary, as_global):
    """Replace the globals of a module that pass the filter by members of a new enumeration."""
    module_globals = sys.modules[module].__dict__
    source = module_globals if source is None else source.__dict__
    members = [(key, value) for key, value in source.items() if filter(key)]
    try:
        members.sort(key=lambda item: (item[1], item[0]))
    except TypeError:
        # Values of different kinds: sort by name only.
        members.sort(key=lambda item: item[0])
    body = {key: value for key, value in members}
    cls = cls(name, body, module=module, boundary=boundary or KEEP)
    if as_global:
        global_enum(cls)
    else:
        module_globals.update(cls.__members__)
    module_globals[name] = cls
    return cls


def global_enum_repr(self):
    """Show a member as a constant of its module."""
    module = self.__class__.__module__.split(".")[-1]
    return f"{module}.{self._name_}"


def global_flag_repr(self):
    """Show a flag as a combination of constants of its module."""
    cls = self.__class__
    module = cls.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{cls.__name__}({self._value_!r})"
    if _is_single_bit(self._value_):
        return f"{module}.{self._name_}"
    parts = self._name_.split("|")
    if self._boundary_ is not KEEP:
        return "|".join([f"{module}.{part}" for part in parts])
    # The bits without a name are shown as a number.
    return "|".join([part if part[0].isdigit() else f"{module}.{part}" for part in parts])


def global_str(self):
    """Show a member by its bare name."""
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str=False):
    """Decorate an enumeration whose members are to be globals of its module, and look so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def pickle_by_global_name(self, proto):
    """A `__reduce_ex__` for members that are globals of their module."""
    return self.name


# An older name of the same.
_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """A `__reduce_ex__` that finds the member by its name instead of its value."""
    return getattr, (self.__class__, self._name_)


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Turn a plain class into an enumeration, as if it had inherited from `etype`."""

    def convert_class(cls):
        metacls = etype.__class__
        bases = (etype,)
        namespace = metacls.__prepare__(cls.__name__, bases)
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__", "__members__"):
                namespace[name] = value
        namespace["__qualname__"] = cls.__qualname__
        return metacls(cls.__name__, bases, namespace, boundary=boundary)

    return convert_class
