"""Processes that end badly, and what cannot be sent."""
import multiprocessing as mp
import os
import signal
import sys
import time


def sleeper():
    time.sleep(60)


def raiser():
    raise ValueError("in the child")


def fill(conn, n):
    conn.send(b"x" * n)
    conn.close()


def put_all(q):
    for i in range(3):
        q.put("y" * 100000)


def square(x):
    if x == 3:
        raise ValueError(f"not {x}")
    return x * x


class Unpicklable:
    def __reduce__(self):
        raise TypeError("not me")


def give_unpicklable():
    return Unpicklable()


def die():
    os._exit(7)


def setup(n):
    global base
    base = n


def add(x):
    return base + x


def pid(_):
    time.sleep(0.005)
    return os.getpid()


def main():
    p = mp.Process(target=sleeper)
    p.start()
    t = time.monotonic()
    p.join(0.1)
    print("join with a timeout:", p.is_alive(), p.exitcode, 0.05 < time.monotonic() - t < 5)
    os.kill(p.pid, signal.SIGKILL)
    p.join()
    print("killed:", p.exitcode, p.is_alive())
    p = mp.Process(target=sleeper)
    p.start()
    p.terminate()
    p.join()
    print("terminated:", p.exitcode)
    try:
        p.start()
    except AssertionError as e:
        print(e)
    p.close()
    try:
        p.is_alive()
    except ValueError as e:
        print(e)
    for target, args in ((raiser, ()), (sys.exit, (3,)), (sys.exit, ("text",)), (die, ())):
        p = mp.Process(target=target, args=args, name="P")
        saved = os.dup(2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        p.start()
        p.join()
        os.dup2(saved, 2)
        print("exit code:", p.exitcode)

    print("-- a full pipe")
    a, b = mp.Pipe()
    p = mp.Process(target=fill, args=(b, 3_000_000))
    p.start()
    time.sleep(0.05)
    print(p.is_alive(), a.poll(), len(a.recv()))
    p.join()
    b.close()
    try:
        a.recv()
    except EOFError as e:
        print("EOFError")
    q = mp.Queue()
    p = mp.Process(target=put_all, args=(q,))
    p.start()
    print([len(q.get()) for _ in range(3)])
    p.join()
    print(p.exitcode)

    print("-- what cannot be sent")
    try:
        a.send(lambda: 0)
    except Exception as e:
        print(type(e).__name__)
    with mp.Pool(2) as pool:
        try:
            pool.apply(abs, (Unpicklable(),))
        except TypeError as e:
            print("TypeError", e)
        try:
            pool.apply(give_unpicklable)
        except mp.pool.MaybeEncodingError as e:
            print(type(e).__name__)
        try:
            pool.map(square, range(6))
        except ValueError as e:
            print("ValueError", e, type(e.__cause__).__name__, "in square" in str(e.__cause__))
        r = pool.map_async(square, [1, 2], callback=lambda v: print("callback", v))
        print(r.get(10), r.ready(), r.successful())
        r = pool.apply_async(square, (3,), error_callback=lambda e: print("error callback", e))
        r.wait(10)
        print(r.successful())
        it = pool.imap(square, range(5))
        print([next(it) for _ in range(3)])
        try:
            next(it)
        except ValueError as e:
            print("imap", e)
        print(next(it))
        print(sorted(pool.imap_unordered(square, [1, 2, 4], chunksize=2)))
        print(pool.starmap(divmod, [(7, 2), (9, 4)]), pool.apply(square, (5,)))
        try:
            pool.apply_async(time.sleep, (5,)).get(timeout=0.05)
        except mp.TimeoutError:
            print("TimeoutError")
    try:
        pool.map(abs, [1])
    except ValueError as e:
        print(e)
    with mp.Pool(1, initializer=setup, initargs=(100,)) as pool:
        print(pool.map(add, range(3)))
        pool.close()
        pool.join()
    with mp.Pool(1, maxtasksperchild=1) as pool:
        print(len(set(pool.map(pid, range(3), chunksize=1))))
    for bad in (0, -1):
        try:
            mp.Pool(bad)
        except ValueError as e:
            print(e)
    print(mp.active_children())
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("no zombies")


if __name__ == "__main__":
    main()
