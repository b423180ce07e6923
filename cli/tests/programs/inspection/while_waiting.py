# options: --seed 0
"""Who waits in the system answers too: for a child, for what it writes, and for its own threads; greenlets of all kinds say what for."""

import json
import os
import subprocess
import sys
import threading
from queue import Queue

import gevent
import stackless
from gevent.event import Event

COMMAND = [sys.executable, "ps", str(os.getpid()), "--json"]


def show(text):
    for row in json.loads(text):
        print("   ", row["kind"], row["name"], row["state"], row["waits_for"])


print("in subprocess.run():")
show(subprocess.run(COMMAND, capture_output=True, text=True).stdout)

print("in read() of a pipe:")
with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True) as child:
    show(child.stdout.read())

print("in wait() for a child:")
with open("/dev/null", "w") as nothing:
    print("   ", subprocess.Popen(COMMAND, stdout=nothing).wait())

lock = threading.Lock()
with lock:
    for name, target in [("locked", lock.acquire), ("queued", Queue().get)]:
        threading.Thread(target=target, name=name, daemon=True).start()
    print("beside threads that run functions of the library:")
    show(subprocess.run(COMMAND, capture_output=True, text=True).stdout)

channel = stackless.channel()
event = Event()
stackless.tasklet(channel.receive)()
stackless.tasklet(lambda: channel.receive())()
stackless.run()
gevent.spawn(lambda: event.wait())
gevent.sleep(0.001)
print("beside tasklets and greenlets:")
show(subprocess.run(COMMAND, capture_output=True, text=True).stdout)
sys.stdout.flush()
os._exit(0)
