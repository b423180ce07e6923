import sys, types


@types.coroutine
def suspend(x):
    return (yield x)


async def add(a, b):
    return (await suspend(a)) + (await suspend(b))


async def main():
    r = await add(1, 2)
    return "main", r


c = main()
print(
    type(c).__name__,
    c.__name__,
    c.__qualname__,
    c.cr_running,
    c.cr_await,
    c.cr_frame is not None,
    c.cr_code.co_name,
    c.cr_suspended if hasattr(c, "cr_suspended") else "",
    c.cr_origin,
)
print(c.send(None), c.cr_await.__name__, c.send(10))
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
for f in (
    lambda: c.send(None),
    lambda: c.throw(ValueError("v")),
    lambda: c.close(),
    lambda: c.__await__(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


async def f():
    return 1


c = f()
try:
    c.send(5)
except TypeError as e:
    print(e)
c.close()
for text in (
    "for x in c: pass",
    "next(c)",
    "iter(c)",
    "list(c)",
    "c()",
    "[*c]",
    "c.nosuch",
    "c.cr_frame = 1",
    "len(c)",
    "c + 1",
    "yield_from(c)",
    "c.__name__ = 'renamed'; print(c.__name__)",
    "type(c)()",
    "c.send()",
    "a, b = c",
    "await_",
):

    def yield_from(x):
        return list((lambda: (yield from x))())

    c = f()
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
    c.close()


class Aw:
    def __init__(self, *vals):
        self.vals = vals

    def __await__(self):
        got = []
        for v in self.vals:
            got.append((yield v))
        return got


async def use(x):
    return await x


def run(c, *sends):
    out = []
    try:
        out.append(c.send(None))
        for s in sends:
            out.append(c.send(s))
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, type(e).__name__, str(e)
    c.close()
    return out, "suspended"


print(run(use(Aw(1, 2)), "a", "b"), run(use(f())), run(use(Aw())))


class BadAw:
    def __await__(self):
        return 5


class CoroAw:
    def __await__(self):
        return f()


class IterAw:
    def __await__(self):
        return iter([1, 2])


class RaisesAw:
    def __await__(self):
        raise LookupError("in __await__")


def plain_gen():
    yield 1


for x in (5, None, "s", [], BadAw(), CoroAw(), IterAw(), RaisesAw(), plain_gen(), f, object):
    import warnings

    warnings.simplefilter("ignore")
    print(getattr(x, "__name__", type(x).__name__), run(use(x), None, None))


async def twice():
    c = f()
    return await c, await c


print(run(twice()))


async def in_use():
    async def inner():
        await suspend("inner")

    c = inner()
    c.send(None)
    try:
        await c
    finally:
        c.close()


print(run(in_use()))


async def self_await():
    await me


me = self_await()
print(run(me))


async def two():
    x = suspendable()
    a, b = use(x), use(x)
    a.send(None)
    try:
        b.send(None)
    except RuntimeError as e:
        return str(e)
    finally:
        a.close()
        b.close()


async def suspendable():
    await suspend("s")


print(run(two()))


async def exc():
    try:
        await suspend("waiting")
    except ValueError as e:
        return f"handled {e}"
    finally:
        print("finally")


c = exc()
c.send(None)
try:
    c.throw(ValueError("thrown"))
except StopIteration as e:
    print(e.value)
c = exc()
c.send(None)
c.close()
print(c.cr_frame)


async def ignore():
    try:
        await suspend(1)
    except GeneratorExit:
        await suspend(2)


c = ignore()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)


async def stops():
    raise StopIteration("x")


print(run(stops()))


async def stops_async():
    raise StopAsyncIteration("x")


print(run(stops_async()))


async def running():
    for g in (lambda: me.send(None), lambda: me.throw(KeyError), lambda: me.close()):
        try:
            g()
        except ValueError as e:
            print(e)
    return me.cr_running


me = running()
print(run(me))


async def nested(n):
    return 1 + await nested(n - 1) if n else await suspend("deep")


c = nested(150)
print(c.send(None))
try:
    c.send(1000)
except StopIteration as e:
    print(e.value)
lam = lambda: (await_ for await_ in [1])
print(list(lam()))


async def expr():
    return [
        await f(),
        (await f()) + await f(),
        -await f(),
        await f() ** 2,
        {await f(): await f()},
        f"{await f()}",
        (await f(), *[await f()]),
    ], (await f() if await f() else 0)


print(run(expr()))
c = use(Aw(1))
w = c.__await__()
print(type(w).__name__, iter(w) is w, next(w))
try:
    w.send("v")
except StopIteration as e:
    print(e.value)
w = use(Aw(1)).__await__()
next(w)
try:
    w.throw(KeyError("k"))
except KeyError as e:
    print(repr(e))
w.close()
print(
    f.__code__.co_flags & 0x80,
    suspend.__code__.co_flags & 0x100,
    types.CoroutineType.__name__,
    isinstance(f, types.FunctionType),
)


@types.coroutine
def not_gen():
    return 5


@types.coroutine
def returns_gen():
    return plain_gen()


print(run(use(not_gen())), run(use(returns_gen()), None))
try:
    types.coroutine(5)
except TypeError as e:
    print(e)
