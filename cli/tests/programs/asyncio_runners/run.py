"""asyncio.run and Runner."""
import asyncio
import contextvars
import signal

var = contextvars.ContextVar("var", default=0)


async def val(x):
    await asyncio.sleep(0)
    return x


async def bump():
    var.set(var.get() + 1)
    return var.get()


async def leaves_tasks():
    async def forever(name):
        try:
            await asyncio.sleep(1000)
        finally:
            ended.append(name)

    ended = []

    async def agen():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            print("agen closed", sorted(ended))

    asyncio.create_task(forever("a"))
    asyncio.create_task(forever("b"))
    global kept
    kept = agen()
    print(await kept.__anext__())
    await asyncio.sleep(0)
    return "main done"


async def fails():
    raise ValueError("main failed")


async def main_cancelled():
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


print(asyncio.run(val(1)))
print(asyncio.run(leaves_tasks()))
for coro in (fails(), main_cancelled()):
    try:
        asyncio.run(coro)
    except BaseException as e:
        print(repr(e))
for bad in (3, val, None):
    try:
        asyncio.run(bad)
    except ValueError as e:
        print(str(e).split(" at 0x")[0])


async def inside():
    for f in (asyncio.run, asyncio.Runner().run):
        c = val(1)
        try:
            f(c)
        except RuntimeError as e:
            print(e)
        c.close()
    print(asyncio.get_running_loop().get_debug())


asyncio.run(inside())
print(asyncio._get_running_loop())

with asyncio.Runner() as runner:
    print([runner.run(bump()) for _ in range(3)], var.get())
    ctx = contextvars.copy_context()
    print(runner.run(bump(), context=ctx), ctx[var], runner.run(bump()))
    loop = runner.get_loop()
    print(loop.is_running(), loop.is_closed(), runner.get_loop() is loop, asyncio.get_event_loop() is loop)
print(loop.is_closed())
for f in (runner.get_loop, lambda: runner.__enter__()):
    try:
        f()
    except RuntimeError as e:
        print(e)
c = val(1)
try:
    runner.run(c)
except RuntimeError as e:
    print(e)
c.close()
runner.close()
r = asyncio.Runner()
r.close()
print(r.run(val("closed before it was used does nothing")))
r.close()

made = []


def factory():
    made.append(asyncio.new_event_loop())
    return made[-1]


with asyncio.Runner(loop_factory=factory, debug=True) as runner:
    print(runner.get_loop() is made[0], len(made), made[0].get_debug())


# What is raised while the rest is cancelled is reported.
async def bad_end():
    async def grumpy():
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            raise KeyError("grumpy")

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, ctx: print(ctx["message"], repr(ctx["exception"]), ctx["task"].done()))
    asyncio.create_task(grumpy())
    await asyncio.sleep(0)


asyncio.run(bad_end())


# Ctrl-C cancels the main task; a second one gets through.
async def interrupted(n, swallow=False):
    handler = signal.getsignal(signal.SIGINT)
    print(handler is signal.default_int_handler)
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled by Ctrl-C")
        if n == 2:
            signal.raise_signal(signal.SIGINT)
        if not swallow:
            raise
    return "swallowed"


for args in ((1,), (2,), (1, True)):
    try:
        print(asyncio.run(interrupted(*args)))
    except KeyboardInterrupt as e:
        print(repr(e), type(e.__context__).__name__)
    print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)

signal.signal(signal.SIGINT, signal.SIG_IGN)
print(asyncio.run(val("ignored")), signal.getsignal(signal.SIGINT))
