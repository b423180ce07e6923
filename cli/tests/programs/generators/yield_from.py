def inner(tag):
    try:
        a = yield tag + "1"
        print(tag, "got", a)
        b = yield tag + "2"
        print(tag, "got", b)
        return tag + " done"
    except ValueError as e:
        print(tag, "caught", e)
        return "after error"
    finally:
        print(tag, "finally")


def outer():
    print("result:", (yield from inner("x")))
    try:
        r = yield from inner("y")
    except KeyError as e:
        r = "outer caught"
    yield r


g = outer()
print(
    next(g),
    g.gi_yieldfrom.__name__,
    g.send("A"),
    g.send("B"),
    g.throw(ValueError("v")),
    next(g, "end"),
)
g = outer()
next(g)
next(g)
next(g)
print(g.throw(KeyError("k")))
g = outer()
next(g)
g.close()
print(g.gi_frame, g.gi_yieldfrom)


def over(it):
    return (yield from it)


print(
    list(over("abc")),
    list(over([1, 2])),
    list(over({1: 2})),
    list(over(range(2))),
    list(over(())),
    list(over(iter([3]))),
)
for bad in (5, None, object()):
    try:
        list(over(bad))
    except TypeError as e:
        print(e)
g = over([1, 2])
next(g)
try:
    g.send("x")
except AttributeError as e:
    print(e)
g = over(iter([1, 2]))
next(g)
try:
    g.throw(ValueError("to list iterator"))
except ValueError as e:
    print(e)


class It:
    def __init__(self):
        self.log = []

    def __iter__(self):
        self.log.append("iter")
        return self

    def __next__(self):
        self.log.append("next")
        return len(self.log)

    def send(self, v):
        self.log.append(("send", v))
        return ("sent", v)

    def throw(self, *a):
        self.log.append(("throw", a[0] if isinstance(a[0], type) else type(a[0])))
        return "thrown"

    def close(self):
        self.log.append("close")


it = It()
g = over(it)
print(next(g), next(g), g.send(None), g.send(7), g.throw(ValueError), g.throw(KeyError("k")))
g.close()
print(it.log)


class NoThrow:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


g = over(NoThrow())
next(g)
try:
    g.throw(IndexError("i"))
except IndexError as e:
    print("no throw method", e)
g = over(NoThrow())
next(g)
g.close()


class ThrowStops(It):
    def throw(self, *a):
        raise StopIteration("from throw")


def show(x):
    r = yield from x
    yield ("returned", r)


g = show(ThrowStops())
next(g)
print(g.throw(ValueError))


class NextStops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(99)


print(list(show(NextStops())))


class CloseFails(It):
    def close(self):
        raise RuntimeError("close failed")


g = over(CloseFails())
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e, repr(e.__context__))


def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield "ignored"


g = over(ignoring())
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
shared = inner("s")
a, b = over(shared), over(shared)
print(next(a), next(b))
try:
    next(a)
except StopIteration as e:
    print("a", e.value)
try:
    next(b)
except StopIteration as e:
    print("b", e.value)


def driving_inner():
    i = inner("i")
    g = over(i)
    print(next(g), next(i))
    i.close()
    try:
        next(g)
    except StopIteration as e:
        print("outer sees", e.value)


driving_inner()


def recursive():
    g = yield
    yield from g


g = recursive()
next(g)
try:
    g.send(g)
except ValueError as e:
    print(e)


def chain(*its):
    for i in its:
        yield from i


print(list(chain("ab", chain([1], (x for x in "z")), [])))


def nested(n):
    return (yield from nested(n - 1)) + 1 if n else (yield "bottom")


g = nested(100)
print(next(g))
try:
    g.send(5)
except StopIteration as e:
    print(e.value)


def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t


print(list(tree([1, [2, [3, [4]], 5], []])))


def acc():
    total = 0
    while (x := (yield)) is not None:
        total += x
    return total


def gather(out):
    while True:
        out.append((yield from acc()))


out = []
g = gather(out)
next(g)
for x in (1, 2, None, 5, None):
    g.send(x)
print(out)


def exc_through():
    try:
        yield from (1 / 0 for _ in range(1))
    except ZeroDivisionError as e:
        yield f"caught {e}"


print(list(exc_through()))


def return_in_finally():
    try:
        yield from iter([1])
    finally:
        return "overrides"


g = return_in_finally()
next(g)
g.close()
import types


@types.coroutine
def legacy():
    return (yield "legacy")


async def aw():
    return await legacy()


def delegate():
    return (yield from legacy())


print(next(delegate()), aw().send(None))
try:
    c = aw()
    list(over(c))
except TypeError as e:
    print(e)
    c.close()


def frames():
    yield from frames2()


def frames2():
    import sys

    f = sys._getframe()
    yield [f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_back.f_code.co_name]


print(next(frames()))


def deep_throw(n):
    try:
        if n:
            return (yield from deep_throw(n - 1))
        yield "bottom"
    except ValueError as e:
        raise KeyError(n) from e if n == 0 else ValueError(n)
    except KeyError as e:
        raise


g = deep_throw(5)
next(g)
try:
    g.throw(ValueError("start"))
except KeyError as e:
    print(repr(e), repr(e.__cause__))
