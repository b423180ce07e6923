"""Opening URLs: requests, the handlers that fetch them, and the director that asks one handler after the other."""

import base64
import bisect
import contextlib
import email.message
import email.utils
import hashlib
import http.client
import io
import os
import posixpath
import re
import socket
import string
import sys
import tempfile
import time
import warnings
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import (quote, unquote, unquote_to_bytes, unwrap, urldefrag, urljoin, urlparse, urlsplit, urlunparse,
                          _splittype, _splithost, _splitport, _splituser, _splitpasswd, _splitattr, _splitvalue, _splittag,
                          _splitquery)
from urllib.response import addclosehook, addinfourl

try:
    import ssl
except ImportError:
    _have_ssl = False
else:
    _have_ssl = True

__all__ = ["Request", "OpenerDirector", "BaseHandler", "HTTPDefaultErrorHandler", "HTTPRedirectHandler",
           "HTTPCookieProcessor", "ProxyHandler", "HTTPPasswordMgr", "HTTPPasswordMgrWithDefaultRealm",
           "HTTPPasswordMgrWithPriorAuth", "AbstractBasicAuthHandler", "HTTPBasicAuthHandler", "ProxyBasicAuthHandler",
           "AbstractDigestAuthHandler", "HTTPDigestAuthHandler", "ProxyDigestAuthHandler", "HTTPHandler", "FileHandler",
           "UnknownHandler", "HTTPErrorProcessor", "urlopen", "install_opener", "build_opener", "pathname2url",
           "url2pathname", "getproxies", "urlretrieve", "urlcleanup", "DataHandler"]

__version__ = "%d.%d" % sys.version_info[:2]

_opener = None


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *, cafile=None, capath=None, cadefault=False,
            context=None):
    """Open a URL, given as text or as a Request: a response that can be read."""
    global _opener
    if cafile or capath or cadefault:
        warnings.warn("cafile, capath and cadefault are deprecated, use a custom context instead.", DeprecationWarning, 2)
        if context is not None:
            raise ValueError("You can't pass both context and any of cafile, capath, and cadefault")
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=cafile, capath=capath)
        context.set_alpn_protocols(["http/1.1"])
    if context:
        opener = build_opener(HTTPSHandler(context=context))
    else:
        if _opener is None:
            _opener = build_opener()
        opener = _opener
    return opener.open(url, data, timeout)


def install_opener(opener):
    """Set what `urlopen` uses."""
    global _opener
    _opener = opener


_temporary_files = []


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Fetch a URL into a file: (file name, headers)."""
    kind, path = _splittype(url)
    with contextlib.closing(urlopen(url, data)) as fp:
        headers = fp.info()
        if kind == "file" and not filename:
            return os.path.normpath(path), headers
        if filename:
            target = open(filename, "wb")
        else:
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _temporary_files.append(filename)
        with target:
            size = int(headers["Content-Length"]) if "content-length" in headers else -1
            block, read, count = 1024 * 8, 0, 0
            if reporthook:
                reporthook(count, block, size)
            while piece := fp.read(block):
                read += len(piece)
                target.write(piece)
                count += 1
                if reporthook:
                    reporthook(count, block, size)
    if size >= 0 and read < size:
        raise ContentTooShortError(f"retrieval incomplete: got only {read} out of {size} bytes", (filename, headers))
    return filename, headers


def urlcleanup():
    """Take the files away that `urlretrieve` made."""
    global _opener
    for name in _temporary_files:
        try:
            os.unlink(name)
        except OSError:
            pass
    del _temporary_files[:]
    _opener = None


_port = re.compile(r":\d+$", re.ASCII)


def request_host(request):
    """The host that a request is for, in small letters."""
    host = urlparse(request.full_url)[1] or request.get_header("Host", "")
    return _port.sub("", host, 1).lower()


class Request:
    """A request: a URL, and what is sent with it."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self._data = None
        self.data = data
        self._tunnel_host = None
        for key, value in headers.items():
            self.add_header(key, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        """The URL."""
        return f"{self._full_url}#{self.fragment}" if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        self._full_url, self.fragment = urldefrag(unwrap(url))
        self.fragment = self.fragment or None
        self._parse()

    @full_url.deleter
    def full_url(self):
        self._full_url = None
        self.fragment = None
        self.selector = ""

    @property
    def data(self):
        """The body, or None."""
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            # The length of the old body says nothing about the new one.
            if self.has_header("Content-length"):
                self.remove_header("Content-length")

    @data.deleter
    def data(self):
        self.data = None

    def _parse(self):
        self.type, rest = _splittype(self._full_url)
        if self.type is None:
            raise ValueError(f"unknown url type: {self.full_url!r}")
        self.host, self.selector = _splithost(rest)
        if self.host:
            self.host = unquote(self.host)

    def get_method(self):
        """The method: GET, or POST with a body, if none was given."""
        return getattr(self, "method", "POST" if self.data is not None else "GET")

    def get_full_url(self):
        """The URL."""
        return self.full_url

    def set_proxy(self, host, type):
        """Have the request go through a proxy."""
        if self.type == "https" and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type = type
            self.selector = self.full_url
        self.host = host

    def has_proxy(self):
        """Whether the request goes through a proxy."""
        return self.selector == self.full_url

    def add_header(self, key, val):
        """Add a header."""
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        """Add a header that is not sent again after a redirection."""
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        """Whether there is a header."""
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        """A header's value."""
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        """Take a header away."""
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        """All headers: (name, value)."""
        return list({**self.unredirected_hdrs, **self.headers}.items())


class OpenerDirector:
    """Asks handlers to open URLs. What a handler can do, the names of its methods tell."""

    def __init__(self):
        self.addheaders = [("User-agent", f"Python-urllib/{__version__}")]
        self.handlers = []
        self.handle_open = {}
        self.handle_error = {}
        self.process_response = {}
        self.process_request = {}

    def add_handler(self, handler):
        """Add a handler."""
        if not hasattr(handler, "add_parent"):
            raise TypeError(f"expected BaseHandler instance, got {type(handler)!r}")
        added = False
        for name in dir(handler):
            if name in ("redirect_request", "do_open", "proxy_open"):
                continue
            protocol, _, condition = name.partition("_")
            if condition.startswith("error"):
                kind = condition[condition.find("_") + 1:] if "_" in condition else condition
                try:
                    kind = int(kind)
                except ValueError:
                    pass
                table = self.handle_error.setdefault(protocol, {})
            elif condition == "open":
                kind, table = protocol, self.handle_open
            elif condition == "response":
                kind, table = protocol, self.process_response
            elif condition == "request":
                kind, table = protocol, self.process_request
            else:
                continue
            bisect.insort(table.setdefault(kind, []), handler)
            added = True
        if added:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        """There is nothing to close."""

    def _call_chain(self, chain, kind, method, *args):
        for handler in chain.get(kind, ()):
            result = getattr(handler, method)(*args)
            if result is not None:
                return result

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        """Open a URL or a Request."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        protocol = request.type
        for handler in self.process_request.get(protocol, []):
            request = getattr(handler, protocol + "_request")(request)
        response = self._open(request, data)
        for handler in self.process_response.get(protocol, []):
            response = getattr(handler, protocol + "_response")(request, response)
        return response

    def _open(self, req, data=None):
        result = self._call_chain(self.handle_open, "default", "default_open", req)
        if result:
            return result
        result = self._call_chain(self.handle_open, req.type, req.type + "_open", req)
        if result:
            return result
        return self._call_chain(self.handle_open, "unknown", "unknown_open", req)

    def error(self, proto, *args):
        """Have an error handled."""
        if proto in ("http", "https"):
            # The handlers of HTTP's errors are told by their numbers.
            table = self.handle_error["http"]
            proto = args[2]
            method = f"http_error_{proto}"
            original = args
            is_http = True
        else:
            table = self.handle_error
            method = proto + "_error"
            is_http = False
        result = self._call_chain(table, proto, method, *args)
        if result:
            return result
        if is_http:
            return self._call_chain(table, "default", "http_error_default", *original)


def build_opener(*handlers):
    """An opener with the usual handlers, of which those that are given replace their base classes."""
    opener = OpenerDirector()
    usual = [ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FileHandler,
             HTTPErrorProcessor, DataHandler]
    if hasattr(http.client, "HTTPSConnection"):
        usual.append(HTTPSHandler)

    def replaced(cls):
        return any(issubclass(h, cls) if isinstance(h, type) else isinstance(h, cls) for h in handlers)

    for cls in usual:
        if not replaced(cls):
            opener.add_handler(cls())
    for handler in handlers:
        opener.add_handler(handler() if isinstance(handler, type) else handler)
    return opener


class BaseHandler:
    """A handler; those with a small `handler_order` come first."""

    handler_order = 500

    def add_parent(self, parent):
        """Become a handler of an opener."""
        self.parent = parent

    def close(self):
        """There is nothing to close."""

    def __lt__(self, other):
        if not hasattr(other, "handler_order"):
            return True
        return self.handler_order < other.handler_order


class HTTPErrorProcessor(BaseHandler):
    """Makes errors of responses whose status is one."""

    handler_order = 1000

    def http_response(self, request, response):
        code, msg, headers = response.code, response.msg, response.info()
        if not 200 <= code < 300:
            response = self.parent.error("http", request, response, code, msg, headers)
        return response

    https_response = http_response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises errors that nobody handles."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Goes where a response sends it."""

    max_repeats = 4
    max_redirections = 10
    inf_msg = ("The HTTP server returned a redirect error that would lead to an infinite loop.\n"
               "The last 30x error message was:\n")

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The request to go on with, or HTTPError."""
        method = req.get_method()
        if not (code in (301, 302, 303, 307, 308) and method in ("GET", "HEAD")
                or code in (301, 302, 303) and method == "POST"):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        newurl = newurl.replace(" ", "%20")
        kept = {k: v for k, v in req.headers.items() if k.lower() not in ("content-length", "content-type")}
        return Request(newurl, method="HEAD" if method == "HEAD" else "GET", headers=kept,
                       origin_req_host=req.origin_req_host, unverifiable=True)

    def http_error_302(self, req, fp, code, msg, headers):
        if "location" in headers:
            newurl = headers["location"]
        elif "uri" in headers:
            newurl = headers["uri"]
        else:
            return None
        parts = urlparse(newurl)
        if parts.scheme not in ("http", "https", "ftp", ""):
            raise HTTPError(newurl, code, f"{msg} - Redirection to url '{newurl}' is not allowed", headers, fp)
        if not parts.path and parts.netloc:
            parts = parts._replace(path="/")
        newurl = quote(urlunparse(parts), encoding="iso-8859-1", safe=string.punctuation)
        newurl = urljoin(req.full_url, newurl)
        new = self.redirect_request(req, fp, code, msg, headers, newurl)
        if new is None:
            return None
        if hasattr(req, "redirect_dict"):
            visited = new.redirect_dict = req.redirect_dict
            if visited.get(newurl, 0) >= self.max_repeats or len(visited) >= self.max_redirections:
                raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        else:
            visited = new.redirect_dict = req.redirect_dict = {}
        visited[newurl] = visited.get(newurl, 0) + 1
        # The rest of this response is of no interest.
        fp.read()
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _parse_proxy(proxy):
    """A proxy's URL: (scheme, user, password, host and port)."""
    scheme, rest = _splittype(proxy)
    if not rest.startswith("/"):
        scheme, authority = None, proxy
    else:
        if not rest.startswith("//"):
            raise ValueError(f"proxy URL with no authority: {proxy!r}")
        end = rest.find("@")
        end = rest.find("/", end if end > 0 else 2)
        authority = rest[2:None if end == -1 else end]
    userinfo, hostport = _splituser(authority)
    user, password = _splitpasswd(userinfo) if userinfo is not None else (None, None)
    return scheme, user, password, hostport


class ProxyHandler(BaseHandler):
    """Has requests go through proxies."""

    handler_order = 100

    def __init__(self, proxies=None):
        self.proxies = getproxies() if proxies is None else proxies
        for kind, url in self.proxies.items():
            kind = kind.lower()
            setattr(self, f"{kind}_open", lambda r, proxy=url, kind=kind, meth=self.proxy_open: meth(r, proxy, kind))

    def proxy_open(self, req, proxy, type):
        """Have a request go through a proxy."""
        original = req.type
        kind, user, password, hostport = _parse_proxy(proxy)
        kind = original if kind is None else kind
        if req.host and proxy_bypass(req.host):
            return None
        if user and password:
            text = f"{unquote(user)}:{unquote(password)}"
            req.add_header("Proxy-authorization", "Basic " + base64.b64encode(text.encode()).decode("ascii"))
        req.set_proxy(unquote(hostport), kind)
        if original == kind or original == "https":
            return None
        return self.parent.open(req, timeout=req.timeout)


class HTTPPasswordMgr:
    """Users and passwords for realms and URLs."""

    def __init__(self):
        self.passwd = {}

    def add_password(self, realm, uri, user, passwd):
        """Add a user's password."""
        if isinstance(uri, str):
            uri = [uri]
        table = self.passwd.setdefault(realm, {})
        for default_port in True, False:
            table[tuple(self.reduce_uri(u, default_port) for u in uri)] = (user, passwd)

    def find_user_password(self, realm, authuri):
        """The user and password for a URL: (None, None) if there are none."""
        for default_port in True, False:
            reduced = self.reduce_uri(authuri, default_port)
            for uris, info in self.passwd.get(realm, {}).items():
                if any(self.is_suburi(uri, reduced) for uri in uris):
                    return info
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """The host and path of a URL."""
        parts = urlsplit(uri)
        if parts[1]:
            scheme, authority, path = parts[0], parts[1], parts[2] or "/"
        else:
            scheme, authority, path = None, uri, "/"
        host, port = _splitport(authority)
        if default_port and port is None and scheme is not None:
            known = {"http": 80, "https": 443}.get(scheme)
            if known is not None:
                authority = f"{host}:{known}"
        return authority, path

    def is_suburi(self, base, test):
        """Whether a URL is below another."""
        if base == test:
            return True
        if base[0] != test[0]:
            return False
        prefix = base[1] if base[1][-1:] == "/" else base[1] + "/"
        return test[1].startswith(prefix)


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """Takes the passwords for realm None where there are none for a realm."""

    def find_user_password(self, realm, authuri):
        user, password = HTTPPasswordMgr.find_user_password(self, realm, authuri)
        if user is not None:
            return user, password
        return HTTPPasswordMgr.find_user_password(self, None, authuri)


class HTTPPasswordMgrWithPriorAuth(HTTPPasswordMgrWithDefaultRealm):
    """Knows where passwords are sent without being asked for."""

    def __init__(self):
        self.authenticated = {}
        super().__init__()

    def add_password(self, realm, uri, user, passwd, is_authenticated=False):
        self.update_authenticated(uri, is_authenticated)
        if realm is not None:
            super().add_password(None, uri, user, passwd)
        super().add_password(realm, uri, user, passwd)

    def update_authenticated(self, uri, is_authenticated=False):
        """Say whether the password is sent without being asked for."""
        for u in [uri] if isinstance(uri, str) else uri:
            for default_port in True, False:
                self.authenticated[self.reduce_uri(u, default_port)] = is_authenticated

    def is_authenticated(self, authuri):
        """Whether the password is sent without being asked for."""
        for default_port in True, False:
            reduced = self.reduce_uri(authuri, default_port)
            for uri in self.authenticated:
                if self.is_suburi(uri, reduced):
                    return self.authenticated[uri]


class AbstractBasicAuthHandler:
    """Answers servers that ask for a password."""

    rx = re.compile(r"(?:^|,)[ \t]*([^ \t,]+)[ \t]+realm=(['\"]?)([^\"']*)\2", re.I)

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        """Send the request again with a password, if there is one."""
        asked = headers.get_all(authreq)
        if not asked:
            return None
        unknown = None
        for header in asked:
            for scheme, _, realm in self.rx.findall(header):
                if scheme.lower() != "basic":
                    unknown = scheme
                else:
                    return self.retry_http_basic_auth(host, req, realm)
            if not self.rx.search(header):
                unknown = header.split()[0]
        if unknown is not None and unknown.lower() not in ("basic", "digest"):
            raise ValueError(f"AbstractBasicAuthHandler does not support the following scheme: {unknown!r}")
        return None

    def retry_http_basic_auth(self, host, req, realm):
        """Send the request again with the password of a realm."""
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        auth = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        if req.get_header(self.auth_header, None) == auth:
            return None
        req.add_unredirected_header(self.auth_header, auth)
        return self.parent.open(req, timeout=req.timeout)

    def http_request(self, req):
        if not hasattr(self.passwd, "is_authenticated") or not self.passwd.is_authenticated(req.full_url):
            return req
        if not req.has_header("Authorization"):
            user, password = self.passwd.find_user_password(None, req.full_url)
            text = base64.standard_b64encode(f"{user}:{password}".encode()).decode()
            req.add_unredirected_header("Authorization", f"Basic {text.strip()}")
        return req

    def http_response(self, req, response):
        if hasattr(self.passwd, "is_authenticated"):
            self.passwd.update_authenticated(req.full_url, 200 <= response.code < 300)
        return response

    https_request = http_request
    https_response = http_response


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Answers servers that ask for a password."""

    auth_header = "Authorization"

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("www-authenticate", req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Answers proxies that ask for a password."""

    auth_header = "Proxy-authorization"

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("proxy-authenticate", req.host, req, headers)


def parse_http_list(s):
    """The items of a list, which commas in quotes do not divide."""
    return [item.strip() for item in re.findall(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+', s) if item.strip()]


def parse_keqv_list(l):
    """The keys and values of `key=value` items."""
    parsed = {}
    for item in l:
        key, value = item.split("=", 1)
        if value[:1] == '"' and value[-1:] == '"':
            value = value[1:-1]
        parsed[key] = value
    return parsed


class AbstractDigestAuthHandler:
    """Proves that it knows a password without sending it."""

    def __init__(self, passwd=None):
        self.passwd = HTTPPasswordMgr() if passwd is None else passwd
        self.add_password = self.passwd.add_password
        self.retried = 0
        self.nonce_count = 0
        self.last_nonce = None

    def reset_retry_count(self):
        """Begin to count anew."""
        self.retried = 0

    def http_error_auth_reqed(self, auth_header, host, req, headers):
        """Send the request again with the proof."""
        asked = headers.get(auth_header, None)
        if self.retried > 5:
            raise HTTPError(req.full_url, 401, "digest auth failed", headers, None)
        self.retried += 1
        if asked:
            scheme = asked.split()[0]
            if scheme.lower() == "digest":
                return self.retry_http_digest_auth(req, asked)
            if scheme.lower() != "basic":
                raise ValueError(f"AbstractDigestAuthHandler does not support the following scheme: '{scheme}'")

    def retry_http_digest_auth(self, req, auth):
        """Send the request again with the proof."""
        challenge = parse_keqv_list(filter(None, parse_http_list(auth.split(" ", 1)[1])))
        proof = self.get_authorization(req, challenge)
        if proof:
            value = f"Digest {proof}"
            if req.headers.get(self.auth_header, None) == value:
                return None
            req.add_unredirected_header(self.auth_header, value)
            return self.parent.open(req, timeout=req.timeout)

    def get_cnonce(self, nonce):
        """A number that is used once."""
        text = f"{self.nonce_count}:{nonce}:{time.ctime()}:".encode("ascii") + os.urandom(8)
        return hashlib.sha1(text).hexdigest()[:16]

    def get_authorization(self, req, chal):
        """The proof for a challenge."""
        try:
            realm, nonce = chal["realm"], chal["nonce"]
        except KeyError:
            return None
        qop, algorithm, opaque = chal.get("qop"), chal.get("algorithm", "MD5"), chal.get("opaque", None)
        H, KD = self.get_algorithm_impls(algorithm)
        if H is None:
            return None
        user, password = self.passwd.find_user_password(realm, req.full_url)
        if user is None:
            return None
        a1 = H(f"{user}:{realm}:{password}")
        a2 = H(f"{req.get_method()}:{req.selector}")
        ncvalue = cnonce = None
        if qop is None:
            proof = KD(a1, f"{nonce}:{a2}")
        elif "auth" in qop.split(","):
            if nonce == self.last_nonce:
                self.nonce_count += 1
            else:
                self.nonce_count = 1
                self.last_nonce = nonce
            ncvalue = f"{self.nonce_count:08x}"
            cnonce = self.get_cnonce(nonce)
            proof = KD(a1, f"{nonce}:{ncvalue}:{cnonce}:auth:{a2}")
        else:
            raise URLError(f"qop '{qop}' is not supported.")
        base = f'username="{user}", realm="{realm}", nonce="{nonce}", uri="{req.selector}", response="{proof}"'
        if opaque:
            base += f', opaque="{opaque}"'
        base += f', algorithm="{algorithm}"'
        if qop:
            base += f', qop=auth, nc={ncvalue}, cnonce="{cnonce}"'
        return base

    def get_algorithm_impls(self, algorithm):
        """The functions of an algorithm."""
        names = {"MD5": "md5", "SHA": "sha1", "SHA-256": "sha256"}
        if algorithm.upper() not in names:
            raise ValueError(f"Unsupported digest authentication algorithm {algorithm!r}")

        def H(x):
            return hashlib.new(names[algorithm.upper()], x.encode("ascii")).hexdigest()

        return H, lambda s, d: H(f"{s}:{d}")


class HTTPDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Proves to servers that it knows a password."""

    auth_header = "Authorization"
    handler_order = 490

    def http_error_401(self, req, fp, code, msg, headers):
        result = self.http_error_auth_reqed("www-authenticate", urlparse(req.full_url)[1], req, headers)
        self.reset_retry_count()
        return result


class ProxyDigestAuthHandler(BaseHandler, AbstractDigestAuthHandler):
    """Proves to proxies that it knows a password."""

    auth_header = "Proxy-Authorization"
    handler_order = 490

    def http_error_407(self, req, fp, code, msg, headers):
        result = self.http_error_auth_reqed("proxy-authenticate", req.host, req, headers)
        self.reset_retry_count()
        return result


class AbstractHTTPHandler(BaseHandler):
    """Sends requests of HTTP."""

    def __init__(self, debuglevel=None):
        self._debuglevel = http.client.HTTPConnection.debuglevel if debuglevel is None else debuglevel

    def set_http_debuglevel(self, level):
        """Print what goes on."""
        self._debuglevel = level

    def do_request_(self, request):
        """Give a request the headers that it needs."""
        host = request.host
        if not host:
            raise URLError("no host given")
        if request.data is not None:
            data = request.data
            if isinstance(data, str):
                raise TypeError("POST data should be bytes, an iterable of bytes, or a file object. "
                                "It cannot be of type str.")
            if not request.has_header("Content-type"):
                request.add_unredirected_header("Content-type", "application/x-www-form-urlencoded")
            if not request.has_header("Content-length") and not request.has_header("Transfer-encoding"):
                length = http.client.HTTPConnection._get_content_length(data, request.get_method())
                if length is not None:
                    request.add_unredirected_header("Content-length", str(length))
                else:
                    request.add_unredirected_header("Transfer-encoding", "chunked")
        target = host
        if request.has_proxy():
            target = _splithost(_splittype(request.selector)[1])[0]
        if not request.has_header("Host"):
            request.add_unredirected_header("Host", target)
        for name, value in self.parent.addheaders:
            name = name.capitalize()
            if not request.has_header(name):
                request.add_unredirected_header(name, value)
        return request

    def do_open(self, http_class, req, **http_conn_args):
        """Send a request, and wait for the response."""
        host = req.host
        if not host:
            raise URLError("no host given")
        connection = http_class(host, timeout=req.timeout, **http_conn_args)
        connection.set_debuglevel(self._debuglevel)
        headers = dict(req.unredirected_hdrs)
        headers.update({k: v for k, v in req.headers.items() if k not in headers})
        # The connection serves this one request.
        headers["Connection"] = "close"
        headers = {name.title(): val for name, val in headers.items()}
        if req._tunnel_host:
            tunnel_headers = {}
            if "Proxy-Authorization" in headers:
                tunnel_headers["Proxy-Authorization"] = headers.pop("Proxy-Authorization")
            connection.set_tunnel(req._tunnel_host, headers=tunnel_headers)
        try:
            try:
                connection.request(req.get_method(), req.selector, req.data, headers,
                                   encode_chunked=req.has_header("Transfer-encoding"))
            except OSError as e:
                raise URLError(e) from None
            response = connection.getresponse()
        except:
            connection.close()
            raise
        if connection.sock:
            connection.sock.close()
            connection.sock = None
        response.url = req.get_full_url()
        response.msg = response.reason
        return response


class HTTPHandler(AbstractHTTPHandler):
    """Opens http: URLs."""

    def http_open(self, req):
        return self.do_open(http.client.HTTPConnection, req)

    http_request = AbstractHTTPHandler.do_request_


if hasattr(http.client, "HTTPSConnection"):
    class HTTPSHandler(AbstractHTTPHandler):
        """Opens https: URLs."""

        def __init__(self, debuglevel=None, context=None, check_hostname=None):
            super().__init__(debuglevel)
            if context is None and check_hostname is not None:
                context = ssl._create_default_https_context()
            if context is not None and check_hostname is not None:
                context.check_hostname = check_hostname
            self._context = context

        def https_open(self, req):
            if self._context is None:
                self._context = ssl._create_default_https_context()
                self._context.set_alpn_protocols(["http/1.1"])
            return self.do_open(http.client.HTTPSConnection, req, context=self._context)

        https_request = AbstractHTTPHandler.do_request_

    __all__.append("HTTPSHandler")


class HTTPCookieProcessor(BaseHandler):
    """Keeps cookies, and sends them back."""

    def __init__(self, cookiejar=None):
        if cookiejar is None:
            import http.cookiejar
            cookiejar = http.cookiejar.CookieJar()
        self.cookiejar = cookiejar

    def http_request(self, request):
        self.cookiejar.add_cookie_header(request)
        return request

    def http_response(self, request, response):
        self.cookiejar.extract_cookies(response, request)
        return response

    https_request = http_request
    https_response = http_response


class UnknownHandler(BaseHandler):
    """Refuses URLs that nobody opens."""

    def unknown_open(self, req):
        raise URLError(f"unknown url type: {req.type}")


class FileHandler(BaseHandler):
    """Opens file: URLs."""

    names = None

    def file_open(self, req):
        url = req.selector
        if url[:2] == "//" and url[2:3] != "/" and req.host and req.host != "localhost":
            if req.host not in self.get_names():
                raise URLError("file:// scheme is supported only on localhost")
        return self.open_local_file(req)

    def get_names(self):
        """The addresses of this host."""
        if FileHandler.names is None:
            try:
                FileHandler.names = tuple(socket.gethostbyname_ex("localhost")[2]
                                          + socket.gethostbyname_ex(socket.gethostname())[2])
            except socket.gaierror:
                FileHandler.names = (socket.gethostbyname("localhost"),)
        return FileHandler.names

    def open_local_file(self, req):
        """Open a file."""
        import mimetypes
        host, path = req.host, url2pathname(req.selector)
        try:
            stats = os.stat(path)
            kind = mimetypes.guess_type(req.selector)[0]
            changed = email.utils.formatdate(stats.st_mtime, usegmt=True)
            headers = email.message_from_string(
                f"Content-type: {kind or 'text/plain'}\nContent-length: {stats.st_size}\nLast-modified: {changed}\n")
            if host:
                host, port = _splitport(host)
            if not host or (not port and _safe_gethostbyname(host) in self.get_names()):
                url = "file://" + host + req.selector if host else "file://" + req.selector
                return addinfourl(open(path, "rb"), headers, url)
        except OSError as e:
            raise URLError(e) from None
        raise URLError("file not on local host")


def _safe_gethostbyname(host):
    try:
        return socket.gethostbyname(host)
    except socket.gaierror:
        return None


class DataHandler(BaseHandler):
    """Opens data: URLs."""

    def data_open(self, req):
        url = req.full_url
        _, data = url.split(":", 1)
        kind, data = data.split(",", 1)
        data = unquote_to_bytes(data)
        if kind.endswith(";base64"):
            data = base64.decodebytes(data)
            kind = kind[:-7]
        if not kind:
            kind = "text/plain;charset=US-ASCII"
        headers = email.message_from_string(f"Content-type: {kind}\nContent-length: {len(data)}\n")
        return addinfourl(io.BytesIO(data), headers, url)


def url2pathname(pathname):
    """The path of a file for that of a URL."""
    return unquote(pathname)


def pathname2url(pathname):
    """The path of a URL for that of a file."""
    return quote(pathname)


def getproxies_environment():
    """The proxies that environment variables name, such as http_proxy."""
    proxies = {}
    for lower in False, True:
        # Variables in small letters win, also when they are empty.
        for name, value in os.environ.items():
            if name.islower() is not lower and lower or name.lower()[-6:] != "_proxy":
                continue
            if value:
                proxies[name.lower()[:-6]] = value
            elif lower:
                proxies.pop(name.lower()[:-6], None)
    if "REQUEST_METHOD" in os.environ:
        # Under CGI this variable would come from the client.
        proxies.pop("http", None)
    return proxies


getproxies = getproxies_environment


def proxy_bypass_environment(host, proxies=None):
    """Whether the variable no_proxy names a host."""
    if proxies is None:
        proxies = getproxies_environment()
    without = proxies.get("no")
    if without is None:
        return False
    if without == "*":
        return True
    host = host.lower()
    hostonly = _splitport(host)[0]
    for name in without.split(","):
        name = name.strip().lstrip(".").lower()
        if name and (hostonly == name or host == name or hostonly.endswith("." + name) or host.endswith("." + name)):
            return True
    return False


proxy_bypass = proxy_bypass_environment
