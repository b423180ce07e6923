"""drain(): a slow reader stops the writer; the end of the connection wakes it."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    go = asyncio.Event()

    async def slow(reader, writer):
        await go.wait()
        print("server got all:", len(await reader.read()) == 20000000)
        writer.close()

    server = await asyncio.start_server(slow, "127.0.0.1", 0, limit=1024)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    w.transport.set_write_buffer_limits(high=1000)
    print(w.transport.get_write_buffer_limits())
    sent = 0

    async def send():
        nonlocal sent
        for _ in range(200):
            w.write(b"x" * 100000)
            await w.drain()
            sent += 1

    t = asyncio.create_task(send())
    await asyncio.sleep(0.1)
    print(t.done(), sent < 200, w.transport.get_write_buffer_size() > 1000)
    # Two may wait at once.
    t2 = asyncio.create_task(w.drain())
    await asyncio.sleep(0)
    print(t2.done())
    go.set()
    await t
    await t2
    print(sent)
    w.write_eof()
    print(await r.read())
    w.close()
    await w.wait_closed()

    server.close()

    async def stuck(reader, writer):
        await go.wait()
        writer.close()

    server = await asyncio.start_server(stuck, "127.0.0.1", 0, limit=1024)
    # The connection is closed while somebody waits.
    go.clear()
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    w.transport.set_write_buffer_limits(high=0)
    w.write(b"x" * 20000000)
    t = asyncio.create_task(w.drain())
    await asyncio.sleep(0.01)
    print(t.done())
    w.transport.abort()
    print(await t)
    try:
        await w.drain()
    except ConnectionResetError as e:
        print(e)
    go.set()
    server.close()
    await asyncio.sleep(0.01)


asyncio.run(main())
