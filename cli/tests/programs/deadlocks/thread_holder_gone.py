# options: --seed 0
# exit: 71
"""Who held the lock has ended without giving it back."""

import threading

lock = threading.Lock()
careless = threading.Thread(target=lock.acquire)
careless.start()
careless.join()
print("taken:", lock.locked())
lock.acquire()
