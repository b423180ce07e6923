import weakref
import gc


class O:
    def __init__(self, n=0):
        self.n = n

    def __repr__(self):
        return f"O({self.n})"


o = O(1)
r = weakref.ref(o)
print(
    r() is o,
    r is weakref.ref(o),
    r == weakref.ref(o),
    weakref.getweakrefcount(o),
    len(weakref.getweakrefs(o)),
    type(r).__name__,
)
log = []
c1 = weakref.ref(o, lambda ref: log.append(("one", ref() is None, ref is c1)))
c2 = weakref.ref(o, lambda ref: log.append("two"))
print(c1 is c2, c1 == c2, hash(c1) == hash(o), c1.__callback__ is not None, r.__callback__)
del o
print(r(), log, c1.__callback__, c1 == c2, r == r)
try:
    hash(weakref.ref(O()))
except TypeError as e:
    print(e)
for bad in (5, "a", (), None, [], {}, 1.5, b"", object()):
    try:
        weakref.ref(bad)
        print(type(bad).__name__, "ok")
    except TypeError as e:
        print(e)
for good in (
    O,
    len,
    lambda: 0,
    set(),
    frozenset([1]),
    type("S", (list,), {})(),
    (x for x in ()),
    O().__repr__,
):
    print(type(good).__name__, weakref.ref(good)() is good, end="; ")
print()
print(weakref.ref(O().__repr__)(), repr(weakref.ref(O()))[-6:])
o = O(2)
p = weakref.proxy(o)
print(p.n, p, type(p).__name__, p == o, isinstance(p, O))
p.n = 5
print(o.n)
del o
for text in (
    "p.n",
    "p.n = 1",
    "str(p)",
    "repr(p)[:9]",
    "bool(p)",
    "p + 1",
    "weakref.proxy(5)",
    "weakref.ref()",
    "weakref.ref(O, 1, 2)",
    "weakref.ref(O)(1)",
    "r.x = 1",
):
    try:
        print(text, eval(text) if "=" not in text else exec(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
d = weakref.WeakValueDictionary()
a, b = O("a"), O("b")
d["a"], d["b"] = a, b
print(len(d), d["a"], sorted(d), dict(d), "a" in d)
del a
print(len(d), list(d.items()), d.get("a"), d.pop("b"))
k = weakref.WeakKeyDictionary()
x, y = O("x"), O("y")
k[x], k[y] = 1, 2
print(len(k), k[x], x in k)
del x
print(len(k), list(k.values()))
s = weakref.WeakSet([y])
print(len(s), y in s)
del y
print(len(s), list(s), len(k))


class M:
    def m(self):
        return "method"


m = M()
wm = weakref.WeakMethod(m.m)
print(wm()(), wm() == m.m)
del m
print(wm())
f = weakref.finalize(z := O("z"), lambda *a, **kw: log.append((a, kw)), 1, k=2)
print(f.alive, f.peek()[2:], f.detach() is not None, f.alive)
f = weakref.finalize(z, print, "finalizer called")
print(f.atexit)
del z
print(f.alive, f())
keep = O("keep")
f2 = weakref.finalize(keep, print, "called at exit")


class Sub(weakref.ref):
    def __init__(self, o, cb=None, tag=""):
        super().__init__(o, cb)
        self.tag = tag

    def __new__(cls, o, cb=None, tag=""):
        return super().__new__(cls, o, cb)


q = O("q")
sr = Sub(q, tag="t")
print(sr() is q, sr.tag, sr is weakref.ref(q), type(sr).__name__)
log.clear()
refs = [weakref.ref(q, lambda _, i=i: log.append(i)) for i in range(4)]
del refs[1]
del q
print(log)
c = O("cycle")
c.me = c
wr = weakref.ref(c, lambda _: log.append("cycle callback"))
del c
print(wr() is not None)
gc.collect()
print(wr(), log[-1])
