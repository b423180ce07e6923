"""An echo server on streams, and clients that talk to it at the same time."""

import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def client(port, name, lines):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for line in lines:
        writer.write(f"{name}: {line}\n".encode())
        await writer.drain()
        answers.append((await reader.readline()).decode().rstrip())
    writer.close()
    await writer.wait_closed()
    return answers


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        talks = [client(port, name, ["hello", "how are you", "bye"]) for name in ("ann", "bob", "cid")]
        for answers in await asyncio.gather(*talks):
            print(*answers, sep=" | ")
    print("server closed:", not server.is_serving())


asyncio.run(main())
