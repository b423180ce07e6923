"""Cookies as servers set them and clients send them back."""

import re
import string
import types

__all__ = ["CookieError", "BaseCookie", "SimpleCookie"]


class CookieError(Exception):
    """A cookie is not valid."""


# What may stand in a value without quotes.
_legal = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_is_legal_key = re.compile(f"[{re.escape(_legal)}]+").fullmatch
_plain = _legal + " ()/<=>?@[]{}"
_translate = {n: f"\\{n:03o}" for n in {*range(256)} - {*map(ord, _plain)}}
_translate |= {ord('"'): '\\"', ord("\\"): "\\\\"}


def _quote(str):
    """A value as it is written."""
    if str is None or _is_legal_key(str):
        return str
    return '"' + str.translate(_translate) + '"'


_escape = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))")


def _unquote(str):
    """A value as it was before it was written."""
    if str is None or len(str) < 2 or str[0] != '"' or str[-1] != '"':
        return str
    return _escape.sub(lambda m: chr(int(m[1], 8)) if m[1] else m[2], str[1:-1])


_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = [None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _getdate(future=0):
    """The time in so many seconds, as cookies have it."""
    from time import gmtime, time
    year, month, day, hour, minute, second, weekday, *_ = gmtime(time() + future)
    return f"{_DAYS[weekday]}, {day:02d} {_MONTHS[month]:3s} {year:4d} {hour:02d}:{minute:02d}:{second:02d} GMT"


class Morsel(dict):
    """A cookie: its name and value, and its attributes as items."""

    _reserved = {"expires": "expires", "path": "Path", "comment": "Comment", "domain": "Domain", "max-age": "Max-Age",
                 "secure": "Secure", "httponly": "HttpOnly", "version": "Version", "samesite": "SameSite"}
    _flags = {"secure", "httponly"}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        for key in self._reserved:
            dict.__setitem__(self, key, "")

    @property
    def key(self):
        """The name."""
        return self._key

    @property
    def value(self):
        """The value."""
        return self._value

    @property
    def coded_value(self):
        """The value as it is written."""
        return self._coded_value

    def __setitem__(self, K, V):
        K = K.lower()
        if K not in self._reserved:
            raise CookieError(f"Invalid attribute {K!r}")
        dict.__setitem__(self, K, V)

    def setdefault(self, key, val=None):
        key = key.lower()
        if key not in self._reserved:
            raise CookieError(f"Invalid attribute {key!r}")
        return dict.setdefault(self, key, val)

    def __eq__(self, morsel):
        if not isinstance(morsel, Morsel):
            return NotImplemented
        return (dict.__eq__(self, morsel) and self._value == morsel._value and self._key == morsel._key
                and self._coded_value == morsel._coded_value)

    __ne__ = object.__ne__

    def copy(self):
        morsel = Morsel()
        dict.update(morsel, self)
        morsel.__dict__.update(self.__dict__)
        return morsel

    def update(self, values):
        data = {}
        for key, val in dict(values).items():
            key = key.lower()
            if key not in self._reserved:
                raise CookieError(f"Invalid attribute {key!r}")
            data[key] = val
        dict.update(self, data)

    def isReservedKey(self, K):
        """Whether this is the name of an attribute."""
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Set name and value."""
        if key.lower() in self._reserved:
            raise CookieError(f"Attempt to set a reserved key {key!r}")
        if not _is_legal_key(key):
            raise CookieError(f"Illegal key {key!r}")
        self._key = key
        self._value = val
        self._coded_value = coded_val

    def __getstate__(self):
        return {"key": self._key, "value": self._value, "coded_value": self._coded_value}

    def __setstate__(self, state):
        self._key = state["key"]
        self._value = state["value"]
        self._coded_value = state["coded_value"]

    def output(self, attrs=None, header="Set-Cookie:"):
        """The header that sets the cookie."""
        return f"{header} {self.OutputString(attrs)}"

    __str__ = output

    def __repr__(self):
        return f"<{self.__class__.__name__}: {self.OutputString()}>"

    def js_output(self, attrs=None):
        """JavaScript that sets the cookie."""
        return ("""
        <script type="text/javascript">
        <!-- begin hiding
        document.cookie = \"%s\";
        // end hiding -->
        </script>
        """ % (self.OutputString(attrs).replace('"', r'\"')))

    def OutputString(self, attrs=None):
        """The cookie with its attributes."""
        result = [f"{self.key}={self.coded_value}"]
        if attrs is None:
            attrs = self._reserved
        for key, value in sorted(self.items()):
            if value == "" or key not in attrs:
                continue
            name = self._reserved[key]
            if key == "expires" and isinstance(value, int):
                result.append(f"{name}={_getdate(value)}")
            elif key == "max-age" and isinstance(value, int):
                result.append(f"{name}={value:d}")
            elif key == "comment" and isinstance(value, str):
                result.append(f"{name}={_quote(value)}")
            elif key in self._flags:
                if value:
                    result.append(name)
            else:
                result.append(f"{name}={value}")
        return "; ".join(result)

    __class_getitem__ = classmethod(types.GenericAlias)


_pair = re.compile(r"""
    \s*
    (?P<key>[\w\d!#%&'~_`><@,:/$*+\-.^|)(?}{=]+?)
    (
        \s*=\s*
        (?P<val>
            "(?:[^\\"]|\\.)*"
            | \w{3},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT
            | [\w\d!#%&'~_`><@,:/$*+\-.^|)(?}{=\[\]]*
        )
    )?
    \s*
    (\s+|;|$)
    """, re.ASCII | re.VERBOSE)


class BaseCookie(dict):
    """Cookies by their names."""

    def value_decode(self, val):
        """The value for a text: (value, text)."""
        return val, val

    def value_encode(self, val):
        """The text for a value: (value, text)."""
        val = str(val)
        return val, val

    def __init__(self, input=None):
        if input:
            self.load(input)

    def _set(self, key, real_value, coded_value):
        M = self.get(key, Morsel())
        M.set(key, real_value, coded_value)
        dict.__setitem__(self, key, M)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            real, coded = self.value_encode(value)
            self._set(key, real, coded)

    def output(self, attrs=None, header="Set-Cookie:", sep="\015\012"):
        """The headers that set the cookies."""
        return sep.join(value.output(attrs, header) for _, value in sorted(self.items()))

    __str__ = output

    def __repr__(self):
        shown = [f"{key}={value.value!r}" for key, value in sorted(self.items())]
        return f"<{self.__class__.__name__}: {' '.join(shown)}>"

    def js_output(self, attrs=None):
        """JavaScript that sets the cookies."""
        return "".join(value.js_output(attrs) for _, value in sorted(self.items()))

    def load(self, rawdata):
        """Take cookies from a header or a dict."""
        if isinstance(rawdata, str):
            self.__parse_string(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

    def __parse_string(self, str):
        i = 0
        found = []
        seen = False
        while 0 <= i < len(str):
            match = _pair.match(str, i)
            if not match:
                break
            key, value = match.group("key"), match.group("val")
            i = match.end(0)
            if key[0] == "$":
                if seen:
                    found.append((True, key[1:], value))
            elif key.lower() in Morsel._reserved:
                if not seen:
                    # An attribute of nothing: the whole is not valid.
                    return
                if value is None:
                    if key.lower() not in Morsel._flags:
                        return
                    found.append((True, key, True))
                else:
                    found.append((True, key, _unquote(value)))
            elif value is not None:
                found.append((False, key, self.value_decode(value)))
                seen = True
            else:
                return
        current = None
        for is_attribute, key, value in found:
            if is_attribute:
                current[key] = value
            else:
                self._set(key, *value)
                current = self[key]


class SimpleCookie(BaseCookie):
    """Cookies whose values are text."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        strval = str(val)
        return strval, _quote(strval)
