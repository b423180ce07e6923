import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


print(gc.isenabled())
gc.disable()
print(gc.isenabled())
a, b = Node("a"), Node("b")
a.other, b.other = b, a
refs = [weakref.ref(a), weakref.ref(b)]
del a, b
print([r() is None for r in refs])
print(gc.collect() >= 2, [r() for r in refs])
gc.enable()
for make in (
    lambda: (l := [], l.append(l)),
    lambda: (d := {}, d.update(k=d)),
    lambda: (s := Node("self loop"), setattr(s, "me", s)),
    lambda: (f := lambda: f, f),
    lambda: (t := ([],), t[0].append(t)),
    lambda: (c := type("Dyn", (), {}), setattr(c, "me", c)),
    lambda: (g := (x for x in [1]), None),
    lambda: (m := Node("bound"), setattr(m, "method", m.__del__)),
):
    make()
    gc.collect()
    print("collected")


def gen():
    me = yield
    try:
        yield
    finally:
        print("generator in a cycle")


g = gen()
next(g)
g.send(g)
del g
gc.collect()


def exception_cycle():
    try:
        raise ValueError
    except ValueError as e:
        kept = e
    n = Node("in the frame of an exception")


exception_cycle()
gc.collect()
print("after exception cycle")


class Res:
    saved = None

    def __init__(self):
        self.me = self

    def __del__(self):
        print("resurrecting")
        Res.saved = self


Res()
gc.collect()
print(Res.saved is not None)
Res.saved = None
gc.collect()
print("not finalised twice")
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(Node("tracked")))
print(type(gc.get_threshold()), len(gc.get_count()), gc.get_debug(), gc.garbage, gc.callbacks)
l = [1]
print(any(x is l for x in gc.get_referrers(l[0])) in (True, False), gc.get_referents([5, "a"]))
gc.freeze()
gc.unfreeze()
print(gc.get_freeze_count())
total = 0
for i in range(20000):
    x = [i]
    x.append(x)
    d = {"x": x}
    d["d"] = d
print("twenty thousand cycles", gc.collect() >= 0)
for text in (
    "gc.collect('x')",
    "gc.collect(5)",
    "gc.collect(-1)",
    "gc.set_threshold()",
    "gc.set_threshold('a')",
    "gc.collect(0) >= 0",
    "gc.collect(generation=1) >= 0",
):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)


class Child:
    def __init__(self, parent):
        self.parent = parent


class Parent:
    def __init__(self):
        self.children = [Child(self) for _ in range(3)]


class Watched(Parent):
    def __del__(self):
        print("parent dies with", len(self.children), "children")


Watched()
gc.collect()
print("end")
