# needs: gevent
"""An event loop in a greenlet, everything patched: the other greenlets of its thread go on."""
from gevent import monkey

monkey.patch_all()

import asyncio
import threading
import time

import gevent
from gevent.event import AsyncResult, Event

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


# Streams of the loop's and sockets of gevent's in one thread.
async def serve(ready):
    async def handle(reader, writer):
        writer.write(b"echo " + await reader.readline())
        await writer.drain()
        writer.close()
        stop.set()

    stop = asyncio.Event()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    ready.set(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()


from gevent import socket

ready = AsyncResult()
s = gevent.spawn(lambda: asyncio.run(serve(ready)))
c = socket.create_connection(("127.0.0.1", ready.get()))
c.sendall(b"hello\n")
print(c.recv(100))
s.join()


async def forever():
    try:
        await asyncio.sleep(100)
    finally:
        print("cleaned up")


# Exceptions that come from the other world.
try:
    with gevent.Timeout(0.02):
        asyncio.run(forever())
except gevent.Timeout:
    print("timeout")

g = gevent.spawn(lambda: asyncio.run(forever()))
gevent.sleep(0.01)
g.kill()
print(repr(g.value), g.successful())


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


# Greenlets switch below a loop, and wait for each other above it.
event = Event()


async def task():
    # A wait of gevent's in a coroutine lets greenlets run, and the loop waits.
    event.wait(1)
    await asyncio.sleep(0)
    return event.is_set()


gevent.spawn_later(0.01, event.set)
print(asyncio.run(task()))
