"""Greenlets of a hub: an event, a queue, time."""
import gevent
from gevent.event import Event
from gevent.queue import Queue

begun = Event()
queue = Queue()


def first():
    gevent.sleep(1)
    begun.set()
    queue.put("first")


def second():
    begun.wait()
    gevent.sleep(0.5)
    print(queue.get(), queue.get())


def third():
    gevent.sleep(2)
    queue.put("third")


gevent.joinall([gevent.spawn(f) for f in (first, second, third)])
