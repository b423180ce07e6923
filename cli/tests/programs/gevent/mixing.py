# needs: gevent
# gevent beside asyncio, threads and plain greenlets.
import asyncio
import threading

import gevent
from gevent.event import AsyncResult, Event
from greenlet import greenlet


async def sleeper(i):
    await asyncio.sleep(0.005 * (3 - i))
    return i


async def all_of_them():
    return await asyncio.gather(*(sleeper(i) for i in range(3)))


# An event loop in a greenlet.
print(gevent.spawn(asyncio.run, all_of_them()).get())
print([g.get() for g in [gevent.spawn(asyncio.run, all_of_them()) for _ in range(2)]])

# A hub in each thread.
results = []


def in_thread(n):
    gs = [gevent.spawn(lambda i=i: (gevent.sleep(0.001 * (3 - i)), i * n)[1]) for i in range(3)]
    results.append([g.value for g in gevent.joinall(gs)])


threads = [threading.Thread(target=in_thread, args=(n,)) for n in (1, 10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))

# The hub's own pool of threads, whose functions may have hubs too.
pool = gevent.get_hub().threadpool
gevent.get_hub().NOT_ERROR += (KeyError,)
print(pool.apply(lambda: sum(range(100))), sorted(pool.map(lambda x: x * x, range(5))))
print(pool.spawn(lambda: gevent.spawn(lambda: "deep").get()).get())
try:
    pool.apply(lambda: {}["missing"])
except KeyError as e:
    print(repr(e))

# Greenlets of one's own under a hub.
main = gevent.getcurrent()


def plain(x):
    while x is not None:
        gevent.sleep(0)
        x = main.switch(x * 2)


g = greenlet(plain)
print(g.switch(4), g.switch(5))
g.switch(None) if not g.dead else None


# A generator that sleeps, and one that is driven by two greenlets in turn.
def numbers():
    for i in range(4):
        gevent.sleep(0.001)
        yield i


print(list(numbers()))
print(sorted([3, 1, 2], key=lambda n: (gevent.sleep(0), -n)[1]))


class Lazy:
    @property
    def value(self):
        gevent.sleep(0.001)
        return "late"

    def __init__(self):
        gevent.sleep(0.001)


print(gevent.spawn(lambda: Lazy().value).get())

# A result that a thread sets, with the loop told safely.
result = AsyncResult()
hub = gevent.get_hub()
watcher = hub.loop.async_()
watcher.start(lambda: result.set("from outside"))
threading.Thread(target=watcher.send).start()
print(result.get(timeout=5))
watcher.stop()
