import multiprocessing as mp
import os
import queue
import sys
import time
from multiprocessing import Pool, Process
from multiprocessing.pool import ThreadPool


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


def square(x):
    return x * x


def fail(x):
    raise ValueError(x)


def put_all(q, n):
    for i in range(n):
        q.put((i, 'x' * i))


def echo(c):
    while (x := c.recv()) is not None:
        c.send(x * 2)


def add(value, array, lock, n):
    for i in range(n):
        with value.get_lock():
            value.value += 1
        with lock:
            array[i % len(array)] += 1


def worker(q):
    while (x := q.get()) is not None:
        time.sleep(0.001)
        q.task_done()
    q.task_done()


def main():
    p = Process(target=square, args=(3,), name='sq')
    print(p.name, p.is_alive(), p.exitcode, p.pid, p.daemon, repr(p).split(' parent')[0])
    p.start()
    p.join()
    print(p.exitcode, p.is_alive(), p.pid > 0, mp.active_children(), repr(p).split('stopped')[1])
    for f, code in ((sys.exit, ()), (sys.exit, (3,)), (os._exit, (7,)), (os.abort, ())):
        p = Process(target=f, args=code)
        p.start()
        p.join()
        print(p.exitcode)
    p = Process(target=time.sleep, args=(60,), daemon=True)
    p.start()
    print(p.is_alive(), p.join(0.01), mp.active_children() == [p])
    p.terminate()
    p.join()
    print(p.exitcode)
    p.close()
    show(lambda: p.exitcode)
    show(lambda: Process(target=1).join())
    q = mp.Queue()
    p = Process(target=put_all, args=(q, 50))
    p.start()
    print(sum(len(q.get()[1]) for _ in range(50)), q.empty())
    p.join()
    show(lambda: q.get(timeout=0.01))
    show(lambda: q.get_nowait())
    q = mp.Queue(1)
    q.put(1)
    show(lambda: q.put(2, timeout=0.01))
    print(q.get(), q.full())
    q.close()
    q.join_thread()
    try:
        q.put(1)
    except ValueError as e:
        print(str(e)[-10:])
    a, b = mp.Pipe()
    p = Process(target=echo, args=(b,))
    p.start()
    b.close()
    for x in (1, 'ab', [1, 2], b'x' * 100000):
        a.send(x)
        print(len(str(a.recv())))
    print(a.poll(), a.closed)
    a.send(None)
    a.close()
    p.join()
    show(lambda: a.send(1))
    r, w = mp.Pipe(duplex=False)
    w.send_bytes(b'hello', 1, 3)
    print(r.recv_bytes(), r.readable, r.writable, w.readable)
    show(lambda: r.send(1))
    show(lambda: w.recv())
    v, arr, lock = mp.Value('i', 5), mp.Array('i', 3), mp.Lock()
    ps = [Process(target=add, args=(v, arr, lock, 100)) for _ in range(3)]
    [p.start() for p in ps]
    [p.join() for p in ps]
    print(v.value, arr[:], len(arr), mp.Array('d', [1.5, 2])[1])
    jq = mp.JoinableQueue()
    p = Process(target=worker, args=(jq,))
    p.start()
    for i in range(5):
        jq.put(i)
    jq.put(None)
    jq.join()
    p.join()
    print('joined', p.exitcode)
    e = mp.Event()
    p = Process(target=e.wait)
    p.start()
    e.set()
    p.join()
    print(e.is_set(), p.exitcode)
    s = mp.BoundedSemaphore(2)
    print(s.acquire(), s.acquire(), s.acquire(False), s.release(), s.release())
    show(s.release)
    show(mp.Lock().release)
    rl = mp.RLock()
    print(rl.acquire(), rl.acquire(), rl.release(), rl.release())
    with Pool(2) as pool:
        print(pool.map(square, range(10)), pool.apply(square, (5,)), pool.starmap(pow, [(2, 3), (3, 2)]))
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5), 2)))
        r = pool.apply_async(square, (7,), callback=lambda x: print('callback', x))
        print(r.get(5), r.ready(), r.successful())
        show(lambda: pool.map(fail, [1]))
        show(lambda: list(pool.imap(fail, [1])))
        r = pool.map_async(time.sleep, [0.2])
        show(lambda: r.get(0.01))
        print(pool.map(square, []))
        pool.close()
        show(lambda: pool.apply(square, (1,)))
        pool.join()
    pool = Pool(1, initializer=print, initargs=('init',), maxtasksperchild=2)
    pids = pool.map(os.getppid, []) or [pool.apply(square, (i,)) for i in range(3)]
    print(pids)
    pool.close()
    pool.join()
    with ThreadPool(3) as pool:
        print(pool.map(square, range(5)), pool.apply(len, ('abc',)))
    print(mp.current_process().name, mp.parent_process(), mp.get_start_method(), mp.cpu_count() > 0)
    show(lambda: mp.get_context('nope'))


if __name__ == '__main__':
    main()
