# needs: aiohttp
"""What an aiohttp server and an aiohttp client do with peers that misbehave."""
import asyncio
import logging
import os
import tempfile
import warnings

try:
    import aiohttp
    from aiohttp import web
except ModuleNotFoundError:
    # An interpreter without the package has nothing to compare.
    raise SystemExit("aiohttp is not there")

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


async def hello(request):
    return web.Response(text="hello")


async def upload(request):
    return web.Response(text=str(len(await request.read())))


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def raw(port, data, rest=True):
    """Send bytes; return the status line, and whether a greeting follows."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        async with asyncio.timeout(2):
            line = await reader.readline()
            rest = await reader.read() if rest else b""
        return line.decode().strip(), b"hello" in rest
    except (ConnectionError, TimeoutError) as e:
        return type(e).__name__
    finally:
        writer.close()


async def server_side():
    app = web.Application(client_max_size=10000)
    app.router.add_get("/", hello)
    app.router.add_post("/", upload)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    before = descriptors()
    close = b"Connection: close\r\n\r\n"
    print(await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n" + close))
    print(await raw(port, b"GET / HTTP/1.0\r\n\r\n"))
    print(await raw(port, b"nonsense\r\n\r\n"))
    print(await raw(port, b"GET / HTTP/9.9\r\n\r\n"))
    print(await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n" + close))
    print(await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: %b\r\n" % (b"y" * 9000) + close))
    print(await raw(port, b"GET /" + b"y" * 9000 + b" HTTP/1.1\r\nHost: a\r\n" + close))
    print(await raw(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n" + close))
    print(await raw(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n" + close + b"ab"))
    print(await raw(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + close))
    print(await raw(port, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + close + b"5\r\nhello\r\n0\r\n\r\n"))
    print(await raw(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000000\r\n" + close + b"x" * 20000, rest=False))
    print(await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 3 + b"GET / HTTP/1.1\r\nHost: a\r\n" + close))
    # Peers that go in the middle.
    for data in (b"", b"GE", b"GET / HTTP/1.1\r\nHost", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(data)
        await asyncio.sleep(0.01)
        writer.transport.abort()
    print(await raw(port, b"GET / HTTP/1.1\r\nHost: a\r\n" + close))
    await asyncio.sleep(0.05)
    print("descriptors", descriptors() - before)
    await runner.cleanup()


ANSWERS = {
    "/closed": b"",
    "/partial-head": b"HTTP/1.1 200 OK\r\nContent-",
    "/nonsense": b"what is this\r\n\r\n",
    "/short": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
    "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
    "/bad-gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "/endless": b"HTTP/1.1 200 OK\r\n\r\nto the end",
    "/early": b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "/long-header": b"HTTP/1.1 200 OK\r\nX: %b\r\n\r\n" % (b"y" * 9000),
    "/bad-redirect": b"HTTP/1.1 302 Found\r\nLocation: foo://x\r\nContent-Length: 0\r\n\r\n",
    "/no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/ok": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
}


async def answer(reader, writer):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split()[1].decode()
        if path == "/silent":
            await reader.read()
        elif path == "/reset":
            writer.transport.abort()
        else:
            writer.write(ANSWERS[path])
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    writer.close()


async def client_side():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    base = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
    before = descriptors()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        for path in [*ANSWERS, "/reset"]:
            try:
                async with session.get(base + path) as r:
                    print(path, r.status, await r.read())
            except (aiohttp.ClientError, asyncio.TimeoutError) as e:
                kinds = [k.__name__ for k in type(e).__mro__ if k.__name__.startswith(("Client", "Server"))]
                print(path, kinds)
        # Cancelled at every moment.
        for turns in range(12):
            task = asyncio.create_task(session.get(base + ("/silent" if turns % 2 else "/ok")))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            try:
                (await task).release()
            except asyncio.CancelledError:
                pass
        async with session.get(base + "/ok") as r:
            print(await r.text())
    server.close()
    await asyncio.sleep(0.05)
    print("descriptors", descriptors() - before + 1, "tasks", len(asyncio.all_tasks()))


async def limits():
    now = most = 0

    async def handler(request):
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        return web.Response(text="x")

    app = web.Application()
    app.router.add_get("/", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://127.0.0.1:%d/" % runner.addresses[0][1]
    for options in ({"limit": 5}, {"limit_per_host": 3}, {"limit": 1, "force_close": True}):
        most = 0
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(**options)) as session:
            async def get():
                async with session.get(url) as r:
                    return await r.text()
            done = await asyncio.gather(*(get() for _ in range(20)))
        print(options, len(done), most)
    await runner.cleanup()


async def files():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.txt"), "w") as f:
            f.write("0123456789")
        os.symlink("/etc/passwd", os.path.join(folder, "link"))
        app = web.Application()
        app.router.add_static("/static", folder)
        runner = web.AppRunner(app)
        await runner.setup()
        path = os.path.join(folder, "sock")
        await web.UnixSite(runner, path).start()
        async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(path)) as session:
            for name, headers in (("a.txt", {}), ("a.txt", {"Range": "bytes=2-4"}), ("a.txt", {"Range": "bytes=-3"}),
                                  ("a.txt", {"Range": "bytes=20-"}), ("none", {}), ("link", {}), ("", {}),
                                  ("%2e%2e/%2e%2e/etc/passwd", {})):
                async with session.get("http://x/static/" + name, headers=headers) as r:
                    print(name, r.status, r.content_type, r.headers.get("Content-Range"),
                          await r.text() if r.status < 300 else "")
            async with session.get("http://x/static/a.txt") as r:
                tag = r.headers["ETag"]
            async with session.get("http://x/static/a.txt", headers={"If-None-Match": tag}) as r:
                print(r.status, await r.read())
        await runner.cleanup()


asyncio.run(server_side())
asyncio.run(client_side())
asyncio.run(limits())
asyncio.run(files())
