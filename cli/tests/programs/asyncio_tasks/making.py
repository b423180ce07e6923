"""create_task, ensure_future, current_task, all_tasks, names, contexts, task factories."""
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")


async def val(x):
    await asyncio.sleep(0)
    return x


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaited"


async def main():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()
    print(me.get_name(), asyncio.all_tasks() == {me}, asyncio.current_task(loop) is me)
    a = asyncio.create_task(val(1))
    b = asyncio.create_task(val(2), name="bee")
    c = loop.create_task(val(3), name=77)
    print(a.get_name(), b.get_name(), c.get_name(), repr(c.get_name()))
    print(asyncio.all_tasks() == {me, a, b, c}, asyncio.all_tasks(loop) == asyncio.all_tasks())
    print(await a, await b, await c, asyncio.all_tasks() == {me})
    b.set_name(("x", 1))
    print(b.get_name())

    # ensure_future
    t = asyncio.ensure_future(val("e"))
    print(type(t).__name__, asyncio.ensure_future(t) is t, await t)
    t = asyncio.ensure_future(Awaitable())
    print(await t, t.get_coro().__name__)
    f = loop.create_future()
    print(asyncio.ensure_future(f, loop=loop) is f)
    other = asyncio.new_event_loop()
    try:
        asyncio.ensure_future(f, loop=other)
    except ValueError as e:
        print(e)
    t = asyncio.ensure_future(val("o"), loop=other)
    print(asyncio.all_tasks() == {me}, asyncio.all_tasks(other) == {t}, asyncio.current_task(other), t.get_loop() is other)
    lost = t
    for bad in (3, None, "x", val):
        try:
            asyncio.ensure_future(bad)
        except TypeError as e:
            print(e)
        try:
            asyncio.create_task(bad)
        except TypeError as e:
            print(str(e).split(" at 0x")[0])

    # Contexts: a task has a copy of the context in which it was made, or the one it is given.
    async def show():
        seen = var.get()
        var.set("changed in " + asyncio.current_task().get_name())
        return seen

    var.set("main")
    print(await asyncio.create_task(show(), name="s1"), var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    print(await asyncio.create_task(show(), name="s2", context=ctx), ctx[var], var.get())
    print(await show(), var.get())

    # Factories.
    def factory(loop, coro, context=None):
        print("factory", coro.__name__, context is None)
        return asyncio.Task(coro, loop=loop, name="made", context=context)

    loop.set_task_factory(factory)
    print(loop.get_task_factory() is factory)
    t = asyncio.create_task(val("f"))
    print(t.get_name(), await t)
    t = asyncio.create_task(val("g"), name="own", context=ctx)
    print(t.get_name(), await t)
    try:
        loop.set_task_factory(3)
    except TypeError as e:
        print(e)
    loop.set_task_factory(None)

    class NoName:
        def __init__(self, coro):
            self.coro = coro

    kept = []

    def bare(loop, coro, **kw):
        kept.append(coro)
        return NoName(coro)

    loop.set_task_factory(bare)
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(type(asyncio.create_task(val(0))).__name__, len(caught))
        asyncio.get_running_loop()
        t = asyncio.create_task(val(0), name="n")
        print([str(w.message) for w in caught])
    loop.set_task_factory(None)
    for coro in kept:
        coro.close()
    return other, lost


other, lost = asyncio.run(main())
print(other.run_until_complete(lost), other.run_until_complete(val("more")))
other.close()

# Outside of a loop.
c = val(0)
for f in (asyncio.current_task, asyncio.all_tasks, asyncio.get_running_loop, lambda: asyncio.create_task(c),
          lambda: asyncio.ensure_future(c)):
    try:
        f()
    except RuntimeError as e:
        print(e)
c.close()
