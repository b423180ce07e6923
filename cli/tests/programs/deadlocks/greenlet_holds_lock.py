# options: --seed 0
# exit: 71
"""A greenlet that has a lock is not switched to any more; another one of the same thread wants the lock."""

import threading

from greenlet import getcurrent, greenlet

lock = threading.Lock()


def holder():
    with lock:
        getcurrent().parent.switch("has it")


def wanting():
    with lock:
        print("never")


keeper = greenlet(holder)
print(keeper.switch())
greenlet(wanting).switch()
