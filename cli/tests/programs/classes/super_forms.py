class A:
    attr = "A.attr"

    def m(self):
        return "A.m"

    @classmethod
    def c(cls):
        return "A.c " + cls.__name__

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p " + type(self).__name__

    def __init__(self):
        self.inst = "inst"

    def __getitem__(self, k):
        return ("A", k)

    def __len__(self):
        return 3

    def __setattr__(self, n, v):
        object.__setattr__(self, n, v)


class B(A):
    attr = "B.attr"

    def m(self):
        return (
            "B.m",
            super().m(),
            super(B, self).m(),
            super(B, type(self)).m(self),
            super().attr,
            super().p,
            super().s(),
        )

    @classmethod
    def c(cls):
        return super().c(), super(B, cls).c()

    @staticmethod
    def s():
        return super(B, B).s(), super(B, B()).s()

    def __getitem__(self, k):
        return super().__getitem__(k), super().__len__()

    @property
    def p(self):
        return "B+" + super().p

    def nested(self):
        def inner():
            return super(B, self).m()

        gen = [super(B, self).m() for _ in range(2)]
        return inner(), gen, (lambda: super(B, self).attr)()

    def __init__(self):
        super().__init__()
        super().__setattr__("z", 1)

    def arg_rebound(self):
        self = "something else"
        try:
            return super().m()
        except TypeError as e:
            return str(e)

    def no_self():
        return super().m()

    def deleted(self):
        del self
        try:
            super().m()
        except RuntimeError as e:
            return str(e)

    def star(*args):
        return super().m()

    def get(self):
        s = super()
        return (
            s.m(),
            s.__thisclass__.__name__,
            s.__self_class__.__name__,
            s.__self__ is self,
            type(s).__name__,
        )

    def unbound(self):
        return super(A)


b = B()
print(b.m())
print(B.c(), b.c(), B.s())
print(b[5], b.p, b.z, b.inst)
print(b.nested())
print(b.arg_rebound(), b.deleted(), b.get())
print(repr(super(B, b))[:34], repr(super(B, B)), repr(super(B)))
for text in (
    "B.no_self()",
    "b.star()",
    "super()",
    "super(5, 6)",
    "super(B, 5)",
    "super(B, A())",
    "super(B, b).nosuch",
    "super(B, b)[0]",
    "len(super(B, b))",
    "super(B, b).m = 1",
    "super(B, b, 1)",
    "super(A, b).m()",
    "super(B, b).inst",
    "super(object, b).m",
    "super(str, 'a').upper()",
    "super(bool, True).__repr__()",
    "(lambda self: super().m())(b)",
    "super(type=B)",
):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def outside(self):
    return super().m()


B.outside = outside
try:
    b.outside()
except RuntimeError as e:
    print(e)


class C:
    def f(self):
        return super().__init__

    x = lambda self: super().__class__


print(C().x(), type(C().f()).__name__)


class Shadow:
    def f(self):
        super = lambda *a: "shadowed"
        return super()


print(Shadow().f())


class D(B):
    s2 = super

    def m(self):
        return self.s2(D, self).m()[0]


print(D().m())
sup = super(A, B())


class E(A):
    pass


u = super(E)


class F(E):
    q = u


print(type(u.__get__(E(), E)).__name__, F().q.m(), super(E).__self__)


class Meta(type):
    def __call__(cls, *a):
        obj = super().__call__(*a)
        obj.by_meta = True
        return obj

    def __new__(mcs, n, b, d):
        d["added"] = n
        return super().__new__(mcs, n, b, d)


class G(metaclass=Meta):
    pass


print(G().by_meta, G.added)


class Slot(A):
    __slots__ = ()

    def g(self):
        return super().m()


print(Slot().g())


class IS(int):
    def __add__(self, o):
        return super().__add__(o) * 100

    def __new__(cls, v):
        return super().__new__(cls, v + 1)


print(IS(1) + 1)
