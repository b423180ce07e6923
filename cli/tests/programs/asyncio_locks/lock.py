"""asyncio.Lock: hand-over, fairness, cancellation."""
import asyncio

log = []


async def user(lock, name, turns=1):
    async with lock as x:
        log.append(name + "+")
        for _ in range(turns):
            await asyncio.sleep(0)
        log.append(name + "-")
    return x


def flush():
    print(" ".join(log))
    log.clear()


async def main():
    lock = asyncio.Lock()
    print(lock.locked(), str(lock).partition(" at ")[0], str(lock).rpartition("[")[2])
    print(await lock.acquire(), lock.locked(), str(lock).rpartition("[")[2])
    lock.release()
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    print(await asyncio.gather(*[user(lock, n) for n in "abcd"]))
    flush()

    # A newcomer does not get ahead of one that was woken.
    await lock.acquire()
    t1 = asyncio.create_task(user(lock, "first"))
    t2 = asyncio.create_task(user(lock, "second"))
    await asyncio.sleep(0)
    print(str(lock).rpartition("[")[2])
    lock.release()
    print(lock.locked())
    t3 = asyncio.create_task(user(lock, "third"))
    await user(lock, "main")
    await asyncio.gather(t1, t2, t3)
    flush()

    # Releasing and taking again in one turn.
    await lock.acquire()
    t1 = asyncio.create_task(user(lock, "w"))
    await asyncio.sleep(0)
    lock.release()
    await lock.acquire()
    log.append("again")
    lock.release()
    await t1
    flush()

    # Cancelled while waiting.
    await lock.acquire()
    ts = [asyncio.create_task(user(lock, n)) for n in "xyz"]
    await asyncio.sleep(0)
    ts[1].cancel("no more")
    await asyncio.sleep(0)
    print(str(lock).rpartition("[")[2])
    lock.release()
    print(await asyncio.gather(*ts, return_exceptions=True))
    flush()

    # Cancelled when it had been woken: the next one gets it.
    await lock.acquire()
    ts = [asyncio.create_task(user(lock, n)) for n in "xyz"]
    await asyncio.sleep(0)
    lock.release()
    ts[0].cancel()
    print([repr(r) for r in await asyncio.gather(*ts, return_exceptions=True)])
    flush()
    print(lock.locked())

    # All who wait are cancelled: a newcomer takes it at once.
    await lock.acquire()
    ts = [asyncio.create_task(user(lock, n)) for n in "xy"]
    await asyncio.sleep(0)
    for t in ts:
        t.cancel()
    lock.release()
    print(await lock.acquire())
    lock.release()
    await asyncio.wait(ts)
    print(lock.locked(), [t.cancelled() for t in ts])

    # An exception in the block.
    try:
        async with lock:
            raise ValueError("in block")
    except ValueError as e:
        print(e, lock.locked())

    for bad in (lambda: asyncio.Lock(loop=1), lambda: asyncio.Lock(1)):
        try:
            bad()
        except TypeError as e:
            print(e)
    try:
        with lock:
            pass
    except TypeError as e:
        print(e)
    await lock.acquire()
    waiter = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)

    def elsewhere():
        async def take():
            try:
                await lock.acquire()
            except RuntimeError as e:
                return str(e).partition(" at ")[0], str(e).rpartition("[")[2]
        return asyncio.run(take())

    print(await asyncio.to_thread(elsewhere))
    lock.release()
    print(await waiter)


asyncio.run(main())
