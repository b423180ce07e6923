class V:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        self.v += [o]
        return self

    def __imul__(self, o):
        return "replaced"

    def __sub__(self, o):
        return V(("sub", o))

    def __ior__(self, o):
        return NotImplemented

    def __or__(self, o):
        return "or fallback"


v = w = V([])
v += 1
v += 2
print(v is w, v.v)
v -= 5
print(v.v, w.v)
v *= 2
print(v)
w |= 1
print(w)
x = 5
x += 1
x -= 2
x *= 3
x /= 4
print(x)
x //= 1
x **= 2
x %= 5
print(x)
x = 6
x <<= 2
x >>= 1
x |= 1
x &= 0b1011
x ^= 2
print(x)
x @= V(0) if 0 else type("M", (), {"__rmatmul__": lambda s, o: ("rmatmul", o)})()
print(x)
l = [1]
m = l
l += [2]
l += "ab"
l *= 2
print(l, m is l)
t = (1,)
u = t
t += (2,)
print(t, u)
s = "a"
s += "b"
s *= 3
print(s)
log = []


class C:
    def __getitem__(self, k):
        log.append(("get", k))
        return 1

    def __setitem__(self, k, v):
        log.append(("set", k, v))

    def __getattr__(self, k):
        log.append(("getattr", k))
        return 10


def obj():
    log.append("obj")
    return C()


def key():
    log.append("key")
    return "k"


def val():
    log.append("val")
    return 5


obj()[key()] += val()
print(log)
log.clear()
obj().attr += val()
print(log)
log.clear()
t = ([], 1)
try:
    t[0] += [5]
except TypeError as e:
    print(e, t)
d = {"a": 1}
d["a"] += 1
d["b"] = d.get("b", 0) + 1
print(d)
l = [[1], 2]
l[0] += [3]
l[-1] -= 5
l[0:1] += ["x"]
print(l)


def f():
    n = 0
    for i in range(5):
        n += i
        n ^= i
    return n


print(f())
for text in [
    "x = 1; x += 'a'",
    "x = 'a'; x += 1",
    "x = []; x += 1",
    "x = (); x += []",
    "x = 1; x @= 1",
    "x = 'a'; x -= 'b'",
    "x = None; x += 1",
    "x = {}; x |= 1",
    "x = {}; x += {}",
    "x = 1; x <<= -1",
    "x = 1; x //= 0",
    "undefined += 1",
    "x = 1; x **= 'a'",
    "x = 1; x %= 0",
    "x = object(); x &= 1",
    "x = 'a'; x *= 'a'",
    "x = 1; x.y += 1",
    "x = 1; x[0] += 1",
]:
    try:
        exec(text)
        print("ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)
a: int = 5
b: "str"
a += 1
print(a, __annotations__)


class K:
    n = 1
    n += 1
    items = []
    items += [n]


print(K.n, K.items)
n = 10


def g():
    global n
    n += 5

    def h():
        nonlocal_n = n
        nonlocal_n += 1
        return nonlocal_n

    return h()


print(g(), n)


def outer():
    c = 0

    def inc():
        nonlocal c
        c += 1
        return c

    return inc(), inc(), c


print(outer())
