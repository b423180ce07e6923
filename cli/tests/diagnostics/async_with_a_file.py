import asyncio


async def main():
    async with open(__file__) as f:
        print(f.read())


asyncio.run(main())
