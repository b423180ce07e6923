"""asyncio.Condition."""
import asyncio


async def main():
    cond = asyncio.Condition()
    log = []
    print(cond.locked(), str(cond).rpartition("[")[2])
    for f in (cond.wait, cond.wait_for):
        try:
            await (f() if f == cond.wait else f(lambda: False))
        except RuntimeError as e:
            print(e)
    for f in (cond.notify, cond.notify_all, cond.release):
        try:
            f()
        except RuntimeError as e:
            print(e)

    async def waiter(name):
        async with cond:
            log.append(name + "?")
            r = await cond.wait()
            log.append(f"{name}! {r} {cond.locked()}")
        return name

    ts = [asyncio.create_task(waiter(n)) for n in "abcd"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, str(cond).rpartition("[")[2])
    async with cond:
        cond.notify(2)
        log.append("notified 2")
        print(str(cond).rpartition("[")[2])
    for _ in range(6):
        await asyncio.sleep(0)
    print(log[4:], [t.done() for t in ts])
    async with cond:
        cond.notify_all()
    print(await asyncio.gather(*ts), log[-2:])

    # wait_for
    state = 0

    async def until(n):
        async with cond:
            return await cond.wait_for(lambda: state >= n and f"state {state}")

    t = asyncio.create_task(until(2))
    for state in (1, 2, 3):
        await asyncio.sleep(0)
        async with cond:
            cond.notify_all()
    print(await t, await until(1))

    # Cancelled while it waits: the lock is taken again first.
    async def cancelled():
        async with cond:
            try:
                await cond.wait()
            except asyncio.CancelledError as e:
                print("locked in handler:", cond.locked(), e.args)
                raise

    t = asyncio.create_task(cancelled())
    await asyncio.sleep(0)
    await cond.acquire()
    t.cancel("c")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("done before release:", t.done())
    t.cancel("second")
    await asyncio.sleep(0)
    cond.release()
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args, cond.locked())

    # Given a lock.
    lock = asyncio.Lock()
    c1, c2 = asyncio.Condition(lock), asyncio.Condition(lock=lock)
    async with c1:
        print(c2.locked(), lock.locked())
        c2.notify()
    # A predicate that raises.
    async with cond:
        try:
            await cond.wait_for(lambda: 1 / 0)
        except ZeroDivisionError as e:
            print(e, cond.locked())

    # Notified and cancelled in one turn: the notification is lost with it.
    async def w(name):
        async with cond:
            await cond.wait()
            return name

    ts = [asyncio.create_task(w(n)) for n in "xy"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with cond:
        cond.notify()
    ts[0].cancel()
    done, pending = await asyncio.wait(ts, timeout=0.01)
    print(len(done), len(pending), ts[0].cancelled())
    async with cond:
        cond.notify_all()
    await asyncio.wait(ts)


asyncio.run(main())
