# sleeps: ten seconds
"""Context variables: each task has its own, and what it calls finds them without being handed anything, threads included."""

import asyncio
import contextvars
import logging
import sys

request = contextvars.ContextVar("request", default="-")
depth = contextvars.ContextVar("depth", default=0)


class Stamp(logging.Filter):
    """Puts the request of whoever logs into each record."""

    def filter(self, record):
        record.request = request.get()
        record.margin = "  " * depth.get()
        return True


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(request)-6s %(margin)s%(message)s"))
handler.addFilter(Stamp())
log = logging.getLogger("shop")
log.addHandler(handler)
log.setLevel(logging.INFO)


def look_up(item):
    log.info("a thread looks up %s", item)
    return {"tea": 4, "cake": 6}[item]


async def price(item):
    token = depth.set(depth.get() + 1)
    try:
        await asyncio.sleep(1)
        return await asyncio.to_thread(look_up, item)
    finally:
        depth.reset(token)


async def handle(name, items, delay):
    request.set(name)
    await asyncio.sleep(delay)
    log.info("asks for %s", " and ".join(items))
    total = 0
    for item in items:
        total += await price(item)
    log.info("pays %d", total)


async def main():
    log.info("the shop opens")
    await asyncio.gather(handle("req-1", ["tea", "cake"], 0.1), handle("req-2", ["cake"], 0.6), handle("req-3", ["tea"], 2.8))
    log.info("the shop closes: no request has leaked out of its task")


asyncio.run(main())

# A copy is a world of its own: what runs in it changes nothing outside.
context = contextvars.copy_context()
context.run(request.set, "inside")
print("in the copy:", context[request], "- outside:", request.get())
