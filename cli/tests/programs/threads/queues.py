"""Queues between threads."""
import queue
import threading
import time

q = queue.Queue(2)


def produce():
    for i in range(6):
        q.put(i)
    q.put(None)


threading.Thread(target=produce).start()
got = []
while (item := q.get()) is not None:
    got.append(item)
    q.task_done()
q.task_done()
q.join()
print(got, q.empty(), q.full(), q.qsize())
try:
    q.task_done()
except ValueError as e:
    print(e)
for call in q.get_nowait, lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1):
    try:
        call()
    except (queue.Empty, ValueError) as e:
        print(type(e), e)
q.put(1)
q.put(2)
for call in lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01), lambda: q.put(3, timeout=-1):
    try:
        call()
    except (queue.Full, ValueError) as e:
        print(type(e), e)

lifo = queue.LifoQueue()
priority = queue.PriorityQueue()
for i in 3, 1, 2:
    lifo.put(i)
    priority.put((i, str(i)))
print([lifo.get() for _ in range(3)], [priority.get() for _ in range(3)])

simple = queue.SimpleQueue()


def later():
    time.sleep(0.005)
    simple.put('late')


threading.Thread(target=later).start()
print(simple.get(), simple.empty(), simple.qsize())
for call in simple.get_nowait, lambda: simple.get(timeout=0.01), lambda: simple.get(timeout=-1):
    try:
        call()
    except (queue.Empty, ValueError) as e:
        print(type(e), e)

tasks = queue.Queue()
results = []


def work():
    while True:
        n = tasks.get()
        if n is None:
            return
        time.sleep(0.001 * (n % 3))
        results.append(n * n)
        tasks.task_done()


workers = [threading.Thread(target=work) for _ in range(4)]
for w in workers:
    w.start()
for n in range(20):
    tasks.put(n)
tasks.join()
for _ in workers:
    tasks.put(None)
for w in workers:
    w.join()
print(sorted(results))
