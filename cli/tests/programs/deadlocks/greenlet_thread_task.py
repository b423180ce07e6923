# options: --virtual-time --seed 0
# exit: 71
# repeat: 5
"""A greenlet, a thread and a task in one circle."""

import asyncio
import threading
import time

from greenlet import greenlet

a, b, c = threading.Lock(), threading.Lock(), threading.Lock()


def in_thread():
    with b:
        time.sleep(0.02)
        c.acquire()


def in_loop():
    async def hold():
        with c:
            await asyncio.sleep(0.02)
            a.acquire()

    asyncio.run(hold())


def in_greenlet():
    with a:
        time.sleep(0.02)
        b.acquire()


threading.Thread(target=in_thread, name="in_thread").start()
threading.Thread(target=in_loop, name="in_loop").start()
greenlet(in_greenlet).switch()
