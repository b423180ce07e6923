"""A task group ends as one: a failure cancels the others, and all failures are reported together."""

import asyncio


async def fetch(name, turns, error=None):
    try:
        for _ in range(turns):
            await asyncio.sleep(0)
        if error is not None:
            raise error
        print(f"  {name} is done")
        return name.upper()
    except asyncio.CancelledError:
        print(f"  {name} is cancelled")
        raise


async def all_go_well():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(name, turns)) for name, turns in [("one", 3), ("two", 1), ("three", 2)]]
    return [task.result() for task in tasks]


async def one_fails():
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("quick", 1))
        group.create_task(fetch("broken", 2, ValueError("no such thing")))
        group.create_task(fetch("slow", 100))
        print("  the body goes on")


async def two_fail():
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("broken", 2, ValueError("no such thing")))
        group.create_task(fetch("refused", 2, PermissionError("not for you")))
        await fetch("the body", 100)


async def main():
    print("all go well:")
    print(await all_go_well())
    for attempt in (one_fails, two_fail):
        print(f"{attempt.__name__.replace('_', ' ')}:")
        try:
            await attempt()
        except* ValueError as group:
            print("values:", *map(repr, group.exceptions))
        except* OSError as group:
            print("the system:", *map(repr, group.exceptions))


asyncio.run(main())
