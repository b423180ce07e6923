"""Cookies: as servers set them, and as clients keep them."""
import http.cookiejar
import os
import pickle
import tempfile
import time
import urllib.request
from email.message import Message
from http.cookies import CookieError, Morsel, SimpleCookie


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


c = SimpleCookie()
c["fig"] = "newton"
c["sugar"] = "wafer with spaces; and \"quotes\", \\ and ü"
c["n"] = 7
c["fig"]["path"] = "/cookies"
c["fig"]["Max-Age"] = 3600
c["fig"]["secure"] = True
c["fig"]["samesite"] = "Lax"
print(c)
print(c.output(attrs=["path"], header="Cookie:", sep="|"))
print(repr(c), c["n"].value, c["sugar"].value)
back = SimpleCookie(c.output(header="", sep=";"))
print(back["sugar"].value == c["sugar"].value, back["fig"]["max-age"], back["fig"]["secure"])
for text in ("a=b; c=d", 'keebler="E=everybody; L=\\"Loves\\"; fudge=\\012;"', "a=b; Path=/x; Expires=Wed, 09 Jun 2021 10:18:14 GMT; HttpOnly",
             "path=/ignored; a=b", "bad cookie; a=b", "a=b;;c=d", "$Version=1; a=b; $Path=/p", "x=1; x=2", "", "a = b ; c=", "[x]=y"):
    c = SimpleCookie()
    c.load(text)
    print(text, "->", [(k, m.value, {n: v for n, v in m.items() if v}) for k, m in c.items()])
m = Morsel()
attempt(m.set, "path", "v", "v")
attempt(m.set, "bad name", "v", "v")
attempt(m.__setitem__, "unknown", 1)
attempt(SimpleCookie().__setitem__, "a b", "c")
m.set("k", "v", "v")
m["httponly"] = True
print(m, repr(m), m == m.copy(), m.isReservedKey("PATH"), sorted(m)[:3], m.OutputString())
print(pickle.loads(pickle.dumps(SimpleCookie("a=b; Path=/")))["a"].value)
print(SimpleCookie({"x": "y"}).js_output().split()[0:2])


class Response:
    """A response that sets cookies."""

    def __init__(self, *cookies):
        self.headers = Message()
        for cookie in cookies:
            self.headers["Set-Cookie"] = cookie

    def info(self):
        return self.headers


def visit(jar, url, *cookies):
    """What is sent with a request, after which the response sets cookies."""
    request = urllib.request.Request(url)
    jar.add_cookie_header(request)
    sent = request.get_header("Cookie")
    jar.extract_cookies(Response(*cookies), request)
    return sent


jar = http.cookiejar.CookieJar()
print(visit(jar, "http://www.example.com/a/b", "one=1", "two=2; Path=/", "three=3; Domain=example.com; Path=/; Secure"))
print(visit(jar, "http://www.example.com/a/c"), visit(jar, "http://www.example.com/"))
print(visit(jar, "https://sub.example.com/"), visit(jar, "http://sub.example.com/"), visit(jar, "http://example.org/"))
print(visit(jar, "http://www.example.com/", "two=; Max-Age=0", "bad=1; Domain=example.org", "top=1; Domain=com"))
print(sorted((c.name, c.value, c.domain, c.path, c.secure, c.discard) for c in jar))
print(len(jar), [str(c) for c in jar if c.name == "one"])
print(visit(jar, "http://www.example.com/x/y", "long=1; path=/x; expires=Wed, 09 Jun 2100 10:18:14 GMT; HttpOnly", "old=1; expires=Wed, 09 Jun 1999 10:18:14 GMT"))
c = next(c for c in jar if c.name == "long")
print(c.expires, c.has_nonstandard_attr("HttpOnly"), c.is_expired(), c.is_expired(time.time() + 1e10))
print(visit(jar, "http://www.example.com/x"), visit(jar, "http://www.example.com/xy"), visit(jar, "http://www.example.com/x/z"))
for cls in (http.cookiejar.MozillaCookieJar, http.cookiejar.LWPCookieJar):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cookies")
        kept = cls(path)
        for c in jar:
            kept.set_cookie(c)
        kept.save(ignore_discard=True)
        again = cls()
        again.load(path, ignore_discard=True)
        print(cls.__name__, sorted((c.name, c.value, c.domain, c.path, c.secure, c.expires) for c in again))
        attempt(cls().save)
jar.clear("www.example.com", "/a", "one")
attempt(jar.clear, "nowhere")
jar.clear_session_cookies()
print([c.name for c in jar])
jar.clear()
print(len(jar), jar)
strict = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(blocked_domains=["ads.example"], allowed_domains=["good.example"]))
visit(strict, "http://ads.example/", "a=1")
visit(strict, "http://good.example/", "b=1")
print([c.name for c in strict])
for text in ("Wed, 09 Feb 1994 22:23:32 GMT", "Wednesday, 09-Feb-94 22:23:32 GMT", "09 Feb 1994", "1994-02-09 22:23:32", "nonsense"):
    print(http.cookiejar.http2time(text))
