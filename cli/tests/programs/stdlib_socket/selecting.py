"""Selectors: which of many files are ready."""
import selectors
import socket
import threading
import time


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0].split("fd=")[0])


print(selectors.DefaultSelector.__name__, selectors.EVENT_READ, selectors.EVENT_WRITE)
for make in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    a, b = socket.socketpair()
    with make() as selector:
        key = selector.register(a, selectors.EVENT_READ, "reader")
        print(key.fileobj is a, key.fd == a.fileno(), key.events, key.data, len(selector.get_map()))
        print(selector.select(0), selector.select(-1), selector.select(0.01))
        b.send(b"x")
        print([(k.data, events) for k, events in selector.select()])
        selector.modify(a, selectors.EVENT_READ | selectors.EVENT_WRITE, "both")
        print([(k.data, events) for k, events in selector.select(1)])
        a.recv(1)
        print([(k.data, events) for k, events in selector.select(1)])
        attempt(selector.register, a, 1)
        attempt(selector.register, b, 0)
        attempt(selector.register, "file", 1)
        attempt(selector.register, -5, 1)
        attempt(selector.unregister, b)
        attempt(selector.get_key, b)
        print(selector.get_key(a).data, a in selector.get_map(), b in selector.get_map())
        selector.modify(a, selectors.EVENT_READ)
        threading.Timer(0.02, b.send, (b"later",)).start()
        start = time.monotonic()
        print(len(selector.select(5)), time.monotonic() - start < 3)
        a.close()
        selector.unregister(a)
        print(len(selector.get_map()))
    print(selector.get_map())
    b.close()

# A server for several clients in one thread.
selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", 0))
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ)
log = []


def serve(ends):
    while ends:
        for key, _ in selector.select():
            if key.fileobj is listener:
                connection, _ = listener.accept()
                connection.setblocking(False)
                selector.register(connection, selectors.EVENT_READ, bytearray())
            elif data := key.fileobj.recv(100):
                key.data.extend(data)
            else:
                log.append(bytes(key.data))
                selector.unregister(key.fileobj)
                key.fileobj.close()
                ends -= 1


thread = threading.Thread(target=serve, args=(3,))
thread.start()
clients = [socket.create_connection(listener.getsockname()) for _ in range(3)]
for i, client in enumerate(clients):
    client.sendall(b"client %d" % i)
for client in clients:
    client.close()
thread.join()
print(sorted(log))
listener.close()
selector.close()
