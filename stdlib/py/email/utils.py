"""Dates, addresses and parameters of headers."""

import datetime
import os
import random
import re
import socket
import time
import urllib.parse
from calendar import timegm

__all__ = ["collapse_rfc2231_value", "decode_params", "decode_rfc2231", "encode_rfc2231", "formataddr", "formatdate",
           "format_datetime", "getaddresses", "make_msgid", "mktime_tz", "parseaddr", "parsedate", "parsedate_tz",
           "parsedate_to_datetime", "quote", "unquote", "localtime"]

COMMASPACE = ", "
EMPTYSTRING = ""
CRLF = "\r\n"
TICK = "'"

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LONG_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december"]
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "AST": -400, "ADT": -300, "EST": -500, "EDT": -400, "CST": -600,
          "CDT": -500, "MST": -700, "MDT": -600, "PST": -800, "PDT": -700}


def _format(parts, zone):
    return (f"{_DAYS[parts[6]]}, {parts[2]:02d} {_MONTHS[parts[1] - 1]} {parts[0]:04d} "
            f"{parts[3]:02d}:{parts[4]:02d}:{parts[5]:02d} {zone}")


def formatdate(timeval=None, localtime=False, usegmt=False):
    """A time as headers have it: `Fri, 09 Nov 2001 01:08:47 -0000`."""
    if timeval is None:
        timeval = time.time()
    moment = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        moment = moment.astimezone()
        usegmt = False
    elif not usegmt:
        moment = moment.replace(tzinfo=None)
    return format_datetime(moment, usegmt)


def format_datetime(dt, usegmt=False):
    """A datetime as headers have it."""
    parts = dt.timetuple()
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError("usegmt option requires a UTC datetime")
        zone = "GMT"
    elif dt.tzinfo is None:
        zone = "-0000"
    else:
        zone = dt.strftime("%z")
    return _format(parts, zone)


def make_msgid(idstring=None, domain=None):
    """An identifier for a message that no other has."""
    middle = f".{idstring}" if idstring is not None else ""
    if domain is None:
        domain = socket.getfqdn()
    return f"<{int(time.time() * 100)}.{os.getpid()}.{random.getrandbits(64)}{middle}@{domain}>"


def _parsedate_tz(data):
    """The parts of a date: nine numbers and the offset of the zone, or None."""
    if not data:
        return None
    words = data.split()
    if not words:
        return None
    if words[0].endswith(",") or words[0].lower() in [d.lower() for d in _DAYS]:
        del words[0]
    elif "," in words[0]:
        words[0] = words[0].split(",", 1)[1]
    if len(words) == 3:
        pieces = words[0].split("-")
        if len(pieces) == 3:
            words = pieces + words[1:]
    if len(words) == 4:
        last = words[3]
        at = last.find("+")
        if at < 0:
            at = last.find("-")
        if at > 0:
            words[3:] = [last[:at], last[at:]]
        else:
            words.append("")
    if len(words) < 5:
        return None
    day, month, year, clock, zone = words[:5]
    if not (day and month and year):
        return None
    month = month.lower()

    def number_of(name):
        for table in ([m.lower() for m in _MONTHS], _LONG_MONTHS):
            if name in table:
                return table.index(name) + 1
        return None

    number = number_of(month)
    if number is None:
        day, month = month, day.lower()
        number = number_of(month)
        if number is None:
            return None
    day = day.rstrip(",")
    if ":" in year:
        year, clock = clock, year
    year = year.rstrip(",")
    if not year[:1].isdigit():
        year, zone = zone, year
    clock = clock.rstrip(",")
    pieces = clock.split(":")
    if len(pieces) == 1 and "." in pieces[0]:
        pieces = pieces[0].split(".")
    if len(pieces) == 2:
        pieces.append("0")
    if len(pieces) != 3:
        return None
    try:
        year, day = int(year), int(day)
        hours, minutes, seconds = map(int, pieces)
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    offset = None
    zone = zone.upper()
    if zone in _ZONES:
        offset = _ZONES[zone]
    else:
        try:
            offset = int(zone)
        except ValueError:
            pass
        if offset == 0 and zone.startswith("-"):
            offset = None
    if offset:
        sign = -1 if offset < 0 else 1
        offset = abs(offset)
        offset = sign * (offset // 100 * 3600 + offset % 100 * 60)
    return [year, number, day, hours, minutes, seconds, 0, 1, -1, offset]


def parsedate_tz(data):
    """The parts of a date with the offset of its zone in seconds, or None if it is none."""
    parts = _parsedate_tz(data)
    if parts is None:
        return None
    if parts[9] is None:
        parts[9] = 0
    return tuple(parts)


def parsedate(data):
    """The parts of a date without its zone, or None if it is none."""
    parts = parsedate_tz(data)
    return parts[:9] if isinstance(parts, tuple) else parts


def mktime_tz(data):
    """The parts of a date in seconds since the epoch."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    return timegm(data) - data[9]


def parsedate_to_datetime(data):
    """A date as a datetime: without zone if that is -0000."""
    parts = _parsedate_tz(data)
    if parts is None:
        raise ValueError(f'Invalid date value or format "{data!s}"')
    *moment, offset = parts
    if offset is None:
        return datetime.datetime(*moment[:6])
    return datetime.datetime(*moment[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))


def localtime(dt=None, isdst=-1):
    """A datetime in the local zone; now, without argument."""
    if dt is None:
        return datetime.datetime.now(datetime.timezone.utc).astimezone()
    return dt.astimezone()


def quote(str):
    """Text as it stands in a quoted string."""
    return str.replace("\\", "\\\\").replace('"', '\\"')


def unquote(str):
    """Text without the quotes around it."""
    if len(str) > 1:
        if str.startswith('"') and str.endswith('"'):
            return str[1:-1].replace("\\\\", "\\").replace('\\"', '"')
        if str.startswith("<") and str.endswith(">"):
            return str[1:-1]
    return str


_special = re.compile(r'[][\\()<>@,:;".]')
_escape = re.compile(r'[\\"]')


def formataddr(pair, charset="utf-8"):
    """A name and an address as headers have them."""
    name, address = pair
    address.encode("ascii")
    if not name:
        return address
    if not name.isascii():
        from email.header import Header
        return f"{Header(name, charset).encode()} <{address}>"
    quotes = '"' if _special.search(name) else ""
    name = _escape.sub(r"\\\g<0>", name)
    return f"{quotes}{name}{quotes} <{address}>"


def _tokens(text):
    """The words of an address list: (kind, text), of which the kinds are atom, quoted, comment, domain and special."""
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c.isspace():
            i += 1
            yield "space", " "
        elif c == '"' or c == "[":
            end, kind = ('"', "quoted") if c == '"' else ("]", "domain")
            i += 1
            found = []
            while i < n and text[i] != end:
                if text[i] == "\\" and i + 1 < n:
                    i += 1
                found.append(text[i])
                i += 1
            i += 1
            yield kind, "".join(found) if kind == "quoted" else "[" + "".join(found) + "]"
        elif c == "(":
            depth, i = 1, i + 1
            found = []
            while i < n:
                if text[i] == "\\" and i + 1 < n:
                    i += 1
                elif text[i] == "(":
                    depth += 1
                elif text[i] == ")":
                    depth -= 1
                    if not depth:
                        break
                found.append(text[i])
                i += 1
            i += 1
            yield "comment", "".join(found)
        elif c in "<>@,:;":
            i += 1
            yield "special", c
        else:
            start = i
            while i < n and not text[i].isspace() and text[i] not in '"[(<>@,:;':
                i += 1
            yield "atom", text[start:i]


def _parse_addresses(text):
    """All (name, address) of a list."""
    found = []
    words, comments, route, address = [], [], None, []

    def end():
        nonlocal words, comments, route, address
        if route is not None:
            name = " ".join(" ".join(w for w in words).split())
            if comments:
                name = f"{name} ({' '.join(comments)})" if name else " ".join(comments)
            found.append((name, "".join(route)))
        elif words or comments:
            spec = "".join(address).strip()
            if spec or comments:
                found.append((" ".join(comments), spec))
        words, comments, route, address = [], [], None, []

    inside = False
    for kind, token in _tokens(text):
        if kind == "special" and token == "<":
            inside, route = True, []
        elif kind == "special" and token == ">":
            inside = False
        elif kind == "special" and token == "," and not inside:
            end()
        elif kind == "special" and token == ";" and not inside:
            end()
        elif kind == "special" and token == ":" and not inside:
            # The name of a group.
            words, address = [], []
        elif kind == "comment":
            comments.append(token)
        elif inside:
            if kind == "special" and token == ":":
                route = []
            elif kind == "quoted":
                route.append('"' + quote(token) + '"')
            elif kind != "space":
                route.append(token)
        elif kind == "space":
            continue
        else:
            words.append(token)
            address.append('"' + quote(token) + '"' if kind == "quoted" else token)
    end()
    return found


def getaddresses(fieldvalues):
    """All (name, address) in the values of headers."""
    return _parse_addresses(COMMASPACE.join(str(v) for v in fieldvalues))


def parseaddr(addr):
    """The first (name, address) of a header; a pair of empty strings if there is none."""
    if isinstance(addr, list):
        addr = addr[0]
    if not isinstance(addr, str):
        return "", ""
    found = _parse_addresses(addr)
    return found[0] if found else ("", "")


def decode_rfc2231(s):
    """A parameter's value as (charset, language, text)."""
    parts = s.split(TICK, 2)
    return (None, None, s) if len(parts) <= 2 else parts


def encode_rfc2231(s, charset=None, language=None):
    """A parameter's value with its charset and language."""
    s = urllib.parse.quote(s, safe="", encoding=charset or "ascii")
    if charset is None and language is None:
        return s
    return f"{charset}'{language or ''}'{s}"


_continued = re.compile(r"(?P<name>\w+)\*((?P<num>[0-9]+)\*?)?\Z", re.ASCII)


def decode_params(params):
    """Parameters with the pieces of those that are continued put together."""
    new = [params[0]]
    pieces = {}
    for name, value in params[1:]:
        encoded = name.endswith("*")
        value = unquote(value)
        match = _continued.match(name)
        if match:
            number = match.group("num")
            pieces.setdefault(match.group("name"), []).append((int(number) if number else None, value, encoded))
        else:
            new.append((name, f'"{quote(value)}"'))
    for name, parts in pieces.items():
        parts.sort(key=lambda part: part[0] or 0)
        extended = any(part[2] for part in parts)
        text = "".join(urllib.parse.unquote(v, encoding="latin-1") if e else v for _, v, e in parts)
        if extended:
            charset, language, text = decode_rfc2231(text)
            new.append((name, (charset, language, f'"{quote(text)}"')))
        else:
            new.append((name, f'"{quote(text)}"'))
    return new


def collapse_rfc2231_value(value, errors="replace", fallback_charset="us-ascii"):
    """A parameter's value as text."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, language, text = value
    raw = bytes(text, "raw-unicode-escape")
    try:
        return str(raw, charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)
