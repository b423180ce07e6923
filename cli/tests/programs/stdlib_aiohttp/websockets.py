# needs: aiohttp
"""WebSockets: text, bytes, JSON, pings, closing from both sides, sizes, protocols, compression."""
import asyncio

try:
    import aiohttp
    from aiohttp import WSMsgType, web
except ModuleNotFoundError:
    # An interpreter without the package has nothing to compare.
    raise SystemExit("aiohttp is not there")


async def echo(request):
    ws = web.WebSocketResponse(protocols=("two", "three"), max_msg_size=1000)
    ready = ws.can_prepare(request)
    await ws.prepare(request)
    request.app["log"].append((bool(ready), ws.ws_protocol, ws.compress))
    async for message in ws:
        if message.type is WSMsgType.TEXT:
            if message.data == "close":
                await ws.close(code=4000, message=b"as you like")
            elif message.data == "json":
                await ws.send_json({"a": [1, 2]})
            elif message.data == "ping":
                await ws.ping(b"p")
                await ws.send_str("pinged")
            elif message.data == "drop":
                request.transport.abort()
            else:
                await ws.send_str(message.data.upper())
        elif message.type is WSMsgType.BINARY:
            await ws.send_bytes(message.data[::-1])
        elif message.type is WSMsgType.ERROR:
            request.app["log"].append(("error", ws.close_code, str(message.data)))
    request.app["log"].append(("end", ws.closed, ws.close_code))
    return ws


async def main():
    import warnings
    warnings.simplefilter("ignore")
    app = web.Application()
    app["log"] = []
    app.router.add_get("/ws", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://127.0.0.1:%d/ws" % runner.addresses[0][1]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url, protocols=("one", "two")) as ws:
            print(ws.protocol, ws.closed, ws.close_code)
            await ws.send_str("hello ü")
            print(await ws.receive())
            await ws.send_bytes(b"abc")
            print(await ws.receive())
            await ws.send_str("json")
            print(await ws.receive_json())
            await ws.send_str("ping")
            print(await ws.receive_str())
            await ws.ping()
            await ws.send_str("text for bytes")
            try:
                await ws.receive_bytes()
            except TypeError as e:
                print(type(e).__mro__[-4].__name__, e)
            for wrong in (ws.send_str(b""), ws.send_bytes("")):
                try:
                    await wrong
                except TypeError as e:
                    print(e)
            try:
                await ws.receive(timeout=0.01)
            except asyncio.TimeoutError:
                print("timeout")
        print(ws.closed, ws.close_code)

        print("-- the server closes")
        async with session.ws_connect(url) as ws:
            await ws.send_str("close")
            print([m async for m in ws], ws.closed, ws.close_code)
            message = await ws.receive()
            print(message.type, message.data)

        print("-- many at once")
        async def talk(n):
            async with session.ws_connect(url) as ws:
                got = []
                for i in range(5):
                    await ws.send_str(f"c{n} m{i}")
                    got.append(await ws.receive_str())
                return got
        print((await asyncio.gather(*(talk(n) for n in range(10))))[3])

        print("-- compression")
        async with session.ws_connect(url, compress=15) as ws:
            for text in ("a" * 500, "b" * 500, "again " * 50):
                await ws.send_str(text)
                print(len(await ws.receive_str()), ws.compress)

        print("-- too large")
        async with session.ws_connect(url) as ws:
            await ws.send_bytes(b"x" * 2000)
            message = await ws.receive()
            print(message.type, message.data)

        print("-- dropped")
        async with session.ws_connect(url) as ws:
            await ws.send_str("drop")
            message = await ws.receive()
            print(message.type in (WSMsgType.CLOSED, WSMsgType.ERROR), ws.closed, ws.close_code)

        print("-- no WebSocket")
        async with session.get(url) as r:
            print(r.status, repr(await r.text()))
        try:
            await session.ws_connect(url.replace("/ws", "/none"))
        except aiohttp.WSServerHandshakeError as e:
            print(e.status, e.message)
    await runner.cleanup()
    for row in app["log"]:
        if row[0] != "error" and row[2] not in (1006, 1009):
            print(row)


asyncio.run(main())
