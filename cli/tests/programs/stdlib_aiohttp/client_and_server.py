# needs: aiohttp
"""An aiohttp application and its client: methods, bodies, headers, cookies, redirects, errors, streams."""
import asyncio
import gzip
import io
import json
import warnings

try:
    import aiohttp
    from aiohttp import web
except ModuleNotFoundError:
    # An interpreter without the package has nothing to compare.
    raise SystemExit("aiohttp is not there")

routes = web.RouteTableDef()
COUNT = web.AppKey("count", list)


@routes.get("/")
async def index(request):
    return web.Response(text="hello")


@routes.get("/users/{name}/{number:\\d+}", name="user")
async def user(request):
    info = request.match_info
    return web.json_response({"name": info["name"], "number": int(info["number"]), "query": list(request.query.items())})


@routes.route("*", "/method")
async def method(request):
    return web.Response(text=request.method, headers={"X-Method": request.method})


@routes.post("/echo")
async def echo(request):
    return web.Response(body=await request.read(), content_type=request.content_type)


@routes.post("/json")
async def as_json(request):
    return web.json_response({"got": await request.json(), "type": request.content_type, "charset": request.charset})


@routes.post("/form")
async def form(request):
    data = await request.post()
    rows = []
    for key, value in data.items():
        if isinstance(value, web.FileField):
            rows.append([key, value.filename, value.content_type, value.file.read().decode()])
        else:
            rows.append([key, value if isinstance(value, str) else value.decode()])
    return web.json_response(rows)


@routes.get("/cookies")
async def cookies(request):
    response = web.json_response(dict(request.cookies))
    response.set_cookie("seen", str(int(request.cookies.get("seen", 0)) + 1), httponly=True)
    return response


@routes.get("/auth")
async def auth(request):
    header = request.headers.get("Authorization")
    if header is None:
        raise web.HTTPUnauthorized(headers={"WWW-Authenticate": 'Basic realm="x"'})
    login = aiohttp.BasicAuth.decode(header)
    return web.Response(text=f"{login.login}/{login.password}")


@routes.get("/hop/{n}")
async def hop(request):
    n = int(request.match_info["n"])
    raise web.HTTPFound(f"/hop/{n - 1}" if n else "/")


@routes.post("/move")
async def move(request):
    raise web.HTTPTemporaryRedirect("/echo")


@routes.post("/see")
async def see(request):
    raise web.HTTPSeeOther("/method")


@routes.get("/stream")
async def stream(request):
    response = web.StreamResponse(headers={"Content-Type": "text/plain"})
    await response.prepare(request)
    for i in range(5):
        await response.write(b"line %d\n" % i)
        await asyncio.sleep(0)
    await response.write_eof()
    return response


@routes.get("/gzip")
async def packed(request):
    response = web.Response(text="pack " * 1000)
    response.enable_compression()
    return response


@routes.get("/raw-gzip")
async def raw_packed(request):
    return web.Response(body=gzip.compress(b"by hand", mtime=0), headers={"Content-Encoding": "gzip"})


@routes.get("/boom")
async def boom(request):
    raise ZeroDivisionError("boom")


@routes.get("/slow")
async def slow(request):
    await asyncio.sleep(5)
    return web.Response(text="late")


@routes.get("/status/{code}")
async def status(request):
    return web.Response(status=int(request.match_info["code"]))


@routes.view("/view")
class View(web.View):
    async def get(self):
        return web.Response(text="view get " + self.request.path_qs)

    async def put(self):
        return web.Response(text="view put")


async def chunks():
    for i in range(3):
        yield b"part %d;" % i
        await asyncio.sleep(0)


@web.middleware
async def counting(request, handler):
    request.app[COUNT].append(request.path)
    request["mark"] = "seen"
    response = await handler(request)
    response.headers["X-Mark"] = request["mark"]
    return response


def show(e):
    return f"{type(e).__name__}: {e}"


async def main():
    import logging
    # Newer versions of the package warn of what older ones recommend.
    warnings.simplefilter("ignore")
    logging.getLogger("aiohttp.server").disabled = True
    app = web.Application(middlewares=[counting], client_max_size=2000)
    app[COUNT] = []
    events = []

    async def context(app):
        events.append("context begins")
        yield
        events.append("context ends")

    async def started(app):
        events.append("startup")

    async def stopped(app):
        events.append("shutdown")

    async def cleaned(app):
        events.append("cleanup")

    async def prepared(request, response):
        response.headers["X-Prepared"] = "yes"

    app.on_startup.append(started)
    app.on_shutdown.append(stopped)
    app.on_cleanup.append(cleaned)
    app.on_response_prepare.append(prepared)
    app.cleanup_ctx.append(context)
    app.add_routes(routes)
    sub = web.Application()
    sub.add_routes([web.get("/inside", lambda_handler), web.get("/{tail:.*}", tail)])
    app.add_subapp("/sub", sub)
    print(app.router["user"].url_for(name="a b", number="7"), len(app.router.resources()))

    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = "http://127.0.0.1:%d" % runner.addresses[0][1]

    def local(text):
        return str(text).replace(base, "BASE").replace(base[7:], "HOST")

    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"X-All": "1"}) as session:
        async with session.get(base) as r:
            print(r.status, r.reason, r.method, r.content_type, r.charset, r.ok, await r.text())
            print(r.headers["X-Mark"], r.headers["x-prepared"], r.headers["Content-Length"], r.version)
        async with session.get(base + "/users/bob%20x/12?q=1", params={"p": "a b", "n": 5}) as r:
            print(await r.json(), local(r.url))
        async with session.get(base + "/users/bob/none") as r:
            print(r.status, await r.text())
        for name in ("get", "post", "put", "delete", "patch", "options", "head"):
            async with getattr(session, name)(base + "/method") as r:
                print(name, r.status, r.headers["X-Method"], repr(await r.text()))
        async with session.request("PROPFIND", base + "/method") as r:
            print(await r.text())
        for data in (b"bytes", "text", bytearray(b"array"), io.BytesIO(b"file"), chunks(), {"a": "1 2", "b": "ü"},
                     [("x", "1"), ("x", "2")]):
            async with session.post(base + "/echo", data=data) as r:
                print(r.content_type, await r.read())
        async with session.post(base + "/json", json={"a": [1, None, "ü"]}) as r:
            print(await r.json())
        data = aiohttp.FormData()
        data.add_field("name", "value")
        data.add_field("file", b"content", filename="f.txt", content_type="text/x-test")
        data.add_field("other", io.BytesIO(b"more"), filename="g.bin")
        async with session.post(base + "/form", data=data) as r:
            print(await r.json())
        async with session.post(base + "/form", data={"k": "v", "k2": "w w"}) as r:
            print(await r.json())
        for _ in range(3):
            async with session.get(base + "/cookies", cookies={"own": "c"}) as r:
                print(await r.json(), r.cookies["seen"].value, r.cookies["seen"]["httponly"])
        print(sorted((c.key, c.value) for c in session.cookie_jar))
        async with session.get(base + "/auth", auth=aiohttp.BasicAuth("me", "pass")) as r:
            print(r.status, await r.text())
        async with session.get(base + "/auth") as r:
            print(r.status, await r.text(), r.headers["WWW-Authenticate"])
        async with session.get(base.replace("//", "//u:p@") + "/auth") as r:
            print(await r.text(), local(r.url))

        print("-- redirects")
        async with session.get(base + "/hop/2") as r:
            print(await r.text(), [(h.status, local(h.url)) for h in r.history])
        async with session.get(base + "/hop/2", allow_redirects=False) as r:
            print(r.status, r.headers["Location"], await r.text())
        try:
            await session.get(base + "/hop/20", max_redirects=3)
        except aiohttp.TooManyRedirects as e:
            print(type(e).__name__, e.status, len(e.history))
        async with session.post(base + "/move", data=b"again") as r:
            print(r.status, await r.read(), r.method)
        async with session.post(base + "/see", data=b"again") as r:
            print(r.status, await r.read(), r.method)

        print("-- streams")
        async with session.get(base + "/stream") as r:
            print(r.headers.get("Transfer-Encoding"), [line async for line in r.content])
        async with session.get(base + "/stream") as r:
            print(b"".join([c async for c in r.content.iter_chunked(7)]), r.content.at_eof())
        async with session.get(base + "/stream") as r:
            print(await r.content.readline(), await r.content.readexactly(3), await r.content.read(2))
        async with session.get(base + "/gzip") as r:
            print(r.headers["Content-Encoding"], len(await r.text()))
        async with session.get(base + "/raw-gzip") as r:
            print(await r.read())
        async with session.get(base + "/raw-gzip", auto_decompress=False) as r:
            print((await r.read())[:2])

        print("-- errors")
        async with session.get(base + "/boom") as r:
            print(r.status, repr(await r.text()), r.headers.get("Connection"))
        async with session.get(base + "/status/404") as r:
            try:
                r.raise_for_status()
            except aiohttp.ClientResponseError as e:
                print(local(show(e)), e.status, e.message, e.request_info.method)
        try:
            await session.get(base + "/status/503", raise_for_status=True)
        except aiohttp.ClientResponseError as e:
            print(local(show(e)))
        async with session.get(base) as r:
            try:
                await r.json()
            except aiohttp.ContentTypeError as e:
                print(local(show(e)))
        async with session.delete(base + "/echo") as r:
            print(r.status, r.headers["Allow"], await r.text())
        async with session.post(base + "/echo", data=b"x" * 5000) as r:
            print(r.status, await r.text())
        for timeout in (aiohttp.ClientTimeout(total=0.05), aiohttp.ClientTimeout(sock_read=0.05)):
            try:
                await session.get(base + "/slow", timeout=timeout)
            except asyncio.TimeoutError as e:
                print(type(e).__name__, isinstance(e, aiohttp.ServerTimeoutError))
        for url in ("http://127.0.0.1:1/", "foo://x/", "http://"):
            try:
                await session.get(url)
            except aiohttp.ClientError as e:
                print(type(e).__mro__[1].__name__, isinstance(e, (OSError, ValueError)))
        try:
            await session.get(base, data=b"", json=1)
        except ValueError as e:
            print(show(e))

        print("-- routes")
        async with session.get(base + "/view?a=b") as r:
            print(await r.text())
        async with session.put(base + "/view") as r:
            print(await r.text())
        async with session.post(base + "/view") as r:
            print(r.status, r.headers["Allow"])
        async with session.get(base + "/sub/inside") as r:
            print(await r.text())
        async with session.get(base + "/sub/some/where") as r:
            print(await r.text())
        texts = await asyncio.gather(*(fetch(session, f"{base}/users/u{i}/{i}") for i in range(20)))
        print(len(texts), texts[7])
    print(session.closed)
    try:
        await session.get(base)
    except RuntimeError as e:
        print(show(e))
    await runner.cleanup()
    print(events, len(app[COUNT]))


async def fetch(session, url):
    async with session.get(url) as r:
        return (await r.json())["name"]


async def lambda_handler(request):
    return web.Response(text=f"inside {request.path} {request.app is not None}")


async def tail(request):
    return web.Response(text="tail " + request.match_info["tail"])


asyncio.run(main())
