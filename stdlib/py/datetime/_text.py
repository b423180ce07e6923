"""Dates and times as text: the ISO 8601 formats, both ways, and strftime."""

# For whoever asks, what is defined here belongs to `datetime`.
__name__ = 'datetime'

from ._calendar import isoweek_to_gregorian
from ._timedelta import timedelta

# The class that comes after this one; `_zone` puts it here.
timezone = None


# --- writing -----------------------------------------------------------------------------------------------------

def format_time(hh, mm, ss, us, timespec='auto'):
    """Return a time in the ISO format, down to what `timespec` says."""
    specs = {
        'hours': '{:02d}',
        'minutes': '{:02d}:{:02d}',
        'seconds': '{:02d}:{:02d}:{:02d}',
        'milliseconds': '{:02d}:{:02d}:{:02d}.{:03d}',
        'microseconds': '{:02d}:{:02d}:{:02d}.{:06d}'
    }
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    elif timespec == 'milliseconds':
        us //= 1000
    try:
        fmt = specs[timespec]
    except KeyError:
        raise ValueError('Unknown timespec value')
    return fmt.format(hh, mm, ss, us)


def format_offset(off, sep=':'):
    """Return an offset from UTC as +HH:MM[:SS[.ffffff]], '' for None."""
    if off is None:
        return ''
    sign = '+'
    if off.days < 0:
        sign = '-'
        off = -off
    minutes, seconds = divmod(off.days * 86400 + off.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = "%s%02d%s%02d" % (sign, hours, sep, minutes)
    if seconds or off.microseconds:
        text += "%s%02d" % (sep, seconds)
        if off.microseconds:
            text += '.%06d' % off.microseconds
    return text


def wrap_strftime(obj, fmt, timetuple):
    """Do what time.strftime does, with %f, %z and %Z that it does not know as they are needed here."""
    import time
    out = []
    i = 0
    n = len(fmt)
    while i < n:
        ch = fmt[i]
        i += 1
        if ch != '%' or i >= n:
            out.append(ch)
            continue
        ch = fmt[i]
        i += 1
        if ch == 'f':
            out.append('%06d' % getattr(obj, 'microsecond', 0))
        elif ch == 'z':
            if hasattr(obj, "utcoffset"):
                out.append(format_offset(obj.utcoffset(), sep=''))
        elif ch == 'Z':
            if hasattr(obj, "tzname"):
                name = obj.tzname()
                if name is not None:
                    # A name that is no text cannot be formatted; say so here, where it is known to be a name.
                    name.encode()
                    # It goes through strftime once more.
                    out.append(name.replace('%', '%%'))
        else:
            out.append('%' + ch)
    return time.strftime("".join(out), timetuple)


# --- reading -----------------------------------------------------------------------------------------------------

def _digits(text, start, end):
    """Return the number in a slice, which must be all ASCII digits."""
    part = text[start:end]
    if len(part) != end - start or not (part.isascii() and part.isdigit()):
        raise ValueError(f"Invalid number: {part!r}")
    return int(part)


def parse_iso_date(text):
    """Return [year, month, day] of YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D] or YYYYWww[D]."""
    assert len(text) in (7, 8, 10)
    year = _digits(text, 0, 4)
    has_sep = text[4] == '-'
    pos = 4 + has_sep
    if text[pos:pos + 1] == "W":
        pos += 1
        week = _digits(text, pos, pos + 2)
        pos += 2
        day = 1
        if len(text) > pos:
            if (text[pos:pos + 1] == '-') != has_sep:
                raise ValueError("Inconsistent use of dash separator")
            pos += has_sep
            day = _digits(text, pos, len(text))
        return list(isoweek_to_gregorian(year, week, day))
    month = _digits(text, pos, pos + 2)
    pos += 2
    if (text[pos:pos + 1] == "-") != has_sep:
        raise ValueError("Inconsistent use of dash separator")
    pos += has_sep
    return [year, month, _digits(text, pos, max(len(text), pos + 2))]


def _parse_hh_mm_ss_ff(text):
    """Return [hour, minute, second, microsecond] of HH[:MM[:SS[.fff]]] or the same without colons."""
    parts = [0, 0, 0, 0]
    n = len(text)
    pos = 0
    has_sep = None
    for comp in range(3):
        if n - pos < 2:
            raise ValueError("Incomplete time component")
        parts[comp] = _digits(text, pos, pos + 2)
        pos += 2
        next_char = text[pos:pos + 1]
        if comp == 0:
            has_sep = next_char == ':'
        if not next_char or comp >= 2:
            break
        if has_sep and next_char != ':':
            raise ValueError("Invalid time separator: %c" % next_char)
        pos += has_sep
    if pos < n:
        if text[pos] not in '.,':
            raise ValueError("Invalid microsecond component")
        pos += 1
        fraction = text[pos:]
        if not fraction or not (fraction.isascii() and fraction.isdigit()):
            raise ValueError("Non-digit values in fraction")
        # What is finer than a microsecond is cut off.
        parts[3] = int(fraction[:6].ljust(6, '0'))
    return parts


def parse_iso_time(text):
    """Return [hour, minute, second, microsecond, tzinfo] of a time with or without an offset."""
    n = len(text)
    if n < 2:
        raise ValueError("Isoformat time too short")
    # The offset begins with a sign, or is Z.
    tz_pos = text.find('-') + 1 or text.find('+') + 1 or text.find('Z') + 1
    parts = _parse_hh_mm_ss_ff(text[:tz_pos - 1] if tz_pos > 0 else text)
    tzi = None
    if tz_pos == n and text[-1] == 'Z':
        tzi = timezone.utc
    elif tz_pos > 0:
        tzstr = text[tz_pos:]
        # HH, HHMM, HH:MM, HHMMSS, HH:MM:SS and longer with a fraction.
        if len(tzstr) in (0, 1, 3) or text[tz_pos - 1] == 'Z':
            raise ValueError("Malformed time zone string")
        tz_parts = _parse_hh_mm_ss_ff(tzstr)
        if not any(tz_parts):
            tzi = timezone.utc
        else:
            delta = timedelta(hours=tz_parts[0], minutes=tz_parts[1], seconds=tz_parts[2], microseconds=tz_parts[3])
            tzi = timezone(-delta if text[tz_pos - 1] == '-' else delta)
    return parts + [tzi]


def find_date_end(text):
    """Return the length of the date at the start of an ISO date and time, whatever separates the two."""
    n = len(text)
    if n == 7:
        return 7
    if text[4] == "-":
        if text[5] != "W":
            return 10
        if n < 8:
            raise ValueError("Invalid ISO string")
        if n > 8 and text[8] == "-":
            if n == 9:
                raise ValueError("Invalid ISO string")
            if n > 10 and text[10].isdigit():
                # `-` is the separator, and two digits of the hour follow.
                return 8
            return 10
        return 8
    if text[4] == "W":
        idx = 7
        while idx < n and text[idx].isdigit():
            idx += 1
        if idx < 9:
            return idx
        # The separator is a digit: the digits of the time come in pairs.
        return 7 if idx % 2 == 0 else 8
    return 8
