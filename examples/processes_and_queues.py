"""Processes with names, a queue between them, a daemon that ends with its parent, and a pool."""

import multiprocessing
import os
import time


def worker(tasks, results):
    me = multiprocessing.current_process()
    assert me.pid == os.getpid()
    for task in iter(tasks.get, None):
        results.put((task, task * task, me.name.startswith("worker-")))


def clock(started):
    started.set()
    while True:
        # Nobody waits for a daemon: it is ended when its parent ends.
        time.sleep(0.05)


def square(n):
    return n * n


def main():
    print("this is", multiprocessing.current_process().name)
    tasks, results = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=worker, name=f"worker-{n}", args=(tasks, results)) for n in range(2)
    ]
    for process in workers:
        process.start()
    print([process.is_alive() for process in workers], len({process.pid for process in workers}))
    for n in range(6):
        tasks.put(n)
    for _ in workers:
        tasks.put(None)
    print(sorted(results.get() for _ in range(6)))
    for process in workers:
        process.join()
    print([(process.name, process.exitcode, process.is_alive()) for process in workers])

    started = multiprocessing.Event()
    daemon = multiprocessing.Process(target=clock, args=(started,), daemon=True)
    daemon.start()
    started.wait()
    print("the daemon is alive:", daemon.is_alive(), daemon.daemon)

    with multiprocessing.Pool(3) as pool:
        print(pool.map(square, range(10)))
        print(pool.apply_async(square, (12,)).get(timeout=10))

    total = multiprocessing.Value("i", 0)
    adders = [multiprocessing.Process(target=add, args=(total, 100)) for _ in range(2)]
    for process in adders:
        process.start()
    for process in adders:
        process.join()
    print("shared:", total.value)


def add(total, times):
    for _ in range(times):
        with total.get_lock():
            total.value += 1


if __name__ == "__main__":
    main()
