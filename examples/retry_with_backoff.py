# sleeps: a minute
# timeout: 100
"""A client of a service that fails: it waits longer each time, and a circuit breaker spares the service while it is down."""

import asyncio
import random


class Unavailable(Exception):
    """The service does not answer."""


class Open(Exception):
    """The breaker does not even ask."""


class Service:
    """Down between the second 3 and the second 30."""

    def __init__(self):
        self.asked = 0
        self.began = asyncio.get_running_loop().time()

    async def quote(self):
        self.asked += 1
        await asyncio.sleep(0.2)
        if 3 <= asyncio.get_running_loop().time() - self.began < 30:
            raise Unavailable
        return random.choice(["Pauses are part of music.", "All comes to him who waits.", "Make haste slowly."])


class Breaker:
    """After three failures in a row nobody is let through for ten seconds; then one is, to see."""

    def __init__(self, call):
        self.call, self.failures, self.until = call, 0, 0

    async def __call__(self):
        now = asyncio.get_running_loop().time()
        if now < self.until:
            raise Open
        try:
            result = await self.call()
        except Unavailable:
            self.failures += 1
            if self.failures >= 3:
                self.until = now + 10
            raise
        self.failures = 0
        return result


async def patiently(call, say):
    """Asks again and again: after 1 s, 2 s, 4 s, 8 s, and never more than 8."""
    wait = 1
    while True:
        try:
            return await call()
        except (Unavailable, Open) as e:
            say(f"{type(e).__name__}: again in {wait} s")
            await asyncio.sleep(wait)
            wait = min(wait * 2, 8)


async def main():
    random.seed(3)
    service = Service()
    call = Breaker(service.quote)

    def say(text):
        print(f"{asyncio.get_running_loop().time() - service.began:4.0f} s  {text}")

    for _ in range(4):
        say(await patiently(call, say))
        await asyncio.sleep(2)
    print("The service was asked", service.asked, "times.")


asyncio.run(main())
