# Weak references: callbacks, containers, methods, finalizers.
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def method(self):
        return "method of " + self.name

    def __repr__(self):
        return f"Thing({self.name})"


thing = Thing("a")
ref = weakref.ref(thing, lambda r: print("gone:", r() is None))
proxy = weakref.proxy(thing)
print(ref(), proxy.name, weakref.getweakrefcount(thing), len(weakref.getweakrefs(thing)), ref == weakref.ref(thing))
values = weakref.WeakValueDictionary(x=thing)
keys = weakref.WeakKeyDictionary({thing: 1})
members = weakref.WeakSet([thing])
bound = weakref.WeakMethod(thing.method)
finalizer = weakref.finalize(thing, print, "finalized", sep="!")
print(list(values.items()), list(keys.items()), list(members), bound()(), finalizer.alive, len(values), "x" in values)
print(values.get("y", 5), values.setdefault("z", thing), sorted(values), keys.pop(Thing("b"), None), thing in members)
print((values | {"w": thing})["w"], len(members | {thing}), members == {thing}, members == weakref.WeakSet([thing]))
del thing
print(ref(), len(values), len(keys), len(members), bound(), finalizer.alive, finalizer.peek())
try:
    proxy.name
except ReferenceError as error:
    print(error)
for bad in (lambda: values["x"], lambda: weakref.ref(3), lambda: weakref.WeakSet().pop(),
            lambda: weakref.WeakMethod(len), lambda: keys[Thing("c")] and 0):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error if not isinstance(error, KeyError) else "")

kept = Thing("kept")
f = weakref.finalize(kept, lambda *a, **k: (a, k), 1, b=2)
print(f.peek()[2:], f.atexit, f(), f(), f.alive, f.detach())
a, b, c = Thing("1"), Thing("2"), Thing("3")
d = weakref.WeakValueDictionary(enumerate([a, b, c]))
for key, value in d.items():
    del value
    if key == 0:
        del b
print(sorted(d.keys()), len(d))
weakref.finalize(a, print, "at exit", a.name)
