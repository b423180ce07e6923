# Keywords for an __init__ in Python do not trouble the __new__ of a built-in class that takes none.
class Row(tuple):
    def __init__(self, items, name=None):
        self.name = name


class Measure(float):
    def __init__(self, value, unit=None):
        self.unit = unit


class Frozen(frozenset):
    def __init__(self, items, name=None):
        self.name = name


class Number(int):
    def __init__(self, value, name=None):
        self.name = name


class Point(complex):
    def __init__(self, value, name=None):
        self.name = name


class Chosen(filter):
    def __init__(self, function, items, name=None):
        self.name = name


print(Row([1, 2], name="row"), Row([1], name="row").name)
print(Measure(1.5, unit="m"), Measure(1.5, unit="m").unit)
print(Frozen([1], name="frozen"), Frozen([], name="frozen").name)
print(Chosen(None, [0, 1], name="chosen").name, list(Chosen(None, [0, 1], name="chosen")))
for make in (Number, Point):
    try:
        print(make(1, name="x"))
    except TypeError as e:
        print(e)
for plain in (tuple, float, frozenset, filter):
    try:
        plain([], name="x")
    except TypeError as e:
        print(e)


class Bare(tuple):
    pass


try:
    Bare([1], name="x")
except TypeError as e:
    print(e)
