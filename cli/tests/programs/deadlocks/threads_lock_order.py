# options: --virtual-time --seed 0
# exit: 71
# repeat: 5
"""Two threads take two locks, each in its own order."""

import threading
import time

first, second = threading.Lock(), threading.Lock()


def one():
    with first:
        time.sleep(0.01)
        with second:
            print("never")


def other():
    with second:
        time.sleep(0.01)
        with first:
            print("never")


threads = [threading.Thread(target=one), threading.Thread(target=other)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
