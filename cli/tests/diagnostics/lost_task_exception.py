import asyncio


async def fails():
    raise ValueError("lost")


async def main():
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    print("done")


asyncio.run(main())
