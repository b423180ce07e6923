"""asyncio.Queue and its kin."""
import asyncio


def shape(q):
    return str(q)


async def main():
    q = asyncio.Queue(2)
    print(shape(q), q.maxsize, q.qsize(), q.empty(), q.full(), repr(q).startswith("<Queue at 0x"))
    q.put_nowait("a")
    await q.put("b")
    print(shape(q), q.full())
    try:
        q.put_nowait("c")
    except asyncio.QueueFull as e:
        print(repr(e))
    putters = [asyncio.create_task(q.put(x)) for x in "cde"]
    await asyncio.sleep(0)
    print(shape(q))
    print(await q.get(), shape(q), [t.done() for t in putters])
    await asyncio.sleep(0)
    print(shape(q), [t.done() for t in putters])
    print([await q.get() for _ in range(4)], shape(q))
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    print(shape(q))
    for x in (1, 2):
        q.put_nowait(x)
    print(shape(q), [t.done() for t in getters])
    await asyncio.sleep(0)
    print([t.done() for t in getters])
    q.put_nowait(3)
    print(await asyncio.gather(*getters))

    # Unbounded ones; other sizes.
    for size in (0, -3):
        u = asyncio.Queue(size)
        for i in range(100):
            u.put_nowait(i)
        print(u.full(), u.qsize())

    # Cancelled getters and putters.
    q = asyncio.Queue(1)
    g = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    g[0].cancel()
    q.put_nowait("x")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([t.done() for t in g], g[1].result() if g[1].done() else None, shape(q))
    # Cancelled after it was woken: the next one is.
    g.append(asyncio.create_task(q.get()))
    await asyncio.sleep(0)
    q.put_nowait("y")
    g[2].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([t.done() for t in g], g[2].cancelled(), g[3].result())
    q = asyncio.Queue(1)
    q.put_nowait(0)
    p = [asyncio.create_task(q.put(i)) for i in (1, 2, 3)]
    await asyncio.sleep(0)
    q.get_nowait()
    p[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([t.done() for t in p], p[0].cancelled(), shape(q))
    print(await q.get(), await q.get(), shape(q))

    # A newcomer may be faster than one that was woken, which then waits again.
    q = asyncio.Queue()
    t = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("first")
    print(q.get_nowait())
    await asyncio.sleep(0)
    print(t.done(), shape(q))
    q.put_nowait("second")
    print(await t)

    # join and task_done
    q = asyncio.Queue()
    try:
        q.task_done()
    except ValueError as e:
        print(e)
    await q.join()
    for i in range(3):
        q.put_nowait(i)
    j = asyncio.create_task(q.join())
    for i in range(3):
        await asyncio.sleep(0)
        print(j.done(), await q.get(), shape(q))
        q.task_done()
    await j
    print(j.done())
    q.put_nowait(1)
    j = asyncio.create_task(q.join())
    await asyncio.sleep(0)
    q.get_nowait()
    q.task_done()
    q.put_nowait(2)
    await asyncio.sleep(0)
    print("joined though there is more:", j.done())

    # Priority, LIFO.
    q = asyncio.PriorityQueue()
    for x in ((3, "c"), (1, "a"), (2, "b"), (1, "A")):
        await q.put(x)
    print(shape(q), [await q.get() for _ in range(4)])
    q = asyncio.LifoQueue(maxsize=3)
    for x in "abc":
        q.put_nowait(x)
    print(shape(q), q.full(), [q.get_nowait() for _ in range(3)])
    q = asyncio.PriorityQueue()
    q.put_nowait(1)
    try:
        q.put_nowait("x")
    except TypeError as e:
        print(e)
    print(asyncio.Queue[int], asyncio.LifoQueue[str], asyncio.PriorityQueue.__mro__[1].__name__)
    for exc in (asyncio.QueueEmpty, asyncio.QueueFull):
        print(exc, exc.__mro__[1])

    class Own(asyncio.Queue):
        def _init(self, maxsize):
            self.bag = set()

        def _put(self, item):
            self.bag.add(item)

        def _get(self):
            return self.bag.pop()

        def qsize(self):
            return len(self.bag)

        def empty(self):
            return not self.bag

    q = Own(3)
    print(q)
    await q.put(1)
    await q.put(1)
    print(q.qsize(), await q.get(), q)


asyncio.run(main())
