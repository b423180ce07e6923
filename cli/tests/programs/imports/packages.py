import sys

before = set(sys.modules)
import tree

print(tree.VERSION, tree.leaf.COLOUR, tree.__name__, tree.leaf.__package__)
import tree.leaf
from tree import leaf, VERSION as version
import tree.leaf as renamed
from tree.leaf import grow, COLOUR as colour

print(leaf is renamed is tree.leaf, version, grow(), colour)
try:
    tree.branch
except AttributeError as error:
    print(error)
from tree.branch import *

print("twig" in globals(), ALSO, "NOT_EXPORTED" in globals())
import tree.branch.twig

print(tree.branch.twig.leaf_grows())
from tree.branch import deep

try:
    deep.run()
except ImportError as error:
    print(type(error).__name__, error)
print(sorted(m for m in set(sys.modules) - before if m.startswith("tree")))
for text in (
    "import tree.nosuch",
    "from tree import nosuch",
    "import tree.leaf.deeper",
    "from tree.leaf import nosuch",
    "import nosuch.inside",
    "from . import x",
    "from .x import y",
    "from nosuch import a",
    "import tree.branch.nosuch",
):
    try:
        exec(text)
    except ImportError as error:
        print(text, "->", type(error).__name__, str(error).split(" (")[0], error.name)
try:
    exec("from . import x", {"__package__": "tree", "__name__": "tree.x"})
except ImportError as error:
    print(str(error).split(" (")[0])
exec("from . import leaf; print(leaf.COLOUR)", {"__package__": "tree"})
exec("from .leaf import COLOUR; print(COLOUR)", {"__name__": "tree.other", "__package__": None})
for space in ({"__package__": "nosuchpackage"}, {"__package__": 5}, {"__name__": 5}, {}):
    try:
        exec("from .x import y", space)
    except (ImportError, TypeError, KeyError) as error:
        print(type(error).__name__, error)


def local():
    import tree.leaf
    from tree import leaf as l

    return sorted(locals()), tree.leaf is l


print(local())


class Scope:
    from tree.leaf import COLOUR
    import tree.leaf as leaf


print(Scope.COLOUR, Scope.leaf.grow())
print(
    __import__("tree.branch").__name__,
    __import__("tree.branch", fromlist=["x"]).__name__,
    __import__("leaf", {"__package__": "tree"}, None, ["COLOUR"], 1).COLOUR,
)
