import os
import sys
import types

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "modules"))
import lazy

print(lazy.lazy_one, lazy.lazy_one, lazy.loaded, dir(lazy), hasattr(lazy, "other"))
from lazy import lazy_two

print(lazy_two, "lazy_two" in vars(lazy))
try:
    lazy.nothing
except AttributeError as error:
    print(error)
try:
    from lazy import nothing
except ImportError as error:
    print(str(error).split(" (")[0])
m = types.ModuleType("made", "its doc")
print(m.__name__, m.__doc__, m.__package__, m.__loader__, m.__spec__, sorted(vars(m)), repr(m))
m.x = 1
m.__dict__["y"] = 2
print(m.x, m.y, dir(m), m.__dict__ is vars(m))
del m.x
for text in (
    "m.x",
    "m.__dict__ = {}",
    "del m.nosuch",
    "types.ModuleType()",
    "types.ModuleType(5)",
    "m()",
    "m[0]",
    "m.__name__ = 5; print(repr(m)[:9])",
    "del m.__name__; print(repr(m)); m.nosuch",
    "len(m)",
    "types.ModuleType('a', 'b', 'c')",
):
    try:
        exec(text)
    except Exception as error:
        print(text, "->", type(error).__name__, error)
print(repr(sys), repr(lazy).split(" from ")[0], type(sys).__name__, lazy.__doc__)
print(
    lazy.__spec__.name,
    lazy.__spec__.origin == lazy.__file__,
    lazy.__spec__.submodule_search_locations,
    lazy.__spec__.parent == "",
    type(lazy.__loader__).__name__,
    lazy.__cached__ is not None,
)
print(
    __name__,
    __doc__,
    __package__,
    __spec__,
    os.path.basename(__file__),
    os.path.isabs(__file__),
    sorted(k for k in globals() if k.startswith("__")),
)


class Sub(types.ModuleType):
    @property
    def computed(self):
        return "computed " + self.__name__


sys.modules["sub"] = Sub("sub")
import sub
from sub import computed

print(sub.computed, computed)
lazy.__class__ = Sub
print(lazy.computed)
try:
    lazy.__class__ = int
except TypeError as error:
    print(error)
import builtins

print(
    builtins.len is len,
    __builtins__ is builtins,
    sys.builtin_module_names.__class__.__name__,
    "sys" in sys.builtin_module_names,
)
builtins.added = "visible everywhere"
print(added)
del builtins.added
try:
    added
except NameError as error:
    print(error)
