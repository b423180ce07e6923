# needs: gevent
# Signals, locals, files, TLS, pools of a server, loops.
import os
import signal

import gevent
from gevent import select, selectors, socket, subprocess
from gevent.event import Event
from gevent.fileobject import FileObject
from gevent.local import local
from gevent.pool import Pool
from gevent.server import DatagramServer, StreamServer

heard = []
watcher = gevent.signal_handler(signal.SIGUSR1, heard.append, "usr1")
os.kill(os.getpid(), signal.SIGUSR1)
gevent.sleep(0.02)
print(heard)
watcher.cancel()


class Settings(local):
    shared = "of the class"

    def __init__(self, start):
        self.number = start


s = Settings(10)
s.number += 1


def use(n):
    s.number += n
    gevent.sleep(0)
    return s.number, s.shared, sorted(s.__dict__)


print([g.get() for g in [gevent.spawn(use, n) for n in (1, 2)]], s.number)

r, w = os.pipe()
reader, writer = FileObject(r, "rb"), FileObject(w, "wb", 0)
line = gevent.spawn(reader.readline)
gevent.sleep(0.001)
print(line.ready())
writer.write(b"a line\nand more")
print(line.get())
writer.close()
print(reader.read(), reader.closed)
reader.close()

a, b = socket.socketpair()
with selectors.DefaultSelector() as selector:
    selector.register(a, selectors.EVENT_READ, "reads")
    print(selector.select(0.001))
    gevent.spawn_later(0.005, b.send, b"!")
    print([(key.data, events) for key, events in selector.select(1)])
print(select.select([a], [a], [], 0)[1] == [a])

print(subprocess.run(["echo", "from a child"], capture_output=True, text=True).stdout)
p = subprocess.Popen(["sh", "-c", "read x; echo got $x; exit 4"], stdin=-1, stdout=-1)
later = gevent.spawn(p.stdout.readline)
gevent.sleep(0.001)
p.stdin.write(b"word\n")
p.stdin.flush()
print(later.get(), p.wait(), p.poll())


class Shout(DatagramServer):
    def handle(self, data, address):
        self.socket.sendto(data.upper(), address)


with Shout("127.0.0.1:0") as server:
    server.start()
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.connect(("127.0.0.1", server.server_port))
    client.send(b"hello")
    print(client.recv(100))

# A server with room for two connections.
busy = [0, 0]


def slow(sock, address):
    busy[0] += 1
    busy[1] = max(busy)
    gevent.sleep(0.005)
    sock.sendall(b"%d" % busy[0])
    busy[0] -= 1


server = StreamServer(("127.0.0.1", 0), slow, spawn=Pool(2))
server.start()
print(server.started, server.server_host)


def visit():
    with socket.create_connection(server.address) as sock:
        return sock.recv(10)


visits = gevent.joinall([gevent.spawn(visit) for _ in range(6)], timeout=5)
print(len(visits), busy[1], [g.exception for g in visits])
server.stop()
print(server.started, server.closed)

loop = gevent.get_hub().loop
calls = []
t = loop.timer(0.001, repeat=0.001)
done = Event()


def tick():
    calls.append(len(calls))
    if len(calls) == 3:
        t.stop()
        done.set()


t.start(tick)
print(done.wait(5), calls, t.active)
order = []
loop.run_callback(order.append, 1)
stopped = loop.run_callback(order.append, 2)
loop.run_callback(order.append, 3)
print(stopped.pending)
stopped.stop()
gevent.sleep(0)
print(order, stopped.pending)
io = loop.io(a.fileno(), 1)
got = Event()
io.start(got.set)
print(got.wait(0.001) or got.wait(1))
io.stop()
order = []
gevent.spawn(order.append, "spawned")
gevent.idle()
print(order)
pid = gevent.fork()
if not pid:
    gevent.sleep(0.001)
    os._exit(7)
from gevent.os import waitpid
print(os.waitstatus_to_exitcode(waitpid(pid, 0)[1]))
print(gevent.get_hub().join(timeout=0.01) in (True, None))
