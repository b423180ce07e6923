"""time: a time of day."""

# For whoever asks, what is defined here belongs to `datetime`.
__name__ = 'datetime'

from ._calendar import check_time_fields
from ._date import _state_bytes, cmp
from ._text import format_offset, format_time, parse_iso_time, wrap_strftime
from ._timedelta import timedelta
from ._zone import check_tzinfo_arg, check_tzname, check_utc_offset, tzinfo as _tzinfo_class


class time:
    """A time of day: hour, minute, second, microsecond, and perhaps a zone.

    `fold` tells the two apart that have the same name when clocks are set back: 1 is the later one.
    """

    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_hashcode', '_fold'

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            # The state of a pickle; the second argument is the zone.
            state = _state_bytes(hour, 'time')
            if state[0] & 0x7F < 24:
                self = object.__new__(cls)
                self._setstate(state, minute or None)
                self._hashcode = -1
                return self
        hour, minute, second, microsecond, fold = check_time_fields(hour, minute, second, microsecond, fold)
        check_tzinfo_arg(tzinfo)
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._hashcode = -1
        self._fold = fold
        return self

    @property
    def hour(self):
        """hour (0-23)"""
        return self._hour

    @property
    def minute(self):
        """minute (0-59)"""
        return self._minute

    @property
    def second(self):
        """second (0-59)"""
        return self._second

    @property
    def microsecond(self):
        """microsecond (0-999999)"""
        return self._microsecond

    @property
    def tzinfo(self):
        """the zone, or None"""
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    def __eq__(self, other):
        if isinstance(other, time):
            return self._cmp(other, allow_mixed=True) == 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, time):
            return self._cmp(other) <= 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, time):
            return self._cmp(other) < 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, time):
            return self._cmp(other) >= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, time):
            return self._cmp(other) > 0
        return NotImplemented

    def _fields(self):
        return (self._hour, self._minute, self._second, self._microsecond)

    def _cmp(self, other, allow_mixed=False):
        my_offset = other_offset = None
        if self._tzinfo is other._tzinfo:
            same_base = True
        else:
            my_offset = self.utcoffset()
            other_offset = other.utcoffset()
            same_base = my_offset == other_offset
        if same_base:
            return cmp(self._fields(), other._fields())
        if my_offset is None or other_offset is None:
            if allow_mixed:
                # Anything but equal.
                return 2
            raise TypeError("can't compare offset-naive and offset-aware times")
        mine = self._hour * 60 + self._minute - my_offset // timedelta(minutes=1)
        others = other._hour * 60 + other._minute - other_offset // timedelta(minutes=1)
        return cmp((mine, self._second, self._microsecond), (others, other._second, other._microsecond))

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            if not offset:
                self._hashcode = hash(t._getstate()[0])
            else:
                h, m = divmod(timedelta(hours=self._hour, minutes=self._minute) - offset, timedelta(hours=1))
                m //= timedelta(minutes=1)
                if 0 <= h < 24:
                    self._hashcode = hash(time(h, m, self._second, self._microsecond))
                else:
                    self._hashcode = hash((h, m, self._second, self._microsecond))
        return self._hashcode

    def __repr__(self):
        if self._microsecond != 0:
            fields = "%d, %d" % (self._second, self._microsecond)
        elif self._second != 0:
            fields = "%d" % self._second
        else:
            fields = ""
        text = "%s.%s(%d, %d" % (self.__class__.__module__, self.__class__.__qualname__, self._hour, self._minute)
        if fields:
            text += ", " + fields
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        if self._fold:
            text += ", fold=1"
        return text + ")"

    def isoformat(self, timespec='auto'):
        """Return HH:MM:SS[.ffffff][+HH:MM], down to what `timespec` says."""
        return (format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + format_offset(self.utcoffset()))

    __str__ = isoformat

    @classmethod
    def fromisoformat(cls, time_string, /):
        """Return the time that an ISO 8601 string means."""
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        # Times may be marked with a T where the date would end.
        try:
            fields = parse_iso_time(time_string.removeprefix('T'))
        except Exception:
            raise ValueError(f'Invalid isoformat string: {time_string!r}') from None
        return cls(*fields)

    def strftime(self, format):
        """Format as time.strftime does; the date is meaningless."""
        return wrap_strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % type(fmt).__name__)
        if len(fmt) != 0:
            return self.strftime(fmt)
        return str(self)

    def utcoffset(self):
        """Return the offset of the zone, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        check_utc_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """Return the name of the zone, or None."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(None)
        check_tzname(name)
        return name

    def dst(self):
        """Return the daylight saving time, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        check_utc_offset("dst", offset)
        return offset

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return the time with some fields replaced."""
        return type(self)(self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def _getstate(self, protocol=3):
        us2, us3 = divmod(self._microsecond, 256)
        us1, us2 = divmod(us2, 256)
        h = self._hour
        if self._fold and protocol > 3:
            h += 128
        basestate = bytes([h, self._minute, self._second, us1, us2, us3])
        return (basestate,) if self._tzinfo is None else (basestate, self._tzinfo)

    def _setstate(self, state, tzinfo):
        if tzinfo is not None and not isinstance(tzinfo, _tzinfo_class):
            raise TypeError("bad tzinfo state arg")
        h, self._minute, self._second, us1, us2, us3 = state
        self._fold = h >> 7
        self._hour = h & 0x7F
        self._microsecond = (us1 << 8 | us2) << 8 | us3
        self._tzinfo = tzinfo

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
