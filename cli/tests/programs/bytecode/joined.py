"""What several instructions do at once gives what they give one after another."""
import sys


class Number:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __add__(self, other):
        return f"{self.name} + {other!r}"

    def __radd__(self, other):
        return f"{other!r} + {self.name}"

    def __iadd__(self, other):
        return f"{self.name} += {other!r}"

    def __mod__(self, other):
        return Truth(f"{self.name} % {other!r}")

    def __and__(self, other):
        return Truth(f"{self.name} & {other!r}")


class Truth:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f"<{self.text}>"

    def __bool__(self):
        print("asked:", self.text)
        return True

    def __del__(self):
        print("gone:", self.text)


class MyInt(int):
    def __mod__(self, other):
        return int(self) * 100 + other

    def __mul__(self, other):
        return "times", other


def constants(x):
    out = []
    for f in (
        lambda: x + 100000,
        lambda: x - 100000,
        lambda: x * 100000,
        lambda: x / 100000,
        lambda: x % 100000,
        lambda: x + 0.5,
        lambda: x - 0.5,
        lambda: x * 0.5,
        lambda: x / 0.5,
        lambda: x / 0.0,
        lambda: x % 0.75,
        lambda: x % -70000,
        lambda: x + 10**30,
        lambda: x + 1e308 * 10,
    ):
        try:
            out.append(f())
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


for x in (0, 7, -7, 2**61 - 1, -(2**61), 2**70, 1.5, -1.5, 1e300, float("inf"), True, MyInt(5), Number("n"), "text", [1], None, 2j):
    print(repr(x)[:30], [repr(y)[:60] for y in constants(x)])


def in_place(x):
    x += 70000
    return x


print(in_place(1), in_place(Number("m")), in_place(2.5))


def conditions(x, y):
    out = []
    if x & 1:
        out.append("odd")
    if not x & 2:
        out.append("no two")
    if x % 3:
        out.append("no multiple of three")
    while x % y:
        out.append("while")
        x += 1
        if len(out) > 20:
            break
    out.append("x & 4" if x & 4 else "not x & 4")
    out.append(x % 5 and "and")
    out.append(not x % 5)
    return out


for x in (0, 1, 6, -7, 2**70 + 1, True, MyInt(4)):
    print(x, conditions(x, 4))
for bad in ("text", 1.5, None):
    try:
        print(conditions(bad, 4))
    except TypeError as e:
        print("TypeError:", e)


def asked(n):
    if n & 1:
        print("and")
    if n % 7:
        print("mod")
    print("end")


asked(Number("n"))


def show(*args, **kwargs):
    return args, kwargs


class Methods:
    def one(self, a):
        return "one", a

    def two(self, a, b):
        return "two", a, b

    @staticmethod
    def static(a):
        return "static", a

    @classmethod
    def klass(cls, a, b):
        return cls.__name__, a, b


def calls(f, a, b, c):
    m = Methods()
    print(f(a), f(a, b), f(a, b, c), f(a, b=b), f(f(a), b), f(b, f(a)), f(a if b else c, b), f(a, b if a else c))
    print(m.one(a), m.two(a, b), m.two(b, a), m.static(c), m.klass(a, c))
    print(len(a), max(a, b), isinstance(a, list), [a].count(a))
    pair = a, b
    a, b = b, a
    return pair, (a, b), (b, a), (a, a)


print(calls(show, [1], [2], [3]))


def unbound(flag):
    if flag:
        late = 1
    try:
        print(show(flag, late))
    except UnboundLocalError as e:
        print(e)
    try:
        return flag, late
    except UnboundLocalError as e:
        print(e)


unbound(True)
unbound(False)


def lines(f):
    """The lines of a function that are told to a trace function."""
    told = []

    def trace(frame, event, arg):
        if frame.f_code is f.__code__ or frame.f_code is generator.__code__:
            told.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace

    sys.settrace(trace)
    try:
        f()
    finally:
        sys.settrace(None)
    print(told)


def generator(n):
    while n:
        got = yield n
        n -= got or 1


def traced():
    a = 1
    b = show(
        a,
        a,
    )
    c = a + 70000 if a & 1 else a % 70000
    g = generator(3)
    d = next(g), g.send(
        a
    )
    for x in g:
        if x % 2:
            c += 1
    return a, \
        c


lines(traced)


async def inner(x):
    return x


async def outer(x):
    try:
        1 / 0
    except ZeroDivisionError:
        y = await inner(x)
    finally:
        y += await inner(x)
    try:
        return y + await failing()
    except ValueError as e:
        return y, await inner(e), sys.exc_info()[0]


async def failing():
    raise ValueError("failing")


try:
    outer(20).send(None)
except StopIteration as e:
    print(e.value)


def endless():
    while True:
        yield


g = endless()
print([next(g) for _ in range(3)], g.send(5), g.gi_frame.f_lineno - g.gi_code.co_firstlineno)
try:
    g.throw(KeyError("thrown"))
except KeyError as e:
    print(e, e.__traceback__.tb_next.tb_lineno - g.gi_code.co_firstlineno)


def count():
    n = 0
    while True:
        yield n
        n += 1


def steps(g, other, step=next):
    out = [next(g), step(g), g.__next__(), type(g).__next__(g), step(iter([5]))]
    bound = g.__next__
    out.append(bound())
    for wrong in (lambda: bound(other), lambda: step(5), lambda: step()):
        try:
            out.append(wrong())
        except TypeError as e:
            out.append(str(e))
    return out


print(steps(count(), count()))
