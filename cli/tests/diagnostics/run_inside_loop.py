import asyncio


async def inner():
    return 1


async def main():
    inner_coroutine = inner()
    try:
        asyncio.run(inner_coroutine)
    finally:
        inner_coroutine.close()


asyncio.run(main())
