# needs: gevent
# The standard library after monkey patching, and what waits cooperatively.
import queue
import select
import socket
import subprocess
import sys
import threading
import time

from gevent import monkey

before = time.sleep
print(monkey.is_module_patched("time"))
monkey.patch_all()
import gevent
from gevent import socket as green

print(monkey.is_module_patched("time"), monkey.is_object_patched("time", "sleep"), monkey.is_module_patched("json"))
print(monkey.get_original("time", "sleep") is before, time.sleep is before, socket.socket is green.socket)
monkey.patch_all()
print(monkey.get_original("time", "sleep") is before)

log = []


def serve(listener):
    while True:
        sock, _ = listener.accept()
        gevent.spawn(answer, sock)


def answer(sock):
    with sock, sock.makefile("rw") as f:
        for line in f:
            time.sleep(0.01)
            f.write(line.upper())
            f.flush()


listener = socket.create_server(("127.0.0.1", 0))
server = gevent.spawn(serve, listener)


def ask(word):
    with socket.create_connection(listener.getsockname()) as sock:
        sock.sendall(word.encode() + b"\n")
        return sock.recv(100)


print([g.get() for g in [gevent.spawn(ask, word) for word in ("one", "two", "three")]])

a, b = socket.socketpair()
a.settimeout(0.005)
try:
    a.recv(1)
except TimeoutError as e:
    print(repr(e))
a.settimeout(None)
gevent.spawn_later(0.005, b.sendall, b"x")
print(a.recv(10))
gevent.spawn_later(0.005, b.sendall, b"y")
print([s is a for s in select.select([a], [], [], 1)[0]], select.select([a], [], [], 0)[1], a.recv(1))
poller = select.poll()
poller.register(a, select.POLLIN)
print(poller.poll(1), a.gettimeout(), a.getblocking())
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print(type(e).__name__)
a.setblocking(True)
reader = gevent.spawn(a.recv, 1)
gevent.sleep(0)
gevent.get_hub().NOT_ERROR += (OSError,)
a.close()
reader.join()
print(type(reader.exception).__name__, reader.exception.errno)
try:
    socket.create_connection(("127.0.0.1", 1))
except ConnectionRefusedError as e:
    print(e.errno)

u, v = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
u.bind(("127.0.0.1", 0))
gevent.spawn_later(0.005, v.sendto, b"datagram", u.getsockname())
print(u.recvfrom(100)[0])
print(socket.getaddrinfo("127.0.0.1", 80, 0, socket.SOCK_STREAM)[0][4])

# Threads are greenlets.
order = []


def work(i):
    time.sleep(0.03 * i)
    order.append((i, threading.current_thread().name))


threads = [threading.Thread(target=work, args=(i,), name=f"worker {i}") for i in (2, 1, 3)]
for t in threads:
    t.start()
print(threading.active_count(), threading.current_thread() is threading.main_thread())
for t in threads:
    t.join()
print(order, threads[0].is_alive())
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(timeout=0.001), lock.acquire(blocking=False))
q = queue.Queue()
threading.Thread(target=lambda: (time.sleep(0.005), q.put("from a thread"))).start()
print(q.get())
condition = threading.Condition()
event = threading.Event()
threading.Timer(0.005, event.set).start()
print(event.wait(1), event.wait(0))
local = threading.local()
local.x = 1


def other():
    seen = hasattr(local, "x")
    local.x = 2
    return seen


print(gevent.spawn(other).get(), local.x)

# Child processes.
child = gevent.spawn(subprocess.check_output, ["sh", "-c", "sleep 0.3; echo done"])
gevent.sleep(0.01)
print(child.ready(), child.get())
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(p.communicate("through cat"), p.wait())
try:
    subprocess.run(["sleep", "5"], timeout=0.01)
except subprocess.TimeoutExpired as e:
    print(e)
print(subprocess.call(["sh", "-c", "exit 3"]))

with gevent.Timeout(0.01, False):
    time.sleep(2)
    print("not reached")
print(gevent.get_hub().threadpool.apply(lambda: 42))
last = threading.Thread(target=lambda: (time.sleep(0.01), print("waited for at the end")))
last.start()
