# options: --seed 0
# exit: 71
"""A lock that is no RLock, taken again by its own thread. What was printed is not lost."""

import threading

lock = threading.Lock()
print("before", end=" ")
with lock:
    print("inside")
    with lock:
        print("never")
