import asyncio
async def f(x):
    await asyncio.sleep(0)
    return x+1
async def boom():
    await asyncio.sleep(0.01)
    raise ValueError('boom')
async def main():
    print(await f(1))
    t = asyncio.create_task(f(2)); print(await t, t)
    print(await asyncio.gather(*[f(i) for i in range(10)]))
    print(await asyncio.sleep(0.01, 'slept'))
    try: await boom()
    except ValueError as e: print(repr(e))
    try: await asyncio.create_task(boom())
    except ValueError as e: print(repr(e))
    fut = asyncio.get_running_loop().create_future()
    async def w():
        try: return await fut
        except asyncio.CancelledError as e: print('cancelled', e.args); raise
    t = asyncio.create_task(w()); await asyncio.sleep(0); print(fut, t)
    t.cancel('msg')
    try: await t
    except asyncio.CancelledError as e: print(repr(e))
    print(t, fut, asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    try: await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except asyncio.TimeoutError: print('timeout')
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.call_later(0.01, fut.set_result, 5); print(await fut)
    await asyncio.sleep(0)
    h = loop.call_soon(print, 1); h.cancel(); print(h)
    async with asyncio.TaskGroup() as g:
        a = g.create_task(f(1)); b = g.create_task(f(2))
    print(a.result(), b.result())
    q = asyncio.Queue(2)
    async def p():
        for i in range(5): await q.put(i)
    pt = asyncio.create_task(p())
    print([await q.get() for _ in range(5)])
    async with asyncio.timeout(1): await asyncio.sleep(0)
asyncio.run(main())
async def x(): 1/0
try: asyncio.run(x())
except ZeroDivisionError as e: print(repr(e))
