# options: --seed 0
# exit: 71
# repeat: 5
"""RLocks know their owners by themselves."""

import threading

left, right = threading.RLock(), threading.RLock()
barrier = threading.Barrier(2)


def work(mine, theirs):
    with mine:
        barrier.wait()
        theirs.acquire()


threading.Thread(target=work, args=(left, right), name="Lefty").start()
threading.Thread(target=work, args=(right, left), name="Righty").start()
