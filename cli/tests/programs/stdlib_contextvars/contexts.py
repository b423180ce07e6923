# Contexts: copies that share, runs inside runs, tokens of other contexts, generators, failures, equality.
from contextvars import Context, ContextVar, Token, copy_context
import re
import weakref


def shown(value):
    return re.sub(r" at 0x\w+", "", str(value))


def attempt(action):
    try:
        return shown(action())
    except Exception as error:
        return f"{type(error).__name__}: {shown(error)}"


v, w = ContextVar("v"), ContextVar("w", default=5)
c = copy_context()
for action in (
    lambda: v.get(), lambda: v.get(3), lambda: w.get(), lambda: w.get(7), lambda: v.set(1), lambda: v.get(), lambda: w,
    lambda: ContextVar(), lambda: ContextVar(3), lambda: ContextVar("a", default=None).get(), lambda: Token(), lambda: Token[int],
    lambda: c[v], lambda: c.get(v, 4), lambda: v in c, lambda: 3 in c, lambda: c[3], lambda: len(c), lambda: c.run(lambda: v.set(2)),
    lambda: c[v], lambda: v.get(), lambda: (list(c.keys()), list(c.values()), list(c.items()), list(c)), lambda: c == copy_context(),
    lambda: Context(1), lambda: c.copy() == c, lambda: c.run(), lambda: c.run(lambda *a, **k: (a, k), 1, x=2), lambda: hash(c),
    lambda: c.run(c.run, print), lambda: v.reset(3), lambda: Token.MISSING, lambda: c.run(lambda: 1 / 0), lambda: setattr(v, "name", 1),
    lambda: weakref.ref(c)() is c, lambda: weakref.ref(v), lambda: type("X", (ContextVar,), {}), lambda: c[v:w], lambda: c.run(copy_context) == c,
):
    print(attempt(action))
token = v.set(9)
print(token.var is v, token.old_value, shown(token), v.get(), v.reset(token), v.get(), shown(token))
print(attempt(lambda: v.reset(token)))
x = ContextVar("x")
token = x.set(1)
print(token.old_value is Token.MISSING, x.reset(token), attempt(x.get))
token = x.set(3)
print(copy_context().run(attempt, lambda: x.reset(token)), attempt(lambda: w.reset(token)))
a, b = copy_context(), copy_context()
print(a == b, a is b, a.run(lambda: x.set(4)) and a == b, a == 3)


def generator():
    x.set(100)
    yield x.get()
    yield x.get()


running = generator()
print(next(running), x.get(), x.set(5) and next(running))


def outer():
    x.set("outer")
    copy_context().run(lambda: x.set("inner"))
    return x.get()


def fail():
    x.set("failed")
    raise KeyError("k")


print(copy_context().run(outer), x.get())
failing = copy_context()
print(attempt(lambda: failing.run(fail)), failing[x], x.get(), attempt(lambda: failing.run(x.get)))
many = [ContextVar(f"v{i}", default=i) for i in range(100)]
for i, var in enumerate(many):
    if i % 3 == 0:
        var.set(-i)
copied = copy_context()
print(sum(var.get() for var in many), len(copied) >= 34, sum(copied.get(var, 0) for var in many))
