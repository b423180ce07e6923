# Calendars as text and HTML, and questions about days.
import calendar

print(calendar.month(2024, 2), calendar.TextCalendar(6).formatmonth(2023, 12), end="")
print(calendar.calendar(2025, m=4)[:600])
print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.weekday(2024, 2, 29), calendar.timegm((2024, 2, 29, 1, 2, 3)))
print(calendar.monthcalendar(2024, 9), list(calendar.month_name), list(calendar.day_abbr), calendar.weekheader(3))
print(list(calendar.Calendar(2).itermonthdays2(2024, 2))[:9], list(calendar.Calendar().itermonthdates(2024, 2))[0], calendar.Calendar().yeardayscalendar(2024, 6)[0][1])
print(calendar.HTMLCalendar().formatmonth(2024, 2))
for bad in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(7)):
    try:
        bad()
    except ValueError as error:
        print(type(error).__name__, error)
