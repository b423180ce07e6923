# Names that are not there, in each kind of scope.
def f():
    print(x)
    x = 1


def g():
    del y
    y = 1


def h():
    for i in []:
        pass
    return i


def k():
    if False:
        z = 1
    z += 1


def loops():
    while False:
        q = 1
    else:
        pass
    return lambda: q


def deleted(a):
    del a
    return a


def with_import():
    return os.path
    import os


def deleted_global():
    global gone
    gone = 1
    del gone
    return gone


for function in (f, g, h, k, lambda: loops()(), lambda: deleted(1), with_import, deleted_global):
    try:
        function()
    except NameError as e:
        print(type(e).__name__, "|", e, "|", e.name, "|", e.args)
try:
    nosuch
except NameError as e:
    print(e, e.name)
try:
    del nosuch
except NameError as e:
    print(e)


class C:
    a = 1
    try:
        print(b)
    except NameError as e:
        print(e)
    del a
    try:
        a
    except NameError as e:
        print(e)
    try:
        del a
    except NameError as e:
        print(e)

    def m(self):
        return a_of_class


try:
    C().m()
except NameError as e:
    print(e)


def nested():
    def inner():
        print(v)
        v = 2

    v = 1
    inner()


try:
    nested()
except UnboundLocalError as e:
    print(e)
for bad in [
    "def f():\n x = 1\n global x",
    "def f(x):\n global x",
    "def f():\n nonlocal x",
    "nonlocal x",
    "x = 1\ndef f():\n nonlocal x",
    "def f():\n print(x)\n global x",
    "def f(a):\n nonlocal a",
    "def f():\n global x\n nonlocal x",
    "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x",
    "def f():\n for x in y: pass\n global x",
    "def f():\n x: int\n global x",
    "def f(a, a): pass",
    "lambda a, a: 0",
    "def f(*a, a): pass",
    "class C:\n nonlocal z",
    "def f():\n import x\n global x",
    "def f():\n def x(): pass\n global x",
    "global a\na = 1",
    "def f():\n global y; y = 1",
    "def f(*, **k): pass",
    "def f(*): pass",
    "def f(a=1, b): pass",
    "def f(/, a): pass",
    "def f(a, /, b, /): pass",
    "def f(*a, *b): pass",
    "def f(**k, a): pass",
    "def f(**k, *a): pass",
    "def f(*a, /): pass",
    "def f(a, *, b, *, c): pass",
    "def f(*a=1): pass",
    "def f(**a=1): pass",
    "def f(1): pass",
    "def f((a, b)): pass",
    "def f(None): pass",
    "def f(a.b): pass",
    "def __debug__(): pass",
    "def f(__debug__): pass",
    "lambda *: 0",
    "lambda a=1, b: 0",
]:
    try:
        exec(compile(bad, "<t>", "exec"))
        print(repr(bad), "compiles")
    except SyntaxError as e:
        print(repr(bad), "->", e.msg, e.lineno)
