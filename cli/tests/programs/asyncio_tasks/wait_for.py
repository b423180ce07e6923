"""asyncio.wait_for: in time, too late, cancelled, and the cases between."""
import asyncio


async def val(x, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def show(aw):
    try:
        return await aw
    except BaseException as e:
        text = f"{type(e).__name__}{e.args}"
        if e.__cause__ is not None:
            text += f" from {type(e.__cause__).__name__}"
        if e.__context__ is not None and e.__context__ is not e.__cause__:
            text += f" in {type(e.__context__).__name__}"
        return text


async def stubborn(result="stubborn"):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        if isinstance(result, Exception):
            raise result
        return result


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.wait_for(val(1), 1), await asyncio.wait_for(val(2, 3), None), await asyncio.wait_for(val(3, 3), 5))
    print(await show(asyncio.wait_for(asyncio.sleep(100), 0.005)))
    print(await show(asyncio.wait_for(asyncio.sleep(100), 0)))
    print(await show(asyncio.wait_for(asyncio.sleep(100), -1)))
    print(await show(asyncio.wait_for(stubborn(), 0.005)))
    print(await show(asyncio.wait_for(stubborn(ValueError("v")), 0.005)))
    print(await show(asyncio.wait_for(stubborn(), 0)))

    f = loop.create_future()
    f.set_result("now")
    print(await asyncio.wait_for(f, 0), await asyncio.wait_for(f, -1), await asyncio.wait_for(f, 1))
    f = loop.create_future()
    print(await show(asyncio.wait_for(f, 0.001)), f.cancelled())
    f = loop.create_future()
    f.set_exception(KeyError("k"))
    print(await show(asyncio.wait_for(f, 0)), await show(asyncio.wait_for(f, 1)))

    # The inner one raises TimeoutError or is cancelled by somebody else.
    async def raises():
        raise TimeoutError("mine")

    print(await show(asyncio.wait_for(raises(), 1)))
    t = asyncio.create_task(asyncio.sleep(100))
    loop.call_later(0.001, t.cancel, "else")
    print(await show(asyncio.wait_for(t, 5)))

    # Cancelled from outside: the inner one is cancelled and waited for.
    loop.set_exception_handler(lambda loop, context: print("handler:", context["message"], repr(context["exception"])))
    for inner in (asyncio.sleep(100), stubborn(), stubborn(ValueError("late"))):
        w = asyncio.create_task(asyncio.wait_for(inner, 50))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        w.cancel("outer")
        print(await show(w), w.cancelled())

    # Cancelled when the inner one is done already, in the same turn.
    f = loop.create_future()
    w = asyncio.create_task(asyncio.wait_for(f, 50))
    await asyncio.sleep(0)
    f.set_result("done first")
    w.cancel()
    print(await show(w))
    f = loop.create_future()
    w = asyncio.create_task(asyncio.wait_for(f, 50))
    await asyncio.sleep(0)
    w.cancel()
    f.set_result("cancelled first")
    print(await show(w))

    # Nested limits.
    print(await show(asyncio.wait_for(asyncio.wait_for(asyncio.sleep(100), 50), 0.005)))
    print(await show(asyncio.wait_for(asyncio.wait_for(asyncio.sleep(100), 0.005), 50)))

    print(await show(asyncio.wait_for(3, 1)))
    c = val(0)
    print(await show(asyncio.wait_for(c, "1")))
    c.close()

    # How many turns it takes.
    for turns in (0, 1):
        count = 0

        async def counter():
            nonlocal count
            while True:
                count += 1
                await asyncio.sleep(0)

        t = asyncio.create_task(counter())
        await asyncio.sleep(0)
        await asyncio.wait_for(val(0, turns), 10)
        print("turns", count)
        t.cancel()


asyncio.run(main())
