import importlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "modules"))


def names(module):
    space = {}
    exec(f"from {module} import *", space)
    return sorted(n for n in space if n != "__builtins__")


print(names("stars"), names("stars_all"))
for module in ("stars_bad", "stars_worse", "nosuch"):
    try:
        names(module)
    except Exception as error:
        print(type(error).__name__, error)
for text in (
    "def f():\n from stars import *",
    "class C:\n from stars import *\nprint(sorted(n for n in vars(C) if n[0] != '_'))",
    "from stars import (public, function as f, Class,)\nprint(public)",
    "from stars import public,",
    "from stars import ()",
    "import stars as s.x",
    "from stars import *, public",
    "import stars.*",
    "from stars import public as",
    "import",
    "from import x",
    "from stars",
    "import a.b as",
    "from . import",
    "from .. . import x",
    "import (stars)",
    "from stars import (public",
    "from __future__ import annotations",
    "x = 1\nfrom __future__ import annotations",
    "from __future__ import nosuch",
    "from __future__ import braces",
    "'doc'\nfrom __future__ import division, print_function",
):
    try:
        exec(compile(text, "<t>", "exec"), {"__name__": "m"})
    except Exception as error:
        print(repr(text), "->", type(error).__name__, str(error).split(" (")[0])
import counter

counter.state.append("kept?")
counter.extra = "survives"
again = importlib.reload(counter)
print(again is counter, counter.state, counter.extra)
del sys.modules["counter"]
import counter as fresh

print(fresh is counter, fresh.state)
try:
    importlib.reload(counter)
except ImportError as error:
    print(error)
try:
    importlib.reload("counter")
except TypeError as error:
    print(error)
m = importlib.import_module("namespace_one.space.first")
print(m.NAME, importlib.import_module(".first", "namespace_one.space") is m)
for args in ((".x",), ("..x", "a"), ("nosuch.y",), (5,), ("",), (".first", "nosuch")):
    try:
        importlib.import_module(*args)
    except Exception as error:
        print(args, type(error).__name__, error)
print(importlib.util.find_spec("stars").name if hasattr(importlib, "util") else "", end="")
import importlib.util

print(
    importlib.util.find_spec("nosuch"),
    importlib.util.find_spec("stars").name,
    importlib.util.resolve_name(".x", "a.b"),
)
spec = importlib.util.spec_from_file_location("custom_name", os.path.join(sys.path[0], "stars.py"))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.__name__, module.public, "custom_name" in sys.modules)
importlib.invalidate_caches()
