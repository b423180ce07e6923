"""asyncio.as_completed."""
import asyncio


async def val(x, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def fail(exc, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise exc


async def main():
    print([await c for c in asyncio.as_completed([val("a", 5), val("b", 1), val("c", 3)])])
    # Asked for all at once.
    coros = list(asyncio.as_completed([val("a", 5), val("b", 1)]))
    print([asyncio.iscoroutine(c) for c in coros], await asyncio.gather(*coros))
    out = []
    for c in asyncio.as_completed([val(1, 2), fail(ValueError("v")), val(3, 4)]):
        try:
            out.append(await c)
        except ValueError as e:
            out.append(repr(e))
    print(out)
    # With a limit.
    out = []
    for c in asyncio.as_completed([asyncio.sleep(100), val(2, 1), asyncio.sleep(200)], timeout=0.01):
        try:
            out.append(await c)
        except asyncio.TimeoutError as e:
            out.append(repr(e))
    print(out)
    print(sorted([await c for c in asyncio.as_completed([val(1), val(2)], timeout=10)]))
    print(list(asyncio.as_completed([])))
    t = asyncio.create_task(val("t"))
    print([await c for c in asyncio.as_completed([t, t, t])])
    for bad in (3, asyncio.get_running_loop().create_future(), t):
        it = asyncio.as_completed(bad)
        try:
            next(it)
        except TypeError as e:
            print(e)
    c = val(0)
    try:
        next(asyncio.as_completed(c))
    except TypeError as e:
        print(e)
    c.close()
    for t in asyncio.all_tasks() - {asyncio.current_task()}:
        t.cancel()


asyncio.run(main())
