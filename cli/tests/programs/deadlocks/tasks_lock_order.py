# options: --seed 0
# exit: 71
# repeat: 5
"""Two tasks take two locks of asyncio, each in its own order."""

import asyncio


async def work(mine, theirs):
    async with mine:
        await asyncio.sleep(0)
        async with theirs:
            print("never")


async def main():
    first, second = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(work(first, second), work(second, first))


asyncio.run(main())
