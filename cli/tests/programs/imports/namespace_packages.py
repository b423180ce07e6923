import os
import sys

here = os.path.join(os.path.dirname(__file__), "modules")
sys.path[:0] = [os.path.join(here, "namespace_one"), os.path.join(here, "namespace_two")]
import space
import space.first
import space.second

print(
    space.first.NAME,
    space.second.NAME,
    space.second.other,
    len(space.__path__),
    space.__file__ if hasattr(space, "__file__") else "no file",
    space.__spec__.origin,
    type(space.__path__).__name__.strip("_"),
)
print(repr(space).split(" (")[0], space.__package__, space.__doc__)
try:
    import space.third
except ImportError as error:
    print(error)
sys.path.insert(0, here)
import namespace_one

print(namespace_one.__name__, hasattr(namespace_one, "space"))
import namespace_one.space.first as first

print(first.__name__, first is space.first)
