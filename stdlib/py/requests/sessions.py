"""Sessions: what several requests share, and following redirections."""

import os
import time
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urljoin, urlparse

from requests.adapters import HTTPAdapter
from requests.auth import _basic_auth_str
from requests.cookies import RequestsCookieJar, cookiejar_from_dict, extract_cookies_to_jar, merge_cookies
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, InvalidSchema, TooManyRedirects
from requests.hooks import default_hooks, dispatch_hook
from requests.models import DEFAULT_REDIRECT_LIMIT, REDIRECT_STATI, PreparedRequest, Request
from requests.status_codes import codes
from requests.structures import CaseInsensitiveDict
from requests.utils import (default_headers, get_auth_from_url, get_environ_proxies, requote_uri, resolve_proxies, rewind_body,
                            to_key_val_list, to_native_string)
from http import cookiejar as cookielib

preferred_clock = time.perf_counter


def merge_setting(request_setting, session_setting, dict_class=OrderedDict):
    """A request's setting on top of the session's; what is None in it is taken away."""
    if session_setting is None:
        return request_setting
    if request_setting is None:
        return session_setting
    if not (isinstance(session_setting, Mapping) and isinstance(request_setting, Mapping)):
        return request_setting
    merged = dict_class(to_key_val_list(session_setting))
    merged.update(to_key_val_list(request_setting))
    for key in [k for k, v in merged.items() if v is None]:
        del merged[key]
    return merged


def merge_hooks(request_hooks, session_hooks, dict_class=OrderedDict):
    """A request's hooks, or the session's if it has none."""
    if session_hooks is None or session_hooks.get("response") == []:
        return request_hooks
    if request_hooks is None or request_hooks.get("response") == []:
        return session_hooks
    return merge_setting(request_hooks, session_hooks, dict_class)


class SessionRedirectMixin:
    """Following redirections."""

    def get_redirect_target(self, resp):
        """Where a response sends one, or None."""
        if resp.is_redirect:
            return to_native_string(resp.headers["location"].encode("latin1"), "utf8")
        return None

    def should_strip_auth(self, old_url, new_url):
        """Whether what proves who one is stays behind."""
        old, new = urlparse(old_url), urlparse(new_url)
        if old.hostname != new.hostname:
            return True
        if old.scheme == "http" and old.port in (80, None) and new.scheme == "https" and new.port in (443, None):
            return False
        usual = ({"http": 80, "https": 443}.get(old.scheme), None)
        if old.scheme == new.scheme and old.port in usual and new.port in usual:
            return False
        return old.port != new.port or old.scheme != new.scheme

    def resolve_redirects(self, resp, req, stream=False, timeout=None, verify=True, cert=None, proxies=None,
                          yield_requests=False, **adapter_kwargs):
        """The responses to which a response leads, or the requests for them."""
        history = []
        url = self.get_redirect_target(resp)
        fragment = urlparse(req.url).fragment
        while url:
            prepared = req.copy()
            history.append(resp)
            resp.history = history[1:]
            try:
                resp.content
            except (ChunkedEncodingError, ContentDecodingError, RuntimeError):
                resp.raw.read()
            if len(resp.history) >= self.max_redirects:
                raise TooManyRedirects(f"Exceeded {self.max_redirects} redirects.", response=resp)
            resp.close()
            if url.startswith("//"):
                url = f"{urlparse(resp.url).scheme}:{url}"
            parts = urlparse(url)
            if parts.fragment == "" and fragment:
                parts = parts._replace(fragment=fragment)
            elif parts.fragment:
                fragment = parts.fragment
            url = parts.geturl()
            url = urljoin(resp.url, requote_uri(url)) if not parts.netloc else requote_uri(url)
            prepared.url = to_native_string(url)
            self.rebuild_method(prepared, resp)
            if resp.status_code not in (codes.temporary_redirect, codes.permanent_redirect):
                for header in ("Content-Length", "Content-Type", "Transfer-Encoding"):
                    prepared.headers.pop(header, None)
                prepared.body = None
            prepared.headers.pop("Cookie", None)
            extract_cookies_to_jar(prepared._cookies, req, resp.raw)
            merge_cookies(prepared._cookies, self.cookies)
            prepared.prepare_cookies(prepared._cookies)
            proxies = self.rebuild_proxies(prepared, proxies)
            self.rebuild_auth(prepared, resp)
            if prepared._body_position is not None and ("Content-Length" in prepared.headers
                                                        or "Transfer-Encoding" in prepared.headers):
                rewind_body(prepared)
            req = prepared
            if yield_requests:
                yield req
            else:
                resp = self.send(req, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies=proxies,
                                 allow_redirects=False, **adapter_kwargs)
                extract_cookies_to_jar(self.cookies, prepared, resp.raw)
                url = self.get_redirect_target(resp)
                yield resp

    def rebuild_auth(self, prepared_request, response):
        """Leave behind what proves who one is, where it does not belong."""
        headers, url = prepared_request.headers, prepared_request.url
        if "Authorization" in headers and self.should_strip_auth(response.request.url, url):
            del headers["Authorization"]

    def rebuild_proxies(self, prepared_request, proxies):
        """The proxies for the next request."""
        headers = prepared_request.headers
        scheme = urlparse(prepared_request.url).scheme
        new = resolve_proxies(prepared_request, proxies, self.trust_env)
        headers.pop("Proxy-Authorization", None)
        user, password = get_auth_from_url(new[scheme]) if scheme in new else (None, None)
        if not scheme.startswith("https") and user and password:
            headers["Proxy-Authorization"] = _basic_auth_str(user, password)
        return new

    def rebuild_method(self, prepared_request, response):
        """The method of the next request."""
        method = prepared_request.method
        if response.status_code in (codes.see_other, codes.found) and method != "HEAD":
            method = "GET"
        if response.status_code == codes.moved and method == "POST":
            method = "GET"
        prepared_request.method = method


class Session(SessionRedirectMixin):
    """What requests share: headers, cookies, connections."""

    __attrs__ = ["headers", "cookies", "auth", "proxies", "hooks", "params", "verify", "cert", "adapters", "stream",
                 "trust_env", "max_redirects"]

    def __init__(self):
        self.headers = default_headers()
        self.auth = None
        self.proxies = {}
        self.hooks = default_hooks()
        self.params = {}
        self.stream = False
        self.verify = True
        self.cert = None
        self.max_redirects = DEFAULT_REDIRECT_LIMIT
        self.trust_env = True
        self.cookies = cookiejar_from_dict({})
        self.adapters = OrderedDict()
        self.mount("https://", HTTPAdapter())
        self.mount("http://", HTTPAdapter())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def prepare_request(self, request):
        """A request as it is sent, with what the session has."""
        cookies = request.cookies or {}
        if not isinstance(cookies, cookielib.CookieJar):
            cookies = cookiejar_from_dict(cookies)
        merged = merge_cookies(merge_cookies(RequestsCookieJar(), self.cookies), cookies)
        p = PreparedRequest()
        p.prepare(method=request.method.upper(), url=request.url, files=request.files, data=request.data, json=request.json,
                  headers=merge_setting(request.headers, self.headers, dict_class=CaseInsensitiveDict),
                  params=merge_setting(request.params, self.params), auth=merge_setting(request.auth, self.auth),
                  cookies=merged, hooks=merge_hooks(request.hooks, self.hooks))
        return p

    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None, timeout=None,
                allow_redirects=True, proxies=None, hooks=None, stream=None, verify=None, cert=None, json=None):
        """Send a request."""
        req = Request(method=method.upper(), url=url, headers=headers, files=files, data=data or {}, json=json,
                      params=params or {}, auth=auth, cookies=cookies, hooks=hooks)
        prep = self.prepare_request(req)
        settings = self.merge_environment_settings(prep.url, proxies or {}, stream, verify, cert)
        return self.send(prep, timeout=timeout, allow_redirects=allow_redirects, **settings)

    def get(self, url, **kwargs):
        """Send a GET request."""
        kwargs.setdefault("allow_redirects", True)
        return self.request("GET", url, **kwargs)

    def options(self, url, **kwargs):
        """Send an OPTIONS request."""
        kwargs.setdefault("allow_redirects", True)
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, **kwargs):
        """Send a HEAD request."""
        kwargs.setdefault("allow_redirects", False)
        return self.request("HEAD", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        """Send a POST request."""
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url, data=None, **kwargs):
        """Send a PUT request."""
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        """Send a PATCH request."""
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        """Send a DELETE request."""
        return self.request("DELETE", url, **kwargs)

    def send(self, request, **kwargs):
        """Send a prepared request."""
        kwargs.setdefault("stream", self.stream)
        kwargs.setdefault("verify", self.verify)
        kwargs.setdefault("cert", self.cert)
        if "proxies" not in kwargs:
            kwargs["proxies"] = resolve_proxies(request, self.proxies, self.trust_env)
        if isinstance(request, Request):
            raise ValueError("You can only send PreparedRequests.")
        allow_redirects = kwargs.pop("allow_redirects", True)
        stream = kwargs.get("stream")
        hooks = request.hooks
        adapter = self.get_adapter(url=request.url)
        start = preferred_clock()
        r = adapter.send(request, **kwargs)
        r.elapsed = timedelta(seconds=preferred_clock() - start)
        r = dispatch_hook("response", hooks, r, **kwargs)
        for resp in r.history:
            extract_cookies_to_jar(self.cookies, resp.request, resp.raw)
        extract_cookies_to_jar(self.cookies, request, r.raw)
        if allow_redirects:
            history = list(self.resolve_redirects(r, request, **kwargs))
            if history:
                history.insert(0, r)
                r = history.pop()
                r.history = history
        else:
            try:
                r._next = next(self.resolve_redirects(r, request, yield_requests=True, **kwargs))
            except StopIteration:
                pass
        if not stream:
            r.content
        return r

    def merge_environment_settings(self, url, proxies, stream, verify, cert):
        """The settings for a request, those of the environment among them."""
        if self.trust_env:
            no_proxy = proxies.get("no_proxy") if proxies is not None else None
            for key, value in get_environ_proxies(url, no_proxy=no_proxy).items():
                proxies.setdefault(key, value)
            if verify is True or verify is None:
                verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or verify
        return {"proxies": merge_setting(proxies, self.proxies), "stream": merge_setting(stream, self.stream),
                "verify": merge_setting(verify, self.verify), "cert": merge_setting(cert, self.cert)}

    def get_adapter(self, url):
        """What sends requests for a URL."""
        for prefix, adapter in self.adapters.items():
            if url.lower().startswith(prefix.lower()):
                return adapter
        raise InvalidSchema(f"No connection adapters were found for {url!r}")

    def close(self):
        """Close all connections."""
        for adapter in self.adapters.values():
            adapter.close()

    def mount(self, prefix, adapter):
        """Have an adapter send the requests for URLs that begin so."""
        self.adapters[prefix] = adapter
        # The longest beginning is looked at first.
        for key in [k for k in self.adapters if len(k) < len(prefix)]:
            self.adapters[key] = self.adapters.pop(key)

    def __getstate__(self):
        return {attr: getattr(self, attr, None) for attr in self.__attrs__}

    def __setstate__(self, state):
        self.__dict__.update(state)


def session():
    """A session."""
    return Session()
