import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


def square(x):
    return x * x


def fail(x):
    raise KeyError(x)


def main():
    with ProcessPoolExecutor(2) as ex:
        print(list(ex.map(square, range(8))), list(ex.map(pow, [2, 3], [3, 2], chunksize=2)))
        f = ex.submit(square, 9)
        print(f.result(), f.done())
        show(lambda: ex.submit(fail, 'k').result())
        print(type(ex.submit(fail, 'k').exception().__cause__).__name__)
        show(lambda: ex.submit(lambda: 1).result(5))
        print(sorted(f.result() for f in as_completed([ex.submit(square, i) for i in range(6)])))
        print(ex.submit(os.getpid).result() != os.getpid())
        show(lambda: ex.submit(time.sleep, 0.1).result(0.01))
        d = wait([ex.submit(square, 2)])
        print(len(d.done), len(d.not_done))
        show(lambda: ex.map(square, [1], chunksize=0))
    show(lambda: ex.submit(square, 1))
    with ProcessPoolExecutor(1) as ex:
        f = ex.submit(os._exit, 3)
        try:
            f.result()
        except BrokenProcessPool as e:
            print(e)
        show(lambda: ex.submit(square, 1))
    show(lambda: ProcessPoolExecutor(0))
    ex = ProcessPoolExecutor(1)
    fs = [ex.submit(time.sleep, 0.05) for _ in range(6)]
    ex.shutdown(cancel_futures=True)
    print(any(f.cancelled() for f in fs), fs[0].result())
    ex = ProcessPoolExecutor(1)
    print(ex.submit(square, 4).result())


if __name__ == '__main__':
    main()
