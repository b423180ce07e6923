# needs: greenlet
import greenlet as module, gc, weakref, sys
from greenlet import greenlet as G, getcurrent

main = getcurrent()
g = G(lambda: 1)
h = G(lambda: 2, g)
print(g.parent is main, h.parent is g)
h.parent = main
print(h.parent is main)
for text in (
    "g.parent = g",
    "g.parent = 5",
    "main.parent = g",
    "del g.parent",
    "g.parent = None",
    "g.dead = True",
    "g.gr_frame = 1",
    "G(1, 2, 3)",
    "G(parent=5)",
    "G(lambda: 0, 'x')",
    "G(nosuch=1)",
    "g.nosuch",
    "g.run = 7; g.run = lambda: 'ok'",
    "del g.run",
    "g.gr_context = 5",
    "g.switch.__name__",
    "getcurrent(1)",
    "g.__dict__ = 5",
    "G.getcurrent() is main",
    "h.parent = g; g.parent = h",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)
a = G(lambda: getcurrent().parent.switch("from a"))
b = G(lambda: a.switch())
a.parent = b
try:
    b.parent = a
except ValueError as e:
    print(e)
g = G(lambda: 1)
g.attr = 5
g.__dict__["z"] = 6
print(g.attr, g.z, vars(g))
del g.attr
print(hasattr(g, "attr"))
print(
    repr(g).split(" at ")[0],
    str(main)[:25].split(" at ")[0],
    "current" in repr(main),
    "pending" in repr(g),
)
g.switch()
print("dead" in repr(g))
r = weakref.ref(G(lambda: 1))
print(r())
g = G(lambda: main.switch())
g.switch()
r = weakref.ref(g)
f = g.gr_frame
print(f.f_back, f.f_lineno > 0, f.f_code.co_name)
del f
del g
print(r())



class D:
    def __del__(self):
        print("del in", "main" if getcurrent() is main else "other")


def owner():
    d = D()
    main.switch()
    print("not printed")


g = G(owner)
g.switch()
del g
print("after drop")


def frames():
    f = sys._getframe()
    names = []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


print(G(frames).switch())


def nest():
    return frames()


print(G(nest).switch())


def suspended():
    def inner():
        main.switch()

    inner()


g = G(suspended)
g.switch()
f = g.gr_frame
print(f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_back)
g.switch()
print(g.gr_frame)


class Sub(G):
    count = 0

    def __init__(self, *a):
        Sub.count += 1
        super().__init__(*a)

    def __bool__(self):
        return False

    def run(self):
        return "sub run"

    def switch(self, *a):
        return ("overridden", super().switch(*a))

    def throw(self, *a):
        return "throw overridden"


s = Sub()
print(s.switch(), Sub.count, bool(s), s.throw(), s.dead)


class P(G):
    @property
    def run(self):
        return lambda *a: ("property run", a)


print(P().switch(1))


class GA(G):
    def __getattribute__(self, n):
        if n == "run":
            return lambda: "via getattribute"
        return super().__getattribute__(n)


print(GA().switch())
events = []


def tracer(event, args):
    events.append((event, args[0] is main, args[1] is main))


old = module.settrace(tracer)
g = G(lambda: main.switch())
g.switch()
g.switch()
try:
    g2 = G(lambda: 1 / 0)
    g2.switch()
except ZeroDivisionError:
    pass
g3 = G(lambda: main.switch())
g3.switch()
try:
    g3.throw(KeyError)
except KeyError:
    pass
print(old, module.gettrace() is tracer, module.settrace(None) is tracer, module.gettrace())
print(*events, sep="\n")


def bad(event, args):
    raise RuntimeError("tracer failed")


module.settrace(bad)
try:
    G(lambda: 1).switch()
except RuntimeError as e:
    print(e, module.gettrace())
module.settrace(None)
import contextvars

v = contextvars.ContextVar("v", default="none")
v.set("main")


def ctx():
    r = [v.get()]
    v.set("inner")
    main.switch()
    r.append(v.get())
    return r


g = G(ctx)
g.switch()
print(v.get(), g.switch(), v.get())
c = contextvars.copy_context()
c.run(v.set, "copied")
g = G(lambda: v.get())
g.gr_context = c
print(g.switch(), v.get())
g = G(lambda: main.switch())
print(g.gr_context)
g.switch()
print(g.gr_context is not None)
print(
    main.gr_context is contextvars.copy_context(),
    hasattr(module, "GREENLET_USE_CONTEXT_VARS"),
    module.GREENLET_USE_TRACING if hasattr(module, "GREENLET_USE_TRACING") else "",
)
from functools import partial

print(
    G(partial(max, 1)).switch(5),
    G(max).switch(3, 4),
    G(str.upper).switch("up"),
    G("a".join).switch(["1", "2"]),
    G(int).switch("7"),
    G(G).switch().dead,
)


def async_in():
    async def c():
        return main.switch("in coroutine")

    try:
        c().send(None)
    except StopIteration as e:
        return e.value


g = G(async_in)
print(g.switch(), g.switch("answer"))
with_ = []


class CM:
    def __enter__(self):
        with_.append(main.switch("enter"))
        return self

    def __exit__(self, *a):
        with_.append(main.switch("exit"))
        return True


def body():
    with CM():
        raise KeyError
    return with_


g = G(body)
print(g.switch(), g.switch(1), g.switch(2))
