import asyncio


async def work():
    pass


work_coroutine = work()
try:
    asyncio.create_task(work_coroutine)
finally:
    work_coroutine.close()
