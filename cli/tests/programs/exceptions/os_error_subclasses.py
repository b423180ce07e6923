"""Classes derived from OSError: when their arguments count, and what becomes of them."""
import json
import pickle


class Silent(OSError):
    def __init__(self, a, b=None):
        self.a = a


class Passing(OSError):
    def __init__(self, path, number, text):
        super().__init__(number, text)
        self.path = path


class Plain(OSError):
    pass


class Cutting(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, *args[:2])

    def __init__(self, *args):
        super().__init__(*args)


class Wrapping(OSError):
    def __init__(self, *args, **kwargs):
        self.more = kwargs.pop("more", None)
        super().__init__(*args, **kwargs)


class Both(Wrapping, json.JSONDecodeError):
    def __init__(self, *args):
        json.JSONDecodeError.__init__(self, *args)
        Wrapping.__init__(self, *self.args)


for make in (lambda: Silent(1), lambda: Silent(2, "x"), lambda: Passing(1, 2, "three"), lambda: Plain(2, "x", "f"),
             lambda: Plain("x"), lambda: Cutting(2, "x", "f"), lambda: Both("msg", "doc", 0), lambda: OSError(2, "x"),
             lambda: Wrapping(13, "perm", more=5), lambda: Wrapping(2, "a", "b", None, "c")):
    e = make()
    print(type(e).__name__, e.args, e.errno, e.strerror, e.filename, e.filename2, str(e), repr(e))
e = OSError(2, "a")
e.__init__(3, "b")
print(e.args, e.errno)
for f in (lambda: OSError(x=1), lambda: Plain(1, x=1), lambda: Wrapping(1, x=1)):
    try:
        f()
    except TypeError as e:
        print(e)
e = pickle.loads(pickle.dumps(Plain(2, "x", "f")))
print(type(e).__name__, e.args, e.filename)
