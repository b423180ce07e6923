# options: --virtual-time --seed 0
# repeat: 5
"""A program asks another pausa who is in it, and what each waits for."""

import asyncio
import json
import os
import subprocess
import sys
import threading

from greenlet import getcurrent, greenlet

ASKING = "MainThread", "asyncio_0", "Task-1"
lock, event = threading.Lock(), threading.Event()


def steps():
    yield "one"
    yield "two"


def hold():
    with lock:
        event.wait()


def want():
    with lock:
        pass


def pausing():
    getcurrent().parent.switch()


def ask(*command):
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout


async def listen(gate):
    await gate.wait()


async def main():
    gate = asyncio.Event()
    listener = asyncio.create_task(listen(gate), name="listener")
    await asyncio.sleep(1)
    for row in json.loads(await asyncio.to_thread(ask, "ps", str(os.getpid()), "--json")):
        # Where those are that ask, at that moment, is left open.
        if row["name"] not in ASKING:
            print(row["kind"], row["name"], row["state"], row["waits_for"], [place["line"] for place in row["stack"]])
    for line in (await asyncio.to_thread(ask, "tree", str(os.getpid()))).splitlines():
        if line.strip().startswith("* ") and not any(name in line for name in ASKING):
            print(line)
    gate.set()
    await listener


suspended = steps()
next(suspended)
waiting = greenlet(pausing)
waiting.switch()
threads = [threading.Thread(target=hold, name="holder"), threading.Thread(target=want, name="wanting")]
for thread in threads:
    thread.start()
asyncio.run(main())
event.set()
for thread in threads:
    thread.join()
waiting.switch()
print(subprocess.run([sys.executable, "ps", "1x"], capture_output=True, text=True).stderr)
