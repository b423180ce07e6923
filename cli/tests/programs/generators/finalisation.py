# A generator that is dropped runs its `finally` at once; a running one is not touched.
import gc, sys


def g(tag):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit", tag)
        raise
    finally:
        print("finally", tag)


def drop():
    x = g("local")
    next(x)
    print("leaving")


drop()
x = g("rebound")
next(x)
x = None
print("after rebinding")
for v in g("loop"):
    break
print("after break")


def ret():
    for v in g("return"):
        return v


print(ret())


def exc():
    for v in g("exception"):
        raise KeyError("out")


try:
    exc()
except KeyError:
    print("caught; the traceback keeps the frame alive")
print("later")
g("never started")
print("nothing to clean")
l = [g("in list 0"), g("in list 1")]
[next(i) for i in l]
l.clear()
print("cleared")
d = {"k": g("in dict")}
next(d["k"])
del d["k"]
print("deleted")
print(next(g("temporary")), "after temporary")
a, b = (lambda it: (next(it), next(it)))(g("two"))
print(a, b)
zip_ = zip([1], g("zipped"))
print(list(zip_))
del zip_
it = iter(g("aliased"))
next(it)
del it
print("alias gone")


def cyc():
    me = yield
    try:
        yield me
    finally:
        print("cycle finally")


c = cyc()
next(c)
c.send(c)
del c
print("cycle dropped")
gc.collect()
print("collected")


def bad():
    try:
        yield
    finally:
        raise ValueError("in finally")


b = bad()
next(b)
old = sys.unraisablehook
sys.unraisablehook = lambda u: print(
    "unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, u.object is not None
)
del b


def yields_again():
    try:
        yield
    finally:
        yield "too late"


y = yields_again()
next(y)
del y
sys.unraisablehook = old


def nested():
    try:
        yield from g("inner of nested")
    finally:
        print("outer of nested")


n = nested()
next(n)
del n


class Res:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def holds():
    r = Res("held")
    yield
    print("not reached")


h = holds()
next(h)
del h
print("held resource gone")


def with_():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, t, v, tb):
            print("exit with", t and t.__name__)

    with CM():
        yield 1


w = with_()
next(w)
del w
w = with_()
print(list(w))
import weakref

k = g("weak")
r = weakref.ref(k, lambda _: print("weakref callback"))
next(k)
del k
print(r())
print("closing at exit follows")
last = g("at exit")
next(last)
