def f(a: int, b: "text" = 5, *args: tuple, c, d=7, **kw: dict) -> list:
    """The doc."""
    x = 1
    return x


for text in r"""
f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__, type(f), type(f.__code__), type(f.__globals__)
f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_posonlyargcount, f.__code__.co_varnames, f.__code__.co_nlocals, f.__code__.co_name, f.__code__.co_firstlineno, f.__code__.co_flags & 0x2c, f.__code__.co_freevars, f.__code__.co_qualname
(lambda x, /, y: 0).__code__.co_posonlyargcount, (lambda: 0).__name__, (lambda: 0).__qualname__, (lambda: (yield)).__code__.co_flags & 0x20, len.__name__, len.__qualname__, len.__module__, [].append.__name__, [].append.__qualname__, [].append.__self__, str.upper.__qualname__, len.__doc__[:10], int.__add__.__name__
f.nosuch
f.__name__.x
f.__nosuch__
len.x
len.x = 1
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
f.attr = 1
f.__dict__["other"] = 2
print(f.attr, f.other, vars(f))
del f.attr
print(vars(f))
f.__name__ = "renamed"
f.__doc__ = None
f.__qualname__ = "Q.renamed"
f.__module__ = "m"
print(f.__name__, repr(f)[:20], f.__doc__, f.__module__)


def g(a, b=1):
    return a, b


g.__defaults__ = (10, 20)
print(g())
g.__defaults__ = None
try:
    g(1)
except TypeError as e:
    print(e)


def h(*, k=1):
    return k


h.__kwdefaults__ = {"k": 9}
print(h())
h.__kwdefaults__ = None
try:
    h()
except TypeError as e:
    print(e)
g.__code__ = (lambda a: a * 2).__code__
print(g(4), g.__name__)
for text in [
    "f.__name__ = 5",
    "f.__defaults__ = 5",
    "f.__kwdefaults__ = []",
    "f.__code__ = 5",
    "f.__dict__ = 5",
    "f.__globals__ = {}",
    "f.__closure__ = ()",
    "del f.__name__",
    "del f.nosuch",
    "f.__annotations__ = 5",
    "f.__qualname__ = None",
    "del f.__code__",
    "f.__class__ = int",
    "type(f)()",
    "type(f)(5, {})",
    "class X(type(f)): pass",
    "len.__name__ = 'x'",
    "f.__code__.co_name = 'x'",
]:
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def default_evaluated_once(x=[]):
    x.append(len(x))
    return x


default_evaluated_once()
print(default_evaluated_once())


def order(a=print("default a"), *, b=print("default b")) -> print("return annotation"):
    pass


def deco(tag):
    print("make", tag)

    def wrap(fn):
        print("apply", tag, fn.__name__)
        return fn

    return wrap


@deco("first")
@deco("second")
def target(x: print("annotation") = print("default")):
    pass


class K:
    def m(self):
        "doc m"

    @staticmethod
    def s():
        pass

    @classmethod
    def c(cls):
        pass


k = K()
print(
    k.m.__func__ is K.m,
    k.m.__self__ is k,
    k.m == k.m,
    k.m is k.m,
    K.m is K.m,
    k.m.__name__,
    k.m.__doc__,
    k.m.__qualname__,
    K.c.__self__ is K,
    K.s,
    type(k.m),
    hash(k.m) == hash(k.m),
    k.m != K().m,
)
print(
    repr(k.m)[:20],
    repr(K.c)[:40],
    repr(K.m)[:20],
    repr(len),
    repr([].append)[:34],
    repr(str.upper),
    repr(int.__add__),
    repr((1).__add__)[:40],
    repr(dict.fromkeys)[:40],
)
try:
    k.m.attr = 1
except AttributeError as e:
    print(e)
K.m.attr = "via function"
print(k.m.attr)
import types

print(types.MethodType(lambda self, x: (self, x), 5)(6), types.MethodType(len, "abc")())


def evaluation_order():
    def say(x):
        print(x, end=" ")
        return x

    def fn(*a, **k):
        return a, k

    print(
        say(fn)(say(1), *say([2]), say(3), k=say(4), **say({"z": 5}), y=say(6))
        if 0
        else fn(say(1), *say([2]), say(3), k=say(4), **say({"z": 5}), y=say(6))
    )
    {say("k1"): say("v1"), say("k2"): say("v2")}
    say(1) + say(2) * say(3)
    say([5, 6])[say(0)]
    print(say(1) < say(3) < say(2))
    d = {}
    d[say("a")] = say("value first")
    print(say("t") if say(0) else say("f"))


evaluation_order()
