# The C locale: names, numbers, errors.
import locale

print(locale.setlocale(locale.LC_ALL, "C"), locale.getlocale(), locale.localeconv()["decimal_point"], locale.format_string("%d %.2f %s", (1234567, 2.5, "x"), grouping=True), locale.atof("1.5"), locale.atoi("7"), locale.str(0.1))
print(locale.strcoll("a", "b") < 0, locale.normalize("C"), locale.setlocale(locale.LC_NUMERIC), locale.format_string("%(a)5d%%", {"a": 3}))
for bad in (lambda: locale.setlocale(locale.LC_ALL, "xx_YY"), lambda: locale.currency(3)):
    try:
        print(bad())
    except (locale.Error, ValueError) as error:
        print(type(error).__name__, error)
