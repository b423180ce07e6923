"""Customers at two counters of a bank: processes are generators, time is a heap."""

import heapq
import random
from collections import deque


class Simulation:
    def __init__(self):
        self.now, self.events, self.order = 0, [], 0

    def at(self, delay, process, value=None):
        # The order of arrival breaks ties, so that a run can be repeated.
        self.order += 1
        heapq.heappush(self.events, (self.now + delay, self.order, process, value))

    def run(self):
        while self.events:
            self.now, _, process, value = heapq.heappop(self.events)
            try:
                request = process.send(value)
            except StopIteration:
                continue
            if isinstance(request, int):
                self.at(request, process)
            else:
                request(process)

    def log(self, text):
        print(f"{self.now:3}  {text}")


class Counter:
    """A resource for so many processes at once; the others queue."""

    def __init__(self, simulation, places):
        self.simulation, self.free, self.queue = simulation, places, deque()

    def acquire(self, process):
        if self.free:
            self.free -= 1
            self.simulation.at(0, process, 0)
        else:
            self.queue.append((self.simulation.now, process))

    def release(self):
        if self.queue:
            since, process = self.queue.popleft()
            self.simulation.at(0, process, self.simulation.now - since)
        else:
            self.free += 1


def customer(simulation, name, counter, patience):
    simulation.log(f"{name} arrives")
    waited = yield counter.acquire
    simulation.log(f"{name} is served" + (f" after waiting {waited}" if waited else ""))
    yield patience
    counter.release()
    simulation.log(f"{name} leaves")


def arrivals(simulation, counter, names):
    for name in names:
        simulation.at(0, customer(simulation, name, counter, random.randint(5, 12)))
        yield random.randint(1, 3)


random.seed(2)
simulation = Simulation()
counter = Counter(simulation, places=2)
simulation.at(0, arrivals(simulation, counter, ["Ann", "Bob", "Cy", "Dee", "Eve"]))
simulation.run()
print(f"closed at {simulation.now}")
