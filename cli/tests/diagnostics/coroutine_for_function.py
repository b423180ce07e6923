import asyncio


async def work():
    print("never")


async def main():
    coroutine = work()
    try:
        await asyncio.to_thread(coroutine)
    finally:
        coroutine.close()


asyncio.run(main())
