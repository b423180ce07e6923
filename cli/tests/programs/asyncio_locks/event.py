"""asyncio.Event."""
import asyncio


async def main():
    ev = asyncio.Event()
    log = []

    async def waiter(name, times=1):
        for _ in range(times):
            log.append((name, await ev.wait()))

    print(ev.is_set(), str(ev).rpartition("[")[2])
    ts = [asyncio.create_task(waiter(n)) for n in "abc"]
    await asyncio.sleep(0)
    print(str(ev).rpartition("[")[2], log)
    ev.set()
    print(ev.is_set(), log, str(ev).rpartition("[")[2])
    # Cleared at once, those that waited go on all the same.
    ev.clear()
    late = asyncio.create_task(waiter("late"))
    await asyncio.gather(*ts)
    print(log, late.done(), str(ev).rpartition("[")[2])
    ev.set()
    ev.set()
    await late
    print(await ev.wait(), log[-1], str(ev).rpartition("[")[2])
    ev.clear()
    t = asyncio.create_task(waiter("cancelled"))
    u = asyncio.create_task(waiter("other"))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    print(str(ev).rpartition("[")[2], t.cancelled())
    ev.set()
    u.cancel()
    print(await asyncio.gather(u, return_exceptions=True) != [None], ev.is_set(), log[-1])
    ev.clear()
    try:
        await asyncio.wait_for(ev.wait(), 0.001)
    except TimeoutError as e:
        print("timeout", str(ev).rpartition("[")[2])

    # Ping-pong.
    a, b = asyncio.Event(), asyncio.Event()

    async def side(mine, other, n, name):
        for i in range(n):
            await mine.wait()
            mine.clear()
            out.append(f"{name}{i}")
            other.set()

    out = []
    a.set()
    await asyncio.gather(side(a, b, 3, "a"), side(b, a, 3, "b"))
    print(out)


asyncio.run(main())
