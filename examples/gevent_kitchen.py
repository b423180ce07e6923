# needs: gevent
# sleeps: ten seconds
"""A kitchen of greenlets: a pool of cooks, orders in a queue, an event when all is served, and a limit of time for guests."""

import time

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.queue import Queue

TAKES = {"soup": 1.0, "stew": 4.0, "salad": 0.5, "roast": 7.0}

began = time.time()
served = Queue()
closing = Event()


def say(text):
    print(f"{time.time() - began:4.1f} s  {text}")


def cook(guest, dish):
    gevent.sleep(TAKES[dish])
    served.put((guest, dish))


def waiter():
    """Brings what comes out of the kitchen, until StopIteration is put where a dish should be."""
    for guest, dish in served:
        say(f"{guest} gets {dish}")
    closing.set()


def impatient(guest, dish, limit):
    order = kitchen.spawn(cook, guest, dish)
    with gevent.Timeout(limit, False):
        order.join()
        return
    order.kill()
    say(f"{guest} has waited {limit} s for {dish}, and leaves")


kitchen = Pool(2)
hall = gevent.spawn(waiter)
guest = gevent.spawn(impatient, "Zora", "roast", 2.4)
for name, dish in [("Yann", "stew"), ("Xenia", "soup"), ("Will", "salad"), ("Vera", "soup")]:
    # A full pool makes who spawns wait.
    kitchen.spawn(cook, name, dish)
    gevent.sleep(0.2)
kitchen.join()
guest.join()
served.put(StopIteration)
say(f"closing time: {closing.wait(timeout=5)}")
print("cooks at work:", len(kitchen), "- waiter done:", hall.ready())
