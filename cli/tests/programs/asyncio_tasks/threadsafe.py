"""run_coroutine_threadsafe, wrap_future, to_thread, run_in_executor."""
import asyncio
import concurrent.futures
import contextvars
import threading

var = contextvars.ContextVar("var", default="unset")


async def add(a, b, fail=False, block=False):
    await asyncio.sleep(0.001)
    if fail:
        raise ValueError("asked for")
    if block:
        await asyncio.sleep(100)
    return a + b


async def main():
    loop = asyncio.get_running_loop()

    def worker():
        out = []
        f = asyncio.run_coroutine_threadsafe(add(1, 2), loop)
        out.append((type(f).__module__, f.result(5)))
        f = asyncio.run_coroutine_threadsafe(add(1, 2, fail=True), loop)
        try:
            f.result(5)
        except ValueError as e:
            out.append(repr(e))
        f = asyncio.run_coroutine_threadsafe(add(1, 2, block=True), loop)
        try:
            f.result(0.02)
        except concurrent.futures.TimeoutError:
            out.append("timeout")
        out.append(f.cancel())
        out.append(f.cancelled())
        try:
            f.result(5)
        except concurrent.futures.CancelledError:
            out.append("cancelled")
        return out

    print(await loop.run_in_executor(None, worker))
    await asyncio.sleep(0.01)
    print(len(asyncio.all_tasks()))
    try:
        asyncio.run_coroutine_threadsafe(3, loop)
    except TypeError as e:
        print(e)

    var.set("here")

    def who(*args, **kw):
        seen = var.get()
        var.set("there")
        return seen, args, kw, threading.current_thread() is threading.main_thread()

    print(await asyncio.to_thread(who, 1, 2, k=3), var.get())
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as e:
        print(e)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print(await loop.run_in_executor(pool, pow, 2, 10))
        f = asyncio.wrap_future(pool.submit(sum, [1, 2, 3]))
        print(isinstance(f, asyncio.Future), asyncio.wrap_future(f) is f, await f)
        f = asyncio.wrap_future(pool.submit(lambda: 1 / 0))
        try:
            await f
        except ZeroDivisionError as e:
            print(e)
    # Cancelling the wrapped one, and the wrapper.
    cf = concurrent.futures.Future()
    f = asyncio.wrap_future(cf)
    f.cancel()
    await asyncio.sleep(0)
    print(cf.cancelled())
    cf = concurrent.futures.Future()
    f = asyncio.wrap_future(cf)
    cf.cancel()
    try:
        await f
    except asyncio.CancelledError:
        print("cancelled", f.cancelled())
    for exc in (concurrent.futures.CancelledError("c"), concurrent.futures.TimeoutError("t"),
                concurrent.futures.InvalidStateError("i"), KeyError("k")):
        cf = concurrent.futures.Future()
        f = asyncio.wrap_future(cf)
        cf.set_exception(exc)
        try:
            await f
        except BaseException as e:
            print(type(e).__module__, type(e).__name__, e.args)
    try:
        asyncio.wrap_future(3)
    except AssertionError as e:
        print(e)


asyncio.run(main())
