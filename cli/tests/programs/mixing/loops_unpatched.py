# differs: without patching, gevent's greenlets wait in CPython while an event loop runs in one of them
"""An event loop in a greenlet, nothing patched: the other greenlets of its thread go on all the same."""
import asyncio
import threading
import time

import gevent
from gevent.event import AsyncResult

log = []


def ticker():
    for i in range(4):
        log.append(f"tick {i}")
        gevent.sleep(0.02)


async def main():
    await asyncio.sleep(0.05)
    log.append("main ends")
    return 42


def runs_loop():
    return asyncio.run(main())


g = gevent.spawn(runs_loop)
t = gevent.spawn(ticker)
gevent.joinall([g, t])
print(g.value, log.index("main ends") > log.index("tick 1"))


# One that is never idle.
done = False


async def spin():
    n = 0
    while not done:
        await asyncio.sleep(0)
        n += 1
    return n > 1


def finish():
    global done
    gevent.sleep(0.01)
    done = True


gevent.spawn(finish)
print(asyncio.run(spin()))


# News from another thread of the system's or of the program's.
async def executor():
    loop = asyncio.get_running_loop()
    first = await loop.run_in_executor(None, lambda: "from the executor")
    future = loop.create_future()

    def later():
        time.sleep(0.02)
        loop.call_soon_threadsafe(future.set_result, "from a thread")

    threading.Thread(target=later).start()
    return first, await future


print(gevent.spawn(asyncio.run, executor()).get())


# News from another greenlet of the same thread.
box = AsyncResult()


async def waits_for_greenlet():
    future = asyncio.get_running_loop().create_future()
    box.set((asyncio.get_running_loop(), future))
    return await future


def tells():
    loop, future = box.get()
    gevent.sleep(0.01)
    loop.call_soon_threadsafe(future.set_result, "from a greenlet")


gevent.spawn(tells)
print(asyncio.run(waits_for_greenlet()))


# The same in another thread.
def in_thread(result):
    seen = []

    def greenlet():
        for i in range(3):
            seen.append(i)
            gevent.sleep(0.005)

    g = gevent.spawn(greenlet)
    asyncio.run(asyncio.sleep(0.3))
    result.append((seen, g.ready()))


result = []
th = threading.Thread(target=in_thread, args=(result,))
th.start()
th.join()
print(result)


# Several loops in one thread, each in a greenlet of its own.
async def counts(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0.01)
        asyncio.current_task()
    return asyncio.get_running_loop() is not None


log.clear()
print([g.get() for g in [gevent.spawn(asyncio.run, counts(name, 3)) for name in "ab"]])
print(sorted(log) == ["a0", "a1", "a2", "b0", "b1", "b2"], log.index("b0") < log.index("a2"))


# One of them goes on in the middle of a step of another one.
async def outer(g):
    loop = asyncio.get_running_loop()
    gevent.sleep(0.015)
    same = asyncio.get_running_loop() is loop and asyncio.current_task() is not None
    g.join()
    return same, asyncio.get_running_loop() is loop, g.value


g = gevent.spawn(asyncio.run, counts("c", 4))
gevent.sleep(0)
print(asyncio.run(outer(g)))
