# Dates, times, deltas, zones: arithmetic, formats, errors.
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

d = date(2024, 2, 29)
t = time(13, 5, 9, 120)
dt = datetime(2024, 2, 29, 13, 5, 9, 120, timezone(timedelta(hours=5, minutes=30)))
print(d, repr(d), t, repr(t), dt, repr(dt), d.isoweekday(), d.isocalendar(), d.toordinal(), date.fromordinal(738945), d.ctime(), dt.ctime())
print(d + timedelta(366), d - date(2000, 1, 1), d.replace(year=2020), d < date(2025, 1, 1), dt.utcoffset(), dt.tzname(), dt.astimezone(UTC), dt.timestamp(), d.timetuple()[:8])
for delta in (timedelta(1, 2, 3), timedelta(hours=-1), timedelta(weeks=1, milliseconds=1500), timedelta(0.5, 0.1), timedelta(microseconds=0.5), timedelta(microseconds=1.5)):
    print(delta, repr(delta), delta.total_seconds(), -delta, abs(delta), delta * 2.5, delta / 3, delta // timedelta(seconds=7), delta % timedelta(seconds=7), bool(delta))
for text in ("2024-02-29", "20240229", "2024-W09-4", "2024W09"):
    print(date.fromisoformat(text), end=" ")
for text in ("2024-02-29T10:11:12.123456+02:00", "20240229T101112Z", "2024-02-29 10", "2024-W09-4T10:11", "2024-02-29T10:11:12,5-0330"):
    print(datetime.fromisoformat(text), end=" ")
print(time.fromisoformat("T04:23:01.5"), time.fromisoformat("0423"))
print(dt.isoformat(" ", "milliseconds"), dt.isoformat(timespec="minutes"), t.isoformat("hours"), dt.strftime("%Y-%j %H:%M:%S.%f %z %Z %a %b %%"), f"{d:%d/%m/%y}", format(d, ""))
for text, form in (("2024-03-01 04:05:06.7 PM", "%Y-%m-%d %I:%M:%S.%f %p"), ("Thu 29 Feb 2024 +0130", "%a %d %b %Y %z"), ("24 60", "%y %j"), ("2024 10 1", "%Y %U %w"), ("2024 09 4", "%G %V %u")):
    print(datetime.strptime(text, form), end=" ")
print()
print(datetime.fromtimestamp(0, UTC), datetime.utcfromtimestamp(1.5), datetime.combine(d, t), datetime.min, datetime.max, date.max, timedelta.max, timezone.utc, timezone(timedelta(hours=-3), "X"), repr(UTC))
print(dt == dt.astimezone(UTC), hash(dt) == hash(dt.astimezone(UTC)), dt - datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 1) == dt, time(1, tzinfo=UTC) == time(1), pickle.loads(pickle.dumps(dt)) == dt)


class Zone(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=2)

    def dst(self, moment):
        return timedelta(hours=1)

    def tzname(self, moment):
        return "ZONE"


z = datetime(2024, 6, 1, 12, tzinfo=Zone(), fold=1)
print(z, z.dst(), z.astimezone(UTC), datetime(2024, 1, 1, tzinfo=UTC).astimezone(Zone()), z.fold, z.time(), z.timetz().utcoffset(), z.utctimetuple()[:6])
for bad in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: time(24), lambda: datetime(2024, 13, 1), lambda: date("x", 1, 1), lambda: timedelta("1"), lambda: timedelta(10**10),
            lambda: date.max + timedelta(1), lambda: datetime(2024, 1, 1) < dt, lambda: dt - datetime(2024, 1, 1), lambda: d < dt, lambda: date.fromisoformat("2024-1-1"), lambda: datetime.fromisoformat("x"),
            lambda: timezone(timedelta(hours=24)), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 x", "%Y"), lambda: datetime.strptime("1", "%Q"), lambda: dt.isoformat(timespec="x"),
            lambda: datetime(2024, 1, 1, tzinfo=3), lambda: timedelta(1) / 0, lambda: time(1) < time(1, tzinfo=UTC), lambda: date.fromisocalendar(2024, 54, 1), lambda: d.replace(day=31)):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
