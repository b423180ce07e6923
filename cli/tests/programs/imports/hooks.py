import sys
import types
import builtins


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("virtual"):
            print("find", name, path)
            import importlib.machinery

            return importlib.machinery.ModuleSpec(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        print("exec", module.__name__)
        module.value = module.__name__.upper()


sys.meta_path.insert(0, Finder())
import virtual
import virtual.sub
from virtual import other

print(virtual.value, virtual.sub.value, other.value, virtual.__path__)
original = builtins.__import__


def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = tracing
import math
from math import pi, e as euler
import virtual.sub as vs

try:
    from . import nothing
except ImportError as error:
    print(error)
builtins.__import__ = original
print(vs.value, math.pi == pi)
builtins.__import__ = lambda *a: types.SimpleNamespace(anything="faked")
import whatever
from whatever import anything

print(whatever.anything, anything)
builtins.__import__ = original
del sys.meta_path[0]
try:
    import virtual.third
except ImportError as error:
    print(error)
