"""Producers and consumers over bounded queues: the order of everything."""
import asyncio


async def run(producers, consumers, n, maxsize, cls=asyncio.Queue):
    q = cls(maxsize)
    trace = []

    async def produce(k):
        for i in range(n):
            await q.put((k, i))
            trace.append(f"p{k}{i}")

    async def consume(k):
        while True:
            item = await q.get()
            trace.append(f"c{k}:{item[0]}{item[1]}")
            await asyncio.sleep(0)
            q.task_done()

    cs = [asyncio.create_task(consume(k)) for k in range(consumers)]
    await asyncio.gather(*[produce(k) for k in range(producers)])
    await q.join()
    for c in cs:
        c.cancel()
    print([repr(r) for r in await asyncio.gather(*cs, return_exceptions=True)])
    return trace


async def main():
    for p, c, n, m in ((1, 1, 4, 1), (1, 1, 4, 0), (2, 1, 3, 1), (1, 3, 5, 2), (3, 2, 3, 2)):
        print(p, c, n, m, " ".join(await run(p, c, n, m)))
    print(" ".join(await run(2, 2, 3, 2, asyncio.LifoQueue)))
    print(" ".join(await run(2, 2, 3, 2, asyncio.PriorityQueue)))


asyncio.run(main())
