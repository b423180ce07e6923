"""socketserver: servers for connections and datagrams, one request after the other or each in a thread."""
import os
import socket
import socketserver
import tempfile
import threading


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.strip().upper() + b"\n")
            if line == b"stop\n":
                break


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"you said " + self.request.recv(100))


class Reverse(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read()[::-1])


class Failing(socketserver.BaseRequestHandler):
    def handle(self):
        raise ValueError("a handler that fails")


def talk(address, text, family=socket.AF_INET):
    with socket.socket(family) as sock:
        sock.connect(address)
        sock.sendall(text)
        sock.shutdown(socket.SHUT_WR)
        with sock.makefile("rb") as file:
            return file.read()


for cls in (socketserver.TCPServer, socketserver.ThreadingTCPServer):
    with cls(("127.0.0.1", 0), Upper) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        print(cls.__name__, server.fileno() == server.socket.fileno(), server.server_address[0])
        print(talk(server.server_address, b"one\ntwo\nstop\n"))
        print(talk(server.server_address, b"three"))
        server.shutdown()
        thread.join()
    print(server.socket.fileno())

with socketserver.TCPServer(("127.0.0.1", 0), Echo) as server:
    answers = []
    client = threading.Thread(target=lambda: answers.append(talk(server.server_address, b"hi")))
    client.start()
    server.handle_request()
    client.join()
    print(answers)
    server.timeout = 0.01
    server.handle_timeout = lambda: print("nobody came")
    server.handle_request()

with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Reverse) as server:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.settimeout(10)
        sock.sendto(b"abc", server.server_address)
        print(sock.recv(100))
    server.shutdown()
    thread.join()

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "socket")
    with socketserver.ThreadingUnixStreamServer(path, Upper) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        print(talk(path, b"by path\n", socket.AF_UNIX))
        server.shutdown()
        thread.join()


class Quiet(socketserver.TCPServer):
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        import sys
        print("reported:", repr(sys.exc_info()[1]), client_address[0])

    def verify_request(self, request, client_address):
        print("verified")
        return self.accepts

    accepts = True


with Quiet(("127.0.0.1", 0), Failing) as server:
    for accepts in (True, False):
        server.accepts = accepts
        client = threading.Thread(target=lambda: answers.append(talk(server.server_address, b"")))
        client.start()
        server.handle_request()
        client.join()
print(answers)
try:
    socketserver.TCPServer(("127.0.0.1", 1 << 20), Echo)
except OverflowError as e:
    print(e)
print(sorted(socketserver.__all__))
