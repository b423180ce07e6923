"""Cookies that can be used as a dict."""

import copy
import time
from collections.abc import MutableMapping
from http import cookiejar as cookielib
from http.cookies import Morsel
from urllib.parse import urlparse, urlunparse


class MockRequest:
    """A prepared request as cookie jars want to see requests."""

    def __init__(self, request):
        self._r = request
        self._new_headers = {}
        self.type = urlparse(self._r.url).scheme

    def get_type(self):
        return self.type

    def get_host(self):
        return urlparse(self._r.url).netloc

    def get_origin_req_host(self):
        return self.get_host()

    def get_full_url(self):
        if not self._r.headers.get("Host"):
            return self._r.url
        host = self._r.headers["Host"]
        parts = urlparse(self._r.url)
        return urlunparse([parts.scheme, host, parts.path, parts.params, parts.query, parts.fragment])

    def is_unverifiable(self):
        return True

    def has_header(self, name):
        return name in self._r.headers or name in self._new_headers

    def get_header(self, name, default=None):
        return self._r.headers.get(name, self._new_headers.get(name, default))

    def add_unredirected_header(self, name, value):
        self._new_headers[name] = value

    def get_new_headers(self):
        return self._new_headers

    @property
    def unverifiable(self):
        return self.is_unverifiable()

    @property
    def origin_req_host(self):
        return self.get_origin_req_host()

    @property
    def host(self):
        return self.get_host()


class MockResponse:
    """Headers as cookie jars want to see responses."""

    def __init__(self, headers):
        self._headers = headers

    def info(self):
        return self._headers


def extract_cookies_to_jar(jar, request, response):
    """Take the cookies that a raw response sets."""
    original = getattr(response, "_original_response", None)
    if original is not None:
        jar.extract_cookies(MockResponse(original.msg), MockRequest(request))


def get_cookie_header(jar, request):
    """The value of the header Cookie for a request."""
    r = MockRequest(request)
    jar.add_cookie_header(r)
    return r.get_new_headers().get("Cookie")


def remove_cookie_by_name(cookiejar, name, domain=None, path=None):
    """Take cookies of a name away."""
    for c in list(cookiejar):
        if c.name == name and domain in (None, c.domain) and path in (None, c.path):
            cookiejar.clear(c.domain, c.path, c.name)


class CookieConflictError(RuntimeError):
    """There are several cookies of a name."""


class RequestsCookieJar(cookielib.CookieJar, MutableMapping):
    """A cookie jar that is a dict of names and values as well."""

    def get(self, name, default=None, domain=None, path=None):
        """A cookie's value."""
        try:
            return self._find_no_duplicates(name, domain, path)
        except KeyError:
            return default

    def set(self, name, value, **kwargs):
        """Set a cookie; None takes it away."""
        if value is None:
            remove_cookie_by_name(self, name, domain=kwargs.get("domain"), path=kwargs.get("path"))
            return None
        cookie = morsel_to_cookie(value) if isinstance(value, Morsel) else create_cookie(name, value, **kwargs)
        self.set_cookie(cookie)
        return cookie

    def iterkeys(self):
        for cookie in iter(self):
            yield cookie.name

    def keys(self):
        """The names."""
        return list(self.iterkeys())

    def itervalues(self):
        for cookie in iter(self):
            yield cookie.value

    def values(self):
        """The values."""
        return list(self.itervalues())

    def iteritems(self):
        for cookie in iter(self):
            yield cookie.name, cookie.value

    def items(self):
        """The names and values."""
        return list(self.iteritems())

    def list_domains(self):
        """The domains of the cookies."""
        return list(dict.fromkeys(c.domain for c in iter(self)))

    def list_paths(self):
        """The paths of the cookies."""
        return list(dict.fromkeys(c.path for c in iter(self)))

    def multiple_domains(self):
        """Whether the cookies are of more than one domain."""
        domains = [c.domain for c in iter(self) if c.domain is not None]
        return len(domains) != len(set(domains))

    def get_dict(self, domain=None, path=None):
        """The names and values of a domain or path as a dict."""
        return {c.name: c.value for c in iter(self) if domain in (None, c.domain) and path in (None, c.path)}

    def __contains__(self, name):
        try:
            return super().__contains__(name)
        except CookieConflictError:
            return True

    def __getitem__(self, name):
        return self._find_no_duplicates(name)

    def __setitem__(self, name, value):
        self.set(name, value)

    def __delitem__(self, name):
        remove_cookie_by_name(self, name)

    def set_cookie(self, cookie, *args, **kwargs):
        """Set a cookie."""
        value = cookie.value
        if hasattr(value, "startswith") and value.startswith('"') and value.endswith('"'):
            cookie.value = value.replace('\\"', "")
        return super().set_cookie(cookie, *args, **kwargs)

    def update(self, other):
        """Take the cookies of another jar or a dict."""
        if isinstance(other, cookielib.CookieJar):
            for cookie in other:
                self.set_cookie(copy.copy(cookie))
        else:
            super().update(other)

    def _find_no_duplicates(self, name, domain=None, path=None):
        found = None
        for c in iter(self):
            if c.name == name and domain in (None, c.domain) and path in (None, c.path):
                if found is not None:
                    raise CookieConflictError(f"There are multiple cookies with name, {name!r}")
                found = c.value
        if found:
            return found
        raise KeyError(f"name={name!r}, domain={domain!r}, path={path!r}")

    def __getstate__(self):
        state = self.__dict__.copy()
        state.pop("_cookies_lock")
        return state

    def __setstate__(self, state):
        import threading
        self.__dict__.update(state)
        self._cookies_lock = threading.RLock()

    def copy(self):
        """Another jar with the same cookies."""
        made = RequestsCookieJar()
        made.set_policy(self.get_policy())
        made.update(self)
        return made

    def get_policy(self):
        """The rules."""
        return self._policy


def create_cookie(name, value, **kwargs):
    """Make a cookie, of which what is not said is as usual."""
    result = {"version": 0, "name": name, "value": value, "port": None, "domain": "", "path": "/", "secure": False,
              "expires": None, "discard": True, "comment": None, "comment_url": None, "rest": {"HttpOnly": None},
              "rfc2109": False}
    bad = set(kwargs) - set(result)
    if bad:
        raise TypeError(f"create_cookie() got unexpected keyword arguments: {list(bad)}")
    result.update(kwargs)
    result["port_specified"] = bool(result["port"])
    result["domain_specified"] = bool(result["domain"])
    result["domain_initial_dot"] = result["domain"].startswith(".")
    result["path_specified"] = bool(result["path"])
    return cookielib.Cookie(**result)


def morsel_to_cookie(morsel):
    """The cookie for one of a server."""
    expires = None
    if morsel["max-age"]:
        try:
            expires = int(time.time() + int(morsel["max-age"]))
        except ValueError:
            raise TypeError(f"max-age: {morsel['max-age']} must be integer") from None
    elif morsel["expires"]:
        expires = cookielib.http2time(morsel["expires"])
    return create_cookie(morsel.key, morsel.value, comment=morsel["comment"], comment_url=bool(morsel["comment"]),
                         discard=False, domain=morsel["domain"], expires=expires, path=morsel["path"],
                         rest={"HttpOnly": morsel["httponly"]}, rfc2109=False, secure=bool(morsel["secure"]),
                         version=morsel["version"] or 0)


def cookiejar_from_dict(cookie_dict, cookiejar=None, overwrite=True):
    """A jar with the cookies of a dict."""
    if cookiejar is None:
        cookiejar = RequestsCookieJar()
    if cookie_dict is not None:
        known = [cookie.name for cookie in cookiejar]
        for name in cookie_dict:
            if overwrite or name not in known:
                cookiejar.set_cookie(create_cookie(name, cookie_dict[name]))
    return cookiejar


def merge_cookies(cookiejar, cookies):
    """Add cookies to a jar."""
    if not isinstance(cookiejar, cookielib.CookieJar):
        raise ValueError("You can only merge into CookieJar")
    if isinstance(cookies, dict):
        return cookiejar_from_dict(cookies, cookiejar=cookiejar, overwrite=False)
    if isinstance(cookies, cookielib.CookieJar):
        try:
            cookiejar.update(cookies)
        except AttributeError:
            for cookie in cookies:
                cookiejar.set_cookie(cookie)
    return cookiejar
