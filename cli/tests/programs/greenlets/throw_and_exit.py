# needs: greenlet
from greenlet import greenlet as G, getcurrent, GreenletExit, error
import sys

main = getcurrent()
print(GreenletExit.__mro__[1:3], error.__mro__[1], GreenletExit("x").args)


def catching():
    while True:
        try:
            v = main.switch("waiting")
        except ValueError as e:
            print("caught", repr(e))
        else:
            return v


g = G(catching)
g.switch()
print(
    g.throw(ValueError),
    g.throw(ValueError, "text"),
    g.throw(ValueError("inst")),
    g.throw(ValueError, ValueError("v"), None),
    g.switch("end"),
)
g = G(catching)
g.switch()
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("through", repr(e), g.dead)
g = G(catching)
g.switch()
print(repr(g.throw()), g.dead)
g = G(catching)
g.switch()
print(repr(g.throw(GreenletExit)), repr(G(lambda: 1).throw(GreenletExit, "val")))
g = G(catching)
g.switch()
print(repr(g.throw(GreenletExit("given"))))
try:
    g.throw(IndexError("to the dead"))
except IndexError as e:
    print("dead", repr(e))
print(repr(g.throw()), repr(g.throw(GreenletExit("again"))))
ran = []
g = G(lambda: ran.append(1))
try:
    g.throw(TypeError("before start"))
except TypeError as e:
    print(repr(e), ran, g.dead)
g = G(lambda: ran.append(1))
print(repr(g.throw()), ran, g.dead)
for args in (
    (5,),
    ("text",),
    (int,),
    (ValueError, "a", 5),
    (ValueError("x"), "y"),
    (None,),
    (ValueError, KeyError("z"), None),
):
    g = G(catching)
    g.switch()
    try:
        g.throw(*args)
    except BaseException as e:
        print(args, type(e).__name__, e)


def cleanup():
    try:
        main.switch()
    finally:
        print("cleanup ran")


g = G(cleanup)
g.switch()
del g
print("dropped")
g = G(cleanup)
g.switch()
g = None
print("rebound")


def stubborn():
    try:
        main.switch("s")
    except GreenletExit:
        print("exit caught")
        return "kept value"


g = G(stubborn)
g.switch()
print(g.throw())
g = G(stubborn)
g.switch()
del g
print("stubborn dropped")


def raise_exit():
    raise GreenletExit("as value")


print(repr(G(raise_exit).switch()))


def raise_in_exit():
    try:
        main.switch()
    finally:
        raise RuntimeError("in finally")


g = G(raise_in_exit)
g.switch()
try:
    g.throw()
except RuntimeError as e:
    print(repr(e), repr(e.__context__))


def sysexit():
    raise SystemExit(3)


try:
    G(sysexit).switch()
except SystemExit as e:
    print("SystemExit", e.code)


def to_parent():
    child = G(lambda: 1 / 0)
    try:
        child.switch()
    except ZeroDivisionError as e:
        return f"parent saw {e}"


print(G(to_parent).switch())
p = G(lambda: [main.switch("p waits"), "p got"])
p.switch()
c = G(lambda: "child result", parent=p)
print(c.switch(), p.dead)
p = G(catching)
p.switch()
c = G(lambda: int("x"), parent=p)
print(c.switch(), c.dead, p.dead)
p = G(lambda: main.switch())
c = G(lambda: "result", parent=p)
try:
    print(c.switch())
except Exception as e:
    print(type(e).__name__, e)
p = G(lambda *a: ("unstarted parent ran with", a))
c = G(lambda: "result", parent=p)
print(c.switch(), p.dead)
p = G(lambda: None)
p.switch()
c = G(lambda: "dead parent passes on", parent=p)
print(c.switch())


def exc_state():
    try:
        raise KeyError("mine")
    except KeyError:
        main.switch(sys.exc_info()[1])
        return sys.exc_info()[1]


g = G(exc_state)
try:
    raise ValueError("main's")
except ValueError:
    print(repr(g.switch()), repr(sys.exc_info()[1]), repr(g.switch()), repr(sys.exc_info()[1]))
print(sys.exc_info()[1])


def context():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            main.switch()
        except KeyError as e:
            return repr(e.__context__)


g = G(context)
g.switch()
try:
    raise IndexError
except IndexError:
    print(g.throw(KeyError("thrown")))
import traceback


def level1():
    level2()


def level2():
    main.switch()


g = G(level1)
g.switch()
try:
    g.throw(ValueError("tb"))
except ValueError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])


def inner():
    raise LookupError("deep")


def outer():
    G(inner).switch()


try:
    G(outer).switch()
except LookupError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])
