# Objects die where CPython lets them die, in its order.
class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, end="; ")

    def __add__(self, o):
        return D(f"({self.n}+{o.n})")

    def __call__(self, *a):
        return self.n

    def __repr__(self):
        return f"D{self.n}"


def mark(text):
    print("|", text)


def locals_():
    a = D("a")
    b = D("b")
    c = D("c")
    mark("end of body")


locals_()
mark("locals")


def args(x, y):
    mark("in args")
    x = None
    mark("x gone")


args(D(1), D(2))
mark("args")
D("temp")
mark("expression statement")
D("p") + D("q") + D("r")
mark("sum")
x = D("old")
x = D("new")
mark("rebound")
del x
mark("deleted")
l = [D(i) for i in range(3)]
l[1] = None
mark("item")
l.pop()
mark("popped")
l = None
mark("list")
d = {"a": D("v1"), D("key"): 1}
d["a"] = 2
mark("value")
d.clear()
mark("clear")
t = (D("t1"), D("t2"))
del t
mark("tuple")
s = {D("in set")}
s.pop()
mark("set")


def ret():
    a = D("kept")
    b = D("dropped")
    return a


r = ret()
mark("returned")
r = None
mark("result")
for i in (D("l1"), D("l2")):
    mark(f"loop {i!r}")
mark("after loop")
i = None
mark("loop variable")
[D("c") for _ in range(2)] and None
mark("comprehension")


def exc():
    a = D("frame")
    raise ValueError


try:
    exc()
except ValueError:
    mark("handler")
mark("handled")
try:
    exc()
except ValueError as e:
    mark("named handler")
    kept = e
mark("kept")
kept = None
mark("dropped exception")


def fin():
    a = D("try")
    try:
        return D("value").n
    finally:
        mark("finally")


fin()
mark("fin")


def closure():
    c = D("cell")
    return lambda: c


f = closure()
mark("closure alive")
f = None
mark("closure")


def default(a=D("default")):
    pass


del default
mark("default")


class C:
    attr = D("class attribute")


del C
import gc

gc.collect()
mark("class")


class Node:
    def __init__(self):
        self.d = D("in node")
        self.me = self


Node()
mark("cycle made")
gc.collect()
mark("cycle collected")


def gen():
    a = D("gen local")
    yield D("yielded").n
    b = D("gen second")
    yield


g = gen()
next(g)
mark("first")
next(g)
mark("second")
del g
mark("gen gone")
a = b = D("two names")
del a
mark("one left")
del b
mark("none left")
x, y = D("x"), D("y")
x, y = y, x
mark("swapped")
x = None
y = None
mark("both")
(D("cond") if D("test") else 0)
mark("conditional")
D("and1") and D("and2")
mark("and")
not D("not")
mark("not")
D("cmp1") == D("cmp2")
mark("compare")
D("lt").n < D("lt2").n < "z"
mark("chain")
[D("e1"), D("e2")][0]
mark("index")
{"k": D("dv")}["k"]
mark("dict index")
print(D("printed"))
mark("print")
D("method").n.upper()
mark("method")
str(D("str"))
mark("str")
D("call")()
mark("call")
with open("/dev/null") as fobj:
    z = D("in with")
mark("with")
z = 1
mark("z")
lst = [D("s0"), D("s1"), D("s2"), D("s3")]
lst[1:3] = []
mark("slice")
del lst[0]
mark("del item")
lst *= 0
mark("times zero")
lst = [D("sort2"), D("sort1")]
lst.sort(key=lambda d: d.n)
mark("sorted")
lst.clear()
mark("cleared")
o = type("O", (), {})()
o.a = D("attr1")
o.b = D("attr2")
o.a = None
mark("attr")
del o
mark("instance")


def star(*a, **k):
    mark("in star")


star(D("s"), k=D("k"))
mark("star")
m = map(D, "mn")
next(m)
mark("map")
next(m)
del m
mark("map gone")
lambda_ = (lambda v: v.n)(D("lam"))
mark("lambda")
global_ = D("global at exit")
mark("end of the program")
