# options: --seed 0
# exit: 71
# repeat: 5
"""A thread waits for a coroutine that it gave to a loop, and that waits for the thread."""

import asyncio
import threading


async def ask(gate):
    await gate.wait()


def work(loop, gate):
    asyncio.run_coroutine_threadsafe(ask(gate), loop).result()
    loop.call_soon_threadsafe(gate.set)


async def main():
    gate = asyncio.Event()
    await asyncio.to_thread(work, asyncio.get_running_loop(), gate)


asyncio.run(main())
