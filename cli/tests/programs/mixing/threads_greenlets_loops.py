# needs: greenlet
"""Greenlets, threads, event loops and generators in each other."""
import asyncio
import queue
import threading

import greenlet
from greenlet import getcurrent

print("-- a greenlet inside a thread")


def in_thread(out):
    me = getcurrent()

    def body(x):
        out.append(("body", x, getcurrent().parent is me))
        y = me.switch(x + 1)
        out.append(("again", y))
        return "end"

    g = greenlet.greenlet(body)
    out.append(g.switch(1))
    out.append(g.switch(5))
    out.append(g.dead)


out = []
t = threading.Thread(target=in_thread, args=(out,))
t.start()
t.join()
print(out)

print("-- asyncio.run in a thread, a greenlet, and a greenlet of a thread")


async def work(name):
    await asyncio.sleep(0.001)
    return name, threading.current_thread() is threading.main_thread()


results = []
t = threading.Thread(target=lambda: results.append(asyncio.run(work("thread"))))
t.start()
t.join()
results.append(greenlet.greenlet(lambda: asyncio.run(work("greenlet"))).switch())
t = threading.Thread(
    target=lambda: results.append(greenlet.greenlet(lambda: asyncio.run(work("both"))).switch()))
t.start()
t.join()
print(results)

print("-- several loops at once")
order = queue.Queue()


async def ticks(name):
    for i in range(3):
        await asyncio.sleep(0.005)
        order.put(name)


ts = [threading.Thread(target=asyncio.run, args=(ticks(n),)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(order.get() for _ in range(6)))

print("-- an asyncio.run inside another")


async def nested():
    inner = work("nested")
    try:
        asyncio.run(inner)
    except RuntimeError as e:
        print("RuntimeError:", e)
        inner.close()
    try:
        asyncio.get_running_loop().run_until_complete(asyncio.sleep(0))
    except RuntimeError as e:
        print("RuntimeError:", e)


import warnings
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    asyncio.run(nested())

print("-- a task that switches greenlets")


async def switching():
    me = getcurrent()
    values = []

    def child(n):
        while True:
            n = me.switch(n * 2)

    g = greenlet.greenlet(child)
    for i in range(3):
        values.append(g.switch(i))
        await asyncio.sleep(0)
    return values


print(asyncio.run(switching()))

print("-- generators that switch greenlets, and greenlets that run generators")
main = getcurrent()


def numbers():
    for i in range(3):
        got = main.switch(("from inside", i))
        yield i, got


def consume():
    return [*numbers()]


g = greenlet.greenlet(consume)
r = g.switch()
while not g.dead:
    print(r)
    r = g.switch(r[1] * 10)
print(r)


def gen():
    g = greenlet.greenlet(lambda: main.switch(1) + main.switch(2))
    x = g.switch()
    while not g.dead:
        y = yield x
        x = g.switch(y)
    yield "sum", x


it = gen()
print(next(it), it.send(10), it.send(20))

print("-- a switch to a greenlet of another thread")
box, ready, done = [], threading.Event(), threading.Event()


def holder():
    g = greenlet.greenlet(lambda: getcurrent().parent.switch())
    g.switch()
    box.append(g)
    box.append(getcurrent())
    ready.set()
    done.wait()


t = threading.Thread(target=holder)
t.start()
ready.wait()
for g in box:
    try:
        g.switch()
    except greenlet.error as e:
        print(type(e).__name__, str(e).split(" <")[0])
done.set()
t.join()

print("-- call_soon_threadsafe, run_coroutine_threadsafe, to_thread")


async def serve(started):
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    started.put((loop, stop))
    await stop.wait()
    return await asyncio.to_thread(threading.current_thread().__class__.__name__.lower)


started = queue.Queue()
t = threading.Thread(target=lambda: results.append(asyncio.run(serve(started))))
t.start()
loop, stop = started.get()
print(asyncio.run_coroutine_threadsafe(work("safe"), loop).result(5))
loop.call_soon_threadsafe(stop.set)
t.join()
print(results[-1])
