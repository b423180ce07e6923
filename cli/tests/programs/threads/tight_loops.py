"""Loops without calls make way: for other threads, and for signals."""
import signal
import threading
import time

stop = []
counts = {}


def over_list():
    n = 0
    while not stop:
        n += 1
    counts["list"] = n


def over_break():
    n = 0
    while True:
        n += 1
        if stop:
            break
    counts["break"] = n


def over_text():
    n = 0
    while state[0] != "stop":
        n += 1
    counts["text"] = n


def over_objects():
    n = 0
    while here[0] != there:
        n += 1
    counts["objects"] = n


state = ["go"]
there = object()
here = [object()]
threads = [threading.Thread(target=f) for f in (over_list, over_break, over_text, over_objects)]
for t in threads:
    t.start()
time.sleep(0.05)
stop.append(1)
state[0] = "stop"
here[0] = there
for t in threads:
    t.join()
print(sorted(counts), all(n > 10 for n in counts.values()))

stop.clear()
signal.signal(signal.SIGALRM, lambda *_: stop.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.02)
while not stop:
    pass
print("the signal has come")
