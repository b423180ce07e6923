"""asyncio.sleep: results, how many turns of the loop it takes, cancellation."""
import asyncio

log = []


async def spin(name, n, delay=0):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(delay)
    return name


async def turns_of(aw):
    """How often another task runs while this one waits."""
    count = 0
    stop = False

    async def counter():
        nonlocal count
        while not stop:
            count += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(counter())
    await asyncio.sleep(0)
    before = count
    result = await aw
    stop = True
    await task
    return count - before, result


async def main():
    print(await asyncio.sleep(0), await asyncio.sleep(0, "r"), await asyncio.sleep(-1, [1]), await asyncio.sleep(0.001, 5))
    print(await asyncio.gather(spin("a", 3), spin("b", 2), spin("c", 4, -5)))
    print(" ".join(log))
    print(await turns_of(asyncio.sleep(0, "x")))
    print(await turns_of(asyncio.sleep(-0.0, "x")))

    # Order of timers: by deadline, then by registration.
    order = []

    async def nap(d, name):
        await asyncio.sleep(d)
        order.append(name)

    await asyncio.gather(nap(0.03, "c"), nap(0.01, "a"), nap(0.02, "b"), nap(0.0, "0"), nap(0.01, "a2"))
    print(order)

    # Cancelled while it sleeps: the timer goes too.
    async def sleeper():
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError as e:
            print("cancelled", e.args)
            raise
        finally:
            print("finally")

    t = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    print(t.cancel("why"), t.cancelled(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as e:
        print("outer", e.args)
    print(t.cancelled(), t.done(), t.cancel())

    # Cancelled in sleep(0).
    async def zero():
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            print("in zero")
            return "kept"

    t = asyncio.create_task(zero())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelling(), t.uncancel())

    # Cancelled before it began.
    t = asyncio.create_task(zero())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("never began")

    for bad in ("x", None):
        try:
            await asyncio.sleep(bad)
        except TypeError as e:
            print(e)


asyncio.run(main())
