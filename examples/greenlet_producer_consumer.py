# needs: greenlet
"""A producer and two consumers around a bounded buffer; blocking is a switch."""

from collections import deque

from greenlet import getcurrent, greenlet


class Channel:
    """`put` and `get` block the greenlet that calls them, wherever it is."""

    def __init__(self, scheduler, size):
        self.scheduler, self.size = scheduler, size
        self.items, self.getters, self.putters = deque(), deque(), deque()

    def put(self, item):
        while len(self.items) >= self.size:
            self.scheduler.block(self.putters)
        self.items.append(item)
        self.scheduler.wake(self.getters)

    def get(self):
        while not self.items:
            self.scheduler.block(self.getters)
        item = self.items.popleft()
        self.scheduler.wake(self.putters)
        return item

    def __iter__(self):
        return iter(self.get, None)


class Scheduler:
    def __init__(self):
        self.ready = deque()

    def spawn(self, function, *arguments):
        self.ready.append(greenlet(lambda: function(*arguments), parent=getcurrent()))

    def pause(self):
        self.block(self.ready)

    def block(self, queue):
        queue.append(getcurrent())
        self.main.switch()

    def wake(self, queue):
        if queue:
            self.ready.append(queue.popleft())

    def run(self):
        self.main = getcurrent()
        while self.ready:
            self.ready.popleft().switch()


def producer(channel, words):
    for word in words:
        print(f"make  {word}")
        channel.put(word)
    channel.put(None)
    channel.put(None)
    print("producer is done")


def consumer(name, channel):
    # `sum` has no idea that its generator blocks.
    letters = sum(len(use(name, word)) for word in channel)
    print(f"{name} used {letters} letters")


def use(name, word):
    print(f"  {name} uses {word}")
    scheduler.pause()
    return word


scheduler = Scheduler()
channel = Channel(scheduler, size=2)
scheduler.spawn(consumer, "left", channel)
scheduler.spawn(consumer, "right", channel)
scheduler.spawn(producer, channel, ["corn", "flax", "oats", "rice", "rye"])
scheduler.run()
