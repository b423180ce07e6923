"""Datagrams, Unix sockets, scattered and gathered messages, and files that travel along."""
import array
import os
import socket
import tempfile

one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
other = socket.socket(type=socket.SOCK_DGRAM)
one.bind(("127.0.0.1", 0))
other.bind(("", 0))
print(other.sendto(b"hello", one.getsockname()))
data, address = one.recvfrom(100)
print(data, address == ("127.0.0.1", other.getsockname()[1]))
print(one.sendto(b"back again", 0, address), other.recv(4))
other.connect(one.getsockname())
print(other.send(b"connected"), one.recvmsg(5)[::2])
buffer = bytearray(b".........")
other.send(b"12345")
print(one.recvfrom_into(buffer, 3)[0], buffer)
other.send(b"abcdefgh")
first, second = bytearray(3), bytearray(8)
print(one.recvmsg_into([first, second])[:3], first, second)
print(other.sendmsg([b"gather", memoryview(b"ed")]), one.recv(100))
one.settimeout(0.01)
for call in (lambda: one.recv(10), lambda: one.recvfrom(10), lambda: one.recvmsg(10)):
    try:
        call()
    except TimeoutError as e:
        print(repr(e))
one.close()
other.close()

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "sock")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    client = socket.socket(socket.AF_UNIX)
    print(client.connect(path), client.getsockname() == "", client.getpeername() == path)
    server, peer = listener.accept()
    print(repr(peer), server.getsockname() == path)
    client.sendall(b"x")
    print(server.recv(10))
    try:
        socket.socket(socket.AF_UNIX).bind(path)
    except OSError as e:
        print(e)
    for s in (listener, client, server):
        s.close()

abstract = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
abstract.bind(b"\0pausa-test-%d" % os.getpid())
print(abstract.getsockname()[:12], abstract.family)
abstract.close()

a, b = socket.socketpair()
read, write = os.pipe()
print(socket.send_fds(a, [b"take ", b"this"], [read]))
message, fds, flags, address = socket.recv_fds(b, 100, 4)
os.write(write, b"through the pipe")
print(message, len(fds), flags, address, fds[0] != read, os.read(fds[0], 100))
rights = array.array("i", [write])
a.sendmsg([b"again"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
message, rows, flags, address = b.recvmsg(100, socket.CMSG_SPACE(4))
print(message, [(row[0], row[1], len(row[2])) for row in rows], flags)
for number in (read, write, *fds, *array.array("i", rows[0][2])):
    os.close(number)
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4), socket.CMSG_SPACE(0))

with tempfile.TemporaryFile() as file:
    file.write(b"0123456789" * 100)
    file.flush()
    print(a.sendfile(file), file.tell(), len(b.recv(5000)))
    print(a.sendfile(file, offset=5, count=10), b.recv(5000), file.tell())
a.close()
b.close()
