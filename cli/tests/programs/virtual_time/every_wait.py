# options: --virtual-time
# repeat: 5
"""Every kind of waiting goes by one clock, which jumps when all of the program waits."""

import asyncio
import os
import queue
import select
import signal
import subprocess
import threading
import time

wall, start, counter = time.time(), time.monotonic(), time.perf_counter()


def note(what):
    print(f"{time.monotonic() - start:8.3f} {what}")


time.sleep(13)
note("time.sleep")
print(time.time() - wall, time.monotonic() - start, time.perf_counter() - counter)

print(select.select([], [], [], 1.5))
note("select")

readable, writable = os.pipe()
print(select.select([readable], [], [], 2)[0])
poll = select.poll()
poll.register(readable, select.POLLIN)
print(poll.poll(250))
note("poll on an empty pipe")

try:
    queue.Queue().get(timeout=3)
except queue.Empty:
    note("queue.get")
print(threading.Lock().acquire(timeout=1), threading.Lock().locked())
print(threading.Event().wait(0.5), threading.Semaphore(0).acquire(timeout=0.5))
held = threading.Lock()
held.acquire()
print(held.acquire(timeout=0.25))
note("locks, events and semaphores")

timers = [threading.Timer(delay, note, [f"timer of {delay}"]) for delay in (2, 1, 1.5)]
for timer in timers:
    timer.start()
for timer in timers:
    timer.join()


async def work(name, *delays):
    for delay in delays:
        await asyncio.sleep(delay)
        note(f"{name} after {delay}")


async def main():
    loop = asyncio.get_running_loop()
    begin = loop.time()
    loop.call_later(0.75, note, "call_later")
    async with asyncio.TaskGroup() as group:
        group.create_task(work("a", 1, 1, 1))
        group.create_task(work("b", 0.5, 2))
        group.create_task(asyncio.to_thread(time.sleep, 1.25))
    try:
        async with asyncio.timeout(60):
            await asyncio.Event().wait()
    except TimeoutError:
        note("timeout")
    print(loop.time() - begin)


asyncio.run(main())

# The end of a child is waited for as it comes, and takes no time.
begin = time.monotonic()
subprocess.run(["sleep", "0.05"])
subprocess.run(["sleep", "0.05"], timeout=5)
print(time.monotonic() - begin)
try:
    subprocess.run(["cat"], stdin=readable, timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error, time.monotonic() - begin)
