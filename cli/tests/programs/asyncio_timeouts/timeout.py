"""asyncio.timeout and timeout_at."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    # In time, too late, no limit.
    async with asyncio.timeout(10) as cm:
        print(str(cm).split(" when")[0], cm.expired(), cm.when() > loop.time())
        await asyncio.sleep(0)
    print(cm, cm.expired())
    try:
        async with asyncio.timeout(0.005) as cm:
            await asyncio.sleep(100)
    except TimeoutError as e:
        print(repr(e), type(e.__cause__).__name__, cm, cm.expired(), asyncio.current_task().cancelling())
    async with asyncio.timeout(None) as cm:
        print(cm, cm.when())
        await asyncio.sleep(0)
    async with asyncio.timeout_at(loop.time() + 10) as cm:
        pass
    print(cm)
    for late in (0, -1):
        try:
            async with asyncio.timeout(late):
                print("entered all the same")
                await asyncio.sleep(0)
                print("not reached")
        except TimeoutError:
            print("late")
    # No await, no expiry.
    async with asyncio.timeout(-1) as cm:
        pass
    print(cm, cm.expired())
    try:
        async with asyncio.timeout_at(loop.time() - 5):
            await asyncio.sleep(1)
    except TimeoutError:
        print("at the past")

    # Rescheduling.
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(loop.time() + 0.005)
            await asyncio.sleep(100)
    except TimeoutError:
        print("rescheduled", cm)
    async with asyncio.timeout(0.001) as cm:
        cm.reschedule(None)
        await asyncio.sleep(0.005)
        print(cm)
    try:
        async with asyncio.timeout(10) as cm:
            cm.reschedule(loop.time() - 1)
            await asyncio.sleep(100)
    except TimeoutError:
        print("into the past")
    for f in (lambda: cm.reschedule(3), lambda: asyncio.timeout(3).reschedule(4)):
        try:
            f()
        except (RuntimeError, AssertionError) as e:
            print(type(e).__name__)

    # Other exceptions pass; those raised while the limit was reached, too.
    try:
        async with asyncio.timeout(10):
            raise KeyError("k")
    except KeyError as e:
        print(repr(e))
    try:
        async with asyncio.timeout(0.001) as cm:
            try:
                await asyncio.sleep(100)
            finally:
                raise ValueError("instead")
    except ValueError as e:
        print(repr(e), type(e.__context__).__name__, cm.expired(), asyncio.current_task().cancelling())
    # Swallowed.
    async with asyncio.timeout(0.001) as cm:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            print("swallowed", cm)
    print(cm, cm.expired(), asyncio.current_task().cancelling())

    # Cancelled by somebody else.
    async def limited(inner):
        try:
            async with asyncio.timeout(inner):
                await asyncio.sleep(100)
        except TimeoutError:
            return "timeout"
        except asyncio.CancelledError as e:
            return f"cancelled {e.args}, {asyncio.current_task().cancelling()}"

    t = asyncio.create_task(limited(50))
    await asyncio.sleep(0)
    t.cancel("outside")
    print(await t)

    # Both in one turn.
    async def both():
        try:
            async with asyncio.timeout(0):
                asyncio.current_task().cancel("self")
                await asyncio.sleep(0)
        except BaseException as e:
            return type(e).__name__, asyncio.current_task().cancelling()

    print(await asyncio.create_task(both()))

    # Nested.
    try:
        async with asyncio.timeout(10) as outer:
            try:
                async with asyncio.timeout(0.001) as inner:
                    await asyncio.sleep(100)
            except TimeoutError:
                print("inner", outer.expired(), inner.expired())
            await asyncio.sleep(0)
    finally:
        print(str(outer).split(" when")[0])
    try:
        async with asyncio.timeout(0.001) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await asyncio.sleep(100)
            except TimeoutError:
                print("not here")
    except TimeoutError:
        print("outer", outer.expired(), inner.expired())
    try:
        async with asyncio.timeout(0) as outer:
            async with asyncio.timeout(0) as inner:
                await asyncio.sleep(100)
    except TimeoutError:
        print("both", outer.expired(), inner.expired(), asyncio.current_task().cancelling())

    # Around several things, and in a group.
    try:
        async with asyncio.timeout(0.005):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(asyncio.sleep(100))
                tg.create_task(asyncio.sleep(200))
    except TimeoutError:
        print("group timed out")
    try:
        async with asyncio.TaskGroup() as tg:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(10)
    except* TimeoutError as eg:
        print(eg.exceptions)
    try:
        async with asyncio.timeout("1"):
            pass
    except TypeError as e:
        print(e)
    print(isinstance(asyncio.timeout(1), asyncio.Timeout))


asyncio.run(main())
for f in (lambda: asyncio.timeout(1),):
    try:
        f()
    except RuntimeError as e:
        print(e)
try:
    asyncio.Timeout(None).__aenter__().send(None)
except RuntimeError as e:
    print(e)
