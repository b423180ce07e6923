"""Counting days in the proleptic Gregorian calendar: day 1 is the first of January of the year 1."""

# For whoever asks, what is defined here belongs to `datetime`.
__name__ = 'datetime'

from operator import index

MINYEAR = 1
MAXYEAR = 9999
MAX_ORDINAL = 3652059

_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)

_DAYS_IN_400_YEARS = 146097
_DAYS_IN_100_YEARS = 36524
_DAYS_IN_4_YEARS = 1461


def is_leap(year):
    """Return whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_before_year(year):
    """Return the number of days before the first of January of a year."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def days_in_month(year, month):
    """Return the number of days of a month."""
    if month == 2 and is_leap(year):
        return 29
    return _DAYS_IN_MONTH[month]


def days_before_month(year, month):
    """Return the number of days of a year before the first of a month."""
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and is_leap(year))


def ymd_to_ordinal(year, month, day):
    """Return the number of a day."""
    return days_before_year(year) + days_before_month(year, month) + day


def ordinal_to_ymd(n):
    """Return (year, month, day) of the day with a number."""
    n -= 1
    n400, n = divmod(n, _DAYS_IN_400_YEARS)
    n100, n = divmod(n, _DAYS_IN_100_YEARS)
    n4, n = divmod(n, _DAYS_IN_4_YEARS)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        # The last day of a leap year, or of 400 years, is one too many for the division.
        return year - 1, 12, 31
    # Months have about 30.4 days; the guess is right or one too high.
    month = n + 50 >> 5
    preceding = days_before_month(year, month)
    if preceding > n:
        month -= 1
        preceding = days_before_month(year, month)
    return year, month, n - preceding + 1


def iso_week1_monday(year):
    """Return the number of the Monday on which the ISO year begins: week 1 is the one with the first Thursday."""
    first_day = ymd_to_ordinal(year, 1, 1)
    first_weekday = (first_day + 6) % 7
    monday = first_day - first_weekday
    if first_weekday > 3:
        monday += 7
    return monday


def isoweek_to_gregorian(year, week, day):
    """Return (year, month, day) of a day in the ISO calendar."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        out_of_range = True
        if week == 53:
            # A year has 53 weeks if it begins on a Thursday, or on a Wednesday and is a leap year.
            first_weekday = ymd_to_ordinal(year, 1, 1) % 7
            if first_weekday == 4 or first_weekday == 3 and is_leap(year):
                out_of_range = False
        if out_of_range:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return ordinal_to_ymd(iso_week1_monday(year) + (week - 1) * 7 + day - 1)


# --- checks of arguments -----------------------------------------------------------------------------------------

def check_date_fields(year, month, day):
    """Return the three as exact integers, or complain."""
    year = index(year)
    month = index(month)
    day = index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def check_time_fields(hour, minute, second, microsecond, fold):
    """Return the five as exact integers, or complain."""
    hour = index(hour)
    minute = index(minute)
    second = index(second)
    microsecond = index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond, fold
