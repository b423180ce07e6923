"""asyncio.shield."""
import asyncio


async def work(log, name, turns=3):
    try:
        for _ in range(turns):
            await asyncio.sleep(0)
        log.append(name + " done")
        return name
    except asyncio.CancelledError:
        log.append(name + " cancelled")
        raise


async def main():
    loop = asyncio.get_running_loop()
    log = []
    print(await asyncio.shield(work(log, "a")), log)

    inner = asyncio.create_task(work(log, "b"))

    async def outer():
        try:
            return await asyncio.shield(inner)
        except asyncio.CancelledError as e:
            log.append(f"outer cancelled {e.args}")
            raise

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("x")
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", inner.done(), log)
    print(await inner, log)

    # The inner one is cancelled.
    inner = asyncio.create_task(work(log, "c", 100))
    s = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    try:
        await s
    except asyncio.CancelledError as e:
        print("inner cancelled", s.cancelled(), e.args)

    # A failure goes through; after the outer one was cancelled it is lost in silence.
    f = loop.create_future()
    s = asyncio.shield(f)
    f.set_exception(ValueError("v"))
    try:
        await s
    except ValueError as e:
        print(repr(e), s is f)
    f = loop.create_future()
    s = asyncio.shield(f)
    s.cancel()
    await asyncio.sleep(0)
    f.set_exception(ValueError("unseen"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(s.cancelled(), f.done())
    f.exception()

    # What is done is given back.
    f = loop.create_future()
    f.set_result(1)
    print(asyncio.shield(f) is f)

    # With gather.
    f1, f2 = loop.create_future(), loop.create_future()
    g = asyncio.gather(asyncio.shield(f1), asyncio.shield(f2))
    g.cancel()
    f1.set_result(1)
    f2.set_result(2)
    try:
        await g
    except asyncio.CancelledError:
        print(f1.result(), f2.result())
    try:
        asyncio.shield(3)
    except TypeError as e:
        print(e)


asyncio.run(main())
