import asyncio


async def main():
    queue = asyncio.Queue(loop=asyncio.get_running_loop())
    print(queue)


asyncio.run(main())
