# needs: gevent
"""What hears of greenlets that are spawned, and of modules that are patched."""
import gevent
from gevent import Greenlet, events

seen = []


def hears(g):
    seen.append((g.args, g.started, g.ready()))


Greenlet.add_spawn_callback(hears)
gs = [gevent.spawn(lambda x: x * 2, i) for i in range(2)]
later = gevent.spawn_later(0.001, lambda: "later")
g = Greenlet(len, "abc")
print(len(seen))
g.start()
g.start()
print(seen)
gevent.joinall(gs + [later, g])
print([x.value for x in gs + [later, g]], len(seen))


class Own(Greenlet):
    def _run(self):
        return "own"


print(Own.spawn().get(), len(seen))
Greenlet.remove_spawn_callback(hears)
Greenlet.remove_spawn_callback(hears)
print(gevent.spawn(lambda: 3).get(), len(seen))


def bad(g):
    raise ValueError("not this one")


Greenlet.add_spawn_callback(bad)
try:
    gevent.spawn(len, "x")
except ValueError as e:
    print(e)
Greenlet.remove_spawn_callback(bad)

# Greenlets of one tree share their locals; the spawner is known as long as it lives.
def child():
    g = gevent.getcurrent()
    g.spawn_tree_locals["child"] = 1
    return g.spawn_tree_locals, g.spawning_greenlet() is parent


def parent_function():
    mine = gevent.getcurrent().spawn_tree_locals
    theirs, known = gevent.spawn(child).get()
    return mine is theirs, mine, known


parent = gevent.spawn(parent_function)
print(parent.get(), gevent.spawn(lambda: 0).spawning_greenlet() is gevent.getcurrent())

from gevent import monkey

log = []


def subscriber(event):
    log.append((type(event).__name__, getattr(event, "module_name", None)))
    if isinstance(event, events.GeventWillPatchModuleEvent) and event.module_name == "select":
        raise events.DoNotPatch


events.subscribers.append(subscriber)
monkey.patch_time()
monkey.patch_select()
print(log, monkey.is_module_patched("time"), monkey.is_module_patched("select"))
log.clear()


def no(event):
    raise events.DoNotPatch


events.subscribers.append(no)
monkey.patch_all()
print(log, monkey.is_module_patched("socket"))
event = events.GeventWillPatchAllEvent({"socket": True, "os": False}, {})
print(event.will_patch_module("socket"), event.will_patch_module("os"), event.will_patch_module("x"))
blocked = events.EventLoopBlocked(None, 1.5, ["report"])
print(blocked.blocking_time, blocked.info, events.IEventLoopBlocked.providedBy(blocked))
print(issubclass(events.GeventDidPatchAllEvent, events.GeventPatchEvent), issubclass(events.DoNotPatch, Exception))
