"""A rate limiter: so many at once, and so many in each period, whoever comes."""

import asyncio
import collections


class RateLimiter:
    """Lets `count` through in each `period`, in the order in which they come."""

    def __init__(self, count, period):
        self.count = count
        self.period = period
        self.passed = collections.deque()
        self.turn = asyncio.Lock()

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        async with self.turn:
            if len(self.passed) == self.count:
                await asyncio.sleep(self.passed.popleft() + self.period - loop.time())
            self.passed.append(loop.time())

    async def __aexit__(self, *exc):
        pass


async def call(number, limiter, at_once, log, state):
    async with limiter, at_once:
        state["now"] += 1
        state["most"] = max(state["most"], state["now"])
        log.append((asyncio.get_running_loop().time(), number))
        await asyncio.sleep(0.01)
        state["now"] -= 1


async def main():
    limiter = RateLimiter(3, 0.1)
    at_once = asyncio.Semaphore(2)
    log, state = [], {"now": 0, "most": 0}
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*[call(number, limiter, at_once, log, state) for number in range(9)])
    print("order:", [number for _, number in log])
    print("periods:", [round((time - start) / 0.1 - 0.3) for time, _ in log])
    print("at most", state["most"], "at once")


asyncio.run(main())
