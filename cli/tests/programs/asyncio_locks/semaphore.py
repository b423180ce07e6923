"""asyncio.Semaphore and BoundedSemaphore."""
import asyncio


async def main():
    for bad in (-1, -5):
        for cls in (asyncio.Semaphore, asyncio.BoundedSemaphore):
            try:
                cls(bad)
            except ValueError as e:
                print(e)
    sem = asyncio.Semaphore(2)
    log = []
    running = 0
    most = 0

    async def user(name, turns=2):
        nonlocal running, most
        async with sem:
            running += 1
            most = max(most, running)
            log.append(name)
            for _ in range(turns):
                await asyncio.sleep(0)
            running -= 1
            return name

    def state():
        return str(sem).rpartition("[")[2]

    print(sem.locked(), state())
    print(await asyncio.gather(*[user(str(i)) for i in range(7)]), most, log, state())

    print(await sem.acquire(), await sem.acquire(), sem.locked(), state())
    ts = [asyncio.create_task(user(n)) for n in "abcd"]
    await asyncio.sleep(0)
    print(state())
    log.clear()
    sem.release()
    print(state(), sem.locked())
    sem.release()
    print(state())
    await asyncio.gather(*ts)
    print(log, state())

    # Released more often than acquired.
    sem.release()
    print(state(), sem._value)
    b = asyncio.BoundedSemaphore(1)
    async with b:
        print(b.locked())
    try:
        b.release()
    except ValueError as e:
        print(e)

    # Cancelled while waiting, and after having been let through.
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    ts = [asyncio.create_task(user(n)) for n in "xyz"]
    await asyncio.sleep(0)
    log.clear()
    ts[0].cancel()
    sem.release()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)], log, state())
    await sem.acquire()
    ts = [asyncio.create_task(user(n)) for n in "xyz"]
    await asyncio.sleep(0)
    log.clear()
    sem.release()
    ts[0].cancel()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)], log, state())

    # No barging: one that comes when another was let through waits its turn.
    await sem.acquire()
    ts = [asyncio.create_task(user(n)) for n in "pq"]
    await asyncio.sleep(0)
    log.clear()
    sem.release()
    async with sem:
        log.append("main")
    await asyncio.gather(*ts)
    print(log)
    sem = asyncio.Semaphore(0)
    t = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    print(t.done(), state())
    for _ in range(3):
        sem.release()
    print(state())
    print(await t, state())
    try:
        await asyncio.wait_for(asyncio.Semaphore(0).acquire(), 0.001)
    except TimeoutError:
        print("timeout")


asyncio.run(main())
