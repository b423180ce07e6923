# differs: `@asyncio.coroutine`, which Python 3.11 has no more, is kept for older programs.
"""Coroutines as they were written before there was `await`; three sleepers take as long as the longest."""

import asyncio
import time
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


@asyncio.coroutine
def sleeper(name, seconds):
    print(f"{name} goes to sleep")
    yield from asyncio.sleep(seconds)
    print(f"{name} slept for {seconds} s")
    return name


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
began = time.monotonic()
tasks = [
    asyncio.ensure_future(sleeper("Ann", 0.1), loop=loop),
    asyncio.ensure_future(sleeper("Ben", 0.2), loop=loop),
    asyncio.ensure_future(sleeper("Cat", 0.05), loop=loop),
]
loop.run_until_complete(asyncio.wait(tasks))
took = time.monotonic() - began
print([task.result() for task in tasks])
print("as long as the longest:", 0.2 <= took < 0.34)
loop.close()
