# needs: gevent
"""An echo server and a server for a WSGI application in one program, with their clients."""

import gevent
from gevent import pywsgi, socket
from gevent.server import StreamServer


def echo(sock, address):
    for line in sock.makefile("rb"):
        sock.sendall(b"you said: " + line)


def application(environ, start_response):
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read()
        start_response("201 Created", [("Content-Type", "text/plain")])
        return [b"%d bytes\n" % len(body)]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return (b"line %d\n" % i for i in range(3))


def client(name, address):
    with socket.create_connection(address) as sock:
        sock.sendall(name.encode() + b"\n")
        return sock.recv(100).decode().strip()


def request(address, text):
    with socket.create_connection(address) as sock:
        sock.sendall(text.replace("\n", "\r\n").encode())
        answer = b"".join(iter(lambda: sock.recv(4096), b""))
    head, _, body = answer.decode().partition("\r\n\r\n")
    return head.splitlines()[0], body.replace("\r\n", "\n")


echo_server = StreamServer(("127.0.0.1", 0), echo)
echo_server.start()
web_server = pywsgi.WSGIServer(("127.0.0.1", 0), application, log=None)
web_server.start()

clients = [gevent.spawn(client, name, echo_server.address) for name in ("ann", "bob", "cid")]
gevent.joinall(clients)
print([g.value for g in clients])
print(request(web_server.address, "GET / HTTP/1.1\nHost: here\nConnection: close\n\n"))
print(request(web_server.address, "GET / HTTP/1.0\n\n"))
print(request(web_server.address, "POST /x HTTP/1.1\nHost: here\nConnection: close\nContent-Length: 5\n\nhello"))
echo_server.stop()
web_server.stop()
print(echo_server.started, web_server.started)
