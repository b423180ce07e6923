"""A task that blocks the thread of its loop, and a thread that wakes another one."""
import asyncio
import threading
import time


async def blocking():
    time.sleep(0.5)


def helper(loop, future):
    time.sleep(2)
    loop.call_soon_threadsafe(future.set_result, "news")


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    t = threading.Thread(target=helper, args=(loop, future), name="helper")
    t.start()
    await asyncio.create_task(blocking(), name="blocks")
    print(await future)
    t.join()


asyncio.run(main())
