"""Tasks that may not all work at once: `async` and `await`, `create_task`, `gather` and a semaphore."""

import asyncio

busy = most = 0


async def fetch(number, limit):
    global busy, most
    async with limit:
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.01 * (3 - number % 3))
        busy -= 1
    return number * number


async def ticker(events):
    while True:
        events.append("tick")
        await asyncio.sleep(0.01)


async def main():
    limit = asyncio.Semaphore(3)
    events = []
    clock = asyncio.create_task(ticker(events))
    results = await asyncio.gather(*(fetch(n, limit) for n in range(9)))
    clock.cancel()
    try:
        await clock
    except asyncio.CancelledError:
        print("the clock was stopped")
    print(results)
    print("at most", most, "at once; the clock went on:", len(events) >= 3)

    async def fail():
        raise ValueError("one of them failed")

    outcomes = await asyncio.gather(fetch(2, limit), fail(), return_exceptions=True)
    print(outcomes)
    return "done"


print(asyncio.run(main()))
