"""Which exceptions are the contexts of those that a cancellation leads to."""
import asyncio


def chain(e):
    shown = []
    while e is not None:
        shown.append((type(e).__name__, e.args, e.__suppress_context__))
        e = e.__context__
    return shown


async def cancelled_inside():
    loop = asyncio.get_running_loop()
    begun = loop.create_future()

    async def sleep():
        begun.set_result(None)
        await asyncio.sleep(10)

    inner = asyncio.create_task(sleep())
    await begun
    loop.call_soon(inner.cancel, 'message')
    try:
        await inner
    except asyncio.CancelledError as e:
        print(chain(e))
        raise ValueError('cancelled') from e


async def cancelled_before():
    async def never():
        pass

    task = asyncio.create_task(never())
    task.cancel()
    try:
        raise KeyError('first')
    except KeyError:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        raise ValueError('second')


def delegating():
    def inner():
        yield

    try:
        raise KeyError('handled')
    except KeyError:
        yield from inner()


for main in (cancelled_inside, cancelled_before):
    try:
        asyncio.run(main())
    except ValueError as e:
        print(chain(e))
generator = delegating()
next(generator)
try:
    generator.throw(ValueError('thrown'))
except ValueError as e:
    print(chain(e))
