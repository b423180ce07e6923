"""Async generators between the turns of `async for`: left and gone on with, driven from elsewhere, closed, thrown into."""

async def count(n, log):
    try:
        for i in range(n):
            got = yield i
            log.append(got)
    except ValueError as e:
        log.append(repr(e))
        yield "caught"
    finally:
        log.append("closed")


class Pause:
    def __await__(self):
        return (yield "pause")


async def slow(n):
    for i in range(n):
        await Pause()
        yield i
        await Pause()


def run(coro):
    """Drives a coroutine; gives how often it paused, and its result."""
    pauses = 0
    try:
        while True:
            coro.send(None)
            pauses += 1
    except StopIteration as e:
        return pauses, e.value


async def left_and_gone_on_with():
    log = []
    g = count(6, log)
    out = []
    async for x in g:
        out.append(x)
        if x == 1:
            break
    async for x in g:
        out.append(x)
        if x == 3:
            break
    out.append(await g.asend("sent"))
    out.append(await anext(g))
    out.append([x async for x in g])
    return out, log


async def driven_in_its_own_turn():
    log = []
    g = count(8, log)
    out = []
    async for x in g:
        out.append(x)
        if x == 2:
            out.append(await anext(g))
        if x == 4:
            out.append(await g.athrow(ValueError("thrown")))
    return out, log


async def closed_in_its_own_turn():
    log = []
    g = count(8, log)
    async for x in g:
        if x == 2:
            await g.aclose()
    return x, log


async def pauses():
    return [x async for x in slow(3)], [x async for x in slow(2) if x]


async def nested():
    g, log = count(5, []), []
    async for x in g:
        async for y in g:
            log.append((x, y))
            if y % 2:
                break
    return log


async def running_twice():
    async def itself():
        yield 1
        try:
            async for x in g:
                pass
        except RuntimeError as e:
            yield str(e)
        yield 2

    g = itself()
    return [x async for x in g]


async def deep(n):
    if n:
        async for x in deep(n - 1):
            yield x + 1
    else:
        for x in range(3):
            yield x


async def raising():
    async def fails():
        yield 1
        raise KeyError("in between")

    out = []
    try:
        async for x in fails():
            out.append(x)
    except KeyError as e:
        out.append((repr(e), e.__traceback__.tb_next.tb_frame.f_code.co_name))
    return out


async def answers():
    async def asks():
        x = yield 1
        print("answer", x)
        x = yield 2
        print("answer", x)

    async for x in asks():
        print("asked", x)


async def collect(source):
    return [x async for x in source]


for test in (left_and_gone_on_with, driven_in_its_own_turn, closed_in_its_own_turn, pauses, nested, running_twice, raising, answers):
    print(test.__name__, run(test()))
print(run(collect(deep(20))))
g = count(3, log := [])
loop = collect(g)
print(run(loop), log, g.ag_running, g.ag_frame)
