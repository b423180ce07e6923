# options: --seed 0
# exit: 71
"""Nobody sets the event, nobody fills the queue, and so nobody ends."""

import queue
import threading

event, jobs = threading.Event(), queue.Queue()


def consumer():
    print(jobs.get())


def waiter():
    event.wait()


threads = [threading.Thread(target=consumer, name="consumer"), threading.Thread(target=waiter, name="waiter")]
for thread in threads:
    thread.start()
threads[0].join()
