"""Threads: a lock, an event, a queue, time, and ends that are waited for."""
import queue
import threading
import time

lock = threading.Lock()
begun = threading.Event()
results = queue.Queue()


def first():
    with lock:
        begun.set()
        time.sleep(1)
    results.put("first")


def second():
    begun.wait()
    with lock:
        time.sleep(0.5)
    results.put("second")


workers = [threading.Thread(target=f, name=f.__name__) for f in (first, second)]
for w in workers:
    w.start()
print(results.get(), results.get())
for w in workers:
    w.join()
