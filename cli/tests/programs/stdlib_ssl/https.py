"""HTTP over TLS: a server, http.client and urllib on it."""
import http.client
import http.server
import os
import ssl
import threading
import urllib.error
import urllib.request

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        body = f"{self.path} over {self.request.version()}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[::-1])


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that does not like the certificate is nothing to report."""


server = Server(("127.0.0.1", 0), Handler)
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(os.path.join(HERE, "server.pem"))
# The handshake is done in the thread of the connection.
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
port = server.server_port

trusting = ssl.create_default_context(cafile=os.path.join(HERE, "authority.pem"))
c = http.client.HTTPSConnection("localhost", port, context=trusting, timeout=10)
for path in ("/one", "/two"):
    c.request("GET", path)
    r = c.getresponse()
    print(r.status, r.read())
body = os.urandom(200_000)
c.request("POST", "/", body)
print(c.getresponse().read() == body[::-1])
c.close()
urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting))
print(opener.open(f"https://127.0.0.1:{port}/path?q").read())
try:
    opener.open(f"https://127.0.0.2:{port}/").read()
except urllib.error.URLError as e:
    print(type(e.reason).__name__, getattr(e.reason, "verify_message", ""))
try:
    urllib.request.urlopen(f"https://localhost:{port}/")
except urllib.error.URLError as e:
    print(type(e.reason).__name__, e.reason.reason, e.reason.verify_code)
print(urllib.request.urlopen(f"https://localhost:{port}/x", context=ssl._create_unverified_context()).read())
pem = ssl.get_server_certificate(("localhost", port))
with open(os.path.join(HERE, "server.pem")) as f:
    print(pem in f.read())
server.shutdown()
thread.join()
server.server_close()
