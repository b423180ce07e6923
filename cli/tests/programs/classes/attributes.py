log = []


class G:
    a = "class a"

    def __getattr__(self, n):
        log.append(n)
        if n.startswith("x"):
            return n.upper()
        raise AttributeError(f"custom {n}")


g = G()
print(g.a, g.xyz, getattr(g, "q", "default"), hasattr(g, "q"), hasattr(g, "x1"), log)
try:
    g.q
except AttributeError as e:
    print(e, e.name, e.obj)


class GA:
    v = 1

    def __init__(self):
        self.inst = 2

    def __getattribute__(self, n):
        log.append("ga " + n)
        if n == "fall":
            raise AttributeError("fell")
        return super().__getattribute__(n)

    def __getattr__(self, n):
        log.append("g " + n)
        return "fallback " + n

    def m(self):
        return self.v


log.clear()
o = GA()
print(o.v, o.inst, o.fall, o.nosuch, o.m(), log)
log.clear()
len_log = [o.__class__.__name__, isinstance(o, GA), type(o).__name__]
print(len_log, log)


class SA:
    def __setattr__(self, n, v):
        log.append(("set", n, v))
        object.__setattr__(self, n, v * 2)

    def __delattr__(self, n):
        log.append(("del", n))
        super().__delattr__(n)


log.clear()
s = SA()
s.a = 1
s.a += 1
setattr(s, "b", 5)
del s.b
s.__dict__["raw"] = 0
print(vars(s), log)
try:
    del s.zz
except AttributeError as e:
    print(e)


class Err:
    @property
    def p(self):
        return self.missing_inside

    def __getattr__(self, n):
        return f"getattr saw {n}"


print(Err().p)


class Err2:
    @property
    def p(self):
        raise AttributeError("inside p")

    @property
    def q(self):
        raise KeyError("not an AttributeError")


try:
    Err2().p
except AttributeError as e:
    print(e)
print(hasattr(Err2(), "p"), getattr(Err2(), "p", "dflt"))
try:
    hasattr(Err2(), "q")
except KeyError as e:
    print("KeyError", e)


class Data:
    def __get__(self, o, t):
        return ("data", o is None)

    def __set__(self, o, v):
        log.append(("data set", v))


class NonData:
    def __get__(self, o, t):
        return ("nondata", t.__name__)


class Only:
    def __set__(self, o, v):
        o.__dict__["only"] = v


class H:
    d, n, only, plain = Data(), NonData(), Only(), "class"


h = H()
h.__dict__.update(d="inst d", n="inst n", plain="inst plain")
log.clear()
print(h.d, h.n, h.plain, H.d, H.n, H.plain)
h.d = 5
h.n = 6
h.only = 7
print(log, vars(h), h.only, h.n)
del h.n
print(h.n)
try:
    del h.d
except AttributeError as e:
    print(e)


class Delete:
    def __delete__(self, o):
        log.append("deleted")


class J:
    d = Delete()


j = J()
del j.d
print(log[-1])
try:
    j.d = 1
except AttributeError as e:
    print(e)
H.d = "replaced"
print(H.d, h.d)


class Dir:
    def __dir__(self):
        return ["z", "a", "m"]


print(
    dir(Dir()),
    Dir().__dir__(),
    [n for n in dir(G) if not n.startswith("_")],
    "a" in dir(g),
    dir(type("X", (), {"__slots__": ()})())[:1],
)


class Cls(type):
    x = "on meta"

    def __getattribute__(cls, n):
        log.append("meta " + n)
        return super().__getattribute__(n)


class K(metaclass=Cls):
    y = "on class"


log.clear()
print(K.x, K.y, K().y, log)
try:
    K().x
except AttributeError as e:
    print(e)


class Desc:
    def __get__(self, o, t=None):
        return f"{o!r:.3} {t.__name__}"


class MM(type):
    d = Desc()


class NN(metaclass=MM):
    pass


print(NN.d)


class Sug:
    colour = 1
    size = 2


for text in (
    "Sug().color",
    "Sug.siz",
    "Sug().nothing_alike",
    "[].appendd",
    "''.uper",
    "Sug.colour.reel",
):
    try:
        eval(text)
    except AttributeError as e:
        print(e, "|", e.name)
AttributeError("a", name="n", obj=5).name
e = AttributeError("m", name="n", obj=5)
print(e, e.name, e.obj, e.args)


class Lazy:
    def __getattr__(self, n):
        v = self.__dict__[n] = n * 2
        return v


l = Lazy()
print(l.ab, l.ab, vars(l), Lazy.__getattr__(l, "z"))


class Static:
    f = staticmethod(lambda: "s")
    c = classmethod(lambda cls: cls.__name__)
    b = len
    l = lambda self: "bound"
    t = (1, 2)
    i = int


print(
    Static().f(),
    Static().c(),
    Static().b("abc") if 0 else Static.b("abc"),
    Static().b([1]),
    Static().l(),
    Static().t,
    Static().i("5"),
)
