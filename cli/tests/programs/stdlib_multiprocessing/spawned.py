"""Processes that are started as new programs."""
import multiprocessing as mp


def work(q, lock, value, event, conn, name):
    with lock:
        value.value += 1
    q.put((name, mp.current_process().name, mp.parent_process() is not None, __name__))
    conn.send([name])
    event.set()


def square(x):
    return x * x


def setup(d):
    global shared
    shared = d


def note(x):
    shared[x] = x + 1


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    q, lock, value, event = ctx.Queue(), ctx.Lock(), ctx.Value("i", 5), ctx.Event()
    a, b = ctx.Pipe()
    p = ctx.Process(target=work, args=(q, lock, value, event, b, "x"), name="child")
    p.start()
    print(q.get(), a.recv(), event.wait(5))
    p.join()
    print(p.exitcode, value.value)
    with ctx.Pool(2) as pool:
        print(pool.map(square, range(5)))
    with ctx.Manager() as m:
        d = m.dict()
        with ctx.Pool(1, setup, (d,)) as pool:
            pool.map(note, range(3))
        print(sorted(d.items()))
    try:
        ctx.Process(target=lambda: None).start()
    except Exception as e:
        print(type(e).__name__)
    print(mp.get_start_method(), mp.get_all_start_methods()[:2], type(ctx).__name__)
    mp.set_start_method("spawn", force=True)
    print(mp.get_start_method())
    try:
        mp.set_start_method("fork")
    except RuntimeError as e:
        print(e)
    p = mp.Process(target=square, args=(2,), daemon=True)
    p.start()
    p.join()
    print(p.exitcode, mp.active_children(), mp.cpu_count() > 0)
