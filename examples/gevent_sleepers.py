# needs: gevent
"""Greenlets of a hub that sleep at the same time, and take turns where they give way."""

import time

import gevent


def sleeper(name, seconds):
    gevent.sleep(seconds)
    print(f"{name} has slept for {seconds * 1000:.0f} ms")
    return seconds


def turns(name, count):
    for i in range(count):
        print(name, i)
        gevent.sleep(0)


start = time.time()
greenlets = [gevent.spawn(sleeper, f"sleeper {i}", i * 0.02) for i in (4, 1, 3, 2)]
gevent.joinall(greenlets)
print("as long as the longest:", round(time.time() - start, 1), [g.value for g in greenlets])

gevent.joinall([gevent.spawn(turns, "foo", 3), gevent.spawn(turns, "bar", 3)])
