# options: --virtual-time --seed 0
# exit: 71
# repeat: 5
"""A task blocks on a lock that a thread has, which waits for what only the task could send."""

import asyncio
import queue
import threading
import time

lock, answers = threading.Lock(), queue.Queue()


def helper():
    with lock:
        answers.get()


async def main():
    await asyncio.sleep(0.01)
    with lock:
        answers.put("never")


threading.Thread(target=helper, name="helper").start()
asyncio.run(main())
