import sys, types


@types.coroutine
def suspend(x):
    return (yield x)


def run(c):
    out = []
    try:
        while True:
            out.append(c.send(None))
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, f"{type(e).__name__}: {e}"


async def agen(tag="g"):
    try:
        got = yield 1
        print(tag, "got", got)
        await suspend("mid")
        got = yield 2
        print(tag, "got", got)
    except ValueError as e:
        print(tag, "caught", e)
        yield "recovered"
    finally:
        await suspend(tag + " finally")


g = agen()
print(
    type(g).__name__,
    g.__name__,
    g.__qualname__,
    g.ag_running,
    g.ag_frame is not None,
    g.ag_await,
    g.ag_code.co_name,
    g.__aiter__() is g,
)
print(
    run(g.__anext__()), run(g.asend("A")), run(g.asend("B")), run(g.__anext__()), run(g.asend(None))
)
g = agen("t")
print(run(g.__anext__()), run(g.athrow(ValueError("v"))), run(g.__anext__()))
g = agen("c")
print(run(g.__anext__()), run(g.aclose()), run(g.aclose()), run(g.__anext__()))
g = agen("u")
print(run(g.aclose()), run(g.__anext__()))
g = agen("v")
print(run(g.asend(5)))
g = agen("w")
print(run(g.athrow(KeyError("before start"))))
g = agen("x")
print(run(g.__anext__()), run(g.athrow(KeyError("mid"))))


async def loop():
    out = []
    async for x in agen("loop"):
        out.append(x)
    return out, [x async for x in agen("comp")]


print(run(loop()))


async def early():
    async for x in (g := agen("early")):
        break
    await g.aclose()
    return x


print(run(early()))


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
run(g.__anext__())
print(run(g.aclose()))


async def ret():
    return
    yield


print(run(ret().__anext__()))


async def raises_stop():
    raise StopAsyncIteration
    yield


async def raises_stop2():
    raise StopIteration
    yield


print(run(raises_stop().__anext__()), run(raises_stop2().__anext__()))
g = agen("r")
a = g.asend(None)
print(
    type(a).__name__,
    type(g.aclose()).__name__,
    type(g.athrow(ValueError)).__name__,
    type(g.__anext__()).__name__,
)
print(a.send(None) if 0 else run(a))
try:
    a.send(None)
except RuntimeError as e:
    print(e)
for text in (
    "next(g)",
    "iter(g)",
    "list(g)",
    "for x in g: pass",
    "g()",
    "g.send(1)",
    "g.nosuch",
    "g.ag_frame = 1",
    "g.asend()",
    "g.athrow()",
    "type(g)()",
    "g.__name__ = 'n'; print(g.__name__)",
    "await_",
):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


async def slow():
    await suspend("slow 1")
    yield "a"
    await suspend("slow 2")
    yield "b"


g = slow()
first = g.__anext__()
print(first.send(None), g.ag_running)
second = g.__anext__()
try:
    second.send(None)
except RuntimeError as e:
    print(e)
third = g.aclose()
try:
    third.send(None)
except RuntimeError as e:
    print(e)
try:
    first.send(None)
except StopIteration as e:
    print("first gives", e.value)
print(run(g.__anext__()), run(g.aclose()))
g = slow()
x = g.__anext__()
x.send(None)
try:
    x.throw(KeyError("into anext"))
except KeyError as e:
    print(repr(e), run(g.__anext__()))
g = slow()
x = g.__anext__()
x.close()
try:
    x.send(None)
except RuntimeError as e:
    print(e)
hooks = []


def first_iter(g):
    hooks.append(("first", g.__name__))


def finalizer(g):
    hooks.append(("final", g.__name__))
    run(g.aclose())


sys.set_asyncgen_hooks(firstiter=first_iter, finalizer=finalizer)
print(sys.get_asyncgen_hooks().firstiter is first_iter, len(sys.get_asyncgen_hooks()))
g = agen("hooked")
run(g.__anext__())
run(g.asend(None))
del g
print(hooks)
g = agen("unstarted")
del g
print(hooks)
sys.set_asyncgen_hooks(None, None)
print(tuple(sys.get_asyncgen_hooks()))
for args in ((5,), (None, "x"), (1, 2, 3)):
    try:
        sys.set_asyncgen_hooks(*args)
    except TypeError as e:
        print(e)


async def outer():
    async for x in slow():
        yield x * 2
    yield [x async for x in slow()]


print(run((lambda: collect(outer()))()) if 0 else "")


async def collect(g):
    return [x async for x in g]


print(
    run(collect(outer())),
    run(collect(x + y async for x in slow() for y in "12")),
    run(collect(x async for x in slow() if x > "a")),
)


async def ctx():
    try:
        yield 1
    finally:
        print("exc", sys.exc_info()[0])


g = ctx()
run(g.__anext__())
print(run(g.aclose()))


async def two():
    g = agen("two")
    return await g.__anext__(), await g.asend(0), await anext(g, "dflt")


print(run(two()))


async def athrow_types():
    out = []
    for args in (
        (ValueError,),
        (ValueError, "text"),
        (ValueError("inst"),),
        (ValueError, ValueError("both")),
    ):
        g = agen("at")
        await g.__anext__()
        out.append(await g.athrow(*args))
        await g.aclose()
    return out


print(run(athrow_types()))
