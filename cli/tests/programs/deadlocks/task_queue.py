# options: --seed 0
# exit: 71
"""A producer that ends without a word leaves its consumers waiting; the group waits for them."""

import asyncio


async def producer(queue):
    for i in range(3):
        await queue.put(i)


async def consumer(name, queue):
    while (item := await queue.get()) is not None:
        print(name, item)


async def main():
    queue = asyncio.Queue(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue))
        group.create_task(consumer("a", queue), name="consumer a")
        group.create_task(consumer("b", queue), name="consumer b")


asyncio.run(main())
