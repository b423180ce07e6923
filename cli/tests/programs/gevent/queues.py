# needs: gevent
# Queues of greenlets: who puts and who gets, in which order, and what they look like.
import gevent
from gevent.queue import Channel, Empty, Full, LifoQueue, PriorityQueue, Queue, ShutDown, SimpleQueue

log = []
q = Queue(2)


def producer():
    for i in range(6):
        log.append(("put", i))
        q.put(i)


def consumer(name):
    for i in range(3):
        log.append((name, q.get()))


gevent.joinall([gevent.spawn(producer), gevent.spawn(consumer, "x"), gevent.spawn(consumer, "y")])
print(log)

q = Queue(3, [1, 2])
print(q.unfinished_tasks, q.maxsize, len(q), bool(q), q.full(), q.empty())
q.put(5)
print(q.unfinished_tasks, q.get(), q.unfinished_tasks)
q.task_done()
print(q.unfinished_tasks, q.get(), q.get())
q.task_done()
q.task_done()
try:
    q.task_done()
except ValueError as e:
    print(e)
print(q.join(), q)

j = Queue()
getter = gevent.spawn(j.get)
gevent.sleep(0)
print(j)
looker = gevent.spawn(j.peek)
gevent.sleep(0)
print(j)
j.put(1)
gevent.sleep(0)
print(getter.ready(), looker.ready())
j.put(4)
gevent.sleep(0)
print(getter.ready(), looker.ready(), j.qsize(), looker.value)

b = Queue(1)
b.put(0)
putters = [gevent.spawn(b.put, i) for i in (1, 2)]
gevent.sleep(0)
print(b.get(), b.get(), b.get())

p = PriorityQueue()
for x in (3, 1, 2):
    p.put(x)
print([p.get() for _ in range(3)])
last = LifoQueue(items=[1, 2])
last.put(3)
print(last.get(), last.peek(), len(last))

channel = Channel()


def send():
    for i in range(3):
        print("put", i)
        channel.put(i)


def receive():
    for i in range(3):
        print("got", channel.get())


gevent.joinall([gevent.spawn(send), gevent.spawn(receive)])
print(channel.balance)
q = Queue()
q.put(1)
q.put(StopIteration)
print(list(q))

s = SimpleQueue()
for attempt in (s.get_nowait, lambda: s.get(timeout=0.001), lambda: p.get(block=False)):
    try:
        attempt()
    except Empty as e:
        print(repr(e))
b.put(1)
for attempt in (lambda: b.put_nowait(2), lambda: b.put(2, timeout=0.001)):
    try:
        attempt()
    except Full as e:
        print(repr(e))
b.shutdown()
for attempt in (lambda: b.put(3), b.get, b.get):
    try:
        print(attempt())
    except ShutDown as e:
        print(repr(e))

# What is killed while it waits gets nothing.
q = Queue()
victim = gevent.spawn(q.get)
other = gevent.spawn(q.get)
gevent.sleep(0)
victim.kill()
q.put("item")
print(other.get(), repr(victim.value))

work = Queue()
done = []


def worker():
    while True:
        item = work.get()
        gevent.sleep(0.001)
        done.append(item)
        work.task_done()


workers = [gevent.spawn(worker) for _ in range(3)]
for i in range(9):
    work.put(i)
print(work.join(), sorted(done))
gevent.killall(workers)
