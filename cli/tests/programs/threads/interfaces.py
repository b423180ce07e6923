"""What threads show of themselves, and what goes wrong with them, as CPython has it."""
import threading
import time
import sys
import queue
import _thread

print(sorted(n for n in threading.__all__))
for cls in (threading.Thread, threading.Condition, threading.Semaphore, threading.Event, threading.Barrier, threading.Timer,
            queue.Queue, queue.SimpleQueue, threading.local):
    print(cls.__name__, sorted(n for n in dir(cls) if not n.startswith('_')))
lock = threading.Lock()
for f in (lock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-2), 
          threading.RLock().release, threading.Condition().notify, threading.Condition().wait, threading.BoundedSemaphore().release,
          lambda: threading.Semaphore(-1), lambda: threading.Semaphore().acquire(False, 1),
          lambda: queue.Queue().task_done(), lambda: queue.Queue().get_nowait(), lambda: queue.Queue(1).put(1, timeout=-1),
          lambda: queue.SimpleQueue().get(timeout=-1), lambda: threading.Thread(group=1), lambda: threading.stack_size(-1),
          lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(print, [])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
s = threading.BoundedSemaphore(2)
with s, s:
    print(s.acquire(blocking=False), s.acquire(timeout=0.01))
try:
    s.release(0)
except ValueError as e:
    print(e)
s = threading.Semaphore(0)
s.release(3)
print([s.acquire(False) for _ in range(4)])
b = threading.Barrier(3, action=lambda: print('action'), timeout=5)
out = []


def wait():
    out.append(b.wait())


ts = [threading.Thread(target=wait) for _ in range(3)]
[t.start() for t in ts]
[t.join() for t in ts]
print(sorted(out), b.parties, b.n_waiting, b.broken)


def broken():
    try:
        b.wait(0.01)
    except threading.BrokenBarrierError as e:
        out.append(repr(e))


t = threading.Thread(target=broken)
t.start()
t.join()
print(out[-1], b.broken)
b.reset()
print(b.broken)
c = threading.Condition()
got = []


def waiter(n):
    with c:
        got.append((n, c.wait(5)))


ts = [threading.Thread(target=waiter, args=(i,)) for i in range(3)]
[t.start() for t in ts]
time.sleep(0.01)
with c:
    c.notify(2)
time.sleep(0.05)
print(len(got))
with c:
    c.notify_all()
[t.join() for t in ts]
print(sorted(got))
with c:
    print(c.wait(0.001), c.wait_for(lambda: 5), c.wait_for(lambda: 0, 0.001))
done = []
t = threading.Timer(0.005, done.append, args=[1])
t.start()
u = threading.Timer(5, done.append, args=[2])
u.start()
u.cancel()
t.join()
u.join()
print(done, t.finished.is_set())


class T(threading.Thread):
    def run(self):
        raise KeyError(self.name)


def hook(args):
    print('hook', args.exc_type, args.exc_value, args.exc_traceback is not None, args.thread.name)


threading.excepthook = hook
t = T(name='bad')
t.start()
t.join()
threading.excepthook = threading.__excepthook__
t = threading.Thread(target=sys.exit, args=(3,))
t.start()
t.join()
t = threading.Thread(target=_thread.exit)
t.start()
t.join()
q = queue.PriorityQueue()
for i in (3, 1, 2):
    q.put(i)
print([q.get() for _ in range(3)])
q = queue.Queue(2)


def consume():
    while True:
        x = q.get()
        if x is None:
            q.task_done()
            return
        got.append(x)
        q.task_done()


got.clear()
t = threading.Thread(target=consume)
t.start()
for i in range(5):
    q.put(i)
q.join()
print(got, q.unfinished_tasks, q.empty(), q.full(), q.qsize())
q.put(None)
t.join()
print(threading.active_count(), [t.name for t in threading.enumerate()])
local = threading.local()
local.x = 1


def look(out):
    out.append(hasattr(local, 'x'))
    local.x = 2
    out.append(local.x)


out = []
t = threading.Thread(target=look, args=(out,))
t.start()
t.join()
print(out, local.x)
# Two that never wait take turns.
flags = [0, 0]
stop = []


def spin(i):
    while not stop:
        flags[i] += 1


ts = [threading.Thread(target=spin, args=(i,)) for i in range(2)]
[t.start() for t in ts]
time.sleep(0.1)
stop.append(1)
[t.join() for t in ts]
print(all(f > 100 for f in flags))


# the order at the end
def late(n):
    time.sleep(0.02 * n)
    print('late', n, threading.main_thread().is_alive())


import atexit
atexit.register(print, 'atexit', 'after the threads')
threading.Thread(target=late, args=(1,)).start()
threading.Thread(target=late, args=(100,), daemon=True).start()
print('end of main')
