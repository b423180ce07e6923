"""Producers and consumers over a queue that holds little: a slow consumer makes the producers wait."""

import asyncio


async def produce(queue, name, count):
    for number in range(count):
        await queue.put((name, number))
        print(f"{name} put {number}, {queue.qsize()} waiting")


async def consume(queue, name, done):
    while True:
        item = await queue.get()
        # Something takes its time.
        for _ in range(3):
            await asyncio.sleep(0)
        done.append((name, item))
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    done = []
    consumers = [asyncio.create_task(consume(queue, name, done)) for name in ("X", "Y")]
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(queue, "a", 4))
        group.create_task(produce(queue, "b", 4))
    print("all is produced")
    await queue.join()
    print("all is consumed")
    for consumer in consumers:
        consumer.cancel()
    for name in "XY":
        print(name, "took", [f"{who}{number}" for taker, (who, number) in done if taker == name])


asyncio.run(main())
