"""Tasks that wait for each other: there is nothing that a cancellation could end, and it says so."""

import asyncio


async def wait_for(tasks, i):
    await asyncio.sleep(0)
    await tasks[i]


async def main(count, first):
    tasks = []
    # The last one waits for one in the middle: the way leads into the circle, and not back to where it began.
    tasks += [asyncio.create_task(wait_for(tasks, min(i + 1, count) if i < count else first)) for i in range(count + 1)]
    for _ in range(4):
        await asyncio.sleep(0)
    try:
        tasks[0].cancel()
    except RecursionError as e:
        print(count, first, e)


for count, first in [(1, 0), (2, 0), (5, 3), (40, 17)]:
    loop = asyncio.new_event_loop()
    # That these tasks are dropped in the end is no news.
    loop.set_exception_handler(lambda loop, context: None)
    loop.run_until_complete(main(count, first))
    loop.close()
