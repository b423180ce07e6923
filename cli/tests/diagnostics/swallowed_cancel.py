import asyncio


async def stubborn():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        print("not me")


async def main():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    await task
    async with asyncio.timeout(10):
        print("done")


asyncio.run(main())
