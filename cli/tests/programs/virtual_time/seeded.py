# options: --virtual-time --seed 42
# repeat: 10
"""With a seed, everything is the same in each run: chance, hashes, addresses, and who goes first."""

import datetime
import os
import random
import secrets
import tempfile
import threading
import time
import uuid

print(random.random(), random.Random().randrange(1000), random.SystemRandom().random())
print(os.urandom(4).hex(), secrets.token_hex(4), uuid.uuid4())
print({"spam", "ham", "eggs", "toast"}, hash("spam"))
print(next(tempfile._get_candidate_names()))
print(datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc), time.monotonic())


class Thing:
    pass


things = [Thing() for _ in range(12)]
print([things.index(thing) for thing in set(things)])

order = []


def work(name):
    for i in range(4):
        for _ in range(2000):
            pass
        order.append(name)


threads = [threading.Thread(target=work, args=name) for name in "abc"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("".join(order))

barrier = threading.Barrier(4)


def meet(name):
    barrier.wait()
    order.append(name)


order.clear()
threads = [threading.Thread(target=meet, args=name) for name in "abcd"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("".join(order))
