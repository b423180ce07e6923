# sleeps: half a minute
# timeout: 60
"""Asking several mirrors, each a little later than the one before: the first good answer wins, and the others are called off."""

import asyncio


async def ask(mirror, delay, fails):
    try:
        await asyncio.sleep(delay)
        if fails:
            raise ConnectionError(f"{mirror} refuses")
        return mirror
    except asyncio.CancelledError:
        print(f"    {mirror} is called off")
        raise


async def first_of(mirrors, stagger):
    """Starts one attempt after the other, sooner if one fails, until one succeeds."""
    waiting = list(mirrors)
    running, errors = set(), []
    try:
        while waiting or running:
            if waiting:
                running.add(asyncio.create_task(ask(*waiting[0]), name=waiting.pop(0)[0]))
            done, running = await asyncio.wait(
                running, timeout=stagger if waiting else None, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    return task.result()
                print(f"    {task.exception()}")
                errors.append(task.exception())
        raise ExceptionGroup("no mirror answers", errors)
    finally:
        for task in sorted(running, key=asyncio.Task.get_name):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def main():
    loop = asyncio.get_running_loop()
    for title, mirrors in [
        ("the first is quick", [("north", 1, False), ("south", 1, False)]),
        ("the first is slow", [("north", 9, False), ("south", 5, False), ("east", 4, False)]),
        ("the first refuses", [("north", 0.5, True), ("south", 4, False), ("east", 8, False)]),
        ("all refuse", [("north", 2.5, True), ("south", 2, True), ("east", 3.5, True)]),
    ]:
        print(f"{title}:")
        began = loop.time()
        try:
            answer = await first_of(mirrors, stagger=3)
        except* ConnectionError as group:
            answer = f"{group.message} ({len(group.exceptions)} tried)"
        print(f"  {answer} after {loop.time() - began:.1f} s")


asyncio.run(main())
