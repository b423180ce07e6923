import types


@types.coroutine
def suspend(x):
    return (yield x)


def run(c, answer=lambda x: x):
    out, value = [], None
    try:
        while True:
            x = c.send(value)
            out.append(x)
            value = answer(x)
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, f"{type(e).__name__}: {e}"


class Count:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        await suspend(("anext", self.i))
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


class CM:
    def __init__(self, tag, swallow=False):
        self.tag, self.swallow = tag, swallow

    async def __aenter__(self):
        await suspend("enter " + self.tag)
        return self.tag

    async def __aexit__(self, t, v, tb):
        await suspend(f"exit {self.tag} {t and t.__name__}")
        return self.swallow


async def loop():
    out = []
    async for x in Count(3):
        if x == 2:
            continue
        out.append(x)
    else:
        out.append("else")
    async for x in Count(5):
        if x == 2:
            break
    else:
        out.append("no")
    return out, x


print(run(loop()))


async def comps():
    return (
        [x async for x in Count(2)],
        {x async for x in Count(2) if x > 1},
        {x: -x async for x in Count(1)},
        [await suspend(x) for x in "ab"],
        [y async for x in Count(1) for y in (x, x + 1)],
        [x for x in [await suspend("q")]],
        [z async for z in (w async for w in Count(2))],
        [[x async for x in Count(i)] for i in range(2)],
    )


print(run(comps()))


async def withs():
    async with CM("a") as a, CM("b") as b:
        print("body", a, b)
    async with CM("c", swallow=True):
        raise ValueError("swallowed")
    async with CM("d") as d, CM("e"):
        pass
    try:
        async with CM("f"):
            raise KeyError("out")
    except KeyError as e:
        print("escaped", e)
    async with CM("g"):
        return "returned from with"


print(run(withs()))


async def loop_with():
    for i in range(3):
        async with CM(str(i)):
            if i == 0:
                continue
            if i == 1:
                break


print(run(loop_with()))


class NotIter:
    pass


class BadAiter:
    def __aiter__(self):
        return 5


class AwaitAiter:
    async def __aiter__(self):
        return Count(1)


class BadAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class RaisesAnext:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise LookupError("in anext")


import warnings

warnings.simplefilter("ignore")


async def try_for(x):
    async for _ in x:
        pass


for x in (5, [1], NotIter(), BadAiter(), AwaitAiter(), BadAnext(), RaisesAnext(), None):
    print(type(x).__name__, run(try_for(x)))


class NoExit:
    async def __aenter__(self):
        pass


class NoEnter:
    async def __aexit__(self, *a):
        pass


class SyncOnly:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


class BadEnter:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *a):
        pass


class BadExit:
    async def __aenter__(self):
        pass

    def __aexit__(self, *a):
        return 5


class ExitRaises:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        raise RuntimeError("from exit")


async def try_with(x):
    async with x:
        print("in body")


for x in (5, NoExit(), NoEnter(), SyncOnly(), BadEnter(), BadExit(), ExitRaises()):
    print(type(x).__name__, run(try_with(x)))


async def sync_with_async():
    with CM("x"):
        pass


print(run(sync_with_async()))


async def chained():
    try:
        async with ExitRaises():
            raise KeyError("body")
    except RuntimeError as e:
        return repr(e), repr(e.__context__)


print(run(chained()))


async def builtin_forms():
    it = aiter(Count(2))
    out = [await anext(it), await anext(it)]
    try:
        await anext(it)
    except StopAsyncIteration:
        out.append("stopped")
    return out


print(run(builtin_forms()))
for text in ("aiter(5)", "aiter([])", "anext(5)", "anext(Count(1), 1, 2)", "aiter()", "anext()"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


async def genexp():
    return (
        type((await suspend(x) for x in "a")).__name__,
        type((x async for x in Count(1))).__name__,
        type((x for x in "a")).__name__,
    )


print(run(genexp()))
for bad in [
    "async with a: pass",
    "async for x in y: pass",
    "def f():\n await x",
    "def f():\n async with a: pass",
    "def f():\n async for x in y: pass",
    "def f():\n [x async for x in y]",
    "await x",
    "async def f():\n yield from x",
    "async def f():\n return 1\n yield",
    "class A:\n await x",
    "async def f():\n def g():\n  await x",
    "async def f():\n lambda: await x",
    "async x",
    "async def f(): await",
    "async def f(x=await y): pass",
    "[await x for x in y]",
    "async def f():\n class A:\n  await x",
    "async def f():\n [await x for x in y]\n {x async for x in y}\n (x async for x in y)",
    "async = 1",
    "await = 1",
    "async def f(await): pass",
    "async def await(): pass",
    "def f(): (yield) = 1",
    "async def f(): x = yield; await x",
    "async def f(): (await x) = 1",
    "async def f(): await x = 1",
    "async def f(): del await x",
]:
    try:
        compile(bad, "<t>", "exec")
        print(repr(bad), "compiles")
    except SyntaxError as e:
        print(repr(bad), "->", e.msg)
