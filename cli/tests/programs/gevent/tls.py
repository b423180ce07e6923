# needs: gevent
# TLS under greenlets: a server, and clients that wait at the same time.
from gevent import monkey
monkey.patch_all()
import socket
import ssl
import urllib.request
from pathlib import Path

import gevent
from gevent.pywsgi import WSGIServer
from gevent.server import StreamServer

certificates = Path(__file__).resolve()
while not (certificates / "examples/certificates").is_dir():
    certificates = certificates.parent
certificate = certificates / "examples/certificates/localhost.pem"
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate)
trusting = ssl.create_default_context()
trusting.check_hostname = False
trusting.verify_mode = ssl.CERT_NONE


def answer(sock, address):
    data = sock.recv(100)
    gevent.sleep(0.005)
    sock.sendall(data[::-1])


def ask(text):
    with socket.create_connection(server.address) as raw, trusting.wrap_socket(raw) as tls:
        tls.sendall(text)
        return tls.recv(100), tls.version()


server = StreamServer(("127.0.0.1", 0), answer, ssl_context=context)
server.start()
print([g.get() for g in [gevent.spawn(ask, text) for text in (b"abc", b"xyz")]], server.ssl_enabled)
server.stop()


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.url_scheme"].encode()]


web = WSGIServer(("127.0.0.1", 0), application, log=None, ssl_context=context)
web.start()
print(urllib.request.urlopen(f"https://127.0.0.1:{web.server_port}/", context=trusting).read())
web.stop()
