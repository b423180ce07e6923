"""asyncio.TaskGroup: success, one failure, several, cancellation."""
import asyncio

log = []


async def work(name, turns=1, exc=None):
    try:
        for _ in range(turns):
            await asyncio.sleep(0)
        if exc is not None:
            raise exc
        log.append(name)
        return name
    except asyncio.CancelledError:
        log.append(name + " cancelled")
        raise


def flush():
    print("   ", ", ".join(log))
    log.clear()


def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{type(e).__name__}({e.message!r}, {len(e.exceptions)}: {', '.join(map(tree, e.exceptions))})"
    return repr(e)


async def attempt(title, coro):
    try:
        result = await coro
    except BaseException as e:
        result = tree(e)
        if e.__cause__ or (e.__context__ and not e.__suppress_context__):
            result += f" from {e.__cause__!r} in {e.__context__!r}"
    print(f"{title}: {result}")
    flush()


async def success():
    async with asyncio.TaskGroup() as tg:
        print(tg)
        a = tg.create_task(work("a", 3))
        b = tg.create_task(work("b"), name="bee")
        print(tg, b.get_name())
        log.append("body")
    print(tg)
    return a.result(), b.result()


async def empty():
    async with asyncio.TaskGroup() as tg:
        pass
    return tg


async def one_fails():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work("slow", 100))
        tg.create_task(work("bad", 2, ValueError("bad")))
        log.append("body")


async def several_fail():
    async with asyncio.TaskGroup() as tg:
        for i in range(3):
            tg.create_task(work(f"f{i}", 2, KeyError(i)))
        tg.create_task(work("ok", 1))


async def body_fails():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work("child", 10))
        await asyncio.sleep(0)
        raise ZeroDivisionError("body")


async def body_and_child_fail():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work("child", 1, OSError("child")))
        try:
            await asyncio.sleep(100)
        finally:
            raise ZeroDivisionError("body")


async def body_is_cancelled_by_child():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work("child", 1, OSError("child")))
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError as e:
            log.append(f"body cancelled {e.args} {asyncio.current_task().cancelling()} {tg}")
            raise


async def child_fails_while_cancelled():
    async def grumpy():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            raise RuntimeError("while cancelled") from None

    async with asyncio.TaskGroup() as tg:
        tg.create_task(grumpy())
        tg.create_task(work("bad", 1, ValueError("bad")))


async def child_cancels_itself():
    async def quitter():
        asyncio.current_task().cancel()
        await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tg:
        q = tg.create_task(quitter())
        tg.create_task(work("w", 3))
    return q.cancelled()


async def nested():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(work("o", 50))
        async with asyncio.TaskGroup() as inner:
            inner.create_task(work("i", 1, ValueError("inner")))


async def nested_caught():
    async with asyncio.TaskGroup() as outer:
        o = outer.create_task(work("o", 5))
        try:
            async with asyncio.TaskGroup() as inner:
                inner.create_task(work("i", 1, ValueError("inner")))
                inner.create_task(work("j", 1, TypeError("inner")))
        except* ValueError as eg:
            log.append("caught " + tree(eg))
        except* TypeError as eg:
            log.append("caught " + tree(eg))
    return o.result(), asyncio.current_task().cancelling()


async def grandchildren():
    async def parent(tg, n):
        if n:
            tg.create_task(parent(tg, n - 1))
            await work(f"p{n}")

    async with asyncio.TaskGroup() as tg:
        tg.create_task(parent(tg, 3))


async def late():
    async with asyncio.TaskGroup() as tg:
        pass
    c = work("late")
    try:
        tg.create_task(c)
    except RuntimeError as e:
        c.close()
        return str(e)


async def while_shutting_down():
    async def tries(tg):
        try:
            await asyncio.sleep(100)
        finally:
            c = work("more")
            try:
                tg.create_task(c)
            except RuntimeError as e:
                log.append(str(e))
                c.close()

    async with asyncio.TaskGroup() as tg:
        tg.create_task(tries(tg))
        await asyncio.sleep(0)
        raise ValueError("stop")


async def base_errors():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(work("w", 10))
        await asyncio.sleep(0)
        raise SystemExit(3)


async def twice():
    tg = asyncio.TaskGroup()
    async with tg:
        try:
            async with tg:
                pass
        except RuntimeError as e:
            return str(e)


async def cancelled_from_outside():
    async def body():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("x", 100))
            tg.create_task(work("y", 100))

    async def body_with_failure():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("x", 100))
            try:
                await asyncio.sleep(100)
            finally:
                raise ValueError("in finally")

    for b in (body, body_with_failure):
        t = asyncio.create_task(b())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        t.cancel("outside")
        try:
            await t
        except BaseException as e:
            log.append(f"{tree(e)} {t.cancelled()} {t.cancelling()}")


async def not_a_coroutine():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(3)


async def main():
    for f in (success, empty, one_fails, several_fail, body_fails, body_and_child_fail, body_is_cancelled_by_child,
              child_fails_while_cancelled, child_cancels_itself, nested, nested_caught, grandchildren, late,
              while_shutting_down, base_errors, twice, cancelled_from_outside, not_a_coroutine):
        await attempt(f.__name__, asyncio.create_task(f()) if f is not base_errors else f())
    c = work("c")
    try:
        asyncio.TaskGroup().create_task(c)
    except RuntimeError as e:
        print(e)
    c.close()
    print(len(asyncio.all_tasks()))


asyncio.run(main())
