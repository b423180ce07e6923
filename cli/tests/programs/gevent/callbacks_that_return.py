# needs: gevent
# What a callback returns is nobody's business.
import gevent
from gevent import subprocess
from gevent.event import Event

for value in (None, False, True, 0, "text"):
    g = gevent.spawn(lambda: "over")
    g.rawlink(lambda g: value)
    gevent.get_hub().loop.run_callback(lambda: value)
    gevent.sleep(0.001)
    print(value, g.get())
event = Event()
event.rawlink(lambda e: False)
gevent.spawn_later(0.001, event.set)
print(event.wait(1))
print(subprocess.run(["sh", "-c", "echo out; echo err >&2"], capture_output=True, text=True))
