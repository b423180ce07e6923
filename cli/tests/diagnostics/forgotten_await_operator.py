import asyncio


async def price():
    return 3


async def main():
    total = price()
    print(total + 1)


asyncio.run(main())
