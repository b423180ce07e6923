# needs: greenlet
"""A cooperative scheduler: greenlets sleep from anywhere in their calls, in pretended time."""

import heapq

from greenlet import GreenletExit, getcurrent, greenlet


class Hub:
    def __init__(self):
        self.now, self.order, self.queue = 0, 0, []

    def spawn(self, function, *arguments):
        worker = greenlet(lambda: self.guard(function, *arguments))
        self.schedule(worker, 0)
        return worker

    def guard(self, function, *arguments):
        try:
            return function(*arguments)
        except GreenletExit:
            say(f"{arguments[0]} was told to stop")
        except Exception as error:
            say(f"{arguments[0]} failed: {error}")

    def schedule(self, worker, delay):
        self.order += 1
        heapq.heappush(self.queue, (self.now + delay, self.order, worker))

    def run(self):
        self.main = getcurrent()
        while self.queue:
            self.now, _, worker = heapq.heappop(self.queue)
            if not worker.dead:
                worker.parent = self.main
                worker.switch()


hub = Hub()


def sleep(delay):
    hub.schedule(getcurrent(), delay)
    hub.main.switch()


def say(text):
    print(f"{hub.now:3}  {text}")


class Lamp:
    """Its attributes take time, and nobody who uses it needs to know."""

    @property
    def warm(self):
        sleep(3)
        return True

    def __lt__(self, other):
        sleep(1)
        return id(self) < id(other)


def ticker(name, period, times):
    for n in range(1, times + 1):
        say(f"{name} {n}")
        sleep(period)


def inspector(name):
    say(f"{name}: the lamp is {'warm' if Lamp().warm else 'cold'}")
    sorted([Lamp(), Lamp()])
    say(f"{name}: comparing two lamps took a second")
    raise LookupError("no more lamps")


def watchdog(name, victim, after):
    sleep(after)
    say(f"{name} stops somebody")
    # What ends goes to its parent, so become that first.
    victim.parent = getcurrent()
    victim.throw()
    say(f"{name} goes home")


forever = hub.spawn(ticker, "tick", 2, 1000)
hub.spawn(ticker, "tock", 3, 3)
hub.spawn(inspector, "inspector")
hub.spawn(watchdog, "watchdog", forever, 9)
hub.run()
say("everything is quiet")
