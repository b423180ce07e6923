class CM:
    def __init__(self, tag, swallow=False, fail_enter=False, fail_exit=False):
        self.tag, self.swallow, self.fail_enter, self.fail_exit = (
            tag,
            swallow,
            fail_enter,
            fail_exit,
        )

    def __enter__(self):
        print("enter", self.tag)
        if self.fail_enter:
            raise OSError("enter " + self.tag)
        return self.tag.upper()

    def __exit__(self, t, v, tb):
        print("exit", self.tag, t and t.__name__, v, tb is not None)
        if self.fail_exit:
            raise RuntimeError("exit " + self.tag)
        return self.swallow


with CM("a") as a:
    print("body", a)
with CM("a") as a, CM("b"), CM("c") as c:
    print(a, c)
with (
    CM("a") as a,
    CM("b") as b,
):
    print(a, b)
with CM("a"), CM("b"):
    pass
with CM("p") as p:
    print(p)
with (x := CM("w")) as w:
    print(w, x.tag)
with CM("t") as (first, *rest), CM("d") as d:
    print(first, rest, d)


class O:
    pass


o = O()
l = [0]
with CM("attr") as o.x, CM("item") as l[0]:
    print(o.x, l)


def f(*cms, body=lambda: None):
    try:
        with cms[0], cms[1]:
            body()
    except Exception as e:
        print("caught", repr(e), repr(e.__context__))


def boom():
    raise KeyError("body")


f(CM("1"), CM("2"), body=boom)
f(CM("1", swallow=True), CM("2"), body=boom)
f(CM("1"), CM("2", swallow=True), body=boom)
f(CM("1"), CM("2", fail_enter=True))
f(CM("1"), CM("2", fail_exit=True))
f(CM("1"), CM("2", fail_exit=True), body=boom)
f(CM("1", swallow=True), CM("2", fail_exit=True), body=boom)


def ret():
    with CM("ret"):
        return "value"


def loop():
    for i in range(3):
        with CM(f"loop{i}"):
            if i == 0:
                continue
            if i == 1:
                break
    while True:
        with CM("while", swallow=True):
            raise ValueError
        break


print(ret(), loop())


def gen():
    with CM("gen"):
        yield 1
        yield 2


for x in gen():
    print(x)
    break
print("after gen")


class T1:
    def __exit__(self, *a):
        pass


class T2:
    def __enter__(self):
        pass


class T3:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


class T4:
    def __enter__(self, extra):
        pass

    def __exit__(self, *a):
        pass


class T5:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


class T6:
    __enter__ = None

    def __exit__(self, *a):
        pass


class T7:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return []


class T8(T7):
    def __exit__(self, *a):
        return object()


class T9(T7):
    def __exit__(self, t, v, tb):
        raise


class T10(T7):
    def __exit__(self, t, v, tb):
        raise v


class Truth:
    def __bool__(self):
        raise ArithmeticError("truth of exit")


class T11(T7):
    def __exit__(self, *a):
        return Truth()


def try_(x, fail=False):
    try:
        with x:
            if fail:
                raise KeyError("k")
        print(type(x).__name__, "fine")
    except Exception as e:
        print(type(x).__name__, type(e).__name__, e, repr(e.__context__))


for x in (5, None, T1(), T2(), T3(), T4(), T5(), T6(), T7(), open):
    try_(x)
for x in (T7(), T8(), T9(), T10(), T11()):
    try_(x, True)
i = T7()
i.__enter__ = i.__exit__ = lambda *a: print("instance attribute is not used")
try_(i)
import sys


class Info:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        print(sys.exc_info()[0] is t, v is sys.exc_info()[1], tb.tb_lineno > 0 if tb else None)
        return True


with Info():
    1 / 0
with Info():
    pass
print(sys.exc_info())
try:
    with Info():
        sys.exit(3)
    print("exit swallowed")
finally:
    pass


def order():
    def say(x):
        print(x, end=" ")
        return CM(x)

    with say("first") as say.a, say("second") as say.b:
        print(say.a, say.b)


order()
from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack


@contextmanager
def cm(swallow=False):
    try:
        yield "v"
    except ValueError:
        if not swallow:
            raise
        print("swallowed")
    finally:
        print("cm done")


with cm() as v:
    print(v)
with cm(True):
    raise ValueError
try:
    with cm():
        raise KeyError("through")
except KeyError as e:
    print(repr(e))


@contextmanager
def noyield():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def no_stop():
    try:
        yield
    except KeyError:
        yield


for c in (noyield(), twice(), no_stop()):
    try:
        with c:
            raise (
                KeyError("k")
                if c.gen.__name__ == "no_stop"
                else (
                    AttributeError
                    if c.gen.__name__ == "x"
                    else KeyError("z") if False else SystemError("s") if False else print("body")
                )
            )
    except Exception as e:
        print(type(e).__name__, e)
with suppress(KeyError, IndexError):
    [][1]
with nullcontext(5) as n:
    print(n)


@cm(True)
def decorated():
    raise ValueError


decorated()
