import os
import select
import signal
import time

r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []))
os.write(w, b"x")


class File:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd


f = File(r)
print(select.select((f,), [], [], 1) == ([f], [], []))
before = time.monotonic()
print(select.select([], [], [], 0.02), time.monotonic() - before >= 0.02)

p = select.poll()
p.register(r)
p.register(File(w), select.POLLOUT)
print(p.poll() == [(r, select.POLLIN), (w, select.POLLOUT)])
os.read(r, 1)
print(p.poll(0) == [(w, select.POLLOUT)])
p.modify(w, 0)
print(p.poll(10), p.poll(0.5))
os.close(w)
print(p.poll() == [(r, select.POLLHUP), (w, select.POLLNVAL)])
p.unregister(w)
for make in (
    lambda: p.unregister(w),
    lambda: p.modify(12345, 1),
    lambda: p.register("x"),
    lambda: p.register(-1),
    lambda: p.register(r, -1),
    lambda: p.register(r, 1 << 20),
    lambda: p.poll("x"),
    lambda: select.select([w], [], [], 0),
    lambda: select.select([], [], [], -1),
    lambda: select.select([], [], [], "x"),
    lambda: select.select(1, [], []),
    lambda: select.select(["x"], [], []),
    lambda: select.select([4000], [], []),
    lambda: select.select([File("x")], [], []),
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, str(e).replace(str(w), "W"))

r, w = os.pipe()
with select.epoll() as e:
    e.register(r, select.EPOLLIN)
    print(e.poll(0), e.poll(0.01, 5), e.closed, e.fileno() > 2)
    os.write(w, b"y")
    print(e.poll() == [(r, select.EPOLLIN)])
    e.modify(r, 0)
    print(e.poll(0))
    e.unregister(r)
    for make in (lambda: e.unregister(r), lambda: e.register(-1), lambda: e.poll(0, 0), lambda: select.epoll(0)):
        try:
            print(make())
        except Exception as error:
            print(type(error).__name__, error)
print(e.closed)
try:
    e.poll()
except ValueError as error:
    print(error)

# A signal's handler runs, and the wait goes on.
os.read(r, 1)
signal.signal(signal.SIGALRM, lambda *args: (print("alarm"), os.write(w, b"z")))
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(select.select([r], [], [], 5) == ([r], [], []))
