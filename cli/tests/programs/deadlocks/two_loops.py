# options: --virtual-time --seed 0
# exit: 71
# repeat: 5
"""Two threads, each with a loop; a lock of threads is between their tasks."""

import asyncio
import threading
import time

left, right = threading.Lock(), threading.Lock()


async def work(mine, theirs):
    with mine:
        await asyncio.sleep(0.02)
        with theirs:
            print("never")


def other():
    asyncio.run(work(right, left))


threading.Thread(target=other, name="other loop").start()
asyncio.run(work(left, right))
