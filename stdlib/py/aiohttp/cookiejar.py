"""Cookies that a session keeps."""

__all__ = ('CookieJar', 'DummyCookieJar')

import calendar
import pickle
import time
from collections import defaultdict
from email.utils import parsedate
from http.cookies import BaseCookie, Morsel, SimpleCookie
from ipaddress import ip_address

from yarl import URL

from .abc import AbstractCookieJar


def _is_ip(host):
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class CookieJar(AbstractCookieJar):
    """Cookies as RFC 6265 has them."""

    def __init__(self, *, unsafe=False, quote_cookie=True, treat_as_secure_origin=None, loop=None):
        super().__init__(loop=loop)
        self._cookies = defaultdict(SimpleCookie)
        self._host_only = set()
        self._expires = {}
        self._unsafe = unsafe
        self._quote_cookie = quote_cookie
        if treat_as_secure_origin is None:
            origins = []
        elif isinstance(treat_as_secure_origin, (str, URL)):
            origins = [treat_as_secure_origin]
        else:
            origins = treat_as_secure_origin
        self._secure_origins = {URL(o).origin() for o in origins}

    @property
    def quote_cookie(self):
        return self._quote_cookie

    def save(self, file_path):
        """Write the cookies to a file."""
        with open(file_path, 'wb') as f:
            pickle.dump(dict(self._cookies), f, pickle.HIGHEST_PROTOCOL)

    def load(self, file_path):
        """Read the cookies of a file."""
        with open(file_path, 'rb') as f:
            self._cookies = defaultdict(SimpleCookie, pickle.load(f))

    def clear(self, predicate=None):
        self._expire()
        for key, cookies in list(self._cookies.items()):
            for name, morsel in list(cookies.items()):
                if predicate is None or predicate(morsel):
                    self._remove(*key, name)

    def clear_domain(self, domain):
        self.clear(lambda morsel: self._matches_domain(domain, morsel['domain']))

    def _remove(self, domain, path, name):
        del self._cookies[domain, path][name]
        if not self._cookies[domain, path]:
            del self._cookies[domain, path]
        self._host_only.discard((domain, name))
        self._expires.pop((domain, path, name), None)

    def _expire(self):
        now = time.time()
        for key in [key for key, when in self._expires.items() if when <= now]:
            if key[2] in self._cookies.get(key[:2], ()):
                self._remove(*key)
            else:
                del self._expires[key]

    def __iter__(self):
        self._expire()
        for cookies in list(self._cookies.values()):
            yield from cookies.values()

    def __len__(self):
        return sum(1 for _ in self)

    def update_cookies(self, cookies, response_url=URL()):
        host = response_url.raw_host
        if not self._unsafe and host is not None and _is_ip(host):
            return
        for name, morsel in cookies.items() if hasattr(cookies, 'items') else cookies:
            if not isinstance(morsel, Morsel):
                holder = SimpleCookie()
                holder[name] = morsel
                morsel = holder[name]
            domain = morsel['domain']
            if domain.endswith('.'):
                domain = morsel['domain'] = ''
            if not domain and host is not None:
                self._host_only.add((host, name))
                domain = morsel['domain'] = host
            if domain.startswith('.'):
                domain = morsel['domain'] = domain[1:]
            if host is not None and not self._matches_domain(domain, host):
                continue
            path = morsel['path']
            if not path or not path.startswith('/'):
                path = response_url.path
                path = '/' + path[1:path.rfind('/')] if path.startswith('/') else '/'
                morsel['path'] = path
            path = path.rstrip('/')
            key = domain, path, name
            self._expires.pop(key, None)
            if age := morsel['max-age']:
                try:
                    self._expires[key] = time.time() + int(age)
                except ValueError:
                    morsel['max-age'] = ''
            elif expires := morsel['expires']:
                parts = parsedate(expires)
                if parts is not None:
                    self._expires[key] = calendar.timegm(parts)
                else:
                    morsel['expires'] = ''
            self._cookies[domain, path][name] = morsel
        self._expire()

    def filter_cookies(self, request_url=URL()):
        request_url = URL(request_url)
        found = SimpleCookie() if self._quote_cookie else BaseCookie()
        if not self._cookies:
            return found
        self._expire()
        host = request_url.raw_host or ''
        if not self._unsafe and host and _is_ip(host):
            # Such hosts get what belongs to no host.
            keys = [key for key in self._cookies if not key[0]]
        else:
            keys = list(self._cookies)
        secure = request_url.scheme in ('https', 'wss') or (
            request_url.absolute and request_url.origin() in self._secure_origins)
        for domain, path in sorted(keys, key=lambda key: len(key[1])):
            for name, morsel in self._cookies[domain, path].items():
                if domain:
                    if (domain, name) in self._host_only:
                        if domain != host:
                            continue
                    elif not self._matches_domain(domain, host):
                        continue
                if not self._matches_path(path, request_url.path) or morsel['secure'] and not secure:
                    continue
                copy = Morsel()
                copy.update(morsel)
                copy.set(morsel.key, morsel.value, morsel.coded_value if self._quote_cookie else morsel.value)
                found[name] = copy
        return found

    @staticmethod
    def _matches_domain(domain, host):
        if host == domain:
            return True
        return host.endswith('.' + domain) and not _is_ip(host)

    @staticmethod
    def _matches_path(cookie, path):
        if not cookie or path == cookie:
            return True
        return path.startswith(cookie) and path[len(cookie):len(cookie) + 1] == '/'


class DummyCookieJar(AbstractCookieJar):
    """Keeps nothing."""

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    @property
    def quote_cookie(self):
        return True

    def clear(self, predicate=None):
        pass

    def clear_domain(self, domain):
        pass

    def update_cookies(self, cookies, response_url=None):
        pass

    def filter_cookies(self, request_url):
        return SimpleCookie()
