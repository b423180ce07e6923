class Point:
    """A point."""

    dims = 2
    count = 0

    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Point.count += 1

    def move(self, dx):
        self.x += dx
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    @classmethod
    def origin(cls):
        return cls(0)

    @staticmethod
    def helper(n):
        return n * 2

    @property
    def norm(self):
        return self.x**2 + self.y**2


p = Point(1, 2)
print(
    p,
    p.move(3).move(1),
    p.x,
    p.dims,
    Point.dims,
    Point.origin(),
    p.origin(),
    Point.helper(4),
    p.helper(5),
    p.norm,
    Point.count,
)
p.dims = 3
print(p.dims, Point.dims, vars(p))
del p.dims
print(p.dims)
print(
    Point.__name__,
    Point.__doc__,
    Point.__bases__,
    Point.__mro__,
    Point.__module__,
    type(p) is Point,
    type(Point),
    isinstance(p, Point),
    isinstance(p, object),
    issubclass(Point, object),
    isinstance(5, (str, int)),
    issubclass(bool, (str, int)),
    isinstance(Point, type),
)
Point.later = lambda self: ("later", self.x)
print(p.later())
p.own = lambda: "own"
print(p.own())


class Three(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def __repr__(self):
        return super().__repr__()[:-1] + f", {self.z})"


print(Three(1, 2, 3), Three.__mro__, Three.__base__, Point.__subclasses__(), Three(1, 2, 3).norm)
try:
    Three.origin()
except TypeError as e:
    print(e)


class Empty:
    pass


e = Empty()
e.a = 1
setattr(e, "b c", 2)
print(e.__dict__, getattr(e, "b c"), getattr(e, "z", "default"), hasattr(e, "a"))
e.__dict__["d"] = 4
print(e.d)
e.__dict__ = {"fresh": 1}
print(vars(e), hasattr(e, "a"))
delattr(e, "fresh")
print(vars(e))
for text in [
    "e.nosuch",
    "Empty.nosuch",
    "del e.nosuch",
    "del Empty.nosuch",
    "Empty().x.y",
    "e.__dict__ = 5",
    "del e.__dict__; e.q",
    "Empty.__name__ = 5",
    "Empty.__name__ = 'New'; print(Empty.__name__, Empty())" if 0 else "pass",
    "Empty.__bases__ = ()",
    "Empty.__bases__ = (int,)",
    "int.x = 1",
    "del int.real",
    "object().x = 1",
    "(5).x = 1",
    "'a'.x",
    "None.x = 1",
    "int.nosuch",
    "type.nosuch",
    "e.__class__ = int",
    "e.__class__ = 5",
    "Empty.__dict__['x'] = 1",
    "getattr(e, 5)",
    "setattr(e, 5, 1)",
    "vars(5)",
    "Empty.__doc__ = 'd'; print(Empty.__doc__)",
    "int.__doc__ = 'x'",
    "e.__class__ = Point; print(type(e).__name__)",
    "e()",
    "Empty()()",
    "e[0]",
    "e[0] = 1",
    "del e[0]",
    "len(e)",
    "iter(e)",
    "e + 1",
    "-e",
    "e < e",
    "e == e",
    "hash(e) == hash(e)",
    "bool(e)",
    "int(e)",
    "float(e)",
    "e in e",
    "with e: pass",
    "next(e)",
    "abs(e)",
    "round(e)",
    "reversed(e)",
    "bytes(e)",
    "format(e, 'x')",
    "divmod(e, 1)",
    "e @ e",
    "e.__init__(1)",
    "object.__setattr__(e, 'viaobj', 1)",
    "[][e]",
    "range(e)",
    "for i in e: pass",
    "a, b = e",
    "print(*e)",
    "print(**e)",
    "raise e",
    "raise Empty",
    "e **= 2",
    "isinstance(1, e)",
    "isinstance(1, 'a')",
    "issubclass(e, int)",
    "issubclass(int, 5)",
    "isinstance(1, (int, 5))",
    "isinstance('', (int, 5))",
    "isinstance(1, [int])",
]:
    try:
        exec(text)
    except Exception as err:
        print(text, "->", type(err).__name__, err)
print(repr(Point)[:30], repr(e)[:20], str(Three), Empty, object().__class__, p.__class__.__class__)
x = type("Made", (Point,), {"extra": 5, "m": lambda self: self.extra})
print(x(1).m(), x.__name__, x, x.__bases__)


class Local:
    def make(self):
        class Inner:
            class Deep:
                pass

        return Inner


print(Local().make().__qualname__, Local().make().Deep, Local.make.__qualname__)


def f():
    class L:
        pass

    return L


print(f(), f().__qualname__, f() is f())
