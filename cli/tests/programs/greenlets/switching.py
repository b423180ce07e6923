# needs: greenlet
import greenlet
from greenlet import greenlet as G, getcurrent, GreenletExit

main = getcurrent()
print(
    main.parent,
    bool(main),
    main.dead,
    main.gr_frame is not None,
    type(main).__name__,
    getcurrent() is main,
)


def f(*a, **k):
    print("started", a, k)
    x = main.switch("first")
    print("got", x)
    x = main.switch("second", 2)
    print("got", x)
    x = main.switch(k=1)
    print("got", x)
    x = main.switch(1, k=2)
    print("got", x)
    return "returned"


g = G(f)
print(g.dead, bool(g), g.gr_frame, g.parent is main, g.run is f)
print(g.switch(1, 2, z=3))
print(bool(g), g.gr_frame is not None, g.gr_frame.f_code.co_name, hasattr(g, "run"))
print(g.switch("A"))
print(g.switch("A", "B"))
print(g.switch(kw=1))
print(g.switch(), g.dead, bool(g), g.gr_frame)
print(g.switch("dead switch"), g.switch(), g.switch(1, 2), g.switch(a=1))
print(
    G(lambda: None).switch(),
    G(lambda *a: a).switch(),
    G(lambda *a: a).switch(1),
    G(lambda x: x).switch((1, 2)),
    G(lambda: (1, 2)).switch(),
)
print(main.switch("to itself"), main.switch(1, 2), main.switch(k=1), main.switch())


def err():
    raise ValueError("inside")


e = G(err)
try:
    e.switch()
except ValueError as x:
    print("propagated", x, e.dead)


def parent_gets():
    try:
        inner = G(err)
        inner.switch()
    except ValueError as x:
        return f"parent caught {x}"


print(G(parent_gets).switch())


def a():
    print("a1")
    gb.switch()
    print("a2")
    gb.switch()
    print("a3")
    return "a done"


def b():
    print("b1")
    ga.switch()
    print("b2")
    ga.switch()
    print("never")


ga, gb = G(a), G(b)
print(ga.switch(), ga.dead, gb.dead)


def tree(n):
    if n == 0:
        return main.switch("leaf") or "back"
    return G(tree).switch(n - 1) + str(n)


g = G(tree)
print(g.switch(3))
print(getcurrent() is main)


def three():
    r = []
    for i in range(3):
        r.append(getcurrent().parent.switch(i))
    return r


g = G(three)
print(g.switch(), g.switch("x"), g.switch("y"), g.switch("z"))
many = [G(lambda n=n: main.switch(n) or n * 2) for n in range(1000)]
print(sum(g.switch() for g in many), sum(g.switch() for g in many), all(g.dead for g in many))


def deep(n):
    return main.switch("bottom") if n == 0 else deep(n - 1) + 1


d = G(deep)
print(d.switch(200), d.switch(5))
ga = G(lambda: gb.switch("via b"))
gb = G(lambda x: "b returns " + x)
print(ga.switch(), ga.dead, gb.dead)
chain = main
for i in range(5):
    chain = G(lambda x, i=i: f"{x}{i}", parent=chain)
print(chain.switch("start"))


class Sub(G):
    def run(self, x):
        self.seen = x
        return self.parent.switch(x * 2), self.seen


s = Sub()
print(s.switch(4), s.switch("again"), s.seen, isinstance(s, G), type(s).__name__)


class Init(G):
    def __init__(self, tag):
        super().__init__(self.body)
        self.tag = tag

    def body(self):
        return self.tag


print(Init("tagged").switch())


class NoRun(G):
    pass


try:
    NoRun().switch()
except AttributeError as x:
    print(x)
g = G()
g.run = lambda: "set later"
print(g.switch())
g = G(lambda: main.switch())
g.switch()
for text in ("g.run = 5", "del g.run", "g.run"):
    try:
        exec(text)
    except AttributeError as x:
        print(text, x)
g = G(5)
try:
    g.switch()
except TypeError as x:
    print(x)
g = G(run=lambda: "kw run", parent=None) if 0 else G(run=lambda: "kw run", parent=main)
print(g.switch())
gen_g = G(lambda: [main.switch(x) for x in (y for y in range(3))])
print(gen_g.switch(), gen_g.switch("p"), gen_g.switch("q"), gen_g.switch("r"))


def gen():
    while True:
        yield main.switch("from generator")


it = gen()
g = G(lambda: [next(it), next(it)])
print(g.switch(), g.switch(1), g.switch(2))
g1, g2 = G(lambda: next(it2)), G(lambda: next(it2))


def gen2():
    yield main.switch("holding")


it2 = gen2()
print(g1.switch())
try:
    g2.switch()
except ValueError as x:
    print(x)
print(g1.switch("released"))
