"""Locks, events, conditions, semaphores and barriers, each where the order of things is certain."""
import threading
import time

log = []
lock = threading.Lock()
gate = threading.Event()


def worker(n):
    gate.wait()
    for i in range(3):
        with lock:
            log.append((n, i))
        time.sleep(0.001)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
print(threading.active_count(), all(t in threading.enumerate() for t in threads))
gate.set()
for t in threads:
    t.join()
print(sorted(log), [t.is_alive() for t in threads], [t.name for t in threads])

event = threading.Event()


def wait():
    print('waits')
    print(event.wait(5), event.is_set())


t = threading.Thread(target=wait)
t.start()
event.set()
t.join()
print(event.wait(0), threading.Event().wait(0.01))

condition = threading.Condition()
items = []


def consume():
    with condition:
        print(condition.wait_for(lambda: items, timeout=5))
        print('got', items.pop())


t = threading.Thread(target=consume)
t.start()
with condition:
    items.append(1)
    condition.notify()
t.join()
with condition:
    print(condition.wait(0.01), condition.wait_for(lambda: False, 0.01), condition.wait_for(lambda: 7))
for bad in condition.wait, condition.notify:
    try:
        bad()
    except RuntimeError as e:
        print(e)

barrier = threading.Barrier(3, action=lambda: print('all there'))
numbers = []


def meet():
    for _ in range(2):
        numbers.append(barrier.wait())


threads = [threading.Thread(target=meet) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(numbers), barrier.n_waiting, barrier.broken)


def break_it():
    try:
        barrier.wait(0.01)
    except threading.BrokenBarrierError as e:
        print('broken', repr(e))


t = threading.Thread(target=break_it)
t.start()
t.join()
print(barrier.broken)
barrier.reset()
print(barrier.broken, barrier.parties)

semaphore = threading.Semaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(timeout=0.01))
semaphore.release(2)
bounded = threading.BoundedSemaphore(1)
for call in lambda: bounded.release(), lambda: bounded.release(0), lambda: threading.Semaphore(-1), \
        lambda: semaphore.acquire(False, 1):
    try:
        call()
    except ValueError as e:
        print(e)

rlock = threading.RLock()
with rlock:
    with rlock:
        t = threading.Thread(target=lambda: print('other:', rlock.acquire(False), rlock.acquire(timeout=0.01)))
        t.start()
        t.join()
t = threading.Thread(target=lambda: print('other:', rlock.acquire()))
t.start()
t.join()
try:
    rlock.release()
except RuntimeError as e:
    print(e)
for args in (False, 1), (True, -2), (True, 'x'), (True, 1e20):
    try:
        lock.acquire(*args)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
