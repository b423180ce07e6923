# sleeps: half a minute
# timeout: 60
"""A day of 24 seconds at a lighthouse, run by `sched`: events with priorities, one that repeats, and one that is called off."""

import sched
import time

HOUR = 1.0
began = time.monotonic()
log = sched.scheduler(time.monotonic, time.sleep)


def hour():
    return (time.monotonic() - began) / HOUR


def note(text):
    print(f"{int(hour() + 0.01):02}:00  {text}")


def every(hours, until, action, *args):
    """Repeats by putting itself on the list again."""
    action(*args)
    if hour() + hours < until:
        log.enter(hours * HOUR, 2, every, (hours, until, action, *args))


def fog(bank):
    note("fog comes up: the horn sounds every two hours")
    every(2, bank, note, "  the horn sounds")


def at(when, priority, action, *args):
    return log.enterabs(began + when * HOUR, priority, action, args)


at(6, 1, note, "the lamp is put out")
at(18, 1, note, "the lamp is lit")
at(6, 0, note, "the keeper gets up")
at(18, 2, note, "the keeper writes the log")
boat = at(12, 1, note, "the boat lands with bread and letters")
at(9, 1, fog, 16)
at(10, 1, lambda: (log.cancel(boat), note("too thick for the boat: it stays at home")))
at(23, 1, note, "the keeper goes to bed")

print("on the list:", len(log.queue), "events")
log.run()
print("left on the list:", log.queue)
