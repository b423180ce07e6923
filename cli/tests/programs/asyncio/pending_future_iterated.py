"""A future that is not done, driven without an event loop: the second step says that it was not awaited."""
import asyncio

loop = asyncio.new_event_loop()
future = loop.create_future()


def delegates():
    yield from future


async def awaits():
    await future


def unpacked():
    first, second = delegates()


def starred():
    first, *rest = delegates()


def loop_over():
    for x in delegates():
        print('a turn', x is future)


def by_hand():
    g = delegates()
    print(next(g) is future)
    next(g)


def caught_inside():
    def careful():
        try:
            yield from future
        except RuntimeError as e:
            yield 'inside: ' + str(e)
    return [x for x in careful() if x is not future]


def of_a_coroutine():
    first, second = awaits().__await__()


for function in unpacked, starred, loop_over, by_hand, caught_inside, of_a_coroutine, \
        lambda: list(delegates()), lambda: [*delegates()], lambda: list(future), lambda: sum(1 for _ in delegates()):
    future._asyncio_future_blocking = False
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)
loop.close()
