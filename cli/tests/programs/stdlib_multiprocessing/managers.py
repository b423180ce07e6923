"""Managers: objects that a process keeps for others."""
import multiprocessing as mp
from multiprocessing.managers import BaseManager, NamespaceProxy


def fill(d, l, ns, lock, q, n):
    with lock:
        d[n] = n * n
        l.append(n)
        ns.total += n
    q.put(n)


class Counter:
    def __init__(self, start=0):
        self.n = start

    def up(self, by=1):
        self.n += by
        return self.n

    def fail(self):
        raise ValueError("no", 1)

    def _hidden(self):
        pass


class MyManager(BaseManager):
    pass


MyManager.register("Counter", Counter)


def count(c):
    for _ in range(5):
        c.up()


def main():
    with mp.Manager() as m:
        d, l, ns, lock, q = m.dict(), m.list(), m.Namespace(total=0), m.Lock(), m.Queue()
        ps = [mp.Process(target=fill, args=(d, l, ns, lock, q, i)) for i in range(4)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(sorted(d.items()), sorted(l), ns.total, sorted(q.get() for _ in range(4)), q.empty())
        print([p.exitcode for p in ps])
        d.update(a=1)
        print(d["a"], "a" in d, len(d), d.get("zz"), d.pop("a"), sorted(d.keys()), sorted(d.values()))
        print(sorted(k for k in d))
        print(eval(str(d)) == dict(d.items()), l[1:] == list(l)[1:], str(ns))
        try:
            d["nothing"]
        except KeyError as e:
            print("KeyError", e)
        l.sort(reverse=True)
        l += [7]
        print(l, len(l), l[-1], l.index(7), l.count(7), 7 in l, list(reversed(l)))
        print(repr(l).split(" at ")[0], repr(d).split(" at ")[0], type(ns) is NamespaceProxy)
        del ns.total
        print(hasattr(ns, "total"))
        nested = m.list([m.dict(x=1)])
        nested[0]["y"] = 2
        print(nested[0], sorted(d.copy().items()))
        e, v, a = m.Event(), m.Value("i", 5), m.Array("d", [1, 2])
        e.set()
        v.value += 1
        a[1] = 2.5
        print(e.is_set(), e.wait(1), v.value, v, a[1], len(a), a[:])
        s, c, b, r = m.Semaphore(2), m.Condition(), m.Barrier(1), m.RLock()
        print(s.acquire(), s.acquire(), s.acquire(False), s.release())
        with c:
            c.notify_all()
            print(c.wait(0.01), c.wait_for(lambda: True))
        print(b.wait(), b.parties, b.n_waiting, b.broken)
        with r, r:
            print("twice")
        pool = m.Pool(2)
        print(pool.map(abs, [-1, 2, -3]), pool.apply_async(abs, (-9,)).get())
        pool.close()
    try:
        m.dict()
    except Exception as e:
        print(type(e).__name__)
    try:
        d["x"]
    except Exception as e:
        print(isinstance(e, (OSError, EOFError)))

    with MyManager() as m:
        c = m.Counter(10)
        p = mp.Process(target=count, args=(c,))
        p.start()
        p.join()
        print(c.up(0), c.up(by=5), repr(c).split(" at ")[0])
        try:
            c.fail()
        except ValueError as e:
            print("ValueError", e.args)
        print(hasattr(c, "_hidden"), hasattr(c, "up"))
        try:
            c._callmethod("_hidden")
        except Exception as e:
            print(type(e).__name__)
        print(m._number_of_objects())
        c = None
        print(m._number_of_objects())


if __name__ == "__main__":
    main()
    print(mp.active_children())
