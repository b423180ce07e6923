# sleeps: half a minute
# timeout: 60
"""A barber with three chairs for those who wait: a bounded queue between threads, who is turned away, and when to close."""

import queue
import threading
import time

CUSTOMERS = [("Ada", 0), ("Bela", 1), ("Carl", 2), ("Dora", 3), ("Edgar", 4), ("Fritz", 5), ("Grete", 14), ("Hanna", 15)]
TAKES = 4.5
PATIENCE = 6

chairs = queue.Queue(maxsize=3)
began = time.monotonic()


def say(text):
    print(f"{round(time.monotonic() - began):3} s  {text}")


def barber():
    while True:
        try:
            name = chairs.get(timeout=PATIENCE)
        except queue.Empty:
            say("nobody has come for a while: the barber closes the shop")
            return
        say(f"{name} sits down, {chairs.qsize()} are waiting")
        time.sleep(TAKES)
        say(f"{name} leaves with short hair")
        chairs.task_done()


def street():
    for name, at in CUSTOMERS:
        time.sleep(max(began + at + 0.1 - time.monotonic(), 0))
        try:
            chairs.put_nowait(name)
        except queue.Full:
            say(f"{name} finds no chair, and goes home")


shop = threading.Thread(target=barber)
shop.start()
threading.Thread(target=street).start()
shop.join()
