"""Finalisers that wait, in threads that often make way: each thread deals with what died in it."""

import sys
import threading
import time


def slow_end():
    try:
        yield
    finally:
        time.sleep(0.000001)


class Counted(list):
    made = 0
    gone = 0

    def __init__(self, items):
        self[:] = items
        Counted.made += 1

    def __del__(self):
        Counted.gone += 1
        end = slow_end()
        next(end)


def nest():
    for _ in range(12):
        x = Counted([])
        for _ in range(40):
            x = [Counted([x])]
        del x


errors = []
sys.unraisablehook = errors.append
sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=nest) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(Counted.made, Counted.made - Counted.gone, errors)
