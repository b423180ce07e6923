import concurrent.futures as cf
import threading, time, gc
from concurrent.futures import ThreadPoolExecutor, Future, wait, as_completed, CancelledError, TimeoutError
import logging

class Quiet(logging.Handler):
    def emit(self, record):
        print(record.levelname, record.name, record.msg, record.exc_info and record.exc_info[0])

logging.getLogger("concurrent.futures").addHandler(Quiet())

def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__module__, type(e).__name__, e)

with ThreadPoolExecutor(3, thread_name_prefix='w') as ex:
    print(list(ex.map(pow, [2, 3, 4], [5, 2, 1])))
    f = ex.submit(lambda: threading.current_thread().name[:-1])
    print(f.result(), f.done(), f.running(), f.cancelled(), f.cancel())
    g = ex.submit(lambda: 1 / 0)
    show(g.result)
    print(repr(g.exception()), repr(g).split('state')[1], repr(f).split('state')[1])
    gate = threading.Event()
    blocked = [ex.submit(gate.wait) for _ in range(3)]
    later = ex.submit(print, 'never')
    time.sleep(0.02)
    print(blocked[0].running(), later.running(), later.cancel(), later.cancelled(), repr(later).split('state')[1])
    show(later.result)
    show(lambda: blocked[0].result(0.01))
    show(lambda: blocked[0].exception(timeout=0.01))
    print(blocked[0].cancel())
    d = wait(blocked + [f], timeout=0.01)
    print(len(d.done), len(d.not_done), type(d).__name__, d._fields)
    show(lambda: list(as_completed(blocked + [f], 0.01)))
    show(lambda: list(ex.map(time.sleep, [0.3], timeout=0.01)))
    gate.set()
    d = wait(blocked)
    print(len(d.done), len(d.not_done))
show(lambda: ex.submit(print))
show(lambda: ThreadPoolExecutor(0))
show(lambda: ThreadPoolExecutor(initializer=3))
show(lambda: wait([Future()], return_when='x'))
f = Future()
f.add_done_callback(lambda f: print('callback', f.result()))
f.add_done_callback(lambda f: 1 / 0)
f.add_done_callback(lambda f: print('third'))
print(repr(f).split('state')[1])
f.set_result(5)
f.add_done_callback(lambda f: print('at once'))
show(lambda: f.set_result(6) if False else str(type(f)))
try:
    f.set_result(6)
except cf.InvalidStateError as e:
    print(str(e).split(' at ')[0])
try:
    f.set_running_or_notify_cancel()
except RuntimeError as e:
    print(e)
f = Future()
print(f.set_running_or_notify_cancel(), f.cancel())
f = Future()
print(f.cancel(), f.cancel(), f.set_running_or_notify_cancel(), f.cancelled())
show(f.exception)

with ThreadPoolExecutor(2, initializer=lambda x: print('init', x), initargs=(7,)) as ex:
    a = ex.submit(time.sleep, 0.02)
    b = ex.submit(lambda: 1 / 0)
    d = wait([a, b], return_when=cf.FIRST_EXCEPTION)
    print(d.done == {b}, d.not_done == {a})
    a.result()
    a = ex.submit(time.sleep, 0.02)
    b = ex.submit(time.sleep, 0)
    d = wait([a, b], return_when=cf.FIRST_COMPLETED)
    print(d.done == {b}, d.not_done == {a})
    print([f is x for f, x in zip(as_completed([a, b]), [b, a])])
    print(sorted(f.result() for f in as_completed([ex.submit(abs, -n) for n in range(20)])))

def bad():
    raise ValueError('no')
ex = ThreadPoolExecutor(1, initializer=bad)
f = ex.submit(print)
show(f.result)
show(lambda: ex.submit(print))
ex.shutdown()

ex = ThreadPoolExecutor(1)
gate = threading.Event()
fs = [ex.submit(gate.wait) for _ in range(3)]
time.sleep(0.01)
ex.shutdown(wait=False, cancel_futures=True)
gate.set()
print([f.cancelled() for f in fs], fs[0].result())
ex = ThreadPoolExecutor(2)
print(ex._max_workers, len(ex._threads))
for _ in range(5):
    ex.submit(int).result()
    time.sleep(0.005)
print(len(ex._threads))
del ex
with ThreadPoolExecutor() as ex:
    print(ex.map(int, ["1"]).__class__.__name__, Future[int])
    it = ex.map(lambda x: 1 // x, [1, 0, 2])
    print(next(it)); show(lambda: next(it)); show(lambda: next(it))
print(cf.Executor().__class__, [x for x in cf.__all__], dir(cf))
show(lambda: cf.nothing)
show(lambda: cf.Executor().submit(1))
ex = ThreadPoolExecutor(2)
ex.submit(lambda: (time.sleep(0.05), print('at the end')))
