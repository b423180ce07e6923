# needs: aiohttp
"""A small service and its client: a shop's stock over HTTP, and its changes over a WebSocket."""

import asyncio

import aiohttp
from aiohttp import WSMsgType, web

STOCK = web.AppKey("stock", dict)
WATCHERS = web.AppKey("watchers", set)

routes = web.RouteTableDef()


@routes.get("/stock")
async def list_stock(request):
    return web.json_response(dict(sorted(request.app[STOCK].items())))


@routes.get("/stock/{item}")
async def show_item(request):
    item = request.match_info["item"]
    if item not in request.app[STOCK]:
        raise web.HTTPNotFound(text=f"no {item} here")
    return web.json_response({item: request.app[STOCK][item]})


@routes.post("/stock/{item}")
async def change_item(request):
    item = request.match_info["item"]
    change = (await request.json())["change"]
    stock = request.app[STOCK]
    count = stock.get(item, 0) + change
    if count < 0:
        raise web.HTTPConflict(text=f"only {stock.get(item, 0)} of {item} left")
    stock[item] = count
    for watcher in list(request.app[WATCHERS]):
        await watcher.send_json({"item": item, "count": count})
    return web.json_response({item: count})


@routes.get("/watch")
async def watch(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    request.app[WATCHERS].add(socket)
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data == "stop":
                break
    finally:
        request.app[WATCHERS].discard(socket)
    return socket


@web.middleware
async def who_is_asking(request, handler):
    """Nobody gets in without a name."""
    if "X-Name" not in request.headers:
        raise web.HTTPUnauthorized(text="who are you?")
    response = await handler(request)
    if not response.prepared:
        response.headers["X-Served-To"] = request.headers["X-Name"]
    return response


async def fill_the_shelves(app):
    app[STOCK].update(apples=3, pears=5)
    print("open")
    yield
    print("closed, with", dict(sorted(app[STOCK].items())))


def make_app():
    app = web.Application(middlewares=[who_is_asking])
    app[STOCK] = {}
    app[WATCHERS] = set()
    app.add_routes(routes)
    app.cleanup_ctx.append(fill_the_shelves)
    return app


async def customer(base):
    async with aiohttp.ClientSession(base, headers={"X-Name": "Ann"}) as session:
        async with session.get("/stock") as response:
            print(response.status, await response.json(), "served to", response.headers["X-Served-To"])

        async with session.ws_connect("/watch") as changes:
            for item, change in (("apples", -2), ("plums", 7), ("pears", -9)):
                async with session.post(f"/stock/{item}", json={"change": change}) as response:
                    print(item, response.status, await response.text())
            print("heard", await changes.receive_json(), await changes.receive_json())
            await changes.send_str("stop")

        answers = await asyncio.gather(*(session.get(f"/stock/{name}") for name in ("apples", "plums", "grapes")))
        print([(answer.status, await answer.text()) for answer in answers])

        try:
            async with session.get("/stock/grapes", raise_for_status=True):
                pass
        except aiohttp.ClientResponseError as error:
            print(error.status, error.message)

    async with aiohttp.request("GET", base + "stock") as response:
        print(response.status, await response.text())


async def main():
    runner = web.AppRunner(make_app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    await customer("http://127.0.0.1:%d/" % runner.addresses[0][1])
    await runner.cleanup()


asyncio.run(main())
