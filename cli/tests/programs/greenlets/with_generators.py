# needs: greenlet
from greenlet import greenlet, getcurrent


# Generators made of greenlets: yield from any depth.
class genlet(greenlet):
    def __init__(self, fn, *args):
        super().__init__(self.body)
        self.fn, self.args = fn, args

    def body(self):
        self.fn(*self.args)
        self.finished = True

    def __iter__(self):
        return self

    def __next__(self):
        self.parent = getcurrent()
        self.finished = False
        value = self.switch()
        if self.finished:
            raise StopIteration
        return value


def Yield(value):
    g = getcurrent()
    while not isinstance(g, genlet):
        if g is None:
            raise RuntimeError("yield outside a genlet")
        g = g.parent
    g.parent.switch(value)


def walk(tree):
    for x in tree:
        if isinstance(x, list):
            walk(x)
        else:
            Yield(x)


print(list(genlet(walk, [1, [2, [3, 4]], 5])))


def numbers(n):
    for i in range(n):
        Yield(i)


def pairs(n):
    for a in genlet(numbers, n):
        for b in genlet(numbers, a):
            Yield((a, b))


print(list(genlet(pairs, 4)), sum(genlet(numbers, 100)), sorted(genlet(numbers, 3), reverse=True))
try:
    Yield(1)
except RuntimeError as e:
    print(e)


def fails():
    Yield(1)
    raise ValueError("from genlet")


g = genlet(fails)
print(next(g))
try:
    next(g)
except ValueError as e:
    print(e)


def perms(items, n=None):
    n = len(items) if n is None else n
    if n <= 1:
        Yield(list(items))
    else:
        for i in range(n):
            items[i], items[n - 1] = items[n - 1], items[i]
            perms(items, n - 1)
            items[i], items[n - 1] = items[n - 1], items[i]


print(list(genlet(perms, [1, 2, 3])))


def mapped():
    list(map(Yield, "abc"))
    sorted("ca", key=lambda c: Yield(c) or c)
    [Yield(c) for c in "xy"]
    max("pq", key=Yield, default=0) if 0 else None


print(list(genlet(mapped)))


def gen_in_greenlet():
    def g():
        x = yield 1
        Yield(("got", x))
        yield 2

    it = g()
    Yield(next(it))
    Yield(it.send("s"))
    it.close()


print(list(genlet(gen_in_greenlet)))
main = getcurrent()


def gen():
    for i in range(3):
        got = main.switch(("switch from generator", i))
        yield ("yield", got)


def consume(it):
    return [x for x in it]


g = greenlet(consume)
print(g.switch(gen()), g.switch("a"), g.switch("b"), g.switch("c"))
shared = gen()
g1 = greenlet(lambda: next(shared))
print(g1.switch())
g2 = greenlet(lambda: next(shared))
try:
    g2.switch()
except ValueError as e:
    print(e)
print(g1.switch("x"), greenlet(lambda: next(shared)).switch())


def outer():
    yield from inner()


def inner():
    yield main.switch("deep in yield from")
    yield 2


g = greenlet(lambda: list(outer()))
print(g.switch(), g.switch("v"))


def closing():
    def g():
        try:
            yield 1
        finally:
            main.switch("in finally of close")

    it = g()
    next(it)
    it.close()
    return "closed"


g = greenlet(closing)
print(g.switch(), g.switch())


def dropping():
    def g():
        try:
            yield 1
        finally:
            main.switch("in finally of drop")

    it = g()
    next(it)
    del it
    return "dropped"


g = greenlet(dropping)
print(g.switch(), g.switch())


async def coro():
    return await A()


class A:
    def __await__(self):
        x = main.switch("in await")
        return (yield x)


c = coro()
g = greenlet(lambda: c.send(None))
print(g.switch(), g.switch("yielded"))
try:
    c.send("end")
except StopIteration as e:
    print(e.value)
