"""async/await without any library: the event loop is forty lines."""

import heapq
from collections import deque
from types import coroutine


@coroutine
def sleep(seconds):
    """Tell the loop to come back later; time is pretended."""
    return (yield "sleep", seconds)


class Future:
    def __init__(self):
        self.result, self.done, self.waiting = None, False, []

    def __await__(self):
        if not self.done:
            yield "wait", self
        return self.result


class Loop:
    def __init__(self):
        self.now, self.ready, self.timers, self.count = 0.0, deque(), [], 0

    def spawn(self, coroutine):
        future = Future()
        self.ready.append((coroutine, future))
        return future

    def run(self, main):
        result = self.spawn(main)
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.timers)
                self.ready.append(task)
            self.step(*self.ready.popleft())
        return result.result

    def step(self, coroutine, future):
        try:
            request, argument = coroutine.send(None)
        except StopIteration as stop:
            future.result, future.done = stop.value, True
            self.ready.extend(future.waiting)
            return
        if request == "sleep":
            self.count += 1
            heapq.heappush(self.timers, (self.now + argument, self.count, (coroutine, future)))
        else:
            argument.waiting.append((coroutine, future))


loop = Loop()


def log(text):
    print(f"{loop.now:4.1f}  {text}")


async def cook(dish, minutes):
    log(f"{dish} is on the stove")
    await sleep(minutes)
    log(f"{dish} is ready")
    return dish.upper()


async def dinner():
    futures = [
        loop.spawn(cook(dish, minutes))
        for dish, minutes in [("rice", 12), ("soup", 20), ("egg", 6.5)]
    ]
    log("waiting for all")
    dishes = [await future for future in futures]
    await sleep(0.5)
    return " & ".join(dishes)


log("served: " + loop.run(dinner()))
