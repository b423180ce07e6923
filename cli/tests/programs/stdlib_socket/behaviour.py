"""What sockets are: their options, timeouts, representations, and the errors of wrong use."""
import os
import pickle
import socket
import struct
import warnings


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


s = socket.socket()
print(s.family, s.type, s.proto, s.timeout, s.gettimeout(), s.getblocking(), s.fileno() > 2)
print(repr(s).replace(str(s.fileno()), "N"))
print(socket.AF_INET6, repr(socket.SOCK_DGRAM), repr(socket.MSG_PEEK | socket.MSG_OOB), repr(socket.AI_PASSIVE))
for timeout in (1.5, 0, 0.0, 7, None):
    s.settimeout(timeout)
    print(s.gettimeout(), s.getblocking(), os.get_blocking(s.fileno()))
s.setblocking(False)
print(s.timeout)
s.setblocking(True)
print(s.timeout)
for wrong in (-1, "x", float("nan")):
    attempt(s.settimeout, wrong)
socket.setdefaulttimeout(2.5)
print(socket.socket().timeout, socket.getdefaulttimeout())
socket.setdefaulttimeout(None)

for level, name, value in [
    (socket.SOL_SOCKET, socket.SO_REUSEADDR, 1), (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.SOL_SOCKET, socket.SO_BROADCAST, 1), (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 33), (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 5),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 4), (socket.IPPROTO_IP, socket.IP_TTL, 55),
]:
    before = s.getsockopt(level, name)
    s.setsockopt(level, name, value)
    print(before, s.getsockopt(level, name), s.getsockopt(level, name, 4))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 3))
print(struct.unpack("ii", s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM, s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))

for address in ("x", ("a",), ("a", 1, 2), ("a", "b"), (1, 2), ("127.0.0.1", -1), ("127.0.0.1", 65536), None):
    attempt(s.connect, address)
    attempt(s.bind, address)
attempt(s.connect, ("::1", 1))
attempt(socket.socket(socket.AF_INET6).bind, ("127.0.0.1", 0))
attempt(s.recv, -1)
attempt(s.recv, 10)
attempt(s.send, "text")
attempt(s.sendto, b"data")
attempt(s.recv_into, b"readonly")
attempt(s.recv_into, bytearray(2), 3)
attempt(s.getpeername)
attempt(s.shutdown, 5)
attempt(s.makefile, "x")
attempt(s.accept)
attempt(pickle.dumps, s)
attempt(socket.socket, 12345)
attempt(socket.socket, 2, 1, 0, 99999)
attempt(socket.socket, 2, 1, 0, -1)
attempt(socket.socket, 2, 1, 0, 1.5)
print(s.connect_ex(("127.0.0.1", 1)) != 0)
attempt(s.connect, ("127.0.0.1", 1))
s.close()
print(s.fileno(), s)
attempt(s.recv, 1)
attempt(s.getsockname)
attempt(s.close)

s = socket.socket()
s.setblocking(False)
s.bind(("127.0.0.1", 0))
s.listen(1)
attempt(s.accept)
taken = socket.socket()
attempt(lambda: taken.bind(s.getsockname()) or "bound")
copy = s.dup()
print(copy.getsockname() == s.getsockname(), copy.fileno() != s.fileno(), copy.timeout)
number = copy.detach()
print(copy.fileno(), number >= 0)
again = socket.socket(fileno=number)
print(again.family, again.type, again.proto, again.getsockname() == s.getsockname())
print(again.get_inheritable())
again.set_inheritable(True)
print(again.get_inheritable())
again.close()
twin = socket.fromfd(s.fileno(), socket.AF_INET, socket.SOCK_STREAM)
print(twin.getsockname() == s.getsockname())
twin.close()
s.close()
taken.close()

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    lost = socket.socket(socket.AF_UNIX)
    del lost
    print([str(w.message).split(" fd=")[0] for w in seen], [w.category.__name__ for w in seen])


class Counting(socket.socket):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.calls = 0

    def send(self, data):
        self.calls += 1
        return super().send(data)


a, b = socket.socketpair()
c = Counting(a.family, a.type, a.proto, a.detach())
c.send(b"counted")
print(b.recv(100), c.calls, isinstance(c, socket.SocketType))
attempt(setattr, b, "anything", 1)
c.close()
attempt(b.recv, 10)
attempt(b.send, b"to nobody")
b.close()

a, b = socket.socketpair()
file = a.makefile("rb", buffering=0)
print(type(file).__name__, file.readable(), file.writable(), file.mode, file.name == a.fileno())
a.settimeout(0.01)
attempt(file.read, 1)
attempt(file.read, 1)
a.close()
file.close()
attempt(file.readable)
b.close()
