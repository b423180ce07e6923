def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def read():
        return n

    return up, read


up, read = counter()
up2, read2 = counter()
up()
up(5)
up2()
print(
    read(),
    read2(),
    up.__closure__[0].cell_contents,
    up.__code__.co_freevars,
    counter.__code__.co_cellvars,
    read.__closure__[0] is up.__closure__[0],
)


def late():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs], [f() for f in [(lambda i: lambda: i)(i) for i in range(3)]]


print(late())


def unbound():
    def use():
        return x

    try:
        use()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
    print(use())
    del x
    try:
        use()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    try:
        print(use.__closure__[0].cell_contents)
    except ValueError as e:
        print(e)


unbound()


def deep():
    a = 1

    def one():
        def two():
            def three():
                nonlocal a
                a += 1
                return a, b

            return three

        b = "b"
        return two()

    f = one()
    return f(), f(), a


print(deep())


def params(a, *args, k=1, **kw):
    def inner():
        return a, args, k, kw

    a += 1
    kw["z"] = 0
    return inner


print(params(1, 2, k=3, q=4)())


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact


print(recursive()(20))
x = "global"


def shadow():
    x = "local"

    class C:
        y = x
        x = "class"
        z = x

        def m(self):
            return x

    return C.y, C.x, C.z, C().m()


print(shadow())


def g():
    global x
    x = "changed"

    def h():
        return x

    return h()


print(g(), x)


def exc():
    try:
        raise ValueError("v")
    except ValueError as e:
        f = lambda: e
        kept = e
    try:
        f()
    except NameError as err:
        print(type(err).__name__, err)
    try:
        e
    except UnboundLocalError as err:
        print(err)
    return kept


print(repr(exc()))


def gen():
    total = 0

    def add(n):
        nonlocal total
        total += n

    while True:
        add((yield total))


it = gen()
next(it)
print(it.send(5), it.send(7))
import types

cell = types.CellType(5)
print(cell.cell_contents, types.CellType() == types.CellType(), cell == types.CellType(5))
cell.cell_contents = 6
f = types.FunctionType((lambda: (lambda: cell)).__code__, globals())
print(f()() is cell)


def has_cell(v):
    def f():
        return v

    return f


h = has_cell(1)
h.__closure__[0].cell_contents = "set"
print(h())
try:
    types.FunctionType(h.__code__, {})
except TypeError as e:
    print(e)
print(types.FunctionType(h.__code__, {}, "name", None, (types.CellType(9),))())
