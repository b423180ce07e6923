"""Proving who one is."""

import base64
import hashlib
import os
import re
import threading
import time
from urllib.parse import urlparse

from requests.cookies import extract_cookies_to_jar
from requests.utils import parse_dict_header


def _basic_auth_str(username, password):
    def raw(v):
        return v.encode("latin1") if isinstance(v, str) else v

    return "Basic " + base64.b64encode(raw(username) + b":" + raw(password)).strip().decode("ascii")


class AuthBase:
    """Something that is called with a request and gives it what it needs."""

    def __call__(self, r):
        raise NotImplementedError("Auth hooks must be callable.")


class HTTPBasicAuth(AuthBase):
    """Sends a name and a password."""

    def __init__(self, username, password):
        self.username = username
        self.password = password

    def __eq__(self, other):
        return (self.username, self.password) == (getattr(other, "username", None), getattr(other, "password", None))

    def __ne__(self, other):
        return not self == other

    def __call__(self, r):
        r.headers["Authorization"] = _basic_auth_str(self.username, self.password)
        return r


class HTTPProxyAuth(HTTPBasicAuth):
    """Sends a name and a password to a proxy."""

    def __call__(self, r):
        r.headers["Proxy-Authorization"] = _basic_auth_str(self.username, self.password)
        return r


class HTTPDigestAuth(AuthBase):
    """Proves that it knows a password without sending it."""

    def __init__(self, username, password):
        self.username = username
        self.password = password
        self._local = threading.local()

    def _state(self):
        local = self._local
        if not hasattr(local, "init"):
            local.init = True
            local.last_nonce = ""
            local.nonce_count = 0
            local.chal = {}
            local.pos = None
            local.num_401_calls = None
        return local

    def __eq__(self, other):
        return (self.username, self.password) == (getattr(other, "username", None), getattr(other, "password", None))

    def build_digest_header(self, method, url):
        """The header for a request, or None if the server asks for something unknown."""
        local = self._state()
        realm, nonce = local.chal["realm"], local.chal["nonce"]
        qop, opaque = local.chal.get("qop"), local.chal.get("opaque")
        algorithm = local.chal.get("algorithm")
        name = "MD5" if algorithm is None else algorithm.upper()
        functions = {"MD5": "md5", "MD5-SESS": "md5", "SHA": "sha1", "SHA-256": "sha256", "SHA-512": "sha512"}
        if name not in functions:
            return None

        def H(text):
            return hashlib.new(functions[name], text.encode()).hexdigest()

        parts = urlparse(url)
        path = parts.path or "/"
        if parts.query:
            path += f"?{parts.query}"
        ha1 = H(f"{self.username}:{realm}:{self.password}")
        ha2 = H(f"{method}:{path}")
        if nonce == local.last_nonce:
            local.nonce_count += 1
        else:
            local.nonce_count = 1
        count = f"{local.nonce_count:08x}"
        cnonce = hashlib.sha1(f"{local.nonce_count}{nonce}{time.ctime()}".encode() + os.urandom(8)).hexdigest()[:16]
        if name == "MD5-SESS":
            ha1 = H(f"{ha1}:{nonce}:{cnonce}")
        if not qop:
            proof = H(f"{ha1}:{nonce}:{ha2}")
        elif qop == "auth" or "auth" in qop.split(","):
            proof = H(f"{ha1}:{nonce}:{count}:{cnonce}:auth:{ha2}")
        else:
            return None
        local.last_nonce = nonce
        base = f'username="{self.username}", realm="{realm}", nonce="{nonce}", uri="{path}", response="{proof}"'
        if opaque:
            base += f', opaque="{opaque}"'
        if algorithm:
            base += f', algorithm="{algorithm}"'
        if qop:
            base += f', qop="auth", nc={count}, cnonce="{cnonce}"'
        return f"Digest {base}"

    def handle_redirect(self, r, **kwargs):
        """Begin to count anew."""
        if r.is_redirect:
            self._state().num_401_calls = 1

    def handle_401(self, r, **kwargs):
        """Send the request again with the proof."""
        local = self._state()
        if not 400 <= r.status_code < 500:
            local.num_401_calls = 1
            return r
        if local.pos is not None:
            r.request.body.seek(local.pos)
        asked = r.headers.get("www-authenticate", "")
        if "digest" in asked.lower() and local.num_401_calls < 2:
            local.num_401_calls += 1
            local.chal = parse_dict_header(re.sub(r"digest ", "", asked, count=1, flags=re.IGNORECASE))
            # The rest of the response makes way for the next one.
            r.content
            r.close()
            again = r.request.copy()
            extract_cookies_to_jar(again._cookies, r.request, r.raw)
            again.prepare_cookies(again._cookies)
            again.headers["Authorization"] = self.build_digest_header(again.method, again.url)
            response = r.connection.send(again, **kwargs)
            response.history.append(r)
            response.request = again
            return response
        local.num_401_calls = 1
        return r

    def __call__(self, r):
        local = self._state()
        if local.last_nonce:
            r.headers["Authorization"] = self.build_digest_header(r.method, r.url)
        try:
            local.pos = r.body.tell()
        except AttributeError:
            local.pos = None
        r.register_hook("response", self.handle_401)
        r.register_hook("response", self.handle_redirect)
        local.num_401_calls = 1
        return r
