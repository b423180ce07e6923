# needs: greenlet
from support import drive, pause


class Awaitable:
    def __await__(self):
        return pause("await") + (yield pause("inside"))


class Source:
    def __aiter__(self):
        pause("aiter")
        return self

    async def __anext__(self):
        if pause("anext") == "ANEXT":
            self.count = getattr(self, "count", 0) + 1
            if self.count == 3:
                raise StopAsyncIteration
            return self.count

    async def __aenter__(self):
        return pause("aenter")

    async def __aexit__(self, *details):
        pause("aexit")


async def work():
    got = await Awaitable()
    async with Source() as entered:
        numbers = [n async for n in Source()]
    return got, entered, numbers


def body():
    coroutine = work()
    yielded = coroutine.send(None)
    try:
        coroutine.send("?")
    except StopIteration as stop:
        return yielded, stop.value


drive(body, answer=str.upper)
