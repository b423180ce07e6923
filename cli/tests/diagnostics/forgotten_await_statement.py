import asyncio


async def save(text):
    print("saved", text)


async def main():
    save("a")
    print("done")


asyncio.run(main())
