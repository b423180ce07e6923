"""`Flag` and `IntFlag`: enumerations whose members combine with `|`, `&` and `^`."""

from enum import Enum, ReprEnum, StrEnum, auto
from enum._meta import _install_flag, _is_single_bit


class FlagBoundary(StrEnum):
    """What a flag does with bits that none of its members has."""

    __module__ = "enum"

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _high_bit(value):
    """Return the number of the highest bit that is set, -1 for zero."""
    return value.bit_length() - 1


def _iter_bits_lsb(num):
    """Yield the single bits of a number, or of a flag's value, lowest first."""
    if isinstance(num, Enum):
        num = num._value_
    if num < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while num:
        bit = num & -num
        yield bit
        num ^= bit


def show_flag_values(value):
    """List the single bits of a flag's value."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """Show a number in binary with its sign apart, in two's complement: `0b1 0110`."""
    width = num.bit_length()
    sign = "1" if num < 0 else "0"
    digits = f"{num & ((1 << width) - 1):0{width}b}" if width else ""
    if max_bits is not None:
        digits = digits.rjust(max_bits, sign)
    return f"0b{sign} {digits}"


class Flag(Enum, boundary=STRICT):
    """Support for flags"""

    __module__ = "enum"

    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        """Choose the value of an `auto()` member: the next higher single bit."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = _high_bit(last_value)
        except Exception:
            raise TypeError(f"invalid flag value {last_value!r}") from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        """Yield the members that a value consists of, by value."""
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """Yield the members that a value consists of, in order of definition."""
        yield from sorted(
            cls._iter_member_by_value_(value), key=lambda member: member._sort_order_
        )

    @classmethod
    def _missing_(cls, value):
        """Make the member for a combination of bits that has no name of its own."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is EJECT:
                return value
            value = _within_boundary(cls, value)
        negative = None
        if value < 0:
            negative = value
            value += all_bits + 1
        if value & ~mask and cls._boundary_ is not KEEP:
            unknown = value & ~mask
            raise ValueError(
                f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]"
            )
        member = cls._value2member_map_.setdefault(value, _combination(cls, value))
        if negative is not None:
            cls._value2member_map_[negative] = member
        return member

    def __contains__(self, other):
        """Tell whether all bits of the other flag are in this one."""
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r}"
                f" and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        value = (cls._value_repr_ or repr)(self._value_)
        if self._name_ is None:
            return f"<{cls.__name__}: {value}>"
        return f"<{cls.__name__}.{self._name_}: {value}>"

    def __str__(self):
        cls = self.__class__
        if self._name_ is None:
            return f"{cls.__name__}({self._value_!r})"
        return f"{cls.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        value = _operand(self, other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = _operand(self, other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = _operand(self, other)
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _operand(flag, other):
    """Return the value of the other operand, of the same flag or of its data type."""
    if isinstance(other, flag.__class__):
        return other._value_
    if flag._member_type_ is not object and isinstance(other, flag._member_type_):
        return other
    return NotImplemented


def _within_boundary(cls, value):
    """Do with a value out of bounds what the flag's boundary says."""
    boundary = cls._boundary_
    mask, all_bits = cls._flag_mask_, cls._all_bits_
    if boundary is CONFORM:
        return value & mask
    if boundary is KEEP:
        if value < 0:
            value += max(all_bits + 1, 1 << value.bit_length())
        return value
    if boundary is STRICT:
        width = max(value.bit_length(), mask.bit_length())
        raise ValueError(
            f"{cls!r} invalid value {value!r}\n"
            f"    given {bin(value, width)}\n"
            f"  allowed {bin(mask, width)}"
        )
    raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")


def _combination(cls, value):
    """Create a member that is a combination of others, and name it after them."""
    if cls._member_type_ is object:
        member = object.__new__(cls)
    else:
        member = cls._member_type_.__new__(cls, value)
    if not hasattr(member, "_value_"):
        member._value_ = value
    singles = value & cls._singles_mask_
    aliases = value & ~cls._singles_mask_
    member._name_ = _combined_name(cls, value, singles, aliases)
    return member


def _combined_name(cls, value, singles, aliases):
    """Join the names of the members in a value; the bits that remain are shown as a number."""
    if not singles and not aliases:
        return None
    members = list(cls._iter_member_(singles))
    covered = 0
    for member in members:
        covered |= member._value_
    if aliases:
        value = singles | aliases
        for member in cls._member_map_.values():
            part = member._value_
            if part and member not in members and part & value == part:
                members.append(member)
                covered |= part
    unknown = value ^ covered
    if not covered:
        return None
    if unknown and cls._boundary_ is STRICT:
        raise ValueError(f"{cls!r}: no members with value {unknown!r}")
    names = [member._name_ for member in members]
    if unknown:
        names.append(cls._numeric_repr_(unknown))
    return "|".join(names)


_install_flag(Flag)
Flag._is_flag_ = True
Flag._boundary_ = STRICT
Flag._flag_mask_ = Flag._singles_mask_ = Flag._all_bits_ = 0
Flag._inverted_ = None


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Support for integer-based Flags"""

    __module__ = "enum"
