"""asyncio.wait in all its modes."""
import asyncio


async def val(x, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def fail(exc, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise exc


def names(tasks):
    return sorted(t.get_name() for t in tasks)


def make(**kinds):
    return [asyncio.create_task(c, name=n) for n, c in kinds.items()]


async def main():
    loop = asyncio.get_running_loop()
    ts = make(a=val(1, 3), b=val(2), c=val(3, 1))
    done, pending = await asyncio.wait(ts)
    print(type(done), names(done), names(pending), sorted(t.result() for t in done))

    ts = make(a=val(1, 9), b=val(2, 1), c=val(3, 5))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print(names(done), names(pending))
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    print(names(done), names(pending))
    done, pending = await asyncio.wait(pending)
    print(names(done), names(pending))

    ts = make(a=val(1, 1), b=fail(ValueError(1), 3), c=val(3, 9))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    print(names(done), names(pending), [t.exception() for t in ts[:2]])
    await ts[2]
    ts = make(a=val(1, 1), b=val(2, 3))
    print(tuple(map(names, await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION))))
    # A cancellation is no exception here.
    ts = make(a=asyncio.sleep(100), b=val(2, 5))
    loop.call_soon(ts[0].cancel)
    print(tuple(map(names, await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION))))

    # Time limits.
    ts = make(a=asyncio.sleep(100), b=val(2, 1))
    done, pending = await asyncio.wait(ts, timeout=0.01)
    print(names(done), names(pending), [t.done() for t in ts])
    done, pending = await asyncio.wait(ts, timeout=0)
    print(names(done), names(pending))
    done, pending = await asyncio.wait(ts, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    print(names(done), names(pending))
    ts[0].cancel()
    done, pending = await asyncio.wait(ts, timeout=10)
    print(names(done), names(pending), ts[0].cancelled())

    # Cancelling the one who waits cancels none of them.
    ts = make(a=val(1, 4))
    w = asyncio.create_task(asyncio.wait(ts))
    await asyncio.sleep(0)
    w.cancel("w")
    try:
        await w
    except asyncio.CancelledError as e:
        print("cancelled", e.args, ts[0].cancelled(), await ts[0])

    # Any iterable will do; duplicates count once.
    ts = make(a=val(1), b=val(2))
    print(tuple(map(names, await asyncio.wait(iter(ts + ts)))))
    f = loop.create_future()
    f.set_result(0)
    print(await asyncio.wait({f}) == ({f}, set()))

    c = val(0)
    for bad in ([], (), 3, f, c, [c], [ts[0], c]):
        try:
            await asyncio.wait(bad)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    c.close()
    try:
        await asyncio.wait([f], return_when="SOMETIMES")
    except ValueError as e:
        print(e)


asyncio.run(main())
