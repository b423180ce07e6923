"""Two threads add to one number: with a lock, and without."""

import threading
import time

number = 0
lock = threading.Lock()


def add_with_lock(times):
    global number
    for _ in range(times):
        with lock:
            number += 1


def add_slowly(times):
    global number
    for _ in range(times):
        # Between looking and storing, the other thread has its turn.
        seen = number
        time.sleep(0.0001)
        number = seen + 1


def run(target, times):
    global number
    number = 0
    threads = [threading.Thread(target=target, args=(times,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return number


print("with the lock:", run(add_with_lock, 100_000))
print("without it, something is lost:", run(add_slowly, 50) < 100)

# Two threads that never wait still take turns.
turns = []


def work(name):
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        if not turns or turns[-1] != name:
            turns.append(name)


threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("they took turns:", len(turns) > 4, set(turns) == {"a", "b"})
