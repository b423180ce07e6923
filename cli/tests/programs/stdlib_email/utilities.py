"""email.utils: dates, addresses and parameters."""
import datetime
from email import utils

for text in ("Fri, 09 Nov 2001 01:08:47 -0000", "Fri, 09 Nov 2001 01:08:47 +0200", "9 Nov 2001 01:08 GMT",
             "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
             "Thu, 1 Jan 1970 00:00:00 EST", "nonsense", "", "5 February 2003 13:47:26 -0800", "Fri, 9 Nov 2001"):
    print(utils.parsedate_tz(text), utils.parsedate(text))
    try:
        print(repr(utils.parsedate_to_datetime(text)), utils.mktime_tz(utils.parsedate_tz(text)))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(utils.formatdate(0), utils.formatdate(1e9, usegmt=True), utils.formatdate(86400 * 365.25))
moment = datetime.datetime(2020, 2, 29, 12, 30, 5)
zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
print(utils.format_datetime(moment), utils.format_datetime(moment.replace(tzinfo=zone)))
print(utils.format_datetime(moment.replace(tzinfo=datetime.timezone.utc), usegmt=True))
try:
    utils.format_datetime(moment, usegmt=True)
except ValueError as e:
    print(e)
for text in ("ann@example.org", "Ann <ann@example.org>", '"Ann A." <ann@example.org>', "ann@example.org (Ann)", "",
             "<bare@example.org>", '"a \\"b\\"" <q@example.org>', "Ann B. C. <abc@example.org>"):
    print(utils.parseaddr(text))
print(utils.getaddresses(["a@x.org, B <b@y.org>", '"C, D" <cd@z.org>']))
for pair in (("", "a@b.c"), ("Ann", "a@b.c"), ("Ann A.", "a@b.c"), ('He said "x"', "a@b.c"), ("Zoë", "z@b.c")):
    print(utils.formataddr(pair))
print(utils.quote('a "b" \\c'), utils.unquote('"a \\"b\\""'), utils.unquote("<x>"), utils.unquote("plain"))
print(utils.encode_rfc2231("a b/ü", "utf-8", "de"), utils.decode_rfc2231("utf-8'de'a%20b"), utils.decode_rfc2231("plain"))
print(utils.collapse_rfc2231_value(("utf-8", "", "abc")), utils.collapse_rfc2231_value('"quoted"'))
print(utils.make_msgid("id", "example.org").endswith(".id@example.org>"))
