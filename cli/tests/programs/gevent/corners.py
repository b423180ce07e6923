# needs: gevent
# What is less often asked of greenlets, waiters, timeouts and pools.
import gevent
from gevent.hub import Waiter, get_hub
from gevent.event import AsyncResult, Event
from gevent import Timeout, Greenlet
import gevent.pool, gevent.queue, gevent.lock
def show(*a): print(*a)
w=Waiter(); get_hub().loop.run_callback(w.switch, 'val'); show(w.get())
w=Waiter(); w.switch('early'); show(w.get(), w.ready(), w.successful())
w=Waiter(); gevent.spawn(lambda: 7).rawlink(w); show(w.get())
w=Waiter(); get_hub().loop.run_callback(w.throw, ValueError('t'))
try: w.get()
except ValueError as e: show(repr(e))
r=AsyncResult(); gevent.spawn(lambda: 1/0).link(r)
get_hub().NOT_ERROR+=(ZeroDivisionError,KeyError,ValueError)
try: r.get()
except ZeroDivisionError as e: show('zde', r.exc_info[0].__name__, r.exception)
# kill variants
def stubborn():
    while True:
        try: gevent.sleep(10)
        except gevent.GreenletExit: show('refused'); return 'done'
g=gevent.spawn(stubborn); gevent.sleep(0); g.kill(); show(g.value, g.successful())
g=gevent.spawn(gevent.sleep,10); gevent.sleep(0); g.kill(ValueError('killed')); show(repr(g.exception), g.successful())
try: g.get()
except ValueError as e: show(e)
g=gevent.spawn(gevent.sleep,10); gevent.sleep(0); g.kill(ValueError, block=False); show(g.ready()); gevent.sleep(0); show(g.ready(), repr(g.exception))
g=gevent.spawn_later(10, show); show(g.started, g.dead, bool(g)); g.kill(); show(g.started, g.dead, repr(g.value))
g=gevent.spawn(show,'x'); g.throw(KeyError('k')); show(g.dead, repr(g.exception)); gevent.sleep(0)
gevent.kill(gevent.spawn(show, 'never')); gevent.sleep(0)
# self kill
def selfkill(): gevent.getcurrent().kill()
g=gevent.spawn(selfkill); g.join(); show(repr(g.value))
# context manager
with gevent.spawn(gevent.sleep, 0.001) as g: pass
show(g.ready())
# rawlink after done, unlink, has_links
g=gevent.spawn(lambda:3); g.join(); got=[]; g.rawlink(lambda g: got.append(g.value)); show(got); gevent.sleep(0); show(got)
cb=lambda g: got.append('no'); g=gevent.spawn(lambda:3); g.rawlink(cb); show(g.has_links()); g.unlink(cb); show(g.has_links()); g.join(); gevent.sleep(0); show(got)
try: g.rawlink(5)
except TypeError as e: show(str(e)[:17])
# nested spawn tree
def parent():
    gevent.getcurrent().spawn_tree_locals['k']='v'
    return gevent.spawn(lambda: gevent.getcurrent().spawn_tree_locals).get()
show(gevent.spawn(parent).get())
# event
e=Event(); calls=[]; e.rawlink(lambda ev: calls.append(ev is e)); e.set(); gevent.sleep(0); show(calls, e.linkcount())
show(gevent.wait([e], timeout=1)==[e], gevent.wait([Event()], timeout=0.001), gevent.wait(timeout=0.001))
s=gevent.lock.Semaphore(0); gevent.spawn_later(0.001, s.release); show(gevent.wait([s])==[s])
# timeout reuse
t=Timeout(0.001); 
for i in range(1):
    try:
        with t: gevent.sleep(1)
    except Timeout as x: show(x is t, t.pending)
t=Timeout(5); t.start(); show(t.pending)
try: t.start()
except AssertionError: show('already')
t.cancel(); show(t.pending)
show(str(Timeout(1)), str(Timeout(2,'x')))
with Timeout.start_new(None): pass
with Timeout(None): pass
try: gevent.with_timeout(0.001, gevent.sleep, 1)
except Timeout as x: show(x)
# getcurrent etc
show(gevent.getcurrent().parent, type(gevent.spawn(lambda: gevent.getcurrent()).get()).__name__)
show([x for x in gevent.iwait([gevent.spawn(lambda: 1)], timeout=1)][0].value)
show(gevent.joinall([]), gevent.wait([]), gevent.killall([]))
p=gevent.pool.Pool(1); p.spawn(gevent.sleep, 0.01)
try: p.add(Greenlet(show), blocking=False)
except gevent.pool.PoolFull as x: show('full', isinstance(x, gevent.queue.Full))
show(p.join(0.5), p.free_count(), p.wait_available())
show(gevent.config.hub_class if False else '', gevent.version_info[0]>20)
show(len(gevent.pool.Group([gevent.spawn(show)])))
gevent.sleep(0)
show(list(gevent.pool.Group().imap_unordered(lambda x: x*2, iter(range(3)), maxsize=1)))
show(gevent.pool.Pool(3).map(lambda x: x, []))
try: gevent.sleep(-1); show('neg ok')
except BaseException as x: show(repr(x))
try: gevent.sleep('x')
except BaseException as x: show(type(x))
