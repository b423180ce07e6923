def count(n):
    print("start")
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
        return "result"
    finally:
        print("finally")


g = count(3)
print(
    g.gi_running,
    g.gi_frame is not None,
    g.gi_yieldfrom,
    g.gi_code.co_name,
    g.__name__,
    g.__qualname__,
    type(g).__name__,
    iter(g) is g,
)
print(next(g), g.send("hi"), next(g))
try:
    next(g)
except StopIteration as e:
    print("value", e.value, e.args)
print(g.gi_frame, g.gi_running, next(g, "dead"))
for _ in range(2):
    try:
        next(g)
    except StopIteration as e:
        print("again", e.value)
g = count(1)
try:
    g.send(5)
except TypeError as e:
    print(e)
print(g.send(None))
g.close()
g.close()
print(next(g, "closed"))
g = count(2)
g.close()
print("never started", next(g, "none"))


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def catches():
    while True:
        try:
            x = yield "waiting"
        except ValueError as e:
            print("caught", e, e.args)
        except KeyError as e:
            return "by key error"


g = catches()
next(g)
print(
    g.throw(ValueError("boom")),
    g.throw(ValueError, "typed"),
    g.throw(ValueError),
    g.throw(ValueError, ValueError("given")),
)
try:
    g.throw(KeyError)
except StopIteration as e:
    print("returned", e.value)
try:
    g.throw(IndexError("dead generator"))
except IndexError as e:
    print(e)
g = count(1)
try:
    g.throw(OSError("before start"))
except OSError as e:
    print(e, next(g, "finished"))
for args in (
    (5,),
    ("x",),
    (int,),
    (ValueError, "a", 5),
    (ValueError("x"), "y"),
    (ValueError, KeyError("k")),
    (),
    (1, 2, 3, 4),
):
    g = catches()
    next(g)
    try:
        print(g.throw(*args))
    except BaseException as e:
        print(type(e).__name__, e)


def self_next():
    yield next(me)


me = self_next()
try:
    next(me)
except ValueError as e:
    print(e)


def running():
    for f in (
        lambda: next(me),
        lambda: me.send(1),
        lambda: me.throw(KeyError),
        lambda: me.close(),
        lambda: list(me),
    ):
        try:
            f()
        except ValueError as e:
            print(e)
    yield me.gi_running


me = running()
print(next(me), me.gi_running)


def stop():
    raise StopIteration("inside")
    yield


try:
    next(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))


def inner_stop():
    yield next(iter([]))


try:
    list(inner_stop())
except RuntimeError as e:
    print(e)


def returns_tuple():
    return (1, 2)
    yield


try:
    next(returns_tuple())
except StopIteration as e:
    print(e.value, e.args)


def returns_exc():
    return StopIteration(5)
    yield


try:
    next(returns_exc())
except StopIteration as e:
    print(repr(e.value))
print(
    list(count(0)),
    [*count(2)],
    sum(count(3)),
    dict.fromkeys(count(1)),
    max(count(2)),
    tuple(x for x in count(1)),
    1 in count(3),
)
for text in (
    "g.gi_running = 1",
    "g.gi_frame = 1",
    "g.nosuch",
    "g.__name__ = 'new'; print(g.__name__, repr(g)[:22])",
    "g.__name__ = 5",
    "g.__qualname__ = 'q.q'; print(g)" if 0 else "pass",
    "type(g)()",
    "g()",
    "g[0]",
    "len(g)",
    "g + g",
    "g.send()",
    "g.send(1, 2)",
    "next(g, 1, 2)",
    "g.close(1)",
    "class X(type(g)): pass",
    "del g.__name__",
    "bool(g)",
    "g == g",
    "hash(g) == hash(g)",
    "reversed(g)",
    "copy = g.__copy__",
):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def lam():
    return [lambda: (yield i) for i in range(2)]


print([list(f()) for f in lam()])


def empty():
    return
    yield


print(list(empty()), (lambda: (yield))().__name__)


def exc_state():
    import sys

    try:
        raise ValueError("own")
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]


g = exc_state()
try:
    raise KeyError("outer")
except KeyError:
    print(repr(next(g)))
print(repr(next(g)), repr(next(g)))
import sys


def sees():
    yield sys.exc_info()[0]
    yield sys.exc_info()[0]


g = sees()
try:
    1 / 0
except ZeroDivisionError:
    print(next(g))
print(next(g))


def context():
    try:
        yield
    except ValueError as e:
        raise KeyError("k") from None
    finally:
        print("cleanup context", type(sys.exc_info()[1]).__name__)


g = context()
next(g)
try:
    g.throw(ValueError("v"))
except KeyError as e:
    print(repr(e), repr(e.__context__))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(list(deep(50))[-3:], sum(1 for _ in deep(200)))
