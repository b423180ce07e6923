"""Dates and times.

`date`, `time` and `datetime` are moments, `timedelta` the distance of two, `tzinfo` and `timezone` say how far
local time is from UTC. A time without `tzinfo` is naive: it means whatever the program means by it.

The parts: `_calendar` counts days, `_text` reads and writes the ISO formats and strftime, the other files hold
one class each.
"""

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")

from ._calendar import MAXYEAR, MINYEAR
from ._timedelta import timedelta
from ._date import IsoCalendarDate, date
from ._zone import UTC, timezone, tzinfo
from ._time import time
from ._datetime import datetime
