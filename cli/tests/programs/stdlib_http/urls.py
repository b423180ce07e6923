"""urllib.request: URLs of all kinds, redirections, cookies, passwords and errors."""
import base64
import http.cookiejar
import http.server
import os
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("/to/"):
            self.answer(b"", int(self.path[4:7]), Location="/final?from=" + self.path[4:7])
        elif self.path == "/loop":
            self.answer(b"", 302, Location="/loop")
        elif self.path == "/elsewhere":
            self.answer(b"", 302, Location="gopher://x/")
        elif self.path == "/cookie":
            self.answer(b"set", Set_Cookie="name=value; Path=/")
        elif self.path == "/cookies":
            self.answer((self.headers["Cookie"] or "none").encode())
        elif self.path == "/secret":
            expected = "Basic " + base64.b64encode(b"me:pass word").decode()
            if self.headers["Authorization"] == expected:
                self.answer(b"welcome")
            else:
                self.answer(b"who are you", 401, WWW_Authenticate='Basic realm="here"')
        elif self.path == "/missing":
            self.answer(b"not here", 404)
        else:
            shown = [self.headers[name] for name in ("User-Agent", "X-Mine", "Connection", "Accept-Encoding")]
            self.answer(f"{self.command} {self.path} {shown}".replace(self.headers["User-Agent"].split("/")[-1], "V").encode())

    do_HEAD = do_GET

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(f"{self.command} {self.headers['Content-Type']} {body!r}".encode())

    do_PUT = do_POST


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
base = f"http://127.0.0.1:{server.server_port}"
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
urllib.request.install_opener(opener)

with urllib.request.urlopen(base + "/a?b=c#fragment") as r:
    print(r.status, r.code, r.getcode(), r.reason, r.msg, r.geturl().replace(base, ""), type(r.info()).__name__)
    print(r.read())
print(urllib.request.urlopen(base, data=urllib.parse.urlencode({"k": "v w"}).encode()).read())
request = urllib.request.Request(base + "/r", headers={"X-mine": "1"}, method="PUT", data=b"raw")
request.add_header("Content-type", "text/x")
print(request.get_method(), request.host == base[7:], request.selector, request.type, request.has_header("X-mine"))
print(urllib.request.urlopen(request).read())
print(urllib.request.urlopen(urllib.request.Request(base + "/h", headers={"X-Mine": "2"}), timeout=5).read())
print(urllib.request.urlopen(urllib.request.Request(base + "/h", method="HEAD")).read())
for status in (301, 302, 303, 307, 308):
    r = urllib.request.urlopen(f"{base}/to/{status}")
    print(status, r.status, r.geturl().replace(base, ""))


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except urllib.error.HTTPError as e:
        print("HTTPError", e.code, e.reason.split("\n")[0], e.url.replace(base, ""), e.read(), str(e)[:20])
    except Exception as e:
        print(type(e).__name__, e)


attempt(urllib.request.urlopen, base + "/loop")
attempt(urllib.request.urlopen, base + "/elsewhere")
attempt(urllib.request.urlopen, base + "/missing")
attempt(urllib.request.urlopen, "http://127.0.0.1:1/")
attempt(urllib.request.urlopen, "unknown://x")
attempt(urllib.request.urlopen, "no scheme")
attempt(urllib.request.urlopen, base, data="text")
attempt(urllib.request.urlopen, "file:///no/such/file")
print(urllib.request.urlopen("data:text/plain;base64,aGVsbG8=").read())
r = urllib.request.urlopen("data:,a%20b")
print(r.read(), r.headers["content-type"])

jar = http.cookiejar.CookieJar()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
print(opener.open(base + "/cookies").read(), opener.open(base + "/cookie").read(), opener.open(base + "/cookies").read())
print([(c.name, c.value, c.domain, c.path) for c in jar])

manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
manager.add_password(None, base, "me", "pass word")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPBasicAuthHandler(manager))
print(opener.open(base + "/secret").read())
attempt(urllib.request.urlopen, base + "/secret")

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a file.txt")
    with open(path, "wb") as f:
        f.write(b"content")
    url = "file://" + urllib.request.pathname2url(path)
    r = urllib.request.urlopen(url)
    print(r.read(), r.headers["content-type"], r.headers["content-length"], urllib.request.url2pathname(url[7:]) == path)
    calls = []
    target, headers = urllib.request.urlretrieve(base + "/x", os.path.join(folder, "out"), lambda *a: calls.append(a))
    with open(target) as f:
        print(f.read()[:6], len(calls))


class Shouting(urllib.request.BaseHandler):
    def loud_open(self, req):
        return urllib.response.addinfourl(__import__("io").BytesIO(req.selector.upper().encode()), {}, req.full_url, 200)


print(urllib.request.build_opener(Shouting).open("loud:word").read())
server.shutdown()
thread.join()
server.server_close()
