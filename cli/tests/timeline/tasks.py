"""Tasks: queues, locks, sleeps, gather, a cancelled one."""
import asyncio


async def producer(queue):
    for n in range(2):
        await asyncio.sleep(1)
        await queue.put(n)


async def consumer(queue):
    while True:
        n = await queue.get()
        await asyncio.sleep(0.25)
        print("got", n)


async def main():
    queue = asyncio.Queue()
    eats = asyncio.create_task(consumer(queue), name="eats")
    await asyncio.gather(asyncio.create_task(producer(queue), name="makes"), asyncio.sleep(0.5))
    await asyncio.sleep(0.5)
    eats.cancel()
    try:
        await eats
    except asyncio.CancelledError:
        print("cancelled")


asyncio.run(main())
