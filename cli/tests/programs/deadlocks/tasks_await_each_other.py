# options: --seed 0
# exit: 71
"""Each task waits for the other one."""

import asyncio

tasks = {}


async def work(other):
    await asyncio.sleep(0)
    await tasks[other]


async def main():
    tasks["a"] = asyncio.create_task(work("b"), name="A")
    tasks["b"] = asyncio.create_task(work("a"), name="B")
    await asyncio.wait(list(tasks.values()))


asyncio.run(main())
