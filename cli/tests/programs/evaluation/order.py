# Operands are evaluated from left to right, targets after values.
log = []


def v(name, value=None):
    log.append(name)
    return name if value is None else value


def show(label):
    print(label, " ".join(log))
    log.clear()


class O:
    def __getattr__(self, n):
        log.append("." + n)
        return self

    def __setattr__(self, n, x):
        log.append(f".{n}=")

    def __getitem__(self, k):
        log.append(f"[{k}]")
        return self

    def __setitem__(self, k, x):
        log.append(f"[{k}]=")

    def __delitem__(self, k):
        log.append(f"del[{k}]")

    def __delattr__(self, n):
        log.append("del." + n)

    def __call__(self, *a, **k):
        log.append("()")
        return self

    def __iadd__(self, x):
        log.append("+=")
        return self

    def __add__(self, x):
        log.append("+")
        return self

    def __radd__(self, x):
        log.append("r+")
        return self

    def __lt__(self, x):
        log.append("<")
        return True

    def __enter__(self):
        log.append("enter")
        return self

    def __exit__(self, *a):
        log.append("exit")

    def __iter__(self):
        log.append("iter")
        return iter([1, 2])

    def __contains__(self, x):
        log.append("in")
        return True

    def __bool__(self):
        log.append("bool")
        return True


o = O()
v("a", o) + v("b", o) + v("c", o)
show("add")
v("f", o)(v("x"), *v("y", [1]), k=v("k"), **v("z", {"m": 1}))
show("call")
v("o", o)[v("i")] = v("value")
show("setitem")
v("o", o).attr = v("value")
show("setattr")
v("o", o)[v("i")] += v("value", o)
show("aug item")
v("o", o).a.b += v("value", o)
show("aug attr")
v("t1", o)[v("k1")], v("t2", o).x, *v("t3", o)[v("k3")] = v("s", [1, 2, 3])
show("unpack")
v("x", o)[0] = v("y", o)[0] = v("value")
show("chain")
v("a", o) < v("b", o) < v("c", o)
show("compare")
v("x", 1) < v("y", 0) < v("never", 5)
show("compare stops")
v("a", o) if v("c", o) else v("b", o)
show("conditional")
v("a", 0) or v("b", 0) or v("c", 3)
show("or")
v("a", 1) and v("b", 0) and v("c", 3)
show("and")
{v("k1"): v("v1"), v("k2"): v("v2"), **v("m", {})}
show("dict")
[v("a"), *v("b", [1]), v("c")]
show("list")
v("o", o)[v("a") : v("b") : v("c")]
show("slice")
del v("o", o)[v("i")], v("p", o).attr
show("del")
with v("cm1", o) as v("t", o).x, v("cm2", o) as v("u", o)[v("k")]:
    v("body")
show("with")
for v("t", o).x in v("it", o):
    v("body")
show("for")
f"{v('a')}{v('b'):{v('w', 5)}}{v('c')!r}"
show("fstring")


@v("d1", lambda f: log.append("apply d1") or f)
@v("d2", lambda f: log.append("apply d2") or f)
def g(a=v("default a"), *, b=v("default b")) -> v("return"):
    pass


show("def")


@v("deco", lambda c: log.append("apply") or c)
class C(v("base", object), metaclass=v("meta", type)):
    v("class body")


show("class")
lambda a=v("lambda default"): v("never")
show("lambda")
(x := v("walrus")) + v("after")
show("walrus")
[v(f"e{i}", i) for i in v("src", range(2)) if v("cond", 1)]
show("comprehension")
{v(f"k{i}"): v(f"v{i}") for i in range(2)}
show("dict comprehension")
v("x", 5) in v("c", o)
show("in")
not v("n", o)
show("not")
assert v("test", 1), v("message")
show("assert")
try:
    raise v("exc", ValueError("e")) from v("cause", KeyError("c"))
except v("type", ValueError):
    show("raise")
print(v("p1"), v("p2"), sep=v("sep", "-"), end=v("end", "\n"))
show("print")
i = 0
l = [None] * 3
i, l[i] = 1, "second"
print(i, l)
l[i], i = "x", 2
print(i, l)
x = [0, 1, 2]
i = 0
i = x[i] = 1
print(i, x)
i, x[i], i = 2, 9, 0
print(i, x)


def change():
    global y
    y = 100
    return 1


y = 5
print(y + change(), y, (y, change(), y))
y = 1
print([y, change(), y], {"a": y, "b": change()}, y)
y = 1
r = y + (y := 10) + y
print(r)
z = [1]
z += [z.append(2) or 3]
print(z)


def f(a, b):
    return a, b


n = 1
print(f(n, (n := 2)), n, f((n := 3), n))


def swap():
    a, b, c = 1, 2, 3
    a, b, c = c, a, b
    a, b = b, a
    (a, b), c = (b, a), (a, b)
    return a, b, c


print(swap())


def temp():
    x = 1
    y = x + (lambda: x)() + [x for x in [5]][0] + x
    x = y = x + y
    x, y = y + 1, x - 1
    x = -x + (x * x - (x := 3)) * x
    return x, y


print(temp())


def args_mutation(l):
    return [l, l.append(1), l[:], l.append(2), l]


print(args_mutation([]))
d = {}
d[len(d)] = d[len(d)] = "both"
print(d)
