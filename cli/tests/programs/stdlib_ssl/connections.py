"""TLS between threads of one process: what both ends agree on, certificates that are good and that are not."""
import os
import socket
import ssl
import threading

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
SELF = os.path.join(HERE, "self.pem")
SERVER = os.path.join(HERE, "server.pem")
AUTHORITY = os.path.join(HERE, "authority.pem")


def server_context(chain=SERVER):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)
    return context


def run(server, client, hostname="localhost", exchange=True):
    """Connect a client with a server: what each of them has to say."""
    listener = socket.create_server(("127.0.0.1", 0))
    said = {}

    def serve():
        sock, _ = listener.accept()
        try:
            with server.wrap_socket(sock, server_side=True) as tls:
                said["server"] = (tls.version(), tls.selected_alpn_protocol(), tls.getpeercert())
                while data := tls.recv(1000):
                    tls.sendall(data.upper())
        except (ssl.SSLError, ConnectionError) as e:
            said["server"] = (type(e).__name__, getattr(e, "reason", None))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with socket.create_connection(listener.getsockname()) as sock:
            with client.wrap_socket(sock, server_hostname=hostname) as tls:
                if exchange:
                    tls.sendall(b"hello")
                    print("client got", tls.recv(100))
                print("client", tls.version(), tls.selected_alpn_protocol(), tls.server_side, tls.server_hostname)
                cert = tls.getpeercert()
                print("subject", cert and (cert["subject"], cert["subjectAltName"]))
    except ssl.SSLCertVerificationError as e:
        print("client", type(e).__name__, e.reason, e.verify_code, e.verify_message)
    except (ssl.SSLError, ConnectionError) as e:
        print("client", type(e).__name__)
    thread.join()
    listener.close()
    print("server", said["server"])


trusting = ssl.create_default_context(cafile=AUTHORITY)
print(trusting.verify_mode, trusting.check_hostname, trusting.protocol, len(trusting.get_ca_certs()))
run(server_context(), trusting)
run(server_context(), trusting, "127.0.0.1")
run(server_context(), trusting, "www.example.org")
print("wrong name")
run(server_context(), trusting, "example.com")
print("unknown authority")
run(server_context(), ssl.create_default_context(cafile=SELF))
print("self-signed")
run(server_context(SELF), trusting)
run(server_context(SELF), ssl.create_default_context(cafile=SELF))
print("nothing checked")
careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
careless.check_hostname = False
careless.verify_mode = ssl.CERT_NONE
run(server_context(SELF), careless, None)
run(server_context(SELF), ssl._create_unverified_context(), "anything")
print("versions")
old = ssl.create_default_context(cafile=AUTHORITY)
old.maximum_version = ssl.TLSVersion.TLSv1_2
run(server_context(), old)
new = server_context()
new.minimum_version = ssl.TLSVersion.TLSv1_3
run(new, trusting)
print("application protocols")
server = server_context()
server.set_alpn_protocols(["h2", "http/1.1"])
client = ssl.create_default_context(cafile=AUTHORITY)
client.set_alpn_protocols(["http/1.1", "h2"])
run(server, client)
print("client certificates")
strict = server_context()
strict.verify_mode = ssl.CERT_REQUIRED
strict.load_verify_locations(SELF)
client = ssl.create_default_context(cafile=AUTHORITY)
client.load_cert_chain(SELF)
run(strict, client)

# Much data in both directions, files on the connection, and the end of TLS before the end of the connection.
listener = socket.create_server(("127.0.0.1", 0))
big = os.urandom(300_000)


def serve():
    sock, _ = listener.accept()
    tls = server_context().wrap_socket(sock, server_side=True)
    got = b""
    while len(got) < len(big):
        got += tls.recv(65536)
    tls.sendall(got[::-1])
    with tls.makefile("rb") as lines:
        tls.write(b"line: " + lines.readline())
    bare = tls.unwrap()
    print(type(bare).__name__, bare.recv(100))
    bare.sendall(b"plain too")
    bare.close()


thread = threading.Thread(target=serve)
thread.start()
tls = trusting.wrap_socket(socket.socket(), server_hostname="localhost")
print(tls.version(), tls.cipher())
tls.connect(listener.getsockname())
tls.sendall(big)
back = bytearray()
while len(back) < len(big):
    piece = bytearray(10_000)
    back += piece[:tls.recv_into(piece)]
print(bytes(back[::-1]) == big)
tls.sendall(b"text\n")
print(tls.read(100), tls.pending(), len(tls.cipher()), tls.compression())
bare = tls.unwrap()
bare.sendall(b"without TLS")
thread.join()
print(bare.recv(100))
bare.close()
listener.close()
