"""Malformed messages: what http.server answers, what http.client and urllib raise; both go on afterwards."""
import http.client
import http.server
import socket
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self):
        # As much as comes is read, whatever the client has promised.
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(min(length, 1000))
        self.send_response(413 if length > 1000 else 200)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *args):
        pass


def server_side():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name, data in {
        "nonsense": b"nonsense\r\n\r\n",
        "four words": b"GET / HTTP/1.1 more\r\n\r\n",
        "bad version": b"GET / HTTP/x.y\r\n\r\n",
        "version 3": b"GET / HTTP/3.0\r\n\r\n",
        "unknown method": b"BREW / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "long line": b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
        "long header": b"GET / HTTP/1.1\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
        "many headers": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        "many small headers": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 90 + b"Connection: close\r\n\r\n",
        "no name": b"GET / HTTP/1.1\r\n: y\r\nConnection: close\r\n\r\n",
        "10 GB": b"POST / HTTP/1.1\r\nContent-Length: 10000000000\r\n\r\n" + b"x" * 2000,
        "old": b"GET /\r\n",
        "nothing": b"",
        "half a line": b"GET / HT",
    }.items():
        with socket.create_connection(server.server_address) as sock:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            sock.settimeout(5)
            answer = b""
            try:
                while chunk := sock.recv(65536):
                    answer += chunk
            except ConnectionError:
                pass
        print(name, answer.split(b"\r\n")[0][:60])
    with urllib.request.urlopen("http://127.0.0.1:%d/" % server.server_address[1]) as response:
        print(response.read())
    server.shutdown()
    server.server_close()


ANSWERS = [
    b"",
    b"nonsense\r\n\r\n",
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 99 OK\r\n\r\n",
    b"HTTP/9.9 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nnegative",
    b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nto the end",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
    b"HTTP/1.1 " + b"a" * 70000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
]


def client_side():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve():
        for answer in ANSWERS:
            sock, _ = listener.accept()
            with sock:
                while b"\r\n\r\n" not in sock.recv(65536):
                    pass
                sock.sendall(answer)
                sock.shutdown(socket.SHUT_WR)
                # What is not read must not become a reset.
                sock.recv(1)

    thread = threading.Thread(target=serve)
    thread.start()
    for n, _ in enumerate(ANSWERS):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            response = connection.getresponse()
            print(n, response.status, response.read())
        except (http.client.HTTPException, OSError, ValueError) as e:
            print(n, type(e).__name__, str(e)[:70])
        finally:
            connection.close()
    thread.join()
    listener.close()


server_side()
client_side()
