# options: --seed 0
# exit: 71
"""A future that has no one to end it, an event that no one sets, a condition that no one notifies."""

import asyncio


async def listen(event):
    await event.wait()


async def notice(condition):
    async with condition:
        await condition.wait()


async def main():
    loop = asyncio.get_running_loop()
    asyncio.create_task(listen(asyncio.Event()))
    asyncio.create_task(notice(asyncio.Condition()))
    await loop.create_future()


asyncio.run(main())
