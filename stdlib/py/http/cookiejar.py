"""Cookies as clients keep them: which are taken, and which are sent back where (RFC 6265, and Netscape's rules)."""

import copy
import re
import threading
import time
import urllib.parse
import urllib.request
from calendar import timegm

__all__ = ["Cookie", "CookieJar", "CookiePolicy", "DefaultCookiePolicy", "FileCookieJar", "LWPCookieJar", "LoadError",
           "MozillaCookieJar"]

debug = False
DEFAULT_HTTP_PORT = "80"
NETSCAPE_HEADER_TEXT = """\
# Netscape HTTP Cookie File
# http://curl.haxx.se/rfc/cookie_spec.html
# This is a generated file!  Do not edit.

"""


class LoadError(OSError):
    """A file of cookies cannot be read."""


def time2isoz(t=None):
    """A time: `1994-11-24 08:49:37Z`."""
    return time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(time.time() if t is None else t))


def time2netscape(t=None):
    """A time: `Wed, 09-Nov-1999 23:12:40 GMT`."""
    return time.strftime("%a, %d-%b-%Y %H:%M:%S GMT", time.gmtime(time.time() if t is None else t))


_MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_clock = re.compile(r"(\d\d?):(\d\d?)(?::(\d\d?))?")
_standard = re.compile(r"[A-Z][a-z][a-z], \d\d [A-Z][a-z][a-z] \d{4} \d\d:\d\d:\d\d GMT$")
_zone = re.compile(r"([-+])(\d\d):?(\d\d)$")


def _parse_time(text, has_name):
    """A time in seconds since the epoch; `has_name` tells whether the month is a name."""
    clock = _clock.search(text)
    hour, minute, second = (int(n or 0) for n in clock.groups()) if clock else (0, 0, 0)
    rest = text[:clock.start()] + " " + text[clock.end():] if clock else text
    offset = 0
    zone = _zone.search(rest.strip())
    if zone:
        offset = int(zone[2]) * 3600 + int(zone[3]) * 60
        offset = -offset if zone[1] == "-" else offset
        rest = rest.strip()[:zone.start()]
    words = re.split(r"[\s,/-]+", rest.strip())
    numbers = [w for w in words if w.isdigit()]
    month = next((_MONTHS[w[:3].lower()] for w in words if w[:3].lower() in _MONTHS), None)
    if (month is not None) is not has_name:
        return None
    if month is None:
        if len(numbers) < 3:
            return None
        year, month, day = map(int, numbers[:3])
    else:
        if len(numbers) < 2:
            return None
        day, year = map(int, numbers[:2])
        if len(numbers[0]) == 4:
            day, year = year, day
    if year < 1000:
        now = time.gmtime()[0]
        year += now - now % 100
        if year > now + 50:
            year -= 100
        elif year < now - 50:
            year += 100
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 24 and minute <= 59 and second <= 61):
        return None
    return timegm((year, month, day, hour, minute, second)) - offset


def http2time(text):
    """A time of a header in seconds since the epoch; None if it is none. That of the standard's own form is a float."""
    found = _parse_time(text, True)
    return float(found) if found is not None and _standard.match(text) else found


def iso2time(text):
    """A time such as `1994-02-03 14:15:29` in seconds since the epoch; None if it is none."""
    return _parse_time(text, False)


class Cookie:
    """A cookie with all that is known of it."""

    def __init__(self, version, name, value, port, port_specified, domain, domain_specified, domain_initial_dot, path,
                 path_specified, secure, expires, discard, comment, comment_url, rest, rfc2109=False):
        if port is None and port_specified is True:
            raise ValueError("if port is None, port_specified must be false")
        self.version = int(version) if version is not None else None
        self.name = name
        self.value = value
        self.port = port
        self.port_specified = port_specified
        self.domain = domain.lower()
        self.domain_specified = domain_specified
        self.domain_initial_dot = domain_initial_dot
        self.path = path
        self.path_specified = path_specified
        self.secure = secure
        self.expires = int(float(expires)) if expires is not None else None
        self.discard = discard
        self.comment = comment
        self.comment_url = comment_url
        self.rfc2109 = rfc2109
        self._rest = copy.copy(rest)

    def has_nonstandard_attr(self, name):
        """Whether the cookie has an attribute that no standard knows."""
        return name in self._rest

    def get_nonstandard_attr(self, name, default=None):
        """An attribute that no standard knows."""
        return self._rest.get(name, default)

    def set_nonstandard_attr(self, name, value):
        """Set an attribute that no standard knows."""
        self._rest[name] = value

    def is_expired(self, now=None):
        """Whether the cookie's time is over."""
        return self.expires is not None and self.expires <= (time.time() if now is None else now)

    def __str__(self):
        port = "" if self.port is None else ":" + self.port
        shown = f"{self.name}={self.value}" if self.value is not None else self.name
        return f"<Cookie {shown} for {self.domain}{port}{self.path}>"

    def __repr__(self):
        names = ("version", "name", "value", "port", "port_specified", "domain", "domain_specified",
                 "domain_initial_dot", "path", "path_specified", "secure", "expires", "discard", "comment", "comment_url")
        args = [f"{name}={getattr(self, name)!r}" for name in names]
        args += [f"rest={self._rest!r}", f"rfc2109={self.rfc2109!r}"]
        return f"{self.__class__.__name__}({', '.join(args)})"


_ipv4 = re.compile(r"\.\d+$", re.ASCII)


def is_HDN(text):
    """Whether this is a name, and no address."""
    return bool(text) and not _ipv4.search(text) and text[0] != "." and text[-1] != "."


def domain_match(A, B):
    """Whether host A belongs to domain B."""
    A, B = A.lower(), B.lower()
    if A == B:
        return True
    if not is_HDN(A) or A.rfind(B) in (-1, 0) or not B.startswith("."):
        return False
    return is_HDN(B[1:])


def user_domain_match(A, B):
    """Whether host A belongs to what a user wrote as B."""
    A, B = A.lower(), B.lower()
    if not (is_HDN(A) and is_HDN(B)):
        return A == B
    return A.endswith(B) if B.startswith(".") else A == B


_port = re.compile(r":\d+$", re.ASCII)


def request_host(request):
    """The host that a request is for, in small letters."""
    host = urllib.parse.urlparse(request.get_full_url())[1] or request.get_header("Host", "")
    return _port.sub("", host, 1).lower()


def eff_request_host(request):
    """The host of a request, and the name by which cookies know it."""
    host = known = request_host(request)
    if "." not in host:
        known = host + ".local"
    return host, known


def request_path(request):
    """The path that a request is for."""
    path = escape_path(urllib.parse.urlsplit(request.get_full_url()).path)
    return path if path.startswith("/") else "/" + path


def request_port(request):
    """The port that a request is for."""
    host = request.host
    colon = host.find(":")
    if colon < 0:
        return DEFAULT_HTTP_PORT
    port = host[colon + 1:]
    return port if port.isdigit() else None


def escape_path(path):
    """A path with all that has to be escaped."""
    path = urllib.parse.quote(path, "%/;:@&=+$,!~*'()")
    return re.sub(r"%([0-9a-fA-F]{2})", lambda m: "%" + m[1].upper(), path)


class CookiePolicy:
    """Decides which cookies are taken and sent."""

    def set_ok(self, cookie, request):
        """Whether a cookie is taken from the response to a request."""
        raise NotImplementedError()

    def return_ok(self, cookie, request):
        """Whether a cookie is sent with a request."""
        raise NotImplementedError()

    def domain_return_ok(self, domain, request):
        """Whether cookies of a domain may be sent with a request."""
        return True

    def path_return_ok(self, path, request):
        """Whether cookies of a path may be sent with a request."""
        return True


class DefaultCookiePolicy(CookiePolicy):
    """The usual rules."""

    DomainStrictNoDots = 1
    DomainStrictNonDomain = 2
    DomainRFC2965Match = 4
    DomainLiberal = 0
    DomainStrict = DomainStrictNoDots | DomainStrictNonDomain

    def __init__(self, blocked_domains=None, allowed_domains=None, netscape=True, rfc2965=False, rfc2109_as_netscape=None,
                 hide_cookie2=False, strict_domain=False, strict_rfc2965_unverifiable=True,
                 strict_ns_unverifiable=False, strict_ns_domain=DomainLiberal, strict_ns_set_initial_dollar=False,
                 strict_ns_set_path=False, secure_protocols=("https", "wss")):
        self.netscape = netscape
        self.rfc2965 = rfc2965
        self.rfc2109_as_netscape = rfc2109_as_netscape
        self.hide_cookie2 = hide_cookie2
        self.strict_domain = strict_domain
        self.strict_rfc2965_unverifiable = strict_rfc2965_unverifiable
        self.strict_ns_unverifiable = strict_ns_unverifiable
        self.strict_ns_domain = strict_ns_domain
        self.strict_ns_set_initial_dollar = strict_ns_set_initial_dollar
        self.strict_ns_set_path = strict_ns_set_path
        self.secure_protocols = secure_protocols
        self._blocked_domains = tuple(blocked_domains) if blocked_domains is not None else ()
        self._allowed_domains = tuple(allowed_domains) if allowed_domains is not None else None

    def blocked_domains(self):
        """The domains whose cookies are not wanted."""
        return self._blocked_domains

    def set_blocked_domains(self, blocked_domains):
        """Set the domains whose cookies are not wanted."""
        self._blocked_domains = tuple(blocked_domains)

    def is_blocked(self, domain):
        """Whether a domain's cookies are not wanted."""
        return any(user_domain_match(domain, blocked) for blocked in self._blocked_domains)

    def allowed_domains(self):
        """The only domains whose cookies are wanted, or None."""
        return self._allowed_domains

    def set_allowed_domains(self, allowed_domains):
        """Set the only domains whose cookies are wanted."""
        self._allowed_domains = tuple(allowed_domains) if allowed_domains is not None else None

    def is_not_allowed(self, domain):
        """Whether a domain is not among those that are wanted."""
        if self._allowed_domains is None:
            return False
        return not any(user_domain_match(domain, allowed) for allowed in self._allowed_domains)

    def set_ok(self, cookie, request):
        if cookie.name is None or not self.netscape:
            return False
        if self.strict_ns_set_initial_dollar and cookie.name.startswith("$"):
            return False
        if cookie.path_specified and self.strict_ns_set_path and not self.path_return_ok(cookie.path, request):
            return False
        return self._domain_ok(cookie, request) and self._port_ok(cookie, request)

    def _domain_ok(self, cookie, request):
        if self.is_blocked(cookie.domain) or self.is_not_allowed(cookie.domain):
            return False
        if not cookie.domain_specified:
            return True
        host, known = eff_request_host(request)
        domain = cookie.domain
        if self.strict_domain and domain.count(".") >= 2:
            middle, _, top = domain[1:].rpartition(".")
            if len(top) == 2 and middle.lower() in ("co", "ac", "com", "edu", "org", "net", "gov", "mil", "int"):
                return False
        bare = domain[1:] if domain.startswith(".") else domain
        if "." not in bare and domain != ".local":
            return False
        if not known.endswith(domain) and not ("." + known).endswith(domain):
            return False
        if self.strict_ns_domain & self.DomainStrictNoDots:
            if "." in host[:-len(domain)] and not _ipv4.search(host):
                return False
        return True

    def _port_ok(self, cookie, request):
        if cookie.port_specified:
            port = request_port(request) or "80"
            return any(p == port for p in cookie.port.split(","))
        return True

    def return_ok(self, cookie, request):
        if cookie.secure and request.type not in self.secure_protocols:
            return False
        if cookie.is_expired(self._now):
            return False
        if cookie.port and request_port(request) not in cookie.port.split(","):
            return False
        host, known = eff_request_host(request)
        domain = cookie.domain
        if self.strict_ns_domain & self.DomainStrictNonDomain and not cookie.domain_specified and domain != known:
            return False
        dotted = domain if not domain or domain.startswith(".") else "." + domain
        return ("." + known).endswith(dotted)

    _now = None

    def domain_return_ok(self, domain, request):
        host, known = eff_request_host(request)
        host, known = ["." + name if name and not name.startswith(".") else name for name in (host, known)]
        dotted = "." + domain if domain and not domain.startswith(".") else domain
        if not (host.endswith(dotted) or known.endswith(dotted)):
            return False
        return not self.is_blocked(domain) and not self.is_not_allowed(domain)

    def path_return_ok(self, path, request):
        asked = request_path(request)
        if asked == path:
            return True
        return asked.startswith(path) and (path.endswith("/") or asked[len(path):len(path) + 1] == "/")


def _split_header(text):
    """The pairs of a Set-Cookie header; the first is the cookie itself."""
    pairs = []
    for i, part in enumerate(text.split(";")):
        name, sep, value = part.strip().partition("=")
        name = name.strip()
        if not name and i:
            continue
        value = value.strip() if sep else None
        if i:
            lower = name.lower()
            if lower in ("expires", "path", "domain", "max-age", "version", "port", "comment", "commenturl", "secure", "httponly",
                         "discard"):
                name = lower
            if value is not None and len(value) > 1 and value[0] == value[-1] == '"':
                value = value[1:-1]
        pairs.append((name, value))
    return pairs


class CookieJar:
    """Cookies: taken from responses, sent with requests."""

    def __init__(self, policy=None):
        self._policy = DefaultCookiePolicy() if policy is None else policy
        self._cookies_lock = threading.RLock()
        self._cookies = {}

    def set_policy(self, policy):
        """Set the rules."""
        self._policy = policy

    def _cookies_for_request(self, request):
        found = []
        for domain, paths in self._cookies.items():
            if not self._policy.domain_return_ok(domain, request):
                continue
            for path, cookies in paths.items():
                if self._policy.path_return_ok(path, request):
                    found += [c for c in cookies.values() if self._policy.return_ok(c, request)]
        return found

    def _cookie_attrs(self, cookies):
        # Those of longer paths come first.
        cookies.sort(key=lambda c: len(c.path), reverse=True)
        return [c.name if c.value is None else f"{c.name}={c.value}" for c in cookies]

    def add_cookie_header(self, request):
        """Give a request the cookies that belong to it."""
        with self._cookies_lock:
            self._policy._now = self._now = int(time.time())
            attrs = self._cookie_attrs(self._cookies_for_request(request))
            if attrs and not request.has_header("Cookie"):
                request.add_unredirected_header("Cookie", "; ".join(attrs))
            self.clear_expired_cookies()

    def _make(self, pairs, request):
        """The cookie of a header, or None."""
        (name, value), *attributes = pairs
        if not name:
            return None
        found, rest = {}, {}
        for key, text in attributes:
            if key in ("secure", "discard"):
                found[key] = True
            elif key in ("expires", "path", "domain", "max-age", "version", "port", "comment", "commenturl"):
                if key not in found and text is not None:
                    found[key] = text
            else:
                rest["HttpOnly" if key == "httponly" else key] = text
        expires = None
        now = int(time.time())
        if "max-age" in found:
            try:
                expires = now + int(found["max-age"])
            except ValueError:
                expires = None
        elif "expires" in found:
            expires = http2time(found["expires"])
        path = found.get("path")
        path_specified = bool(path)
        if path_specified:
            path = escape_path(path)
            if not path.startswith("/"):
                path, path_specified = None, False
        if not path_specified:
            asked = request_path(request)
            path = asked[:asked.rfind("/")] or "/"
        host, known = eff_request_host(request)
        domain = found.get("domain")
        domain_specified = bool(domain)
        initial_dot = bool(domain) and domain.startswith(".")
        if not domain_specified:
            domain = known
        elif not initial_dot:
            domain = "." + domain
        port = found.get("port")
        if port is not None:
            port = re.sub(r"\s+", "", port)
        version = found.get("version")
        if version is not None:
            try:
                version = int(version)
            except ValueError:
                version = None
        discard = expires is None
        if expires is not None and expires <= now:
            # A time that is over takes the cookie away.
            try:
                self.clear(domain.lower(), path, name)
            except KeyError:
                pass
            return None
        return Cookie(0 if not version else version, name, value, port, port is not None, domain, domain_specified,
                      initial_dot, path, path_specified, found.get("secure", False), expires, discard,
                      found.get("comment"), found.get("commenturl"), rest)

    def make_cookies(self, response, request):
        """The cookies that a response sets."""
        with self._cookies_lock:
            self._policy._now = self._now = int(time.time())
            made = [self._make(_split_header(text), request) for text in response.info().get_all("Set-Cookie", [])]
            return [cookie for cookie in made if cookie is not None]

    def set_cookie_if_ok(self, cookie, request):
        """Take a cookie if the rules allow it."""
        with self._cookies_lock:
            self._policy._now = self._now = int(time.time())
            if self._policy.set_ok(cookie, request):
                self.set_cookie(cookie)

    def set_cookie(self, cookie):
        """Take a cookie."""
        with self._cookies_lock:
            self._cookies.setdefault(cookie.domain, {}).setdefault(cookie.path, {})[cookie.name] = cookie

    def extract_cookies(self, response, request):
        """Take the cookies that a response sets, as far as the rules allow it."""
        with self._cookies_lock:
            for cookie in self.make_cookies(response, request):
                if self._policy.set_ok(cookie, request):
                    self.set_cookie(cookie)

    def clear(self, domain=None, path=None, name=None):
        """Take cookies away: all, those of a domain, of a path, or one."""
        if name is not None:
            if domain is None or path is None:
                raise ValueError("domain and path must be given to remove a cookie by name")
            del self._cookies[domain][path][name]
        elif path is not None:
            if domain is None:
                raise ValueError("domain must be given to remove cookies by path")
            del self._cookies[domain][path]
        elif domain is not None:
            del self._cookies[domain]
        else:
            self._cookies = {}

    def clear_session_cookies(self):
        """Take those cookies away that do not outlive the session."""
        with self._cookies_lock:
            for cookie in list(self):
                if cookie.discard:
                    self.clear(cookie.domain, cookie.path, cookie.name)

    def clear_expired_cookies(self):
        """Take those cookies away whose time is over."""
        with self._cookies_lock:
            now = time.time()
            for cookie in list(self):
                if cookie.is_expired(now):
                    self.clear(cookie.domain, cookie.path, cookie.name)

    def __iter__(self):
        for paths in list(self._cookies.values()):
            for cookies in list(paths.values()):
                yield from list(cookies.values())

    def __len__(self):
        return sum(1 for _ in self)

    def __repr__(self):
        return f"<{self.__class__.__name__}[{', '.join(repr(c) for c in self)}]>"

    def __str__(self):
        return f"<{self.__class__.__name__}[{', '.join(str(c) for c in self)}]>"


class FileCookieJar(CookieJar):
    """Cookies that can be kept in a file."""

    def __init__(self, filename=None, delayload=False, policy=None):
        super().__init__(policy)
        import os
        self.filename = os.fspath(filename) if filename is not None else None
        self.delayload = bool(delayload)

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Write the cookies to a file."""
        raise NotImplementedError()

    def _filename(self, filename):
        filename = self.filename if filename is None else filename
        if filename is None:
            raise ValueError("a filename was not supplied (nor was the CookieJar instance initialised with one)")
        return filename

    def _saved(self, ignore_discard, ignore_expires):
        now = time.time()
        return [c for c in self if (ignore_discard or not c.discard) and (ignore_expires or not c.is_expired(now))]

    def load(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Read the cookies of a file."""
        filename = self._filename(filename)
        with open(filename) as f:
            self._really_load(f, filename, ignore_discard, ignore_expires)

    def revert(self, filename=None, ignore_discard=False, ignore_expires=False):
        """Read the cookies of a file in place of those that there are."""
        filename = self._filename(filename)
        with self._cookies_lock:
            before, self._cookies = self._cookies, {}
            try:
                self.load(filename, ignore_discard, ignore_expires)
            except OSError:
                self._cookies = before
                raise


class MozillaCookieJar(FileCookieJar):
    """Cookies in the file format of Netscape, which curl and wget know too."""

    def _really_load(self, f, filename, ignore_discard, ignore_expires):
        if not re.match(r"#( Netscape)? HTTP Cookie File", f.readline()):
            raise LoadError(f"{filename!r} does not look like a Netscape format cookies file")
        now = time.time()
        for line in f:
            rest = {}
            if line.startswith("#HttpOnly_"):
                rest["HttpOnly"] = ""
                line = line[len("#HttpOnly_"):]
            line = line.rstrip("\n")
            if not line.strip() or line.strip().startswith(("#", "$")):
                continue
            try:
                domain, specified, path, secure, expires, name, value = line.split("\t")
            except ValueError:
                raise LoadError(f"invalid Netscape format cookies file {filename!r}: {line!r}") from None
            if name == "":
                name, value = value, None
            discard = expires == ""
            cookie = Cookie(0, name, value, None, False, domain, specified == "TRUE", domain.startswith("."), path, False,
                            secure == "TRUE", None if discard else expires, discard, None, None, rest)
            if (ignore_discard or not discard) and (ignore_expires or not cookie.is_expired(now)):
                self.set_cookie(cookie)

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        with open(self._filename(filename), "w") as f:
            f.write(NETSCAPE_HEADER_TEXT)
            for c in self._saved(ignore_discard, ignore_expires):
                name, value = ("", c.name) if c.value is None else (c.name, c.value)
                domain = "#HttpOnly_" + c.domain if c.has_nonstandard_attr("HttpOnly") else c.domain
                fields = [domain, "TRUE" if c.domain.startswith(".") else "FALSE", c.path,
                          "TRUE" if c.secure else "FALSE", "" if c.expires is None else str(c.expires), name, value]
                f.write("\t".join(fields) + "\n")


class LWPCookieJar(FileCookieJar):
    """Cookies in the file format of Perl's libwww."""

    _header = "#LWP-Cookies-2.0\n"

    def as_lwp_str(self, ignore_discard=True, ignore_expires=True):
        """The cookies as lines."""
        def field(name, value):
            value = str(value)
            return f"{name}={value}" if re.fullmatch(r"\w+", value) else name + '="' + re.sub(r'(["\\])', r"\\\1", value) + '"'

        lines = []
        for c in self._saved(ignore_discard, ignore_expires):
            parts = [field(c.name, c.value or ""), field("path", c.path), field("domain", c.domain)]
            for name, value in (("port", c.port), ("path_spec", c.path_specified or None),
                                ("port_spec", c.port_specified or None), ("domain_dot", c.domain_initial_dot or None),
                                ("secure", c.secure or None), ("expires", time2isoz(c.expires) if c.expires else None),
                                ("discard", c.discard or None), ("comment", c.comment), ("commenturl", c.comment_url)):
                if value is True:
                    parts.append(name)
                elif value is not None:
                    parts.append(field(name, value))
            parts += [name if value is None else field(name, value) for name, value in sorted(c._rest.items())]
            parts.append(field("version", c.version))
            lines.append("Set-Cookie3: " + "; ".join(parts))
        return "\n".join(lines + [""])

    def save(self, filename=None, ignore_discard=False, ignore_expires=False):
        with open(self._filename(filename), "w") as f:
            f.write(self._header + self.as_lwp_str(ignore_discard, ignore_expires))

    def _really_load(self, f, filename, ignore_discard, ignore_expires):
        if not re.match(r"#LWP-Cookies-(\d+\.\d+)", f.readline()):
            raise LoadError(f"{filename!r} does not look like a Set-Cookie3 (LWP) format file")
        now = time.time()
        part = re.compile(r'\s*([^=;\s]+)(?:=("(?:[^"\\]|\\.)*"|[^;]*))?\s*(?:;|$)')
        for line in f:
            if not line.startswith("Set-Cookie3:"):
                continue
            found = []
            for name, value in part.findall(line[len("Set-Cookie3:"):].strip()):
                if value[:1] == '"':
                    value = re.sub(r"\\(.)", r"\1", value[1:-1])
                found.append((name, value))
            (name, value), *rest = found
            known = dict(rest)
            expires = iso2time(known["expires"]) if "expires" in known else None
            discard = expires is None or "discard" in known
            others = {k: v for k, v in rest if k not in (
                "path", "domain", "port", "path_spec", "port_spec", "domain_dot", "secure", "expires", "discard",
                "comment", "commenturl", "version")}
            cookie = Cookie(known.get("version", 0), name, value, known.get("port"), "port_spec" in known,
                            known.get("domain", ""), known.get("domain", "").startswith("."), "domain_dot" in known,
                            known.get("path", "/"), "path_spec" in known, "secure" in known, expires, discard,
                            known.get("comment"), known.get("commenturl"), others)
            if (ignore_discard or not discard) and (ignore_expires or not cookie.is_expired(now)):
                self.set_cookie(cookie)
