class C:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "doc of x"
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 10

    @x.deleter
    def x(self):
        del self._x

    ro = property(lambda self: "read only")
    wo = property(None, lambda self, v: print("wrote", v))
    old = property(fget=lambda s: 1, doc="given doc")


c = C()
print(c.x)
c.x = 5
print(c.x, c._x, C.x.__doc__, C.old.__doc__, C.x.fget.__name__, C.ro.fset, type(C.x))
del c.x
print(hasattr(c, "x"))
c.wo = 3
for text in (
    "c.ro = 1",
    "del c.ro",
    "c.wo",
    "del c.wo",
    "c.x",
    "property(1, 2, 3, 4, 5)",
    "C.x.__get__(5)",
    "C.x.fget = 1",
    "property().__get__(1, 2)",
    "property(len).__get__('abc')",
    "property().__set__(c, 1)",
):
    try:
        print(text, eval(text) if "=" not in text and not text.startswith("del") else exec(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class D(C):
    @C.x.getter
    def x(self):
        return "sub " + str(self._x)

    @property
    def ro(self):
        return super().ro + " extended"


d = D()
d.x = 2
print(d.x, d.ro)


class P(property):
    "subclass"

    def __get__(self, o, t=None):
        return ("P", super().__get__(o, t) if o is not None else self.__class__.__name__)


class E:
    @P
    def v(self):
        return 5


print(E().v, E.v)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("set_name", owner.__name__, name)

    def __get__(self, o, owner):
        if o is None:
            return self
        return getattr(o, self.name, "unset")

    def __set__(self, o, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.name} wants {self.kind.__name__}")
        setattr(o, self.name, v)


class Model:
    name = Typed(str)
    age = Typed(int)


m = Model()
print(m.name)
m.name = "Ada"
m.age = 3
print(m.name, m.age, vars(m), isinstance(Model.name, Typed))
try:
    m.age = "x"
except TypeError as e:
    print(e)


class Boom:
    def __set_name__(self, o, n):
        raise ValueError("set_name failed")


try:

    class B:
        b = Boom()

except RuntimeError as e:
    print(e, "|", repr(e.__cause__))


class Func:
    def __get__(self, o, t):
        return lambda *a: (o is not None, t.__name__, a)


class Q:
    m = Func()
    n = Func()


print(Q().m(1), Q.m(2))
Q.m2 = Func()
print(Q().m2())
q = Q()
q.m = "instance wins over non-data"
print(q.m)
sm, cm = staticmethod(len), classmethod(lambda cls: cls)
print(
    sm.__func__, sm("ab"), sm.__wrapped__ is len, sm.__name__, repr(sm), isinstance(cm, classmethod)
)
try:
    cm()
except TypeError as e:
    print(e)


class W:
    @classmethod
    def a(cls):
        return ("a", cls.__name__)

    @staticmethod
    def b(*x):
        return x

    @classmethod
    @property
    def cp(cls):
        return "cp " + cls.__name__

    @staticmethod
    def __call__(x):
        return x


class W2(W):
    pass


print(
    W2.a(),
    W2().a(),
    W.b(1),
    W2().b(),
    W.cp,
    W2().cp,
    W.__dict__["a"].__func__(W),
    type(W.__dict__["b"]),
    W()(4),
    W.a == W.a,
    W.a is W.a,
    W2.a == W.a,
)
f = lambda self, x: (self, x)
(
    print(f.__get__(5)(6), f.__get__(5, int), f.__get__(None, int) is f)
    if 0
    else print(f.__get__(5)(6), f.__get__(None, int) is f)
)
try:
    f.__get__(None, None)
except TypeError as e:
    print(e)


class Cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, o, n):
        self.n = n

    def __get__(self, o, t):
        print("computing")
        v = o.__dict__[self.n] = self.f(o)
        return v


class R:
    @Cached
    def big(self):
        return 99


r = R()
print(r.big, r.big)
