import asyncio


async def fetch():
    return {"name": "Ada"}


async def main():
    person = fetch()
    print(person.keys())


asyncio.run(main())
