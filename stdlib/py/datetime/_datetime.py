"""datetime: a day and a time of day."""

# For whoever asks, what is defined here belongs to `datetime`.
__name__ = 'datetime'

from math import modf as _modf

from . import _zone
from ._calendar import MAX_ORDINAL, check_date_fields, check_time_fields, ymd_to_ordinal
from ._date import _DAYNAMES, _MONTHNAMES, _state_bytes, build_struct_time, cmp, date
from ._text import find_date_end, format_offset, format_time, parse_iso_date, parse_iso_time
from ._time import time
from ._timedelta import timedelta
from ._zone import check_tzinfo_arg, check_tzname, check_utc_offset, timezone, tzinfo as _tzinfo_class

# Clocks are never set back by more than this.
_MAX_FOLD_SECONDS = 24 * 3600


class datetime(date):
    """A moment: the fields of a date and of a time of day, and perhaps a zone.

    `fold` tells the two apart that have the same name when clocks are set back: 1 is the later one.
    """

    __slots__ = time.__slots__

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0,
                microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(year, (bytes, str)) and len(year) == 10:
            # The state of a pickle; the second argument is the zone.
            state = _state_bytes(year, 'datetime')
            if 1 <= state[2] & 0x7F <= 12:
                self = object.__new__(cls)
                self._setstate(state, month)
                self._hashcode = -1
                return self
        if month is None:
            raise TypeError("function missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("function missing required argument 'day' (pos 3)")
        year, month, day = check_date_fields(year, month, day)
        hour, minute, second, microsecond, fold = check_time_fields(hour, minute, second, microsecond, fold)
        check_tzinfo_arg(tzinfo)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
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

    # --- making ----------------------------------------------------------------------------------------------------

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        """Return the time of a POSIX timestamp, rounded to the microsecond, half-way to the even one."""
        import time as _time
        frac, t = _modf(t)
        us = round(frac * 1e6)
        if us >= 1000000:
            t += 1
            us -= 1000000
        elif us < 0:
            t -= 1
            us += 1000000
        converter = _time.gmtime if utc else _time.localtime
        y, m, d, hh, mm, ss, weekday, jday, dst = converter(t)
        # A leap second, if the platform has them, becomes the last one before it.
        ss = min(ss, 59)
        result = cls(y, m, d, hh, mm, ss, us, tz)
        if tz is None and not utc:
            # Was the clock set back within the last day, so that this time comes for the second time?
            y, m, d, hh, mm, ss = converter(t - _MAX_FOLD_SECONDS)[:6]
            probe1 = cls(y, m, d, hh, mm, ss, us, tz)
            trans = result - probe1 - timedelta(0, _MAX_FOLD_SECONDS)
            if trans.days < 0:
                y, m, d, hh, mm, ss = converter(t + trans // timedelta(0, 1))[:6]
                probe2 = cls(y, m, d, hh, mm, ss, us, tz)
                if probe2 == result:
                    result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Return the local time of a POSIX timestamp, or the time in a zone."""
        check_tzinfo_arg(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """Return the naive UTC time of a POSIX timestamp."""
        return cls._fromtimestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """Return the current local time, or that in a zone."""
        import time as _time
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Return the current UTC time, naive."""
        import time as _time
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Return the moment of a day and a time of day."""
        if not isinstance(date, _date_class):
            raise TypeError("combine() argument 1 must be datetime.date, not %s" % type(date).__name__)
        if not isinstance(time, _time_class):
            raise TypeError("combine() argument 2 must be datetime.time, not %s" % type(time).__name__)
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """Return the moment that an ISO 8601 string means."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(date_string) < 7:
                raise ValueError("too short")
            end = find_date_end(date_string)
            date_fields = parse_iso_date(date_string[:end])
            tstr = date_string[end + 1:]
            time_fields = parse_iso_time(tstr) if tstr else [0, 0, 0, 0, None]
            if not tstr and len(date_string) > end:
                raise ValueError("nothing after the separator")
        except Exception:
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None
        return cls(*(date_fields + time_fields))

    @classmethod
    def strptime(cls, date_string, format, /):
        """Return the moment that a string means when read by a format."""
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """Return the moment with some fields replaced."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day,
                          self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    # --- parts and other forms -------------------------------------------------------------------------------------

    def timetuple(self):
        """Return a time.struct_time of the local time."""
        dst = self.dst()
        dst = -1 if dst is None else 1 if dst else 0
        return build_struct_time(self._year, self._month, self._day, self._hour, self._minute, self._second, dst)

    def utctimetuple(self):
        """Return a time.struct_time of the UTC time."""
        offset = self.utcoffset()
        if offset:
            self -= offset
        return build_struct_time(self.year, self.month, self.day, self.hour, self.minute, self.second, 0)

    def _local_seconds_to_utc(self):
        """Return the POSIX timestamp, in whole seconds, of a naive local time."""
        import time as _time

        def seconds(y, m, d, hh, mm, ss):
            return ((ymd_to_ordinal(y, m, d) - _EPOCH_ORDINAL) * 24 + hh) * 3600 + mm * 60 + ss

        def local(u):
            return seconds(*_time.localtime(u)[:6])
        wanted = seconds(self._year, self._month, self._day, self._hour, self._minute, self._second)
        # The offset that holds at a moment near by leads to a first guess.
        a = local(wanted) - wanted
        u1 = wanted - a
        t1 = local(u1)
        if t1 == wanted:
            # Found one; is there another with the same name a day around?
            u2 = u1 + (-_MAX_FOLD_SECONDS, _MAX_FOLD_SECONDS)[self._fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = t1 - u1
        u2 = wanted - b
        t2 = local(u2)
        if t2 == wanted:
            return u2
        if t1 == wanted:
            return u1
        # No such local time exists: the clock was set forward past it.
        return (max, min)[self._fold](u1, u2)

    def timestamp(self):
        """Return the POSIX timestamp; a naive time is taken as local."""
        if self._tzinfo is None:
            return self._local_seconds_to_utc() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def date(self):
        """Return the day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """Return the time of day, without the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """Return the time of day with the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def _local_timezone(self):
        import time as _time
        if self._tzinfo is None:
            ts = self._local_seconds_to_utc()
            # Of the two times around a gap, the one whose offset is meant.
            ts2 = self.replace(fold=1 - self._fold)._local_seconds_to_utc()
            if ts2 != ts and (ts2 > ts) == bool(self._fold):
                ts = ts2
        else:
            ts = (self - _EPOCH) // timedelta(seconds=1)
        localtm = _time.localtime(ts)
        return timezone(timedelta(seconds=localtm.tm_gmtoff), localtm.tm_zone)

    def astimezone(self, tz=None):
        """Return the same moment in another zone, by default the local one."""
        if tz is None:
            tz = self._local_timezone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(tz).__name__)
        mytz = self._tzinfo
        if mytz is None:
            mytz = self._local_timezone()
            myoffset = mytz.utcoffset(self)
        else:
            myoffset = mytz.utcoffset(self)
            check_utc_offset("utcoffset", myoffset)
            if myoffset is None:
                mytz = self.replace(tzinfo=None)._local_timezone()
                myoffset = mytz.utcoffset(self)
        if tz is mytz:
            return self
        utc = (self - myoffset).replace(tzinfo=tz)
        return tz.fromutc(utc)

    # --- text --------------------------------------------------------------------------------------------------------

    def ctime(self):
        """Return the moment as C's ctime() writes it."""
        weekday = self.toordinal() % 7 or 7
        return "%s %s %2d %02d:%02d:%02d %04d" % (
            _DAYNAMES[weekday - 1], _MONTHNAMES[self._month], self._day,
            self._hour, self._minute, self._second, self._year)

    def isoformat(self, sep='T', timespec='auto'):
        """Return YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM], with another separator, down to what `timespec` says."""
        return ("%04d-%02d-%02d%c" % (self._year, self._month, self._day, sep)
                + format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + format_offset(self.utcoffset()))

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if fields[-1] == 0:
            del fields[-1]
        if fields[-1] == 0:
            del fields[-1]
        text = "%s.%s(%s" % (self.__class__.__module__, self.__class__.__qualname__, ", ".join(map(str, fields)))
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        if self._fold:
            text += ", fold=1"
        return text + ")"

    def __str__(self):
        return self.isoformat(sep=' ')

    # --- the zone ----------------------------------------------------------------------------------------------------

    def utcoffset(self):
        """Return the offset of the zone at this moment, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        check_utc_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """Return the name of the zone at this moment, or None."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        check_tzname(name)
        return name

    def dst(self):
        """Return the daylight saving time at this moment, or None."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        check_utc_offset("dst", offset)
        return offset

    # --- comparison and arithmetic -------------------------------------------------------------------------------------

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._cmp(other, allow_mixed=True) == 0
        if not isinstance(other, date):
            return NotImplemented
        return False

    def _order(self, other):
        """Return the comparison with another datetime, None for what has another class altogether."""
        if isinstance(other, datetime):
            return self._cmp(other)
        if isinstance(other, date):
            raise TypeError("can't compare %s to %s" % (_full_name(self), _full_name(other)))
        return None

    def __le__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order <= 0

    def __lt__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order < 0

    def __ge__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order >= 0

    def __gt__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order > 0

    def _fields(self):
        return (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond)

    def _cmp(self, other, allow_mixed=False):
        my_offset = other_offset = None
        if self._tzinfo is other._tzinfo:
            same_base = True
        else:
            my_offset = self.utcoffset()
            other_offset = other.utcoffset()
            # A time that its zone cannot tell from another equals none in a different zone.
            if allow_mixed:
                if my_offset != self.replace(fold=not self._fold).utcoffset():
                    return 2
                if other_offset != other.replace(fold=not other._fold).utcoffset():
                    return 2
            same_base = my_offset == other_offset
        if same_base:
            return cmp(self._fields(), other._fields())
        if my_offset is None or other_offset is None:
            if allow_mixed:
                # Anything but equal.
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        diff = self - other
        if diff.days < 0:
            return -1
        return 1 if diff else 0

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        delta = timedelta(self.toordinal(), hours=self._hour, minutes=self._minute, seconds=self._second,
                          microseconds=self._microsecond) + other
        hour, rem = divmod(delta.seconds, 3600)
        minute, second = divmod(rem, 60)
        if 0 < delta.days <= MAX_ORDINAL:
            return type(self).combine(_date_class.fromordinal(delta.days),
                                      _time_class(hour, minute, second, delta.microseconds, tzinfo=self._tzinfo))
        raise OverflowError("date value out of range")

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, timedelta):
                return self + -other
            return NotImplemented
        base = timedelta(self.toordinal() - other.toordinal(),
                         (self._hour - other._hour) * 3600 + (self._minute - other._minute) * 60
                         + self._second - other._second,
                         self._microsecond - other._microsecond)
        if self._tzinfo is other._tzinfo:
            return base
        my_offset = self.utcoffset()
        other_offset = other.utcoffset()
        if my_offset == other_offset:
            return base
        if my_offset is None or other_offset is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return base + other_offset - my_offset

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            if offset is None:
                self._hashcode = hash(t._getstate()[0])
            else:
                days = ymd_to_ordinal(self._year, self._month, self._day)
                seconds = self._hour * 3600 + self._minute * 60 + self._second
                self._hashcode = hash(timedelta(days, seconds, self._microsecond) - offset)
        return self._hashcode

    # --- pickles -----------------------------------------------------------------------------------------------------

    def _getstate(self, protocol=3):
        yhi, ylo = divmod(self._year, 256)
        us2, us3 = divmod(self._microsecond, 256)
        us1, us2 = divmod(us2, 256)
        m = self._month
        if self._fold and protocol > 3:
            m += 128
        basestate = bytes([yhi, ylo, m, self._day, self._hour, self._minute, self._second, us1, us2, us3])
        return (basestate,) if self._tzinfo is None else (basestate, self._tzinfo)

    def _setstate(self, state, tzinfo):
        if tzinfo is not None and not isinstance(tzinfo, _tzinfo_class):
            raise TypeError("bad tzinfo state arg")
        yhi, ylo, m, self._day, self._hour, self._minute, self._second, us1, us2, us3 = state
        self._fold = m >> 7
        self._month = m & 0x7F
        self._year = yhi * 256 + ylo
        self._microsecond = (us1 << 8 | us2) << 8 | us3
        self._tzinfo = tzinfo

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _full_name(obj):
    cls = type(obj)
    return cls.__name__ if cls.__module__ == 'builtins' else f"{cls.__module__}.{cls.__qualname__}"


# The methods `date` and `time` hide the classes inside the class.
_date_class = date
_time_class = time

datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EPOCH_ORDINAL = ymd_to_ordinal(1970, 1, 1)

_zone.datetime = datetime
