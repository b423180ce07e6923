def loops(xs):
    for x in xs:
        for y in [1, 2]:
            if y:
                break
        else:
            continue
    return [x * y for x in xs if x for y in range(x)]


def generator(x):
    y = yield x
    yield
    yield from (z async for z in y)
    return {k: v for k, v in x}, {k for k in y}


async def coroutine(a):
    async for i in a:
        await i
    async with a as b:
        try:
            return [await c async for c in b]
        except E:
            await d
