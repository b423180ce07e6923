"""date: a day."""

# For whoever asks, what is defined here belongs to `datetime`.
__name__ = 'datetime'

from ._calendar import (
    MAX_ORDINAL, MAXYEAR, MINYEAR, check_date_fields, days_before_month, iso_week1_monday, isoweek_to_gregorian,
    ordinal_to_ymd, ymd_to_ordinal)
from ._text import parse_iso_date, wrap_strftime
from ._timedelta import timedelta

_MONTHNAMES = (None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYNAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def build_struct_time(y, m, d, hh, mm, ss, dstflag):
    """Return a time.struct_time."""
    import time
    wday = (ymd_to_ordinal(y, m, d) + 6) % 7
    dnum = days_before_month(y, m) + d
    return time.struct_time((y, m, d, hh, mm, ss, wday, dnum, dstflag))


def cmp(x, y):
    """Return -1, 0 or 1."""
    return 0 if x == y else 1 if x > y else -1


class IsoCalendarDate(tuple):
    """(year, week, weekday) of the ISO calendar."""

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    @property
    def year(self):
        return self[0]

    @property
    def week(self):
        return self[1]

    @property
    def weekday(self):
        return self[2]

    def __reduce__(self):
        # As a plain tuple, which is what it was once.
        return (tuple, (tuple(self),))

    def __repr__(self):
        return f'{self.__class__.__module__}.{self.__class__.__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})'


class date:
    """A day in the calendar: year, month and day."""

    __slots__ = '_year', '_month', '_day', '_hashcode'

    def __new__(cls, year, month=None, day=None):
        if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
            # The state of a pickle.
            state = _state_bytes(year, 'date')
            if 1 <= state[2] <= 12:
                self = object.__new__(cls)
                self._year, self._month, self._day = state[0] * 256 + state[1], state[2], state[3]
                self._hashcode = -1
                return self
        if month is None:
            raise TypeError("function missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("function missing required argument 'day' (pos 3)")
        year, month, day = check_date_fields(year, month, day)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hashcode = -1
        return self

    @classmethod
    def fromtimestamp(cls, t, /):
        """Return the local date of a POSIX timestamp."""
        import time
        if t is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        y, m, d, hh, mm, ss, weekday, jday, dst = time.localtime(t)
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """Return the current local date."""
        import time
        return cls.fromtimestamp(time.time())

    @classmethod
    def fromordinal(cls, n, /):
        """Return the date with a number; day 1 is the first of January of the year 1."""
        if not isinstance(n, int):
            raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        y, m, d = ordinal_to_ymd(n)
        return cls(y, m, d)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """Return the date that an ISO 8601 string means."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(date_string) not in (7, 8, 10):
                raise ValueError("Isoformat date has a wrong length")
            fields = parse_iso_date(date_string)
        except Exception:
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None
        return cls(*fields)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Return the date of a day in the ISO calendar."""
        return cls(*isoweek_to_gregorian(year, week, day))

    def __repr__(self):
        return "%s.%s(%d, %d, %d)" % (self.__class__.__module__, self.__class__.__qualname__,
                                      self._year, self._month, self._day)

    def ctime(self):
        """Return the date as C's ctime() writes it."""
        weekday = self.toordinal() % 7 or 7
        return "%s %s %2d 00:00:00 %04d" % (_DAYNAMES[weekday - 1], _MONTHNAMES[self._month], self._day, self._year)

    def strftime(self, format):
        """Format as time.strftime does."""
        return wrap_strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("__format__() argument 1 must be str, not %s" % type(fmt).__name__)
        if len(fmt) != 0:
            return self.strftime(fmt)
        return str(self)

    def isoformat(self):
        """Return YYYY-MM-DD."""
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    __str__ = isoformat

    @property
    def year(self):
        """year (1-9999)"""
        return self._year

    @property
    def month(self):
        """month (1-12)"""
        return self._month

    @property
    def day(self):
        """day (1-31)"""
        return self._day

    def timetuple(self):
        """Return a time.struct_time of the local midnight."""
        return build_struct_time(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        """Return the number of the day."""
        return ymd_to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """Return the date with some fields replaced."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    def __eq__(self, other):
        if isinstance(other, date):
            return self._cmp(other) == 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date):
            return self._cmp(other) <= 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date):
            return self._cmp(other) < 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date):
            return self._cmp(other) >= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date):
            return self._cmp(other) > 0
        return NotImplemented

    def _cmp(self, other):
        return cmp((self._year, self._month, self._day), (other._year, other._month, other._day))

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(date._getstate(self))
        return self._hashcode

    def __add__(self, other):
        if isinstance(other, timedelta):
            o = self.toordinal() + other.days
            if 0 < o <= MAX_ORDINAL:
                return type(self).fromordinal(o)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Return the day of the week, Monday 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week, Monday 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return (year, week, weekday) in the ISO calendar."""
        year = self._year
        week1monday = iso_week1_monday(year)
        today = ymd_to_ordinal(self._year, self._month, self._day)
        week, day = divmod(today - week1monday, 7)
        if week < 0:
            year -= 1
            week1monday = iso_week1_monday(year)
            week, day = divmod(today - week1monday, 7)
        elif week >= 52 and today >= iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _getstate(self):
        yhi, ylo = divmod(self._year, 256)
        return bytes([yhi, ylo, self._month, self._day]),

    def __reduce__(self):
        return self.__class__, self._getstate()


def _state_bytes(state, name):
    """Return the state of a pickle as bytes; Python 2 wrote it as text."""
    if isinstance(state, str):
        try:
            return state.encode('latin1')
        except UnicodeEncodeError:
            raise ValueError(f"Failed to encode latin1 string when unpickling a {name} object. "
                             f"pickle.load(data, encoding='latin1') is assumed.")
    return state


date.min = date(MINYEAR, 1, 1)
date.max = date(MAXYEAR, 12, 31)
date.resolution = timedelta(days=1)
