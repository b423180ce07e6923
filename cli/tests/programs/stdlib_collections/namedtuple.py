# Named tuples.
from collections import namedtuple

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p[1], p._asdict(), Point._fields, Point._field_defaults, Point.__doc__)
print(p._replace(y=5), Point._make([7, 8]), p == (1, 0), hash(p) == hash((1, 0)))
x, y = Point(3, 4)
print(x, y, Point.x.__doc__, Point.__match_args__, p.__getnewargs__())
match p:
    case Point(a, b):
        print("matched", a, b)
for bad in (
    lambda: Point(),
    lambda: Point(1, 2, 3),
    lambda: Point._make([1]),
    lambda: p._replace(z=1),
    lambda: setattr(p, "x", 2),
    lambda: namedtuple("N", "a a"),
    lambda: namedtuple("N", "class"),
    lambda: namedtuple("N", "_a"),
    lambda: namedtuple("1N", "a"),
    lambda: namedtuple("N", "a", defaults=(1, 2)),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(namedtuple("R", "a class a 2b ok", rename=True)._fields)


class Sub(namedtuple("Base", ["u", "v"])):
    __slots__ = ()

    def total(self):
        return self.u + self.v


s = Sub(u=1, v=2)
print(s, s.total(), Sub.__mro__[1].__name__, s._replace(v=9))
