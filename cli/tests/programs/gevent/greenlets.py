# needs: gevent
# Greenlets of a hub: their states and ends, links, the order in which they run.
import gevent
from gevent.event import Event

gevent.get_hub().NOT_ERROR += (ZeroDivisionError,)


def shown(g):
    return repr(g).replace(hex(id(g)), "ID")


out = []


def f(i):
    gevent.sleep(0.001)
    out.append(i)


gevent.joinall([gevent.spawn(f, i) for i in range(20)])
print(out)

out = []
for g in [gevent.spawn_later(0.01 * (5 - i), out.append, i) for i in range(5)]:
    g.join()
print(out)

# The order of starts, sleeps and wake-ups.
e = Event()
log = []


def a():
    log.append("a1")
    gevent.sleep(0)
    log.append("a2")
    gevent.sleep(0)
    log.append("a3")


def b():
    log.append("b1")
    e.clear()
    e.wait()
    log.append("b2")


def c():
    log.append("c1")
    e.set()
    log.append("c2")
    gevent.sleep(0)
    log.append("c3")


gevent.joinall([gevent.spawn(x) for x in (a, b, c)])
print(log)

# Who waits for an event is woken even if it is cleared at once.
woken = []


def waiter(i):
    woken.append((i, e.wait()))


gs = [gevent.spawn(waiter, i) for i in range(3)]
e.clear()
gevent.sleep(0)
e.set()
e.clear()
gevent.joinall(gs)
print(woken)


def long():
    try:
        gevent.sleep(10)
    finally:
        log.append("ended")


log = []
g = gevent.spawn(long)
g.link(lambda g: log.append(("link", g.value)))
g.link_value(lambda g: log.append("value"))
g.link_exception(lambda g: log.append("exception"))
gevent.sleep(0)
g.kill()
print(log, repr(g.value), g.successful(), g.dead, g.ready(), g.exception)
gevent.sleep(0)
print(log)

g = gevent.spawn(long)
g.kill()
print(repr(g.value), g.successful(), g.dead, g.started)

g = gevent.spawn(lambda: 1 / 0)
try:
    gevent.joinall([g], raise_error=True)
except ZeroDivisionError as error:
    print("raised", error)
print(g.exc_info[:2], g.successful(), g.value)
try:
    g.get()
except ZeroDivisionError as error:
    print("raised", error)


def five():
    return 5


g = gevent.Greenlet(five)
print(shown(g), bool(g), g.started, g.dead)
g.start()
print(shown(g), bool(g), g.started, g.dead)
print(g.get(), bool(g), g.started, g.dead, shown(g))
g = gevent.spawn(gevent.sleep, 0.001)
print(shown(g), g.args, g.kwargs)
g.join()
print(shown(g), g.args, g.kwargs, g.name, g.minimal_ident)


class Doubler(gevent.Greenlet):
    def __init__(self, n):
        gevent.Greenlet.__init__(self)
        self.n = n

    def _run(self):
        gevent.sleep(0)
        return self.n * 2


d = Doubler.spawn(21)
print(d.get(), isinstance(d, gevent.Greenlet))
for wrong in ((), (3,)):
    try:
        gevent.spawn(*wrong)
    except TypeError as error:
        print(error)


def late(i):
    gevent.sleep(0.02 * (3 - i))
    return i


print([x.value for x in gevent.iwait([gevent.spawn(late, i) for i in range(3)])])
print([x.value for x in gevent.wait([gevent.spawn(late, i) for i in range(3)], count=2)])
print([x.value for x in gevent.joinall([gevent.spawn(gevent.sleep, 10), gevent.spawn(late, 3)], timeout=0.05)])
many = [gevent.spawn(gevent.sleep, 10) for _ in range(3)]
gevent.sleep(0)
gevent.killall(many)
print([repr(g.value) for g in many])

# A greenlet in whose context a variable is set does not change it for others.
g = gevent.spawn(lambda: gevent.getcurrent().parent is gevent.get_hub())
print(g.get())
try:
    gevent.spawn(gevent.sleep, 1).get(timeout=0.001)
except gevent.Timeout as error:
    print(error)
try:
    gevent.spawn(gevent.sleep, 1).get(block=False)
except gevent.Timeout as error:
    print(repr(str(error)))

# Nobody will ever set it.
gevent.killall([g for g in gs if not g.dead])
try:
    Event().wait(timeout=None)
except gevent.hub.LoopExit as error:
    print(str(error).splitlines()[0], error.args[0])
