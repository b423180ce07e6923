# options: --seed 0
"""A server with many connections is asked who is in it, and serves them all the while and afterwards."""

import asyncio
import collections
import json
import os
import subprocess
import sys

COUNT = 300


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


def ask():
    command = [sys.executable, "ps", str(os.getpid()), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


async def keep_talking(reader, writer, done):
    count = 0
    while not done.is_set():
        writer.write(b"%d\n" % count)
        assert int(await reader.readline()) == count
        count += 1
    return count > 0


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0, backlog=COUNT)
    address = server.sockets[0].getsockname()
    connections = [await asyncio.open_connection(*address) for _ in range(COUNT)]
    done = asyncio.Event()
    talk = asyncio.create_task(keep_talking(*connections[0], done), name="talk")
    rows = await asyncio.to_thread(ask)
    done.set()
    handlers = [row for row in rows if row["kind"] == "task" and row["stack"][-1]["function"] == "echo"]
    print("handlers:", len(handlers), collections.Counter(row["waits_for"] for row in handlers[1:]))
    print("all have an age:", all(row["age"] >= 0 for row in rows if row["kind"] != "generator"))
    print("it was served meanwhile:", await talk)
    for reader, writer in connections:
        writer.write(b"bye\n")
        assert await reader.readline() == b"bye\n"
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()
    print("all were served")


asyncio.run(main())
