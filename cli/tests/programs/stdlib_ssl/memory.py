"""TLS on memory: the handshake step by step, as an event loop drives it."""
import os
import ssl

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, str(e).split(" (_ssl.c")[0])


bio = ssl.MemoryBIO()
print(bio.pending, bio.eof, bio.read(), bio.write(b"abcdef"), bio.pending, bio.read(2), bio.read())
bio.write(bytearray(b"last"))
bio.write_eof()
print(bio.eof, bio.read(100), bio.eof)
attempt(bio.write, "text")

server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain(os.path.join(HERE, "server.pem"))
client = ssl.create_default_context(cafile=os.path.join(HERE, "authority.pem"))
to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
a = client.wrap_bio(to_client, to_server, server_hostname="localhost")
b = server.wrap_bio(to_server, to_client, server_side=True)
print(a.server_side, b.server_side, a.server_hostname, a.version(), type(a).__name__, a.context is client)
attempt(a.getpeercert)


def step(end):
    try:
        end.do_handshake()
        return True
    except ssl.SSLWantReadError as e:
        return False


done = []
while not (len(done) > 2 and done[-2:] == [True, True]):
    done += [step(a), step(b)]
print(done[0], a.version(), a.cipher() == b.cipher(), a.getpeercert()["subject"], b.getpeercert())
attempt(a.read)
print(b.write(b"from the server"), b.write(memoryview(b", twice")))
print(a.read(4), a.pending(), a.read(1000))
buffer = bytearray(5)
b.write(b"more than fits")
print(a.read(5, buffer), buffer, a.read(100), a.read(100))
a.write(b"x" * 100_000)
total = 0
while total < 100_000:
    total += len(b.read(30_000))
print(total)
attempt(a.unwrap)
print(b.read(10))
attempt(b.unwrap)
attempt(a.unwrap)

# The peer goes away in the middle.
to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
a = client.wrap_bio(to_client, to_server, server_hostname="localhost")
attempt(a.do_handshake)
to_client.write(b"this is not TLS at all, and long enough to see")
try:
    a.do_handshake()
except ssl.SSLError as e:
    print(type(e).__name__, e.reason, e.library)
a = client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")
attempt(ssl.SSLObject)
attempt(ssl.SSLSocket)
