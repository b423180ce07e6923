"""asyncio.gather: results in order, exceptions, cancellation from outside and inside."""
import asyncio


async def val(x, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def fail(exc, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise exc


async def show(aw):
    try:
        return await aw
    except BaseException as e:
        return f"{type(e).__name__}{e.args}"


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather())
    print(asyncio.gather().done())
    print(await asyncio.gather(val(1, 3), val(2), val(3, 1)))
    # The same thing twice is one future.
    t = asyncio.create_task(val("t", 2))
    c = val("c")
    print(await asyncio.gather(t, t, c, c, t))
    print(await asyncio.gather(*[val(i, 5 - i) for i in range(5)], return_exceptions=True))

    # Exceptions.
    print(await show(asyncio.gather(val(1), fail(ValueError("a")), fail(KeyError("b"), 1))))
    print(await asyncio.gather(val(1), fail(ValueError("a")), fail(KeyError("b"), 1), return_exceptions=True))

    # The others go on.
    done = []

    async def note(x, turns):
        await val(x, turns)
        done.append(x)

    print(await show(asyncio.gather(note("n1", 1), fail(OSError("o")), note("n5", 5))))
    print(done)
    for _ in range(6):
        await asyncio.sleep(0)
    print(done)

    # One is cancelled.
    t = asyncio.create_task(asyncio.sleep(100))
    loop.call_soon(t.cancel, "msg")
    print(await show(asyncio.gather(val(1, 3), t)))
    t = asyncio.create_task(asyncio.sleep(100))
    loop.call_soon(t.cancel, "msg")
    print(await asyncio.gather(val(1, 3), t, return_exceptions=True))
    t = asyncio.create_task(asyncio.sleep(100))
    loop.call_soon(t.cancel)
    print([repr(x) for x in await asyncio.gather(val(1, 3), t, return_exceptions=True)])

    # The whole is cancelled.
    async def stubborn():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError as e:
            print("stubborn got", e.args)
            return "stubborn"

    for flag in (False, True):
        g = asyncio.gather(asyncio.sleep(100), stubborn(), return_exceptions=flag)
        await asyncio.sleep(0)
        print(g.cancel("all"), g.cancel("again"), g.done(), g.cancelled())
        print(await show(g))
        print(g.done(), g.cancelled(), g.cancel())

    # The task that waits is cancelled.
    async def outer():
        await asyncio.gather(stubborn(), asyncio.sleep(50))

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("from above")
    print(await show(t), t.cancelled())

    # gather of done futures takes a turn or two.
    f = loop.create_future()
    f.set_result(1)
    g = asyncio.gather(f, f)
    print(g.done())
    await asyncio.sleep(0)
    print(g.done())
    await asyncio.sleep(0)
    print(g.done(), g.result())
    print(type(g).__name__, isinstance(g, asyncio.Future))

    # Another loop's.
    other = asyncio.new_event_loop()
    f2 = other.create_future()
    try:
        asyncio.gather(f, f2)
    except ValueError as e:
        print(e)
    other.close()
    for bad in (3, None, "abc"):
        try:
            asyncio.gather(bad)
        except TypeError as e:
            print(e)

    # Nested.
    print(await asyncio.gather(asyncio.gather(val(1), val(2)), asyncio.gather(val(3), asyncio.gather(val(4)))))
    inner = asyncio.gather(asyncio.sleep(100), asyncio.sleep(100))
    middle = asyncio.gather(inner, val(1))
    await asyncio.sleep(0)
    middle.cancel()
    print(await show(middle), inner.done(), inner.cancelled())


asyncio.run(main())
