"""requests against a local server: methods, bodies, sessions, redirections, streams and errors."""
import base64
import http.server
import io
import json
import os
import threading
import time
import zlib

try:
    import requests
except ModuleNotFoundError:
    # An interpreter without the package has nothing to compare.
    raise SystemExit("requests is not there")

for name in list(os.environ):
    if name.lower().endswith("_proxy"):
        del os.environ[name]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = 0

    def setup(self):
        Handler.connections += 1
        super().setup()

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

    def echo(self):
        length = int(self.headers.get("Content-Length", 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(length)
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            return self.answer(b"moved", int(path[4:]), Location="/echo?after=" + path[4:])
        if path == "/loop":
            return self.answer(b"", 302, Location="/loop")
        if path == "/status":
            return self.answer(b"what", int(self.path.partition("?")[2]))
        if path == "/set":
            return self.answer(b"set", Set_Cookie="session=abc; Path=/")
        if path == "/gzip":
            packer = zlib.compressobj(wbits=31)
            return self.answer(packer.compress(b"packed " * 100) + packer.flush(), Content_Encoding="gzip", Content_Type="text/plain")
        if path == "/deflate":
            return self.answer(zlib.compress(b"deflated"), Content_Encoding="deflate")
        if path == "/latin":
            return self.answer("grüße".encode("latin-1"), Content_Type="text/plain")
        if path == "/utf8":
            return self.answer("grüße €".encode(), Content_Type="text/plain; charset=utf-8")
        if path == "/links":
            return self.answer(b"", Link='<http://x/2>; rel="next", <http://x/9>; rel=last')
        if path == "/secret":
            expected = "Basic " + base64.b64encode(b"user:pass").decode()
            ok = self.headers.get("Authorization") == expected
            return self.answer(b"welcome" if ok else b"no", 200 if ok else 401)
        if path == "/digest":
            if "Digest" in self.headers.get("Authorization", ""):
                return self.answer(b"proven" if 'uri="/digest"' in self.headers["Authorization"] else b"odd")
            return self.answer(b"", 401, WWW_Authenticate='Digest realm="r", nonce="n", qop="auth", algorithm=MD5')
        if path == "/slow":
            time.sleep(0.5)
            return self.answer(b"late")
        if path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for i in range(5):
                piece = b"line %d\n" % i
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return
        if path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "50")
            self.end_headers()
            self.wfile.write(b"short")
            self.close_connection = True
            return
        if path == "/hangup":
            self.close_connection = True
            return
        shown = {n: self.headers[n] for n in ("Accept", "Content-Type", "Cookie", "X-Mine", "Connection", "Content-Length",
                                              "Authorization", "Transfer-Encoding") if self.headers[n]}
        if "multipart" in shown.get("Content-Type", ""):
            boundary = shown["Content-Type"].split("boundary=")[1]
            shown["Content-Type"] = "multipart"
            shown.pop("Content-Length")
            body = body.replace(boundary.encode(), b"B")
        self.answer(json.dumps([self.command, self.path, shown, body.decode("latin-1")]).encode(), Content_Type="application/json")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = echo


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that did not wait is nothing to report."""


server = Server(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
base = f"http://127.0.0.1:{server.server_port}"


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except requests.exceptions.RequestException as e:
        print(type(e).__name__, [c.__name__ for c in type(e).__mro__[1:3]], e.request is not None)
    except Exception as e:
        print(type(e).__name__, e)


r = requests.get(base + "/echo", params={"a": 1, "b": ["x", "y z"], "none": None})
print(r, r.status_code, r.ok, r.reason, r.json(), r.url.replace(base, ""), r.encoding, bool(r), r.headers["CONTENT-type"])
print(requests.get(base + "/echo?x=1", params="y=2").json()[1], requests.get(base + "/a b/ü").json()[1])
for method in (requests.post, requests.put, requests.patch):
    print(method(base + "/echo", data={"k": "v", "l": [1, 2]}).json())
print(requests.post(base, json={"a": [1, None, "ü"]}).json())
print(requests.post(base, data="text ü".encode()).json(), requests.post(base, data="plain").json())
print(requests.post(base, data=io.BytesIO(b"from a file")).json())
print(requests.post(base, data=(p for p in [b"gen", b"erated"])).json())
print(requests.post(base, data={"field": "1"}, files={"file": ("name.txt", b"content", "text/plain"), "other": b"raw"}).json())
print(requests.delete(base + "/x").json()[:2], requests.options(base).json()[0], requests.head(base).headers["content-type"])
print(requests.get(base, headers={"X-Mine": "yes", "Accept": None}).json()[2])
print(requests.request("PUT", base, cookies={"c": "1"}).json()[2])

for status in (301, 302, 303, 307, 308):
    r = requests.post(f"{base}/to/{status}", data=b"body")
    print(status, r.json()[0], r.json()[3], [h.status_code for h in r.history], r.url.replace(base, ""))
r = requests.get(base + "/to/302", allow_redirects=False)
print(r.status_code, r.is_redirect, r.next.url.replace(base, ""), r.headers["location"], r.history)
attempt(requests.get, base + "/loop")
for status in (200, 404, 503):
    r = requests.get(f"{base}/status?{status}")
    try:
        r.raise_for_status()
        print("fine")
    except requests.HTTPError as e:
        print(str(e).replace(base, ""), e.response is r, r.ok)

with requests.Session() as s:
    before = Handler.connections
    s.headers["X-Mine"] = "session"
    s.params = {"always": "1"}
    s.auth = ("user", "pass")
    print(s.get(base + "/set").cookies.get_dict(), s.cookies["session"], s.get(base + "/echo").json())
    print(s.get(base + "/echo", headers={"X-Mine": None}, cookies={"more": "2"}, auth=("a", "b")).json()[2])
    print(s.get(base + "/secret").text, Handler.connections - before)
    print(dict(s.cookies), list(s.cookies.keys()), "session" in s.cookies)
    s.cookies.set("own", "x", domain="127.0.0.1", path="/")
    print(s.get(base + "/echo").json()[2]["Cookie"])
    p = s.prepare_request(requests.Request("POST", base + "/echo", json={"k": 1}))
    print(p.method, p.url.replace(base, ""), p.headers["Content-Type"], p.body, s.send(p).json()[3])
    seen = []
    s.hooks["response"].append(lambda r, **kw: seen.append(r.status_code))
    s.get(base + "/to/301")
    print(seen)
print(requests.get(base + "/secret", auth=("user", "wrong")).status_code,
      requests.get(base.replace("//", "//user:pass@") + "/secret").text,
      requests.get(base + "/digest", auth=requests.auth.HTTPDigestAuth("u", "p")).text)

r = requests.get(base + "/gzip")
print(len(r.content), r.text[:6], r.encoding, requests.get(base + "/deflate").content)
print(requests.get(base + "/latin").text, requests.get(base + "/utf8").text, requests.get(base + "/links").links["next"]["url"])
r = requests.get(base + "/latin")
r.encoding = "utf-8"
print(r.text)
with requests.get(base + "/chunked", stream=True) as r:
    print(list(r.iter_lines()), r.raw is not None)
with requests.get(base + "/chunked", stream=True) as r:
    print(b"".join(r.iter_content(7))[:10])
with requests.get(base + "/gzip", stream=True) as r:
    print(sum(len(p) for p in r.iter_content(50)), len(list(requests.get(base + "/utf8").iter_content(3, decode_unicode=True))) > 1)
attempt(lambda: list(r.iter_content(5)))

attempt(requests.get, base + "/slow", timeout=0.05)
attempt(requests.get, base + "/slow", timeout=(5, 0.05))
attempt(requests.get, "http://127.0.0.1:1/")
attempt(requests.get, base + "/hangup")
attempt(requests.get, base + "/short")
attempt(requests.get, "no-scheme.example")
attempt(requests.get, "ftp://x/")
attempt(requests.get, "http://")
attempt(requests.get, "http://*x/")
attempt(requests.get, base, headers={"X": "a\nb"})
attempt(requests.get, base, headers={"X": 5})
attempt(requests.post, base, json={"x": float("nan")})
attempt(requests.get, base, timeout=(1, 2, 3))
try:
    requests.get(base + "/utf8").json()
except requests.exceptions.JSONDecodeError as e:
    print(type(e).__name__, isinstance(e, ValueError), e)
print(requests.codes.ok, requests.codes.NOT_FOUND, requests.codes["teapot"], requests.codes["nothing"])
d = requests.structures.CaseInsensitiveDict({"Accept": 1})
print(d["ACCEPT"], list(d), d == {"accept": 1}, d)
print(issubclass(requests.ConnectTimeout, requests.ConnectionError), issubclass(requests.Timeout, IOError))
server.shutdown()
thread.join()
server.server_close()
