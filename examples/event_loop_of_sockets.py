# sleeps: ten seconds
"""A server without any framework: `selectors`, sockets that never block, and a generator for each connection."""

import selectors
import socket
import time

selector = selectors.DefaultSelector()
timers = []


def wait_for(sock, event):
    """What a connection yields: go on when this can be done."""
    return sock, event


def run(task, value=None):
    """Takes a task to its next wait."""
    try:
        sock, event = task.send(value)
    except StopIteration:
        return
    selector.register(sock, event, task)


def line_server(listener, count):
    for _ in range(count):
        yield wait_for(listener, selectors.EVENT_READ)
        connection, _ = listener.accept()
        connection.setblocking(False)
        run(shout(connection))
    listener.close()


def shout(connection):
    """Answers each line in capitals, and says good-bye to who says nothing more."""
    kept = b""
    while True:
        yield wait_for(connection, selectors.EVENT_READ)
        data = connection.recv(100)
        if not data:
            break
        *lines, kept = (kept + data).split(b"\n")
        for line in lines:
            yield wait_for(connection, selectors.EVENT_WRITE)
            connection.send(line.upper() + b"!\n")
    connection.close()


def client(name, address, pieces, pause):
    sock = socket.create_connection(address)
    sock.setblocking(False)
    for at, piece in enumerate(pieces):
        timers.append((time.monotonic() + pause * (at + 1), sock, piece))
    timers.append((time.monotonic() + pause * (len(pieces) + 1), sock, None))
    while True:
        yield wait_for(sock, selectors.EVENT_READ)
        data = sock.recv(100)
        if not data:
            break
        print(f"{name} hears {data.decode().split()}")
    print(f"{name} hangs up")
    sock.close()


listener = socket.create_server(("127.0.0.1", 0))
listener.setblocking(False)
run(line_server(listener, 2))
run(client("Ann", listener.getsockname(), [b"hel", b"lo\nwor", b"ld\n"], 1.0))
run(client("Bob", listener.getsockname(), [b"quick\n", b"brown\nfox\n"], 1.4))

while selector.get_map():
    timers.sort(key=lambda timer: timer[0])
    rest = max(timers[0][0] - time.monotonic(), 0) if timers else None
    for key, _ in selector.select(rest):
        selector.unregister(key.fileobj)
        run(key.data)
    while timers and timers[0][0] <= time.monotonic():
        _, sock, piece = timers.pop(0)
        if piece is None:
            sock.shutdown(socket.SHUT_WR)
        else:
            sock.send(piece)
