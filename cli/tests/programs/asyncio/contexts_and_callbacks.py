import asyncio, contextvars, gc, sys, io, logging
logging.basicConfig(stream=sys.stdout, format='%(message)s', level=logging.WARNING)
v = contextvars.ContextVar('v', default=0)
async def sub():
    v.set(v.get()+1); await asyncio.sleep(0); return v.get()
async def main():
    v.set(10)
    print(await asyncio.gather(sub(), sub()), v.get())
    print(await sub(), v.get())
    ctx = contextvars.copy_context()
    t = asyncio.create_task(sub(), context=ctx); print(await t, ctx[v], v.get())
    async def bad(): raise ValueError('lost')
    t = asyncio.create_task(bad(), name='bad'); await asyncio.sleep(0); del t; gc.collect()
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print('handler', c['message'], sorted(c)))
    t = asyncio.create_task(bad(), name='bad'); await asyncio.sleep(0); del t; gc.collect()
    await asyncio.sleep(0)
    loop.call_soon(lambda: 1/0); await asyncio.sleep(0)
    # foreign future-like, yield errors
    class Y:
        def __await__(self): yield 5
    try: await Y()
    except RuntimeError as e: print(str(e)[:22])
    class Sub(asyncio.Future):
        def result(self): return ('sub', super().result())
    f = Sub(); loop.call_soon(f.set_result, 3); print(await f)
    # cancel swallowing
    async def stubborn():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: pass
        await asyncio.sleep(0); return 'alive'
    t = asyncio.create_task(stubborn()); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelling(), t.uncancel())
    async def agen():
        try:
            for i in range(3): yield i; await asyncio.sleep(0)
        finally: print('agen closed')
    async for i in agen():
        if i == 1: break
    await asyncio.sleep(0); gc.collect(); await asyncio.sleep(0)
    sh = asyncio.shield(asyncio.sleep(0.01, 'sh')); print(await sh)
    async def w(n): await asyncio.sleep(n*0.01); return n
    for c in asyncio.as_completed([w(2), w(1)]): print(await c)
    d, p = await asyncio.wait([asyncio.create_task(w(0)), asyncio.create_task(w(5))], return_when=asyncio.FIRST_COMPLETED)
    print(len(d), len(p)); [x.cancel() for x in p]
    try: await asyncio.wait_for(w(5), 0.01)
    except TimeoutError as e: print(type(e))
    lock = asyncio.Lock()
    order = []
    async def use(i):
        async with lock: order.append(i); await asyncio.sleep(0)
    await asyncio.gather(*map(use, range(4))); print(order)
asyncio.run(main())
async def kb():
    raise KeyboardInterrupt
try: asyncio.run(kb())
except KeyboardInterrupt: print('kb')
