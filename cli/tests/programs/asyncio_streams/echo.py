"""Servers and clients on streams: TCP and Unix."""
import asyncio
import os
import tempfile


async def handle(reader, writer):
    while line := await reader.readline():
        if line == b"quit\n":
            break
        writer.write(line.upper())
        await writer.drain()
    writer.write(b"bye\n")
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def talk(reader, writer, lines):
    got = []
    for line in lines:
        writer.write(line)
        await writer.drain()
        got.append(await reader.readline())
    if writer.can_write_eof():
        writer.write_eof()
    got.append(await reader.read())
    writer.close()
    await writer.wait_closed()
    return got, reader.at_eof(), writer.is_closing()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    print(server.is_serving(), len(server.sockets))
    host, port = server.sockets[0].getsockname()
    async with server:
        r, w = await asyncio.open_connection(host, port)
        print(type(r).__name__, type(w).__name__, w.get_extra_info("peername") == (host, port),
              w.get_extra_info("nothing", "default"), w.get_extra_info("socket").family.name)
        print(await talk(r, w, [b"hello\n", b"world\n"]))
        async def client(i):
            r, w = await asyncio.open_connection(host, port)
            return await talk(r, w, [f"client {i} line {k}\n".encode() for k in range(3)])
        for res in await asyncio.gather(*[client(i) for i in range(5)]):
            print(res)
        r, w = await asyncio.open_connection(host, port)
        w.writelines([b"a\n", b"b\n", b"quit\n"])
        print(await r.readuntil(b"B\n"), await r.read())
        w.close()
        await w.wait_closed()
        # Much data, both ways.
        r, w = await asyncio.open_connection(host, port, limit=1000)
        line = b"x" * 99 + b"\n"

        async def send():
            for _ in range(2000):
                w.write(line)
                await w.drain()
            w.write_eof()

        t = asyncio.create_task(send())
        total = 0
        while data := await r.read(5000):
            total += len(data)
        await t
        print(total)
        w.close()
    print(server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection(host, port)
    except OSError as e:
        print(type(e).__name__)

    path = os.path.join(tempfile.mkdtemp(), "s")
    server = await asyncio.start_unix_server(handle, path)
    r, w = await asyncio.open_unix_connection(path)
    print(await talk(r, w, [b"over unix\n"]))
    server.close()
    await server.wait_closed()
    os.unlink(path)

    # A plain function as callback; an exception in a coroutine one.
    calls = []

    def plain(reader, writer):
        calls.append("plain")
        writer.write(b"plain\n")
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
        print(await r.read(), calls)
        w.close()

    async def broken(reader, writer):
        await reader.readline()
        raise ValueError("in handler")

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print(c["message"], repr(c["exception"])))
    async with await asyncio.start_server(broken, "127.0.0.1", 0) as server:
        r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
        w.write(b"x\n")
        print(await r.read())
        w.close()
    loop.set_exception_handler(None)

    # A reset peer.
    import socket
    import struct

    async def resets(reader, writer):
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with await asyncio.start_server(resets, "127.0.0.1", 0) as server:
        r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            await r.read()
        except ConnectionResetError as e:
            print("reset", e.errno is not None)
        try:
            w.write(b"x")
            await w.drain()
        except ConnectionResetError as e:
            print("reset again")
        w.close()
        try:
            await w.wait_closed()
        except ConnectionResetError:
            print("closed by reset")


asyncio.run(main())
