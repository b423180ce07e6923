"""An echo server under clients that talk, reset, half-close and are cancelled: nothing is lost, nothing leaks.

By hand, for longer: `pausa soak.py 2000 60` has 2,000 clients for 60 seconds.
"""
import asyncio
import gc
import os
import random
import sys

CLIENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 0.6


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def serve(reader, writer):
    try:
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
        # A half-closed connection has heard everything.
        writer.write(b"bye")
        await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


class Counts:
    exchanged = wrong = resets = halves = cancelled = 0


async def talk(port, rng, counts):
    """One connection: some exchanges, and one of several ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for _ in range(rng.randrange(1, 6)):
            data = rng.randbytes(rng.choice((1, 100, 3000, 70000)))
            writer.write(data)
            await writer.drain()
            back = await reader.readexactly(len(data))
            counts.exchanged += len(data)
            if back != data:
                counts.wrong += 1
            await asyncio.sleep(rng.random() * 0.02)
        end = rng.randrange(3)
        if end == 0:
            counts.resets += 1
            writer.write(b"unheard")
            writer.transport.abort()
        elif end == 1:
            counts.halves += 1
            writer.write_eof()
            if await reader.read() != b"bye":
                counts.wrong += 1
    finally:
        writer.close()


async def client(port, seed, until, counts):
    loop = asyncio.get_running_loop()
    rng = random.Random(seed)
    while loop.time() < until:
        task = asyncio.create_task(talk(port, rng, counts))
        if rng.randrange(4):
            await task
        else:
            # It is cancelled wherever it is.
            await asyncio.sleep(rng.random() * 0.03)
            if task.cancel():
                counts.cancelled += 1
            try:
                await task
            except asyncio.CancelledError:
                pass


async def settle():
    for _ in range(200):
        if len(asyncio.all_tasks()) == 1:
            break
        await asyncio.sleep(0.02)
    gc.collect()


async def run(seconds, port, counts):
    until = asyncio.get_running_loop().time() + seconds
    await asyncio.gather(*(client(port, seed, until, counts) for seed in range(CLIENTS)))
    await settle()


async def main():
    problems = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: problems.append(context))
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096)
    port = server.sockets[0].getsockname()[1]
    counts = Counts()
    # The first connections also open what the loop itself needs.
    await talk(port, random.Random(0), counts)
    await settle()
    before = descriptors()
    await run(SECONDS / 3, port, counts)
    memory = resident()
    await run(SECONDS * 2 / 3, port, counts)
    growth = resident() - memory
    leaked = descriptors() - before
    server.close()
    await server.wait_closed()
    print("wrong answers", counts.wrong)
    print("problems", problems)
    print("descriptors leaked", leaked)
    print("tasks leaked", len(asyncio.all_tasks()) - 1)
    print("memory flat", growth < 8 * 2 ** 20 + memory // 4)
    print("enough", counts.exchanged > 100000, counts.resets > 0, counts.halves > 0, counts.cancelled > 0)
    if len(sys.argv) > 1:
        print(vars(counts), "memory", memory, "growth", growth)


asyncio.run(main())
