"""Greenlets that switch to each other; one of them blocks its thread."""
import time

from greenlet import greenlet


def ping():
    for _ in range(2):
        time.sleep(1)
        other.switch()


def pong():
    while True:
        one.switch()


one, other = greenlet(ping), greenlet(pong)
one.switch()
other.throw()
print(one.dead, other.dead)
