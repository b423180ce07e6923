# Async context managers, driven by hand.
import contextlib


def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


@contextlib.asynccontextmanager
async def session(name):
    print("open", name)
    try:
        yield name
    except ValueError as error:
        print("swallowed", error)
    finally:
        print("close", name)


class Conn:
    async def aclose(self):
        print("aclose")


async def cleanup(*args):
    print("cleanup", *args)


async def main():
    async with session("a") as a:
        print("in", a)
    async with session("b"):
        raise ValueError("oops")
    async with contextlib.aclosing(Conn()):
        print("using")
    async with contextlib.nullcontext(7) as seven:
        print(seven)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(session("s"))
        stack.push_async_callback(cleanup, 1, 2)
        stack.callback(print, "sync")
        print("body")
    try:
        await stack.enter_async_context(3)
    except TypeError as error:
        print(error)

    @session("deco")
    async def job():
        print("job")
        return 5

    print(await job())
    return "done"


print(run(main()))
