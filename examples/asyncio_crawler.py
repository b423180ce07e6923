"""A crawler with a few workers, and the small web that it crawls: a server of our own."""

import asyncio
import re

PAGES = {
    "/": ["/a", "/b", "/c"],
    "/a": ["/a/1", "/a/2", "/"],
    "/b": ["/b/1", "/a", "/missing"],
    "/c": ["/c"],
    "/a/1": ["/a/2", "/b/1"],
    "/a/2": [],
    "/b/1": ["/c", "/b/2"],
    "/b/2": ["/"],
}


async def serve(reader, writer):
    request = await reader.readuntil(b"\r\n\r\n")
    path = request.split()[1].decode()
    if path in PAGES:
        status = "200 OK"
        body = "".join(f'<a href="{link}">{link}</a>\n' for link in PAGES[path])
    else:
        status, body = "404 Not Found", ""
    writer.write(f"HTTP/1.0 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
    await writer.drain()
    writer.close()


async def fetch(port, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
    head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return int(head.split()[1]), body


async def worker(port, queue, seen):
    while True:
        path = await queue.get()
        status, body = await fetch(port, path)
        links = re.findall(r'href="([^"]*)"', body)
        seen[path] = status, links
        for link in links:
            if link not in seen:
                seen[link] = None
                queue.put_nowait(link)
        queue.task_done()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    seen = {"/": None}
    queue = asyncio.Queue()
    queue.put_nowait("/")
    workers = [asyncio.create_task(worker(port, queue, seen)) for _ in range(3)]
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    server.close()
    await server.wait_closed()
    for path, (status, links) in sorted(seen.items()):
        print(f"{path:10} {status}  {len(links)} links")
    print("broken:", [path for path, (status, _) in seen.items() if status != 200])


asyncio.run(main())
