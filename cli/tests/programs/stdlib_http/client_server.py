"""http.client against http.server in one process: methods, bodies, chunks, connections that stay, and errors."""
import http.client
import http.server
import io
import json
import socket
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    logged = []

    def log_message(self, format, *args):
        self.logged.append(format % args)

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (b"first ", b"second ", b"x" * 5000):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/close":
            self.send_response(200, "Fine")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"until the end")
        elif self.path == "/empty":
            self.send_response(204)
            self.end_headers()
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"too short")
            self.close_connection = True
        elif self.path == "/error":
            self.send_error(404, "Nothing <here>")
        elif self.path == "/silent":
            self.close_connection = True
        else:
            self.answer(b"GET " + self.path.encode(), X_Twice="a", Content_Type="text/plain; charset=utf-8")

    do_HEAD = do_GET

    def do_POST(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers["Content-Length"]))
        shown = {name: value for name, value in sorted(self.headers.items()) if name != "Host"}
        self.answer(json.dumps([self.command, shown, body.decode("latin-1")]).encode())

    do_PUT = do_PATCH = do_POST

    def do_DELETE(self):
        self.answer(b"gone", 202)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
host, port = server.server_address

c = http.client.HTTPConnection(host, port, timeout=10)
c.request("GET", "/hello?x=1")
r = c.getresponse()
print(r.status, r.reason, r.version, r.getheader("content-type"), r.getheader("x-twice"), r.getheader("none", "default"))
print([name for name, _ in r.getheaders()], r.headers.get_content_charset(), r.msg is r.headers)
print(r.read(), r.isclosed(), r.read(), r.closed)
sock = c.sock
for method, body, headers in [("POST", b"bytes", {}), ("PUT", "text", {"X-Mine": "yes", "Accept-Encoding": "gzip"}),
                              ("POST", io.BytesIO(b"a file"), {}), ("PATCH", iter([b"an ", b"iterator"]), {}),
                              ("POST", None, {}), ("POST", [b"a list", b" of pieces"], {"Content-Length": "16"})]:
    c.request(method, "/", body, headers)
    print(c.getresponse().read().decode())
print(c.sock is sock)
c.request("DELETE", "/thing")
r = c.getresponse()
print(r.status, r.reason, r.read())
c.request("HEAD", "/head")
r = c.getresponse()
print(r.status, r.getheader("Content-Length"), r.read(), r.isclosed())
c.request("GET", "/empty")
r = c.getresponse()
print(r.status, r.read(), r.length)
c.request("GET", "/chunked")
r = c.getresponse()
print(r.chunked, r.read(3), r.read(8), len(r.read()))
c.request("GET", "/chunked")
r = c.getresponse()
buffer = bytearray(20)
print(r.readinto(buffer), buffer, r.read1(5), r.peek(3)[:3], len(r.read()))
c.request("GET", "/error")
r = c.getresponse()
print(r.status, r.reason, r.will_close, r.getheader("content-type"), r.read().decode())
print(c.sock)
c.request("GET", "/close")
r = c.getresponse()
print(r.reason, r.will_close, r.length, r.read(5), r.read())
c.request("GET", "/short")
try:
    c.getresponse().read()
except http.client.IncompleteRead as e:
    print(repr(e), e.partial, e.expected)
c.close()
c.request("GET", "/silent")
try:
    c.getresponse()
except http.client.RemoteDisconnected as e:
    print(repr(e), isinstance(e, ConnectionResetError), isinstance(e, http.client.BadStatusLine))
c.close()


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


attempt(c.getresponse)
attempt(c.putheader, "a", "b")
attempt(c.request, "GET", "/a b")
c.close()
attempt(c.request, "GET\n", "/")
c.close()
attempt(c.request, "GET", "/", headers={"Bad header": "x\ny"})
c.close()
attempt(c.request, "GET", "/", headers={"bad:name": "x"})
c.close()
attempt(c.request, "POST", "/", body="ü€")
c.close()
attempt(http.client.HTTPConnection, "host:port")
attempt(http.client.HTTPConnection, "ho st")
print(http.client.HTTPConnection("[::1]:8080").host, http.client.HTTPConnection("example.org:").port)
c.putrequest("GET", "/by-hand", skip_host=True, skip_accept_encoding=True)
c.putheader("Host", "me")
c.putheader("X-Several", "one", b"two", 3)
c.endheaders()
attempt(c.putrequest, "GET", "/again")
print(c.getresponse().read())
c.close()


def raw(text):
    """What the server answers to a text: the first line and the body."""
    with socket.create_connection((host, port)) as sock:
        sock.sendall(text)
        sock.shutdown(socket.SHUT_WR)
        with sock.makefile("rb") as file:
            got = file.read()
    head, _, body = got.partition(b"\r\n\r\n")
    return head.split(b"\r\n")[0], len(body)


for text in (b"GET / HTTP/1.0\r\n\r\n", b"GET /\r\n", b"POST /\r\n", b"nonsense\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
             b"GET / HTTP/x\r\n\r\n", b"BREW /pot HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
             b"GET / HTTP/1.1\r\nA: " + b"x" * 70000 + b"\r\n\r\n", b"GET " + b"/" * 70000 + b" HTTP/1.1\r\n\r\n", b"\r\n"):
    print(text[:20], *raw(text))
server.shutdown()
thread.join()
server.server_close()
for line in Handler.logged:
    print(line[:100])
