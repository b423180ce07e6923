"""Time limits: for one thing, for a block, one in another; and a retry that waits longer each time."""

import asyncio


async def answer(delay, text="an answer"):
    await asyncio.sleep(delay)
    return text


async def flaky(failures):
    """Hangs the first few times."""
    failures[0] -= 1
    await asyncio.sleep(10 if failures[0] >= 0 else 0)
    return "at last"


async def retry(function, *args, limit=0.01, attempts=4):
    for attempt in range(1, attempts + 1):
        try:
            async with asyncio.timeout(limit):
                return await function(*args)
        except TimeoutError:
            print(f"  attempt {attempt}: nothing in {limit * 1000:.0f} ms")
            limit *= 2
    raise TimeoutError(f"gave up after {attempts} attempts")


async def main():
    print(await asyncio.wait_for(answer(0.001), timeout=1))
    try:
        await asyncio.wait_for(answer(10), timeout=0.01)
    except TimeoutError:
        print("too late")

    try:
        async with asyncio.timeout(0.02) as outer:
            print(await answer(0.001, "first step"))
            async with asyncio.timeout(5) as inner:
                await answer(10, "second step")
    except TimeoutError:
        print("the outer limit:", outer.expired(), "the inner one:", inner.expired())

    # A limit may be moved while it runs.
    async with asyncio.timeout(0.01) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 5)
        print(await answer(0.02, "with a longer limit"))

    done, pending = await asyncio.wait(
        [asyncio.create_task(answer(delay, text)) for delay, text in [(0.001, "quick"), (10, "slow")]], timeout=0.02)
    print([task.result() for task in done], "and", len(pending), "to come")
    for task in pending:
        task.cancel()

    print(await retry(flaky, [2]))
    try:
        await retry(flaky, [100], attempts=2)
    except TimeoutError as error:
        print(error)


asyncio.run(main())
