import builtins

value = 1


def get():
    return value


def length(x):
    return len(x)


def warm(f, *a):
    for _ in range(50):
        r = f(*a)
    return r


print(warm(get), warm(length, "abc"))
value = 2
print(get())
globals()["value"] = 3
print(get())
del value
try:
    get()
except NameError as e:
    print(e)
builtins.value = "builtin"
print(warm(get))
value = 4
print(get())
del value
print(get())
builtins.value = "builtin 2"
print(get())
del builtins.value
try:
    get()
except NameError as e:
    print(e)
value = 5
print(get())
len = lambda x: "shadowed"
print(length("abc"))
del len
print(length("abc"))
old = builtins.len
builtins.len = lambda x: "patched"
print(length("abc"))
builtins.len = old
print(length("abc"))
exec("value = 6")
print(get())
exec("def get2(): return value", space := {"value": "other namespace"})
print(space["get2"](), get())
space["value"] = "changed"
print(space["get2"]())
import types

g = types.FunctionType(get.__code__, {"value": "one"})
h = types.FunctionType(get.__code__, {"value": "two"})
print([f() for f in (get, g, h, get, g, h) * 3][-3:])
for i in range(1000):
    globals()[f"g{i}"] = i
print(get(), g999)
for i in range(1000):
    del globals()[f"g{i}"]
print(get())
try:
    g5
except NameError as e:
    print(e)


def setter(v):
    global value
    value = v


for i in range(20):
    setter(i)
print(get(), value)
globals().update(value="updated")
print(get())
saved = dict(globals())
globals().pop("value")
try:
    get()
except NameError as e:
    print(e)
globals().setdefault("value", "set default")
print(get())


class C:
    value = "class scope"

    def read(self):
        return value

    inside = value


print(C.inside, C().read())


def shadow(print):
    print("parameter")


shadow(lambda s: builtins.print("got", s))
print = lambda *a: builtins.print("mine:", *a)
print("x")
del print
print("theirs")


def uses_true():
    return [True, None, __debug__, Ellipsis, NotImplemented is not None]


print(uses_true(), __name__)
__name__ = "renamed"
print(__name__, C.__module__, type("Later", (), {}).__module__)
