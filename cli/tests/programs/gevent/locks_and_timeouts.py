# needs: gevent
# Locks, results, timeouts, pools.
import gevent
from gevent.event import AsyncResult, Event
from gevent.lock import BoundedSemaphore, RLock, Semaphore
from gevent.pool import Group, Pool

log = []
s = Semaphore(1)


def k(i):
    for j in range(2):
        with s:
            log.append((i, j))
            gevent.sleep(0)


gevent.joinall([gevent.spawn(k, i) for i in range(3)])
print(log)
s = Semaphore(2)
running = [0, 0]


def limited():
    with s:
        running[0] += 1
        running[1] = max(running)
        gevent.sleep(0.001)
        running[0] -= 1


gevent.joinall([gevent.spawn(limited) for _ in range(7)])
print(running[1], s.counter, s.locked())
print(Semaphore(0).acquire(timeout=0.001), Semaphore(0).acquire(blocking=False), Semaphore(1).acquire())
try:
    BoundedSemaphore(1).release()
except ValueError as e:
    print(e)
r = RLock()
with r:
    with r:
        print(r.locked())
        other = gevent.spawn(r.acquire, timeout=0.001)
        print(other.get())
print(r.locked())
try:
    r.release()
except RuntimeError as e:
    print(str(e)[:44])

t = gevent.Timeout(0.001)
t.start()
try:
    gevent.sleep(1)
except gevent.Timeout as error:
    print(error is t, error, error.seconds)
with gevent.Timeout(0.001, False):
    gevent.sleep(1)
try:
    with gevent.Timeout(0.001, ValueError("late")):
        gevent.sleep(1)
except ValueError as error:
    print(repr(error))
print(gevent.with_timeout(0.001, gevent.sleep, 1, timeout_value="instead"))
with gevent.Timeout(1):
    pass
outer = gevent.Timeout.start_new(0.001)
try:
    with gevent.Timeout(1):
        gevent.sleep(1)
except gevent.Timeout as error:
    print(error is outer)
for exception in (None, False, "text"):
    print(repr(str(gevent.Timeout(1.5, exception))), repr(str(gevent.Timeout(1, exception))))

r = AsyncResult()
waiters = [gevent.spawn(r.get) for _ in range(3)]
gevent.sleep(0)
r.set(9)
print([g.get() for g in waiters], r.get(), r.value, r.ready(), r.successful())
r = AsyncResult()
gevent.spawn_later(0.001, r.set_exception, KeyError("k"))
try:
    r.get()
except KeyError as e:
    print(repr(e), r.successful(), r.exception is e)
r = AsyncResult()
gevent.spawn(lambda: "linked").link(r)
print(r.get(), AsyncResult().wait(timeout=0.001))
try:
    AsyncResult().get(timeout=0.001)
except gevent.Timeout as e:
    print(e)
e = Event()
print(e.wait(0.001), e.is_set(), e.ready())
gevent.spawn(e.set)
print(e.wait(), e.is_set())


def square(x):
    gevent.sleep(0.001 * (5 - x))
    return x * x


pool = Pool(2)
print(pool.map(square, range(5)))
print(list(pool.imap(square, range(5))))
print(sorted(pool.imap_unordered(square, range(5))))
print(list(Pool(5).imap_unordered(square, [4, 0, 2])))
print(pool.apply(square, (3,)), pool.apply_async(square, (4,)).get())
print(pool.size, pool.free_count(), len(pool), pool.full())
seen = []
pool.apply_async(square, (2,), callback=seen.append).join()
gevent.sleep(0)
print(seen, pool.map_async(square, [1, 2]).get())


def bad(x):
    raise ValueError(x)


gevent.get_hub().NOT_ERROR += (ValueError,)
try:
    pool.map(bad, [1])
except ValueError as e:
    print(repr(e))
try:
    list(pool.imap(bad, [2]))
except ValueError as e:
    print(repr(e))
group = Group()
g = group.spawn(gevent.sleep, 10)
group.add(gevent.spawn(gevent.sleep, 10))
print(len(group), g in group)
group.kill()
print(len(group), group.join())
for _ in range(3):
    group.spawn(gevent.sleep, 0.001)
print(group.join(), len(group))
print(list(group.imap(lambda a, b: a + b, [1, 2], [10, 20])))
