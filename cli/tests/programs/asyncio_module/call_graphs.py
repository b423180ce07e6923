# differs: CPython has call graphs since 3.14
"""Where tasks are and who waits for them: in all the ways in which one can wait for a task."""

import asyncio
import re


def show(text):
    """The text without what differs from run to run, and without the lines of the library."""
    text = re.sub(r"id=0x[0-9a-f]+", "id=ID", text)
    print(re.sub(r"('<pausa>/.*', line )\d+", r"\1N", text))


async def test():
    show(asyncio.format_call_graph())


async def group():
    async with asyncio.TaskGroup() as g:
        g.create_task(test(), name="test")


asyncio.run(group())


async def inner(event):
    await event.wait()


async def deep(event):
    await inner(event)


async def outer(awaitable):
    return await awaitable


async def cats(tasks):
    for coroutine in asyncio.as_completed(tasks):
        await coroutine


async def main():
    event = asyncio.Event()
    t = asyncio.create_task(deep(event), name="deep")
    waiting = [
        asyncio.create_task(coroutine, name=name)
        for name, coroutine in [
            ("outer", outer(t)),
            ("gathering", outer(asyncio.gather(t))),
            ("shielding", outer(asyncio.shield(t))),
            ("waiting", outer(asyncio.wait([t]))),
            ("limited", outer(asyncio.wait_for(t, 100))),
            ("completing", cats([t])),
        ]
    ]
    await asyncio.sleep(0)
    graph = asyncio.capture_call_graph(t)
    print(type(graph).__name__, graph.future is t, [e.frame.f_code.co_name for e in graph.call_stack])
    print(sorted(g.future.get_name() for g in graph.awaited_by))
    for limit in (1, -1, 0, 100):
        graph = asyncio.capture_call_graph(t, limit=limit)
        print(limit, [e.frame.f_code.co_name for e in graph.call_stack])
    chain = asyncio.create_task(outer(waiting[0]), name="chain")
    await asyncio.sleep(0)
    [direct] = [g for g in asyncio.capture_call_graph(t).awaited_by if g.future is waiting[0]]
    print([g.future.get_name() for g in direct.awaited_by])

    # What nobody can know unless it is told.
    f = asyncio.get_running_loop().create_future()
    asyncio.future_add_to_awaited_by(f, chain)
    show(asyncio.format_call_graph(f))
    asyncio.future_discard_from_awaited_by(f, chain)
    asyncio.future_discard_from_awaited_by(f, chain)
    show(asyncio.format_call_graph(f))
    asyncio.future_add_to_awaited_by(f, object())
    asyncio.future_add_to_awaited_by(1, f)
    print(asyncio.capture_call_graph(f).awaited_by)

    event.set()
    await asyncio.gather(*waiting, chain)
    await asyncio.create_task(level(), name="level")
    print(asyncio.capture_call_graph(t).call_stack)


def plain():
    for options in ({}, {"depth": 2}, {"limit": 1}, {"limit": -1}, {"limit": 0}):
        graph = asyncio.capture_call_graph(**options)
        print(options, [e.frame.f_code.co_name for e in graph.call_stack], [g.future.get_name() for g in graph.awaited_by])
        text = asyncio.format_call_graph(**options)
        print([line.split(" in ")[-1] for line in text.splitlines() if " in " in line])


async def level():
    plain()


async def circle():
    """Tasks that wait for each other are shown once each."""
    tasks = []

    async def one():
        await asyncio.sleep(0)
        await tasks[1]

    async def two():
        await asyncio.sleep(0)
        await tasks[0]

    tasks += [asyncio.create_task(one(), name="one"), asyncio.create_task(two(), name="two")]
    for _ in range(3):
        await asyncio.sleep(0)
    graph = asyncio.capture_call_graph(tasks[0])
    print([g.future.get_name() for g in graph.awaited_by], graph.awaited_by[0].awaited_by)


asyncio.run(main())

loop = asyncio.new_event_loop()
# That these tasks are dropped in the end is no news.
loop.set_exception_handler(lambda loop, context: None)
loop.run_until_complete(circle())
loop.close()

for wrong in (lambda: asyncio.print_call_graph(), lambda: asyncio.print_call_graph(1)):
    try:
        wrong()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
