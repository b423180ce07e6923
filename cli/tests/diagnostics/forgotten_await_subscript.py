import asyncio


async def fetch():
    return [1, 2]


async def main():
    pair = fetch()
    print(pair[0])


asyncio.run(main())
