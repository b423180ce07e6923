"""A server and its clients in one process: connections, files on them, both ends of a close."""
import socket
import threading


def serve(listener, count):
    for _ in range(count):
        connection, address = listener.accept()
        with connection:
            while data := connection.recv(1000):
                connection.sendall(data.upper())


listener = socket.create_server(("127.0.0.1", 0))
print(listener.family, listener.type, listener.proto, listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
thread = threading.Thread(target=serve, args=(listener, 3))
thread.start()
for text in (b"one", b"two" * 1000):
    with socket.create_connection(listener.getsockname(), timeout=10) as client:
        same = client.getpeername() == listener.getsockname()
        client.sendall(text)
        client.shutdown(socket.SHUT_WR)
        got = b""
        while data := client.recv(512):
            got += data
        print(len(got), got[:6], client.gettimeout(), same)
    print(client.fileno(), client)

client = socket.create_connection(listener.getsockname())
with client.makefile("rwb") as file:
    file.write(b"first line\nsecond line\nrest")
    file.flush()
    client.shutdown(socket.SHUT_WR)
    print(file.readline())
    client.close()
    print(client.fileno() >= 0)
    print(file.read())
print(client.fileno())
thread.join()
listener.close()

# Text files on a connection.
a, b = socket.socketpair()
writer = a.makefile("w", encoding="utf-8", newline="\n")
reader = b.makefile("r", encoding="utf-8")
print("hélló", "wörld", sep=", ", file=writer, flush=True)
print(reader.readline(), reader.mode, writer.mode)
writer.close()
a.close()
print(repr(reader.read()))
reader.close()
b.close()

# More than fits into the buffers of the system.
a, b = socket.socketpair()
big = bytes(range(256)) * 8000


def collect(sock, into):
    while data := sock.recv(70000):
        into.append(data)


parts = []
thread = threading.Thread(target=collect, args=(b, parts))
thread.start()
a.sendall(memoryview(big))
a.close()
thread.join()
print(b"".join(parts) == big)
buffer = bytearray(10)
print(b.recv_into(buffer), buffer, b.recv(10), b.recv(0))
b.close()

# Many clients at once, each in its thread.
listener = socket.create_server(("localhost", 0), backlog=50)


def answer(connection):
    with connection, connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(b"<" + line.strip() + b">\n")


def accept_all(count):
    workers = []
    for _ in range(count):
        connection, _ = listener.accept()
        workers.append(threading.Thread(target=answer, args=(connection,)))
        workers[-1].start()
    for worker in workers:
        worker.join()


def ask(number, answers):
    with socket.create_connection(listener.getsockname()) as sock, sock.makefile("rw", newline="\n") as file:
        for i in range(5):
            file.write(f"{number}:{i}\n")
            file.flush()
            answers[number].append(file.readline())


server = threading.Thread(target=accept_all, args=(20,))
server.start()
answers = {number: [] for number in range(20)}
clients = [threading.Thread(target=ask, args=(number, answers)) for number in range(20)]
for t in clients:
    t.start()
for t in clients:
    t.join()
server.join()
print(answers[7], all(rows == [f"<{n}:{i}>\n" for i in range(5)] for n, rows in answers.items()))
listener.close()
